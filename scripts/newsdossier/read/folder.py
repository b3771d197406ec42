"""The folder `seeds/` -> every article in it; one bad seed never stops the others."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from newsdossier.errors import Failure, NewsdossierError, ProjectError, SeedError
from newsdossier.model import Article, Settings
from newsdossier.read import guarded, load, shown_path, untouched
from newsdossier.read.at_rest import Stamp, read_at_rest
from newsdossier.read.draft import RawSeed
from newsdossier.read.guarded import Late, read_each
from newsdossier.read.survey import survey
from newsdossier.read.untouched import Memory, Stamps, Untouched, stamps_of
from newsdossier.store import Codec, Store, installed, sources

_KIND = "article"
_CODEC: Codec[Article] = Codec(Article)
_LATE = "late seed"
_LATE_CODEC: Codec[Late] = Codec(Late)


def find_seeds(folder: Path) -> list[Path]:
    """The seeds of a folder and of those in it, sorted; not `_…`, not `.…`, no sidecar, nothing outside."""
    return [seen.path for seen in survey(folder) if not seen.skip and not seen.problem]


class Read(NamedTuple):
    """What the folder gave."""

    articles: list[Article]
    """By path of their seeds."""
    failures: tuple[Failure, ...]
    """Seeds that gave none."""
    unsaid: frozenset[str]
    """Paths of the seeds that say no right of their own: the project decides."""
    fresh: frozenset[str]
    """Paths of the seeds that were read anew, because they changed or nobody remembers them."""


def read_all(settings: Settings, store: Store, on_new: Callable[[int], object] = lambda _: None) -> Read:
    """Every seed's article by path, those that changed read anew; and the seeds that are none.

    `on_new` is called with how many are to be read anew, before any article is at hand.
    """
    known = untouched.recall(store)
    raws, failures = _received(settings, known)
    on_new(sum(isinstance(raw, RawSeed) for raw, _ in raws))
    kept = _kept({_key(raw.digest(), settings) for raw, _ in raws}, store)
    if any(isinstance(raw, Untouched) and _key(raw.digest(), settings) not in kept for raw, _ in raws):
        raws, failures = _received(settings, _without_lost(known, kept.keys(), settings))
        kept |= _kept({_key(raw.digest(), settings) for raw, _ in raws} - kept.keys(), store)
    keys = {raw.path: _key(raw.digest(), settings) for raw, _ in raws}
    new = [raw for raw, _ in raws if isinstance(raw, RawSeed) and keys[raw.path] not in kept]
    fresh = dict(zip((raw.path for raw in new), read_each(new, settings.languages), strict=True))
    _keep({keys[path]: outcome for path, outcome in fresh.items()}, store, keys.values())
    failed = {path for path, outcome in fresh.items() if not isinstance(outcome, Article | Late)}
    now = (
        Untouched(raw.path, raw.sidecar_path, stamps, raw.digest()) for raw, stamps in raws if raw.path not in failed
    )
    untouched.remember(now, known, store)
    articles: list[Article] = []
    for path, key in keys.items():
        outcome = fresh[path] if path in fresh else kept[key]
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            articles.append(outcome)
    unsaid = frozenset(article.seed.path for article in articles if not article.source.rights)
    return Read([with_rights(article, settings) for article in articles], tuple(failures), unsaid, frozenset(fresh))


def _without_lost(known: Memory, kept: Collection[str], settings: Settings) -> Memory:
    """What the store does not have any more is read again."""
    return Memory({path: one for path, one in known.seeds.items() if _key(one[1], settings) in kept})


def _kept(keys: Collection[str], store: Store) -> dict[str, Article | Late]:
    read: dict[str, Article] = store.values(_KIND, _CODEC.read, keys)
    return {**read, **_late(keys, store)}


def _keep(fresh: Mapping[str, Article | Failure], store: Store, keys: Collection[str]) -> None:
    """Also what took too long, or each build would take that long again; what failed in another way did so at once."""
    limit = _limit()
    store.put(_KIND, {key: _CODEC.written(one) for key, one in fresh.items() if isinstance(one, Article)})
    late = {key: one for key, one in fresh.items() if isinstance(one, Late)}
    store.put(_LATE, {f"{key} {limit}": _LATE_CODEC.written(one) for key, one in late.items()})
    store.forget_others(_KIND, keys)
    store.forget_others(_LATE, (f"{key} {limit}" for key in keys))


def _late(keys: Iterable[str], store: Store) -> dict[str, Late]:
    """Seeds that took too long under the limit of today, with what is installed today."""
    limit = _limit()
    found = store.get(_LATE, (f"{key} {limit}" for key in keys))
    return {key.removesuffix(f" {limit}"): _LATE_CODEC.read(data) for key, data in found.items()}


def _limit() -> str:
    return f"{guarded.SECONDS} {hashlib.sha256(repr(installed()).encode()).hexdigest()}"


def with_rights(article: Article, settings: Settings) -> Article:
    """What may be published of a seed that does not say it is what the project decided."""
    if settings.private:
        return replace(article, source=replace(article.source, rights="full"))
    if article.source.rights:
        return article
    return replace(article, source=replace(article.source, rights=settings.rights))


_Raw = tuple[RawSeed | Untouched, Stamps]


def _received(settings: Settings, known: Memory) -> tuple[list[_Raw], list[Failure]]:
    """All seeds as they were at one moment: one that is moved meanwhile would be missed, and count as removed."""

    def look(stamps: Mapping[str, Stamp]) -> tuple[list[_Raw], list[Failure]]:
        failures: list[Failure] = []
        return list(_loaded(settings, failures, (stamps, known))), failures

    (raws, failures), written, gone = read_at_rest(settings.seeds, look)
    if gone:
        remedy = "Build again when that has ended; nothing was changed"
        raise ProjectError("files are moved or removed while they are read", path=settings.seeds.name, remedy=remedy)
    paths = {shown_path(Path(path), settings.root) for path in written}
    half = {raw.path for raw, _ in raws if not paths.isdisjoint({raw.path, raw.sidecar_path})}
    return [one for one in raws if one[0].path not in half], [*failures, *map(_half, sorted(half))]


def _half(path: str) -> Failure:
    problem = "this file, or its sidecar, is written to while it is read"
    return Failure(path, str(SeedError(problem, path=path, remedy="The next build takes it, once it is whole")))


def _loaded(settings: Settings, failures: list[Failure], what: tuple[Mapping[str, Stamp], Memory]) -> Iterator[_Raw]:
    stamps, known = what
    for seen in survey(settings.seeds):
        shown = shown_path(seen.path, settings.root)
        try:
            if seen.problem:
                raise SeedError(seen.problem, path=shown, remedy=seen.remedy)
            if not seen.skip:
                as_before = known.of(seen.path, shown, stamps)
                yield as_before or load(seen.path, settings.root), stamps_of(seen.path, stamps)
        except NewsdossierError as bad:  # the one door inside: a bad seed is reported, the others go on
            failures.append(Failure(shown, str(bad)))


def _key(digest: str, settings: Settings) -> str:
    return f"{digest} {','.join(settings.languages)} {sources('newsdossier.read', 'newsdossier.decide')}"
