"""Lazy values: loaded only when somebody asks, because most builds ask for nothing of most articles.

The annotations of an article take many times as much memory as the bytes in which the cache keeps them, and decoding
them is much of the work of a build that has one new article.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
S = TypeVar("S")
_LOADED = 200  # values: the page of an entity asks for the same few again and again


@dataclass(frozen=True, slots=True)
class Lazy(Generic[T]):
    """A value that is computed when `load` is called on it."""

    key: str
    """Identity of the value: two lazy values with the same key are equal."""
    make: Callable[[], T] = field(compare=False, repr=False)
    """Computes the value. Must be pure: every call returns an equal value."""


MaybeLazy: TypeAlias = T | Lazy[T]
"""A value, or a lazy one."""


def load(value: MaybeLazy[T]) -> T:
    """Returns the value itself; the 200 lazy values loaded last stay in memory."""
    return _loaded(value) if isinstance(value, Lazy) else value


@lru_cache(maxsize=_LOADED)
def _loaded(lazy: Lazy[T]) -> T:
    return lazy.make()


def mapped(value: MaybeLazy[T], change: Callable[[T, S], T], by: S) -> MaybeLazy[T]:
    """Returns `change(value, by)`, lazy if the value is; `repr(by)` must tell all values of `by` apart."""
    if not isinstance(value, Lazy):
        return change(value, by)
    identity = f"{value.key} {change.__qualname__} {by!r}"
    key = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return Lazy(key, partial(_change, value.make, change, by))


def _change(make: Callable[[], T], change: Callable[[T, S], T], by: S) -> T:
    return change(make(), by)
