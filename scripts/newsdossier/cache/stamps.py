"""A folder that others write to meanwhile -> what was read of it while nothing changed.

A program that saves, moves or removes a file tells nobody. So times, sizes and numbers of all files are taken before
and after they are read: what differs is read again, and what never stands still is left to the next build.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")
_WAITS = (0, 0.02, 0.1, 0.3)  # seconds before each try
_TICK = 0.02  # seconds: two changes nearer than that may have one time


class Stamp(NamedTuple):
    """What another version of a file has another of."""

    mtime: int
    ctime: int
    size: int
    number: int
    mode: int

    def is_link(self) -> bool:
        """It stands for another file."""
        return stat.S_ISLNK(self.mode)


def read_at_rest(folder: Path, read: Callable[[dict[str, Stamp]], T]) -> tuple[T, frozenset[str], frozenset[str]]:
    """What `read` gave, and the paths of files that even the last time were written to, and that went, meanwhile.

    `read` is told the stamps of all files as they were just before.
    """
    for wait in _WAITS:
        time.sleep(wait)
        before = stamps(folder)
        found = read(before)
        _let_times_differ(before)
        after = stamps(folder)
        if before == after:
            break
    written = frozenset(path for path, one in after.items() if before.get(path, one) != one)
    return found, written, frozenset(before.keys() - after.keys())


def stamps(folder: Path) -> dict[str, Stamp]:
    """Every file below the folder, by its path."""
    return dict(_stamps(str(folder)))


def _stamps(folder: str) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _stamps(entry.path)
                else:
                    now = entry.stat(follow_symlinks=False)
                    yield entry.path, Stamp(now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino, now.st_mode)
    except OSError:  # it has gone meanwhile, or may not be looked into: the survey says so
        return


def _let_times_differ(found: dict[str, Stamp]) -> None:
    """What is written from now on has another time than what was read."""
    age = time.time() - max((one.ctime for one in found.values()), default=0) / 1e9
    if 0 <= age < _TICK:
        time.sleep(_TICK - age)
