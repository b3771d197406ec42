"""The folder `seeds/` -> every file in it, and whether it is a seed; nothing outside is looked at."""

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from newsdossier.cache.stamps import Stamp, read_at_rest
from newsdossier.cache.store import Codec, Store, installed, sources
from newsdossier.errors import Failure, NewsdossierError, ProjectError, SeedError
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import isolated, load, shown_path
from newsdossier.read.isolated import Late, read_each
from newsdossier.read.seed import RawSeed

_SIDECARS = {".yml", ".yaml"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A file, link or pipe in the folder, or a folder that cannot be looked into."""

    path: Path
    """Where it is."""
    skip: str = ""
    """Why it is no seed and need not be."""
    problem: str = ""
    """Why it cannot be read though somebody put it there."""
    remedy: str = ""
    """What to do then."""


def survey(folder: Path) -> list[Seen]:
    """All that is found, in the order of their paths."""
    found = _found(folder, folder.resolve()) if folder.is_dir() else ()
    return sorted(found, key=lambda seen: os.fsencode(seen.path.as_posix()))


def _found(folder: Path, inside: Path) -> Iterator[Seen]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as bad:
        yield Seen(folder, problem=f"this folder cannot be looked into ({bad.strerror})", remedy="Check its rights")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(("_", ".")):
            yield Seen(path, skip="names that begin with _ or . are no seeds")
        elif entry.is_symlink():
            yield _link(path, inside)
        elif entry.is_dir():
            yield from _found(path, inside)
        else:
            yield _file(path)


def _link(path: Path, inside: Path) -> Seen:
    """A link is followed to a file of the folder, nowhere else."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # leads nowhere, or in a circle
        return Seen(path, problem="this link leads nowhere", remedy="Remove it, or put the file itself here")
    if not target.is_relative_to(inside):
        return Seen(path, problem="this link leads out of the folder", remedy="Put the file itself here")
    return Seen(path, skip="links to folders are not followed") if target.is_dir() else _file(path)


def _file(path: Path) -> Seen:
    if path.suffix.lower() in _SIDECARS:
        seed = path.with_suffix("")
        return Seen(path, skip=f"the sidecar of {seed.name}" + ("" if seed.exists() else ", which is not here"))
    try:
        mode = path.stat().st_mode
    except OSError as bad:
        return Seen(path, problem=f"this file cannot be read ({bad.strerror})", remedy="Check its rights")
    if not stat.S_ISREG(mode):
        return Seen(path, problem="this is a pipe or a device, not a file", remedy="Remove it")
    return Seen(path)


_STAMPS, _KEY = "seeds", "read"


_ENDINGS = ("", ".yml", ".yaml")  # the seed, and its sidecar under either name


Stamps = tuple[Stamp | None, ...]


@dataclass(frozen=True, slots=True)
class Untouched:
    """A seed with its sidecar, as `RawSeed`, of which only the digest is known."""

    path: str
    sidecar_path: str
    stamps: Stamps
    """Of the seed, and of what may be its sidecar; empty when they show nothing."""
    of_all: str
    """As `RawSeed.digest` gave it."""

    def digest(self) -> str:
        """SHA-256 of all that its article is made from."""
        return self.of_all


_STAMPS_CODEC: Codec[dict[str, tuple[Stamps, str]]] = Codec(dict[str, tuple[Stamps, str]])


@dataclass(frozen=True, slots=True)
class Memory:
    """The seeds as the last build read them, by hashes of their paths: these may hold a name that was withdrawn."""

    seeds: Mapping[str, tuple[Stamps, str]]

    def of(self, path: Path, shown: str, stamps: Mapping[str, Stamp]) -> Untouched | None:
        """The seed, if it and its sidecar are as they were; `shown` is its path in the project."""
        now, before = stamps_of(path, stamps), self.seeds.get(_hash(shown))
        if not before or not now or before[0] != now:
            return None
        return Untouched(shown, f"{shown}{_ENDINGS[2] if now[2] else _ENDINGS[1]}", *before)


def recall(store: Store) -> Memory:
    """What the last build read."""
    kept = store.get(_STAMPS, [_KEY])
    return Memory(_STAMPS_CODEC.decode(kept[_KEY]) if kept else {})


def remember(seeds: Iterable[Untouched], before: Memory, store: Store) -> None:
    """For the next build."""
    now = {_hash(one.path): (one.stamps, one.of_all) for one in seeds}
    if now != before.seeds:
        store.put(_STAMPS, {_KEY: _STAMPS_CODEC.encode(now)})


def _hash(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stamps_of(path: Path, stamps: Mapping[str, Stamp]) -> Stamps:
    """Of a seed and its sidecar; none where one is a link, since what it leads to has a stamp of its own."""
    found = tuple(stamps.get(f"{path}{ending}") for ending in _ENDINGS)
    return () if found[0] is None or any(one.is_link() for one in found if one) else found


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
    known = recall(store)
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
    remember(now, known, store)
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
    read: dict[str, Article] = store.decoded(_KIND, _CODEC.decode, keys)
    return {**read, **_late(keys, store)}


def _keep(fresh: Mapping[str, Article | Failure], store: Store, keys: Collection[str]) -> None:
    """Also what took too long, or each build would take that long again; what failed in another way did so at once."""
    limit = _limit()
    store.put(_KIND, {key: _CODEC.encode(one) for key, one in fresh.items() if isinstance(one, Article)})
    late = {key: one for key, one in fresh.items() if isinstance(one, Late)}
    store.put(_LATE, {f"{key} {limit}": _LATE_CODEC.encode(one) for key, one in late.items()})
    store.forget_others(_KIND, keys)
    store.forget_others(_LATE, (f"{key} {limit}" for key in keys))


def _late(keys: Iterable[str], store: Store) -> dict[str, Late]:
    """Seeds that took too long under the limit of today, with what is installed today."""
    limit = _limit()
    found = store.get(_LATE, (f"{key} {limit}" for key in keys))
    return {key.removesuffix(f" {limit}"): _LATE_CODEC.decode(data) for key, data in found.items()}


def _limit() -> str:
    return f"{isolated.SECONDS} {hashlib.sha256(repr(installed()).encode()).hexdigest()}"


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
