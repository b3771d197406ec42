"""Resolved articles -> their entities as all of them together show them, before any are joined."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from newsdossier.identify.within import Local, Resolved
from newsdossier.model import EntityType

_SHARED = 2  # names in common from which on two articles are about the same


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as all articles show it before joining."""

    key: str
    """As `within.resolve` gave it."""
    type: EntityType
    """By most mentions."""
    name: str
    """Its commonest full form."""
    articles: frozenset[str]
    """Slugs of those that name it."""
    mentions: int
    """In all articles."""
    known: bool
    """Its id is of the authority or of a list: two such are not one unless people say so."""


Near = Callable[[Seen, Seen], bool]
"""Two entities are in other articles that are about the same."""


def seen_in(resolved: Mapping[str, Resolved]) -> dict[str, Seen]:
    """Every entity by its key."""
    found: dict[str, list[tuple[str, Local]]] = defaultdict(list)
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            found[local.key].append((slug, local))
    return {key: _one(key, rows) for key, rows in found.items()}


def _one(key: str, rows: list[tuple[str, Local]]) -> Seen:
    if len(rows) == 1:  # most entities: counting takes ten times as long
        ((slug, only),) = rows
        return Seen(key, only.type, only.name, frozenset((slug,)), only.mentions, only.known is not None)
    types: Counter[EntityType] = Counter()
    names: Counter[str] = Counter()
    for _, local in rows:
        types[local.type] += local.mentions
        names[local.name] += local.mentions
    articles = frozenset(slug for slug, _ in rows)
    kind = min(types, key=lambda t: (-types[t], t))
    name = min(names, key=lambda n: (-names[n], n))
    known = any(local.known for _, local in rows)
    return Seen(key, kind, name, articles, sum(types.values()), known)


def nearness(resolved: Mapping[str, Resolved]) -> Near:
    """Other articles, about the same: two names in common or more, beside the two themselves."""
    named = {slug: [local.key for local in one.locals] for slug, one in resolved.items()}

    @cache
    def beside(articles: frozenset[str]) -> frozenset[str]:
        return frozenset(chain.from_iterable(named[slug] for slug in articles))

    def near(one: Seen, other: Seen) -> bool:
        if not one.articles.isdisjoint(other.articles):
            return False
        return len((beside(one.articles) & beside(other.articles)) - {one.key, other.key}) >= _SHARED

    return near
