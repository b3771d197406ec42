"""The folder `seeds/` -> every file in it, and whether it is a seed; nothing outside is looked at."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SIDECARS = {".yml", ".yaml"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A file, link or pipe in the folder, or a folder that cannot be looked into."""

    path: Path
    """Where it is."""
    skip: str = ""
    """Why it is no seed and need not be."""
    problem: str = ""
    """Why it cannot be read though somebody put it there."""
    remedy: str = ""
    """What to do then."""


def survey(folder: Path) -> list[Seen]:
    """All that is found, in the order of their paths."""
    found = _found(folder, folder.resolve()) if folder.is_dir() else ()
    return sorted(found, key=lambda seen: os.fsencode(seen.path.as_posix()))


def _found(folder: Path, inside: Path) -> Iterator[Seen]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as bad:
        yield Seen(folder, problem=f"this folder cannot be looked into ({bad.strerror})", remedy="Check its rights")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(("_", ".")):
            yield Seen(path, skip="names that begin with _ or . are no seeds")
        elif entry.is_symlink():
            yield _link(path, inside)
        elif entry.is_dir():
            yield from _found(path, inside)
        else:
            yield _file(path)


def _link(path: Path, inside: Path) -> Seen:
    """A link is followed to a file of the folder, nowhere else."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # leads nowhere, or in a circle
        return Seen(path, problem="this link leads nowhere", remedy="Remove it, or put the file itself here")
    if not target.is_relative_to(inside):
        return Seen(path, problem="this link leads out of the folder", remedy="Put the file itself here")
    return Seen(path, skip="links to folders are not followed") if target.is_dir() else _file(path)


def _file(path: Path) -> Seen:
    if path.suffix.lower() in _SIDECARS:
        seed = path.with_suffix("")
        return Seen(path, skip=f"the sidecar of {seed.name}" + ("" if seed.exists() else ", which is not here"))
    try:
        mode = path.stat().st_mode
    except OSError as bad:
        return Seen(path, problem=f"this file cannot be read ({bad.strerror})", remedy="Check its rights")
    if not stat.S_ISREG(mode):
        return Seen(path, problem="this is a pipe or a device, not a file", remedy="Remove it")
    return Seen(path)
