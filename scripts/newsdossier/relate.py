"""Dossiers -> related dossiers: those that name the same, the rarer the nearer, with the names as the reason.

The score is a sum that a reader can check: a shared name gives six points when two dossiers name it, and one less each
time that number doubles. It depends on nothing else of the site, so that a new article moves only its neighbours.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from newsdossier.cache.store import Store

MOST = 5  # related dossiers on a page
MOST_POINTS = 6  # of one name
_LEAST_NAMES = 2
_KIND = "related"
Reason = tuple[str, int]
"""A shared entity and its points."""
Near = tuple[tuple[str, tuple[Reason, ...]], ...]
"""The nearest dossiers, each with its reasons, the most telling first."""
_Postings = Mapping[str, tuple[int, Sequence[str]]]


def points(dossiers: int) -> int:
    """Points for a name that so many dossiers have: 6 for two, 5 up to four, 4 up to eight … none from 65 on."""
    return max(0, MOST_POINTS + 1 - (dossiers - 1).bit_length())


def relate(names: Mapping[str, frozenset[str]], store: Store) -> dict[str, Near]:
    """Slug -> its nearest dossiers; only those are compared anew of which a name came, went or became commoner."""
    postings = _postings(names)
    marks = {one[0]: hashlib.sha256(repr(one).encode()).hexdigest() for one in postings.items()}
    keys = {slug: _key(slug, (marks[e] for e in sorted(some) if e in marks)) for slug, some in names.items()}
    kept = store.get(_KIND, keys.values())
    new = {slug: _nearest(slug, names[slug], postings) for slug, key in keys.items() if key not in kept}
    store.put(_KIND, {keys[slug]: json.dumps(near).encode() for slug, near in new.items()})
    store.forget_others(_KIND, keys.values())
    return {slug: new[slug] if slug in new else _read(kept[key]) for slug, key in keys.items()}


def _postings(names: Mapping[str, frozenset[str]]) -> dict[str, tuple[int, list[str]]]:
    """Entity -> its points and the dossiers that name it, of those that relate any: at most 64 dossiers each."""
    found: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(names):
        for entity in names[slug]:
            found[entity].append(slug)
    return {e: (points(len(slugs)), slugs) for e, slugs in found.items() if len(slugs) > 1 and points(len(slugs))}


def _nearest(slug: str, own: frozenset[str], postings: _Postings) -> Near:
    shared: dict[str, list[Reason]] = defaultdict(list)
    for entity in sorted(own & postings.keys()):
        worth, slugs = postings[entity]
        for other in slugs:
            shared[other].append((entity, worth))
    near = {other: why for other, why in shared.items() if other != slug and len(why) >= _LEAST_NAMES}
    best = sorted(near, key=lambda other: (-score(near[other]), -len(near[other]), other))[:MOST]
    return tuple((other, tuple(sorted(near[other], key=lambda one: (-one[1], one[0])))) for other in best)


def score(reasons: Iterable[Reason]) -> int:
    """The score of two dossiers, by what they share."""
    return sum(worth for _, worth in reasons)


def _key(slug: str, marks: Iterable[str]) -> str:
    return hashlib.sha256("\n".join((slug, str(MOST_POINTS), *marks)).encode("utf-8", "surrogatepass")).hexdigest()


def _read(value: bytes) -> Near:
    return tuple((other, tuple((entity, worth) for entity, worth in why)) for other, why in json.loads(value))
