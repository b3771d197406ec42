"""Entities of resolved articles -> which of them are one, and why: pairs of names are compared once, ever."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations, product

from newsdossier.cache.store import Codec, Store, data_files, sources
from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.model.entity import EntityType, KnownEntity, Reason
from newsdossier.naming import words
from newsdossier.naming.likeness import SAME, alike, bones, likeness

_SHARED = 2  # names in common from which on two articles are about the same
_KIND = "alike"
_CROWD = 200  # names of one shape beyond which they are compared no more: such a shape says nothing
_Apart = frozenset[frozenset[str]]
Name = tuple[EntityType, str]
"""What it is taken for, and its form: names of two types are never compared."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as all articles show it before joining."""

    key: str
    """As its articles have it."""
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


Near = Callable[[NamedEntity, NamedEntity], bool]
"""Two entities are in other articles that are about the same."""


def seen_in(resolved: Mapping[str, Resolved]) -> dict[str, NamedEntity]:
    """Every entity by its key."""
    found: dict[str, list[tuple[str, Local]]] = defaultdict(list)
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            found[local.key].append((slug, local))
    return {key: _one(key, rows) for key, rows in found.items()}


def _one(key: str, rows: list[tuple[str, Local]]) -> NamedEntity:
    if len(rows) == 1:  # most entities: counting takes ten times as long
        ((slug, only),) = rows
        return NamedEntity(key, only.type, only.name, frozenset((slug,)), only.mentions, only.known is not None)
    types: Counter[EntityType] = Counter()
    names: Counter[str] = Counter()
    for _, local in rows:
        types[local.type] += local.mentions + local.evidence
        names[local.name] += local.mentions
    articles = frozenset(slug for slug, _ in rows)
    kind = min(types, key=lambda t: (-types[t], t))
    name = min(names, key=lambda n: (-names[n], n))
    known = any(local.known for _, local in rows)
    return NamedEntity(key, kind, name, articles, sum(names.values()), known)


def nearness(resolved: Mapping[str, Resolved]) -> Near:
    """Other articles, about the same: two names in common or more, beside the two themselves."""
    named = {slug: [local.key for local in one.locals] for slug, one in resolved.items()}

    @cache
    def beside(articles: frozenset[str]) -> frozenset[str]:
        return frozenset(chain.from_iterable(named[slug] for slug in articles))

    def near(one: NamedEntity, other: NamedEntity) -> bool:
        if not one.articles.isdisjoint(other.articles):
            return False
        return len((beside(one.articles) & beside(other.articles)) - {one.key, other.key}) >= _SHARED

    return near


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


def spell(resolved: Mapping[str, Resolved]) -> None:
    """Work out ahead how the names of these articles may be spelled, which `join` asks of every one."""
    for local in chain.from_iterable(one.locals for one in resolved.values()):
        shapes(local.name)


def join(resolved: Mapping[str, Resolved], decided: Iterable[KnownEntity], *, store: Store | None = None) -> Joined:
    """All joins over these articles, by slug; `decided` is what people said, the store what was compared before."""
    seen, decided = seen_in(resolved), tuple(decided)
    apart = frozenset(frozenset({one.id, other}) for one in decided for other in one.apart)
    groups: dict[str, frozenset[str]] = {key: frozenset({key}) for key in seen}
    reasons: dict[str, set[Reason]] = defaultdict(set)
    for pair in sorted(_pairs(seen, resolved, decided=decided, store=store)):
        one, other = (groups[key] for key in pair.keys)
        if one is other or not _may_meet(one, other, seen, apart=apart, doubt=pair.doubt):
            continue
        both = one | other
        groups.update(dict.fromkeys(both, both))
        for key in pair.keys:
            reasons[key].add(pair.reason)
    return _named(seen, groups, reasons)


def _pairs(
    seen: Mapping[str, NamedEntity],
    resolved: Mapping[str, Resolved],
    *,
    decided: tuple[KnownEntity, ...],
    store: Store | None,
) -> Iterator[Pair]:
    for one, other in ((known.id, other) for known in decided for other in known.same):
        if one in seen and other in seen:
            yield _pair(0, (seen[one], seen[other]), "because_said")
    near = nearness(resolved)
    yield from _spellings(seen, near, store)
    yield from _acronyms(seen, resolved)
    yield from _surnames(seen, near)


def _pair(doubt: int, two: tuple[NamedEntity, NamedEntity], kind: str) -> Pair:
    one, other = sorted(two, key=lambda s: s.key)
    return Pair(doubt, (one.key, other.key), Reason(kind, (one.name, other.name)))


def _spellings(seen: Mapping[str, NamedEntity], near: Near, store: Store | None) -> Iterator[Pair]:
    """Pairs of names spelled differently; single words and mere likeness need articles about the same names."""
    named: dict[Name, list[NamedEntity]] = defaultdict(list)
    for one in seen.values():
        if one.type in {"person", "organisation", "place"}:
            named[one.type, one.name].append(one)
    clear, alike = compared({name: len(some) for name, some in named.items()}, store)
    yield from _same_bones(named, clear, near)
    for name, like in alike:
        if len(bones(name[1])) < 2 or bones(name[1]) != bones(like[1]):
            for two in _pairs_of(named[name], named[like]):
                if near(*two):
                    yield _pair(2, two, "because_spelling_near")


def _same_bones(named: Mapping[Name, list[NamedEntity]], clear: frozenset[str], near: Near) -> Iterator[Pair]:
    """Pairs of names with equal romanised consonants, whatever their types; `clear` are shapes that few names share."""
    same: dict[tuple[str, ...], list[NamedEntity]] = defaultdict(list)
    for (_, form), some in named.items():
        if not clear.isdisjoint(shapes(form)):
            same[bones(form)] += some
    for words_, some in same.items():
        for one, other in _pairs_of(some):
            if len(words_) > 1:
                yield _pair(1, (one, other), "because_spelling")
            elif (one.type, one.name) == (other.type, other.name) and near(one, other):
                yield _pair(2, (one, other), "because_spelling_near")


def _pairs_of(
    some: Sequence[NamedEntity], others: Sequence[NamedEntity] = ()
) -> Iterator[tuple[NamedEntity, NamedEntity]]:
    """Each with each, within or across; two that are known are two."""
    every = product(some, others) if others else combinations(some, 2)
    return (two for two in every if not (two[0].known and two[1].known))


def _acronyms(seen: Mapping[str, NamedEntity], resolved: Mapping[str, Resolved]) -> Iterator[Pair]:
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


def _surnames(seen: Mapping[str, NamedEntity], near: Near) -> Iterator[Pair]:
    """A surname that one person on the site has, in an article about the same names."""
    full: dict[str, list[NamedEntity]] = defaultdict(list)
    for one in seen.values():
        if one.type == "person" and len(words(one.name)) > 1:
            full[words(one.name)[-1]].append(one)
    for one in seen.values():
        owners = full.get(words(one.name)[-1], []) if words(one.name) else []
        alone = one.type == "person" and len(words(one.name)) == 1 and len(owners) == 1
        if alone and not (one.known and owners[0].known) and near(one, owners[0]):
            yield _pair(4, (one, owners[0]), "because_surname_near")


def _may_meet(
    one: frozenset[str], other: frozenset[str], seen: Mapping[str, NamedEntity], *, apart: _Apart, doubt: int
) -> bool:
    """True if nobody kept the two groups apart and no two full names in them are of different people."""
    pairs = [(a, b) for a in one for b in other]
    if any(frozenset({a, b}) in apart for a, b in pairs):
        return False
    return doubt == 0 or not any(_differ(seen[a], seen[b]) for a, b in pairs)


def _differ(one: NamedEntity, other: NamedEntity) -> bool:
    """Two full names of people that are not alike: different given names are different people."""
    full = all(s.type == "person" and len(words(s.name)) > 1 for s in (one, other))
    return full and likeness(one.name, other.name, "person") < SAME


def _named(
    seen: Mapping[str, NamedEntity], groups: Mapping[str, frozenset[str]], reasons: Mapping[str, set[Reason]]
) -> Joined:
    """The known id stands for a group, else the fullest name that most articles use."""
    into, because, names = {}, {}, {}
    for group in {group for group in groups.values() if len(group) > 1}:
        best = min(group, key=lambda k: _rank(seen[k]))
        into.update(dict.fromkeys(group - {best}, best))
        names.update({key: seen[key].name for key in group - {best}})
        because[best] = tuple(sorted({reason for key in group for reason in reasons.get(key, ())}))
    return Joined(into, because, names)


def _rank(one: NamedEntity) -> tuple[bool, int, int, int, str]:
    return (not one.known, -len(bones(one.name)), -len(one.articles), -one.mentions, one.key)


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared before, by hashes, each sorted."""

    names: tuple[str, ...] = ()
    """All that were there."""
    crowds: tuple[str, ...] = ()
    """Shapes that had too many of them."""
    alike: tuple[tuple[str, str], ...] = ()
    """Pairs of names that are alike."""


_CODEC: Codec[Compared] = Codec(Compared)


@lru_cache(maxsize=500_000)
def shapes(form: str) -> frozenset[str]:
    """The consonants of its words."""
    found = {"".join(c for c in word if c not in "aeiou") for word in bones(form)}
    return frozenset(bone for bone in found if len(bone) > 1)


def compared(many: Mapping[Name, int], store: Store | None) -> tuple[frozenset[str], list[tuple[Name, Name]]]:
    """Shapes that are no crowd, and the pairs that share one and are alike; `many` is how many entities have a name.

    With a store, only names that were not there before are compared, with those of their shapes.
    """
    program = sources("newsdossier.naming.likeness", "newsdossier.naming.likeness") + data_files()
    kept = store.get(_KIND, [program]) if store else {}
    before = _CODEC.decode(kept[program]) if kept else Compared()
    ids = {name: _hash(*name) for name in many}
    every = _by_shape(many)
    some = {bone: block for bone, block in every.items() if sum(many[name] for name in block) <= _CROWD}
    crowds = sorted(_hash(bone) for bone in every.keys() - some.keys())
    names = {one: name for name, one in ids.items()}
    found = {pair for pair in before.alike if _meet(pair, names, some)}
    found |= _among(some, ids, before)
    after = Compared(tuple(sorted(names)), tuple(crowds), tuple(sorted(found)))
    if store and after != before:
        store.put(_KIND, {program: _CODEC.encode(after)})
        store.forget_others(_KIND, [program])
    return frozenset(some), [(names[one], names[other]) for one, other in after.alike]


def _by_shape(names: Iterable[Name]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for bone in shapes(name[1]):
            found[bone].append(name)
    return found


def _meet(pair: tuple[str, str], names: Mapping[str, Name], some: Mapping[str, list[Name]]) -> bool:
    """Both are still there, and share a shape that is no crowd."""
    one, other = names.get(pair[0]), names.get(pair[1])
    return bool(one and other and any(bone in some for bone in shapes(one[1]) & shapes(other[1])))


def _among(some: Mapping[str, list[Name]], ids: Mapping[Name, str], before: Compared) -> set[tuple[str, str]]:
    """Pairs that are alike, of which one is new, or both are of a shape that was a crowd."""
    names, crowds = set(before.names), set(before.crowds)
    found = set()
    for bone, block in some.items():
        anew = bool(crowds) and _hash(bone) in crowds
        fresh = {name for name in block if anew or ids[name] not in names}
        for i, name in enumerate(block if fresh else ()):
            for other in block[:i]:
                if name[0] == other[0] and (name in fresh or other in fresh) and alike(name[1], other[1], name[0]):
                    found.add(_sorted(ids[name], ids[other]))
    return found


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _hash(*words: str) -> str:
    return hashlib.blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
