"""Values that stay closed until somebody asks for them: of most articles most builds ask for nothing.

All that is known of an article takes many times as much memory open as the bytes do that it is kept in, and opening it
is much of the work of a build that has one article to look at.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
S = TypeVar("S")
_OPEN = 200  # values: the page of an entity asks for the same few again and again


@dataclass(frozen=True, slots=True)
class Sealed(Generic[T]):
    """A value that `opened` gives."""

    key: str
    """Of what it is: two with the same key are the same."""
    read: Callable[[], T] = field(compare=False, repr=False)
    """Makes it, from nothing that changes."""


MaybeSealed: TypeAlias = T | Sealed[T]
"""Something that nobody may have asked for yet."""


def opened(value: MaybeSealed[T]) -> T:
    """The value itself; of those that are sealed the last ones asked for stay open."""
    return _opened(value) if isinstance(value, Sealed) else value


@lru_cache(maxsize=_OPEN)
def _opened(sealed: Sealed[T]) -> T:
    return sealed.read()


def changed(value: MaybeSealed[T], change: Callable[[T, S], T], by: S) -> MaybeSealed[T]:
    """What `change` makes of it; where it is sealed, once it is opened. `repr(by)` says all that `by` is."""
    if not isinstance(value, Sealed):
        return change(value, by)
    said = f"{value.key} {change.__qualname__} {by!r}"
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    return Sealed(key, partial(_change, value.read, change, by))


def _change(read: Callable[[], T], change: Callable[[T, S], T], by: S) -> T:
    return change(read(), by)
