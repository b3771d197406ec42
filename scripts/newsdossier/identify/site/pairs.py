"""Names of all articles -> those that are alike, each pair compared once: what earlier builds compared is kept.

What is kept are hashes of names, never names: one that was withdrawn cannot be found in it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newsdossier.cache.store import Codec, Store, data_files, sources
from newsdossier.model.entity import EntityType
from newsdossier.naming.likeness import alike, bones

Name = tuple[EntityType, str]
"""What it is taken for, and its form: names of two types are never compared."""
_KIND = "alike"
_CROWD = 200  # names of one shape beyond which they are compared no more: such a shape says nothing


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
