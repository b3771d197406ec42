"""Sidecars whose seed has gone or has another name: which they are, and what no seed may pass by losing its own."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsdossier.decide.sidecar import parse
from newsdossier.errors import SidecarError
from newsdossier.model import RIGHTS, Rights, Settings


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """One of them."""

    path: str
    """Of the sidecar, relative to the project."""
    seed: str
    """Of the seed that is not there."""
    rights: Rights | None
    """What it says of them; of one that cannot be read, nothing may be published."""


def left_behind(settings: Settings) -> Iterator[LeftBehind]:
    """Each of them, by folder and name."""
    for folder, _, names in os.walk(settings.seeds):
        for name in sorted(names):
            stem, ending = os.path.splitext(name)  # noqa: PTH122 - one call for each file of a large folder
            if ending in {".yml", ".yaml"} and not name.startswith(("_", ".")) and stem not in names:
                path = (Path(folder) / name).relative_to(settings.root).as_posix()
                yield LeftBehind(path, path.removesuffix(ending), _rights(Path(folder) / name, path))


def strictest(settings: Settings) -> tuple[str, Rights] | None:
    """The one that allows least, and what it allows; none where all allow everything."""
    said = [(one.path, one.rights) for one in left_behind(settings) if one.rights and one.rights != "full"]
    return min(said, key=lambda one: RIGHTS.index(one[1]), default=None)


def _rights(file: Path, path: str) -> Rights | None:
    try:
        return parse(file.read_bytes(), path).rights
    except (SidecarError, OSError):
        return "none"
