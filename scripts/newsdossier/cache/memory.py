"""What the last build of this process found, for its next one: under `mkdocs serve` builds follow each other.

A step that makes the same of the same is not taken again where all that it is given equals what it was given last time.
That costs next to nothing, because most of what is given are the very objects of last time: Python looks at those only.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Memory:
    """Results by step and by what they are of, those of the last build and of this one."""

    def __init__(self, *, lasting: bool = False) -> None:
        """One that is not lasting keeps nothing: a process that builds once would fill its memory for nobody."""
        self._lasting = lasting
        self._last: dict[str, dict[Any, Any]] = {}
        self._now: dict[str, dict[Any, Any]] = {}

    def begin(self) -> None:
        """Another build: what only the one before the last knew is forgotten."""
        self._last, self._now = self._now, {}

    def is_empty(self) -> bool:
        """No build has looked at anything yet."""
        return not self._now and not self._last

    def lasts(self) -> bool:
        """Another build will ask for the same."""
        return self._lasting

    def each(self, step: str, given: Mapping[K, tuple[Any, ...]], make: Callable[..., T]) -> dict[K, T]:
        """What `make` makes of each; it has no other source than what it is given, and changes none of it."""
        if not self._lasting:
            return {key: make(*some) for key, some in given.items()}
        last, now = self._last.get(step, {}), self._now.setdefault(step, {})
        for key, some in given.items():
            old = last.get(key)
            now[key] = old if old and old[0] == some else (some, make(*some))
        return {key: now[key][1] for key in given}

    def same(self, step: str, values: Mapping[K, T]) -> dict[K, T]:
        """These values; where one equals that of the last build, its very object."""
        return self.each(step, {key: (value,) for key, value in values.items()}, _itself)

    def known(self, step: str, keys: Iterable[K]) -> dict[K, Any]:
        """What `learn` was told of those keys, in this build or the last."""
        last, now = self._last.get(step, {}), self._now.get(step, {})
        return {key: now[key] if key in now else last[key] for key in keys if key in now or key in last}

    def learn(self, step: str, values: Mapping[K, T]) -> Mapping[K, T]:
        """Keep these, which are what they are under those keys for ever; gives them back."""
        if self._lasting:
            self._now.setdefault(step, {}).update(values)
        return values


ONCE = Memory()
"""Of a process that builds once: it keeps nothing."""


def _itself(value: T) -> T:
    return value
