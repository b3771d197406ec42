"""The seeds folder -> one article per seed: only seeds that changed since the last build are opened and read again."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from newsdossier.cache.stamps import Stamp, read_at_rest
from newsdossier.cache.store import Codec, Store, installed, sources
from newsdossier.errors import Failure, NewsdossierError, ProjectError, SeedError
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import isolated, load, shown_path
from newsdossier.read.isolated import TooSlow, read_each
from newsdossier.read.seed import RawSeed

_SIDECARS = (".yml", ".yaml")
# Seeds, opened only when their stamps differ from the index of the last build

SeedStamps = tuple[Stamp | None, ...]
"""Stamps of the seed and of its possible sidecars; empty where one is a link, whose target has its own stamp."""
_INDEX_KIND, _INDEX_KEY = "seeds", "read"
# What earlier builds read

_ARTICLE_KIND, _LATE_KIND = "article", "late seed"
_ARTICLE_CODEC: Codec[Article] = Codec(Article)
_LATE_CODEC: Codec[TooSlow] = Codec(TooSlow)


class FolderContents(NamedTuple):
    """What the seeds folder gave."""

    articles: list[Article]
    """In the order of their seeds' paths."""
    failures: tuple[Failure, ...]
    """Seeds that gave no article."""
    without_rights: frozenset[str]
    """Paths of the seeds that state no right of their own: the project's default applies."""
    fresh: frozenset[str]
    """Paths of the seeds that were read anew, because they changed or are not in the cache."""


def read_all(settings: Settings, store: Store, *, when_new: Callable[[], None] = lambda: None) -> FolderContents:
    """Reads every seed of the project, those that did not change from the cache.

    `when_new` is called before the first seed is read that is not in the cache.
    """
    cache, index = _OutcomeCache(store, settings), _loaded_index(store)
    known = cache.get(row.digest for row in index.values())
    seeds, failures = _scan(settings, {path: row for path, row in index.items() if row.digest in known})
    digests = {seed.digest for seed in seeds}
    known |= cache.get(digests - known.keys())
    new = {seed.path: seed for seed in seeds if seed.digest not in known}
    if new:
        when_new()
    read = read_each([seed.raw for seed in new.values() if seed.raw], settings.languages)
    fresh = dict(zip((seed.digest for seed in new.values()), read, strict=True))
    cache.put(fresh)
    cache.forget_others(digests)
    outcomes = known | fresh
    _save_index(store, index, (seed for seed in seeds if isinstance(outcomes[seed.digest], Article | TooSlow)))
    gave = [outcomes[seed.digest] for seed in seeds]
    articles = [one for one in gave if isinstance(one, Article)]
    return FolderContents(
        articles=[with_rights(article, settings) for article in articles],
        failures=(*failures, *(one for one in gave if isinstance(one, Failure))),
        without_rights=frozenset(article.seed.path for article in articles if not article.source.rights),
        fresh=frozenset(new),
    )


def with_rights(article: Article, settings: Settings) -> Article:
    """Returns the article with the project's right where its seed states none; a private project shows all."""
    rights = "full" if settings.private else article.source.rights or settings.rights
    return (
        article if rights == article.source.rights else replace(article, source=replace(article.source, rights=rights))
    )


# What is in the folder


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What was found in the seeds folder: a seed, or something that is none."""

    path: Path
    """Its place on disk."""
    skip: str = ""
    """Why it is no seed and need not be."""
    problem: str = ""
    """Why it cannot be read although somebody put it there."""
    remedy: str = ""
    """What to do about the problem."""


def find_seeds(folder: Path) -> list[Path]:
    """Returns the seeds of a folder and its subfolders, sorted; no sidecars, no `_…` or `.…`, nothing outside."""
    return [found.path for found in survey(folder) if not found.skip and not found.problem]


def survey(folder: Path) -> list[FoundFile]:
    """Lists everything in the folder in the order of paths; nothing outside of it is looked at."""
    found = _found_files(folder, folder.resolve()) if folder.is_dir() else ()
    return sorted(found, key=lambda one: os.fsencode(one.path.as_posix()))


def _found_files(folder: Path, root: Path) -> Iterator[FoundFile]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as bad:
        yield FoundFile(
            folder, problem=f"this folder cannot be looked into ({bad.strerror})", remedy="Check its rights"
        )
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(("_", ".")):
            yield FoundFile(path, skip="names that begin with _ or . are no seeds")
        elif entry.is_symlink():
            yield _link(path, root)
        elif entry.is_dir():
            yield from _found_files(path, root)
        else:
            yield _file(path)


def _link(path: Path, root: Path) -> FoundFile:
    """Follows a link to a file of the folder, and nowhere else."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # leads nowhere, or in a circle
        return FoundFile(path, problem="this link leads nowhere", remedy="Remove it, or put the file itself here")
    if not target.is_relative_to(root):
        return FoundFile(path, problem="this link leads out of the folder", remedy="Put the file itself here")
    return FoundFile(path, skip="links to folders are not followed") if target.is_dir() else _file(path)


def _file(path: Path) -> FoundFile:
    if path.suffix.lower() in _SIDECARS:
        seed = path.with_suffix("")
        return FoundFile(path, skip=f"the sidecar of {seed.name}" + ("" if seed.exists() else ", which is not here"))
    try:
        mode = path.stat().st_mode
    except OSError as bad:
        return FoundFile(path, problem=f"this file cannot be read ({bad.strerror})", remedy="Check its rights")
    if not stat.S_ISREG(mode):
        return FoundFile(path, problem="this is a pipe or a device, not a file", remedy="Remove it")
    return FoundFile(path)


@dataclass(frozen=True, slots=True)
class ScannedSeed:
    """A seed in the folder."""

    path: str
    """Relative to the project, as in `RawSeed`."""
    sidecar_path: str
    """Where its sidecar is or would be."""
    stamps: SeedStamps
    """As they were before it was opened."""
    digest: str
    """`RawSeed.digest`, from the index where the seed is unchanged."""
    raw: RawSeed | None = None
    """Its bytes; None where the seed is unchanged and was not opened."""


class _Scan(NamedTuple):
    seeds: list[ScannedSeed]
    failures: list[Failure]


class _IndexRow(NamedTuple):
    stamps: SeedStamps
    digest: str


_Index = Mapping[str, _IndexRow]  # by hashes of paths: a path may hold a name that was withdrawn


_INDEX_CODEC: Codec[dict[str, _IndexRow]] = Codec(dict[str, _IndexRow])


def _scan(settings: Settings, index: _Index) -> _Scan:
    """Scans all seeds as they are at one moment: one that is moved meanwhile would be missed, and count as removed."""
    scan, written, gone = read_at_rest(settings.seeds, lambda stamps: _scan_once(settings, index, stamps))
    if gone:
        remedy = "Build again when that has ended; nothing was changed"
        raise ProjectError("files are moved or removed while they are read", path=settings.seeds.name, remedy=remedy)
    paths = {shown_path(settings.seeds / path, settings.root) for path in written}
    half = {seed.path for seed in scan.seeds if not paths.isdisjoint({seed.path, seed.sidecar_path})}
    whole = [seed for seed in scan.seeds if seed.path not in half]
    return _Scan(whole, [*scan.failures, *map(_half_written, sorted(half))])


def _scan_once(settings: Settings, index: _Index, stamps: Mapping[str, Stamp]) -> _Scan:
    scan = _Scan([], [])
    for found in survey(settings.seeds):
        shown = shown_path(found.path, settings.root)
        try:
            if found.problem:
                raise SeedError(found.problem, path=shown, remedy=found.remedy)
            if not found.skip:
                own = _stamps_of(found.path.relative_to(settings.seeds).as_posix(), stamps)
                scan.seeds.append(_unchanged(shown, own, index) or _opened(found.path, own, settings.root))
        except NewsdossierError as bad:  # a bad seed is reported, the others go on
            scan.failures.append(Failure(shown, str(bad)))
    return scan


def _stamps_of(path: str, stamps: Mapping[str, Stamp]) -> SeedStamps:
    found = tuple(stamps.get(f"{path}{ending}") for ending in ("", *_SIDECARS))
    return () if found[0] is None or any(one.is_link() for one in found if one) else found


def _unchanged(path: str, stamps: SeedStamps, index: _Index) -> ScannedSeed | None:
    row = index.get(_hash(path))
    if not row or not stamps or row.stamps != stamps:
        return None
    return ScannedSeed(path, f"{path}{_SIDECARS[1 if stamps[2] else 0]}", stamps, row.digest)


def _opened(path: Path, stamps: SeedStamps, root: Path) -> ScannedSeed:
    raw = load(path, root)
    return ScannedSeed(raw.path, raw.sidecar_path, stamps, raw.digest(), raw)


def _half_written(path: str) -> Failure:
    problem = "this file, or its sidecar, is written to while it is read"
    return Failure(path, str(SeedError(problem, path=path, remedy="The next build takes it, once it is whole")))


def _loaded_index(store: Store) -> _Index:
    kept = store.get(_INDEX_KIND, [_INDEX_KEY])
    return _INDEX_CODEC.decode(kept[_INDEX_KEY]) if kept else {}


def _save_index(store: Store, before: _Index, seeds: Iterable[ScannedSeed]) -> None:
    now = {_hash(seed.path): _IndexRow(seed.stamps, seed.digest) for seed in seeds}
    if now != before:
        store.put(_INDEX_KIND, {_INDEX_KEY: _INDEX_CODEC.encode(now)})


def _hash(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _OutcomeCache:
    """Cache of what seeds gave, by their digests: articles, and seeds that took too long.

    The latter so that each build does not take that long again; any other failure comes at once.
    """

    store: Store
    settings: Settings

    def get(self, digests: Iterable[str]) -> dict[str, Article | Failure]:
        """Returns what is known of seeds with these digests."""
        limit = _limit()
        keys = {self._key(digest): digest for digest in digests}
        late_keys = {f"{key} {limit}": digest for key, digest in keys.items()}
        articles = self.store.decoded(_ARTICLE_KIND, _ARTICLE_CODEC.decode, keys)
        late = self.store.get(_LATE_KIND, late_keys)
        return {
            **{keys[key]: article for key, article in articles.items()},
            **{late_keys[key]: _LATE_CODEC.decode(data) for key, data in late.items()},
        }

    def put(self, outcomes: Mapping[str, Article | Failure]) -> None:
        """Keeps articles and seeds that took too long."""
        limit = _limit()
        keyed = {self._key(digest): one for digest, one in outcomes.items()}
        articles = {key: _ARTICLE_CODEC.encode(one) for key, one in keyed.items() if isinstance(one, Article)}
        late = {f"{key} {limit}": _LATE_CODEC.encode(one) for key, one in keyed.items() if isinstance(one, TooSlow)}
        self.store.put(_ARTICLE_KIND, articles)
        self.store.put(_LATE_KIND, late)

    def forget_others(self, digests: Iterable[str]) -> None:
        """Drops what is known of all other seeds."""
        limit, keys = _limit(), [self._key(digest) for digest in digests]
        self.store.forget_others(_ARTICLE_KIND, keys)
        self.store.forget_others(_LATE_KIND, (f"{key} {limit}" for key in keys))

    def _key(self, digest: str) -> str:
        return f"{digest} {','.join(self.settings.languages)} {sources('newsdossier.read', 'newsdossier.decide')}"


def _limit() -> str:
    """What a seed was too slow for: under another limit, or with something else installed, it is tried again."""
    return f"{isolated.SECONDS} {hashlib.sha256(repr(installed()).encode()).hexdigest()}"
