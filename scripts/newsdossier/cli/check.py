"""Finds every mistake in seeds, sidecars and the authority, as errors with file, line, problem and remedy."""

import json
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from newsdossier.decide import remarks
from newsdossier.decide.anchors import place_all
from newsdossier.decide.authority import load_authority, load_history
from newsdossier.errors import NewsdossierError, SidecarError
from newsdossier.identify import published_ids
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.naming import key
from newsdossier.read import load, read
from newsdossier.read.folder import find_seeds
from newsdossier.settle.names import ENTITY_KINDS


def mistakes(settings: Settings) -> tuple[NewsdossierError, ...]:
    """Returns all mistakes by file and line; builds nothing and writes nothing."""
    found = [*_of_authority(settings), *_of_seeds(settings), *_stray(settings)]
    return tuple(sorted(found, key=lambda one: (one.path, one.line or 0)))


def as_json(found: Iterable[NewsdossierError]) -> str:
    """Returns the mistakes for programs, with `path`, `line`, `problem` and `remedy` of each."""
    rows = [{"path": e.path, "line": e.line, "problem": e.problem, "remedy": e.remedy} for e in found]
    return json.dumps({"mistakes": rows}, ensure_ascii=False, indent=1)


def _of_authority(settings: Settings) -> Iterator[NewsdossierError]:
    def read_it() -> None:
        load_authority(settings.seeds, settings.root)
        load_history(settings.seeds, settings.root)

    yield from _tried(read_it)


def _of_seeds(settings: Settings) -> Iterator[NewsdossierError]:
    known = _known(settings)
    for path in find_seeds(settings.seeds):
        articles: list[Article] = []
        yield from _tried(partial(_read, path, settings, articles))
        yield from (error for article in articles for error in (*_lost(article), *_unknown_entities(article, known)))


def _read(path: Path, settings: Settings, articles: list[Article]) -> None:
    articles.append(read(load(path, settings.root), settings.languages))


def _lost(article: Article) -> Iterator[NewsdossierError]:
    for one in place_all(article):
        if one.how == "lost":
            path, _, line = one.decision.where.rpartition(":")
            problem = f"{remarks.named(one.decision)}: {one.problem}"
            yield SidecarError(problem, path=path, line=int(line), remedy=remarks.REMEDY)


def _unknown_entities(article: Article, known: frozenset[str]) -> Iterator[SidecarError]:
    """Yields decisions that name an entity unknown to the site, the authority and the article's own words."""
    words = f"-{key(article.text)}-" if known else ""
    for one in article.decisions if known else ():
        strange = one.kind in ENTITY_KINDS and one.to != "none" and one.to not in known and f"-{one.to}-" not in words
        if strange:
            path, _, line = one.where.rpartition(":")
            near = ", ".join(get_close_matches(one.to, known, 3)) or "see dossiers/_ids.tsv"
            problem = f"{remarks.named(one)}: « {one.to} » is no entity of this site"
            yield SidecarError(problem, path=path, line=int(line), remedy=f"Near are: {near}")


def _known(settings: Settings) -> frozenset[str]:
    """Returns ids and names of entities once the site was built; mistakes in the authority are found elsewhere."""
    found: list[str] = []

    def read_them() -> None:
        found.extend(
            key(word) for row in published_ids.load(settings.dossiers, settings.root) for word in (row.id, row.name)
        )
        found.extend(
            key(word)
            for one in (load_authority(settings.seeds, settings.root) if found else ())
            for word in (one.id, *one.all_forms())
        )

    return frozenset(found) if not list(_tried(read_them)) else frozenset()


def _stray(settings: Settings) -> Iterator[NewsdossierError]:
    for one in remarks.stray(settings, {}):
        problem = one.message.removeprefix(f"{one.path}: ").split(".")[0]
        yield SidecarError("this sidecar has no seed", path=one.path, remedy=f"{problem}: rename one of the two")


def _tried(step: Callable[[], object]) -> Iterator[NewsdossierError]:
    try:
        step()
    except NewsdossierError as bad:
        yield bad
        yield from bad.others
