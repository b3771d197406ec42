"""Dossiers -> related dossiers: those that speak of the same, rare names, with the names as the reason."""

import math
from collections import defaultdict
from collections.abc import Mapping

MOST = 5  # related dossiers on a page
_TOO_COMMON = 400  # dossiers from which on a name relates nothing, and would only cost time
_LEAST_NAMES = 2


def relate(names: Mapping[str, frozenset[str]]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Slug -> its nearest dossiers with the ids they share, by cosine of inverse document frequencies.

    The weights are tf-idf's with tf = 1 (Salton & Buckley, 1988): being named at all is what counts.
    """
    postings: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(names):
        for entity in names[slug]:
            postings[entity].append(slug)
    weight = {entity: math.log(1 + len(names) / len(slugs)) for entity, slugs in postings.items()}
    length = {slug: math.sqrt(math.fsum(weight[e] ** 2 for e in names[slug])) for slug in names}
    useful = {entity: slugs for entity, slugs in postings.items() if 1 < len(slugs) <= _TOO_COMMON}
    return {slug: _nearest(slug, names, (useful, weight, length)) for slug in sorted(names)}


def _nearest(
    slug: str,
    names: Mapping[str, frozenset[str]],
    tables: tuple[Mapping[str, list[str]], Mapping[str, float], Mapping[str, float]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    useful, weight, length = tables
    shared: dict[str, list[str]] = defaultdict(list)
    for entity in sorted(names[slug]):
        for other in useful.get(entity, ()):
            shared[other].append(entity)
    near = {
        other: math.fsum(weight[e] ** 2 for e in ids) / (length[slug] * length[other])
        for other, ids in shared.items()
        if other != slug and len(ids) >= _LEAST_NAMES
    }
    best = sorted(near, key=lambda other: (-near[other], other))[:MOST]
    return tuple((other, _telling(shared[other], weight)) for other in best)


def _telling(ids: list[str], weight: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda e: (-weight[e], e)))
