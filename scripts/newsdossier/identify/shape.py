"""A name -> its first marks, by which most of two names are told apart before they are compared letter by letter."""

from functools import lru_cache
from typing import NamedTuple

from newsdossier.identify.compare import bare, bones, likeness, romanised
from newsdossier.model import EntityType

_ALIKE = 0.9  # no acronym is as alike as that to what it stands for


class Shape(NamedTuple):
    """What of a name is compared first."""

    bones: tuple[str, ...]
    """As in `compare`."""
    turned: tuple[str, ...]
    """The same sorted, whichever of given name and surname comes first."""
    initials: frozenset[str]
    """Words of one letter."""
    bare: tuple[str, ...]
    """Its words without a legal form."""


@lru_cache(maxsize=100_000)
def shape(name: str) -> Shape:
    """Of one name."""
    found = bones(name)
    initials = frozenset(word for word in romanised(name) if len(word) == 1)
    return Shape(found, tuple(sorted(found)), initials, bare(name))


def alike(a: str, b: str, kind: EntityType) -> bool:
    """The same turned round, or alike in every word, with the same initials: George Bush is not George W. Bush."""
    one, other = shape(a), shape(b)
    if one.turned == other.turned:
        return True
    if one.initials != other.initials or not (kind == "person" or _as_long(one.bare, other.bare)):
        return False
    return likeness(a, b, kind) > _ALIKE


def _as_long(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """As many words, or the same letters: names of others than people are alike in no other case."""
    return len(one) == len(other) or "".join(one) == "".join(other)
