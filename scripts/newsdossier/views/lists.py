"""Entities and dossiers -> the lists of the site: by count, by name, by country; by outlet, month, language, theme."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Generic, NamedTuple, TypeVar

from newsdossier import naming
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Entity, EntityType, Listed

MOST_ROWS = 200  # entries on a page of names
MOST_RANKED = 1_000  # entries by count: a rank beyond them tells nothing, and each new article would move it
INDEXES: dict[EntityType, str] = {"person": "people", "organisation": "organisations", "place": "places"}
FACETS = ("outlets", "months", "languages", "themes")
LISTS = ("index", "dossiers", *INDEXES.values(), *FACETS, "timeline", "corrections")  # pages that lead to others
UNKNOWN = "unknown"  # id of the dossiers without outlet, or without date
_RESERVED = {UNKNOWN, "by-name", "by-count"}  # ids that no value may have
_ROMAN = re.compile(r"[IVX]+|I?er")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facet:
    """Dossiers that have an outlet, a month, a language or a theme in common."""

    kind: str
    """`outlets`, `months`, `languages` or `themes`."""
    id: str
    """Name of its page."""
    name: str
    """The outlet or the theme, the month as YYYY-MM, the language's tag; empty when unknown."""
    dossiers: tuple[Dossier, ...]
    """Newest first."""


def ranked(members: Iterable[Listed]) -> list[Listed]:
    """Sorts entities, the most often named first."""
    return sorted(members, key=lambda one: (-one.mentions, -one.dossiers, one.entity.id))


def front(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """Returns the dossiers that the newsroom pinned, then the others, each in the order given."""
    return sorted(dossiers, key=lambda one: not one.article.pinned)


def pinned_first(members: Iterable[Listed]) -> list[Listed]:
    """Returns the entities that the newsroom pinned, then the others, each in the order given."""
    return sorted(members, key=lambda one: not one.entity.pinned)


def by_count(members: Iterable[Listed]) -> list[Sequence[Listed]]:
    """Returns pages of the most often named; where there are many, those named once are listed by name alone."""
    best = ranked(members)
    if len(best) > MOST_ROWS:
        best = [one for one in best if one.mentions > 1][:MOST_RANKED]
    return pages(best) or [[]]


def by_name(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """Returns the ids on each page, in order: one page, or one per initial and 200 entries.

    An initial's page changes only with its own names, so that a new article moves no others.
    """
    ordered = sorted(_filed(one) for one in entities)
    if len(ordered) <= MOST_ROWS:
        return {"names": tuple(id_ for _, id_ in ordered)}
    found: dict[str, tuple[str, ...]] = {}
    for letter, group in groupby(ordered, key=_initial):
        for number, page in enumerate(pages(list(group)), start=1):
            found[numbered(f"names-{letter}", number)] = tuple(id_ for _, id_ in page)
    return found


def by_country(places: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Returns the places of each country code, the most often named first; the code is empty where it is unknown."""
    found: dict[str, list[Listed]] = defaultdict(list)
    for one in ranked(places):
        found[one.entity.country].append(one)
    return dict(sorted(found.items()))


def numbered(path: str, number: int) -> str:
    """Returns the name of a page of a list: `names-a`, `names-a-2`."""
    return path if number == 1 else f"{path}-{number}"


def _initial(place: tuple[str, str]) -> str:
    """Returns the letter that a sort key is filed under: `a` to `z` in every script, `0` for digits."""
    first = place[0][:1]
    return "0" if first.isdigit() else first


def _filed(entity: Entity) -> tuple[str, str]:
    """Returns an entity's sort key and id: by surname if the last word is one; « Benoît XVI » is filed under B."""
    words = entity.name.split()
    last = words[-1] if entity.type == "person" and words and not _ROMAN.fullmatch(words[-1]) else entity.name
    return filed(last), entity.id


def filed(name: str) -> str:
    """Returns the sort key of a name: Latin letters without accents."""
    return naming.key(name)


def pages(members: Sequence[T]) -> list[Sequence[T]]:
    """Returns the entries of a list, page by page."""
    return [members[at : at + MOST_ROWS] for at in range(0, len(members), MOST_ROWS)]


class Archive(NamedTuple, Generic[T]):
    """A list in pages, of which only the first changes with a new entry."""

    first_page: Sequence[T]
    older: dict[int, Sequence[T]]
    """Older pages by number, newest first; number 1 is the oldest."""


def archive(newest: Sequence[T], size: int) -> Archive[T]:
    """Divides entries into pages from the oldest on: a new one changes the first page and no other."""
    older = max(0, ceil(len(newest) / size - 1.5))
    first = len(newest) - older * size
    pages = {older - n: newest[first + n * size : first + (n + 1) * size] for n in range(older)}
    return Archive(newest[:first], pages)


def facets(dossiers: Sequence[Dossier]) -> dict[str, list[Facet]]:
    """Returns the facets of each kind in the order of their list; `dossiers` come newest first."""
    found: dict[tuple[str, str], list[tuple[str, Dossier]]] = defaultdict(list)
    for dossier in dossiers:
        for kind, id_, name in _values(dossier):
            found[kind, id_].append((name, dossier))
    every = [
        Facet(kind, id_, Counter(name for name, _ in members).most_common(1)[0][0], tuple(d for _, d in members))
        for (kind, id_), members in found.items()
    ]
    return {kind: sorted((f for f in every if f.kind == kind), key=_sort_key) for kind in FACETS}


def _values(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    article = dossier.article
    published = article.source.published
    month = published.strftime("%Y-%m") if published else ""
    yield "outlets", _id(article.source.publisher), article.source.publisher
    yield "months", month or UNKNOWN, month
    yield "languages", article.language.lower(), article.language
    yield from {("themes", _id(tag)): ("themes", _id(tag), tag) for tag in article.tags}.values()


def theme_path(tag: str) -> str:
    """Returns the path of the list of a theme, relative to `dossiers/`."""
    return f"themes/{_id(tag)}.md"


def _id(name: str) -> str:
    if not name:
        return UNKNOWN
    found = naming.key(name)
    return f"{found}-name" if found in _RESERVED else found


def _sort_key(facet: Facet) -> tuple[bool, float, str]:
    """Returns a sort key: months from the newest, the others from the largest; unknown comes last."""
    order = -float(facet.id.replace("-", "")) if facet.kind == "months" and facet.name else -len(facet.dossiers)
    return facet.id == UNKNOWN, order, facet.id


def newest_dossiers(members: Mapping[str, Sequence[Dossier]]) -> dict[str, str]:
    """Returns the slug of the newest dossier that names each entity."""
    return {entity: dossiers[0].article.slug for entity, dossiers in members.items()}
