"""Entities of all articles -> which of them are one although they are spelled differently, and why.

A join needs a reason that a reader can check: the same name romanised otherwise; an acronym that every article which
spells it out spells out the same way; a surname alone, where one person on the site has it and the articles are about
the same names. What people said comes first: `same` joins, `not` keeps apart whatever else would join. Pairs are taken
in the order of how sure they are, then of their ids: the order of articles changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from newsdossier.identify.compare import SAME, bones, likeness
from newsdossier.identify.shape import alike, shape
from newsdossier.identify.within import Local, Resolved
from newsdossier.model import EntityType, Known, Reason
from newsdossier.spelling import words

_SHARED = 2  # names in common from which on two articles are about the same
_LONGEST_BLOCK = 200  # names of one shape beyond which they are compared no more: such a shape says nothing


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


_Near = Callable[[Seen, Seen], bool]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two keys that may be one."""

    doubt: int
    """0 said by people, then less and less sure."""
    keys: tuple[str, str]
    """Sorted."""
    reason: Reason
    """What the reader is told."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Which keys are one."""

    into: Mapping[str, str]
    """Key -> the key that stands for it, for those that were joined."""
    because: Mapping[str, tuple[Reason, ...]]
    """By the key that stands for the others."""
    names: Mapping[str, str]
    """Key that is no more -> its name."""


def join(resolved: Mapping[str, Resolved], decided: Iterable[Known]) -> Joined:
    """All joins over these articles, by slug; `decided` is what people said."""
    seen, decided = _seen(resolved), tuple(decided)
    apart = frozenset(frozenset({one.id, other}) for one in decided for other in one.apart)
    groups: dict[str, frozenset[str]] = {key: frozenset({key}) for key in seen}
    reasons: dict[str, set[Reason]] = defaultdict(set)
    for pair in sorted(_pairs(seen, resolved, decided)):
        one, other = (groups[key] for key in pair.keys)
        if one is other or not _may_meet(one, other, (seen, apart, pair.doubt)):
            continue
        both = one | other
        groups.update(dict.fromkeys(both, both))
        for key in pair.keys:
            reasons[key].add(pair.reason)
    return _named(seen, groups, reasons)


def _seen(resolved: Mapping[str, Resolved]) -> dict[str, Seen]:
    found: dict[str, list[tuple[str, Local]]] = defaultdict(list)
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            found[local.key].append((slug, local))
    return {key: _one(key, rows) for key, rows in found.items()}


def _one(key: str, rows: list[tuple[str, Local]]) -> Seen:
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


def _pairs(seen: Mapping[str, Seen], resolved: Mapping[str, Resolved], decided: tuple[Known, ...]) -> Iterator[Pair]:
    for one, other in ((known.id, other) for known in decided for other in known.same):
        if one in seen and other in seen:
            yield _pair(0, (seen[one], seen[other]), "because_said")
    near = _nearness(resolved)
    yield from _spellings(seen, near)
    yield from _acronyms(seen, resolved)
    yield from _surnames(seen, near)


def _pair(doubt: int, two: tuple[Seen, Seen], kind: str) -> Pair:
    one, other = sorted(two, key=lambda s: s.key)
    return Pair(doubt, (one.key, other.key), Reason(kind, (one.name, other.name)))


def _spellings(seen: Mapping[str, Seen], near: _Near) -> Iterator[Pair]:
    """The same words romanised otherwise; one word alone, or words only alike, need articles about the same names."""
    for block in _blocks(seen.values()):
        shapes = [shape(one.name) for one in block]
        for i, (one, own) in enumerate(zip(block, shapes, strict=True)):
            for other, its in zip(block[i + 1 :], shapes[i + 1 :], strict=True):
                if one.known and other.known:
                    continue
                if own.bones == its.bones and len(own.bones) > 1:  # whatever a model took them for
                    yield _pair(1, (one, other), "because_spelling")
                elif one.type == other.type and near(one, other) and alike(one.name, other.name, one.type):
                    yield _pair(2, (one, other), "because_spelling_near")


def _blocks(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Those that share a word's consonants: others are never alike."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.type in {"person", "organisation", "place"}:
            for bone in {"".join(c for c in word if c not in "aeiou") for word in bones(one.name)}:
                if len(bone) > 1:
                    found[bone].append(one)
    return (sorted(block, key=lambda s: s.key) for block in found.values() if 1 < len(block) <= _LONGEST_BLOCK)


def _nearness(resolved: Mapping[str, Resolved]) -> _Near:
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


def _acronyms(seen: Mapping[str, Seen], resolved: Mapping[str, Resolved]) -> Iterator[Pair]:
    """« ONU » alone is what every article that spells it out takes it for."""
    means: dict[str, set[str]] = defaultdict(set)
    for one in resolved.values():
        for local in one.locals:
            for reason in local.because:
                if reason.kind == "because_acronym":
                    means[reason.forms[0].replace(".", "").casefold()].add(local.key)
    for entity in seen.values():
        keys = means.get(entity.name.replace(".", "").casefold(), set()) - {entity.key}
        if len(keys) == 1 and entity.type in {"organisation", "other"}:
            yield _pair(3, (entity, seen[next(iter(keys))]), "because_acronym_elsewhere")


def _surnames(seen: Mapping[str, Seen], near: _Near) -> Iterator[Pair]:
    """A surname that one person on the site has, in an article about the same names."""
    full: dict[str, list[Seen]] = defaultdict(list)
    for one in seen.values():
        if one.type == "person" and len(words(one.name)) > 1:
            full[words(one.name)[-1]].append(one)
    for one in seen.values():
        owners = full.get(words(one.name)[-1], []) if words(one.name) else []
        alone = one.type == "person" and len(words(one.name)) == 1 and len(owners) == 1
        if alone and not (one.known and owners[0].known) and near(one, owners[0]):
            yield _pair(4, (one, owners[0]), "because_surname_near")


_Apart = frozenset[frozenset[str]]


def _may_meet(one: frozenset[str], other: frozenset[str], what: tuple[Mapping[str, Seen], _Apart, int]) -> bool:
    """Nobody said no, and no two full names in the two groups are of different people."""
    seen, apart, doubt = what
    pairs = [(a, b) for a in one for b in other]
    if any(frozenset({a, b}) in apart for a, b in pairs):
        return False
    return doubt == 0 or not any(_differ(seen[a], seen[b]) for a, b in pairs)


def _differ(one: Seen, other: Seen) -> bool:
    """Two full names of people that are not alike: different given names are different people."""
    full = all(s.type == "person" and len(words(s.name)) > 1 for s in (one, other))
    return full and likeness(one.name, other.name, "person") < SAME


def _named(
    seen: Mapping[str, Seen], groups: Mapping[str, frozenset[str]], reasons: Mapping[str, set[Reason]]
) -> Joined:
    """The known id stands for a group, else the fullest name that most articles use."""
    into, because, names = {}, {}, {}
    for group in {group for group in groups.values() if len(group) > 1}:
        best = min(group, key=lambda k: _rank(seen[k]))
        into.update(dict.fromkeys(group - {best}, best))
        names.update({key: seen[key].name for key in group - {best}})
        because[best] = tuple(sorted({reason for key in group for reason in reasons.get(key, ())}))
    return Joined(into, because, names)


def _rank(one: Seen) -> tuple[bool, int, int, int, str]:
    return (not one.known, -len(bones(one.name)), -len(one.articles), -one.mentions, one.key)
