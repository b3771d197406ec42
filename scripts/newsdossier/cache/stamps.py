"""Stamps of files: the times, size and inode by which a change shows, and how to read a folder that others write to.

A program that saves, moves or removes a file tells nobody. So the stamps of all files are taken before and after they
are read: what differs is read again, and what keeps changing is left to the next build.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
_WAITS = (0, 0.02, 0.1, 0.3)  # seconds before each try
_TICK = 0.02  # seconds: two changes nearer than that may have one time


class Stamp(NamedTuple):
    """What differs between two versions of a file; the time of its last change (ctime) cannot be set by hand."""

    mtime: int
    ctime: int
    size: int
    inode: int
    mode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Returns the stamp of a file with that status."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)

    def is_link(self) -> bool:
        """True for a symbolic link."""
        return stat.S_ISLNK(self.mode)


class FolderSnapshot(NamedTuple, Generic[T]):
    """A folder as it was read while others may write to it."""

    value: T
    """What reading it returned."""
    written: frozenset[str]
    """Paths of files that were written to during the last try."""
    gone: frozenset[str]
    """Paths of files that disappeared during the last try."""


def read_at_rest(folder: Path, read: Callable[[dict[str, Stamp]], T]) -> FolderSnapshot[T]:
    """Calls `read` with the stamps of all files, again until no file changes meanwhile, at most four times."""
    for wait in _WAITS:
        time.sleep(wait)
        before = stamps(folder)
        value = read(before)
        _let_times_differ(before)
        after = stamps(folder)
        if before == after:
            break
    written = frozenset(path for path, one in after.items() if before.get(path, one) != one)
    return FolderSnapshot(value, written, frozenset(before.keys() - after.keys()))


def stamps(folder: Path) -> dict[str, Stamp]:
    """Returns the stamp of every file below the folder by its path there; without unreadable folders."""
    found: dict[str, Stamp] = {}
    for path, entry in files_below(folder, skip_unreadable=True):
        with suppress(OSError):  # it has gone meanwhile
            found[path] = Stamp.of(entry.stat(follow_symlinks=False))
    return found


def files_below(
    folder: Path, *, skip: Callable[[str], bool] = lambda _: False, skip_unreadable: bool = False
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yields every file below the folder with its path there; links to folders are files and are not followed.

    `skip` leaves out paths, those of folders with a slash at their end. OSError for a folder that cannot be listed,
    unless `skip_unreadable`.
    """
    folders = [(str(folder), "")]
    while folders:
        place, prefix = folders.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders += [] if skip(f"{path}/") else [(entry.path, f"{path}/")]
                    elif not skip(path):
                        yield path, entry
        except OSError:
            if not skip_unreadable:
                raise


def _let_times_differ(found: dict[str, Stamp]) -> None:
    """Sleeps until whatever is written from now on gets another time than what was read."""
    age = time.time() - max((one.ctime for one in found.values()), default=0) / 1e9
    if 0 <= age < _TICK:
        time.sleep(_TICK - age)
