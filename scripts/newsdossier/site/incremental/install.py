"""Freshly made files -> the site's folder, file by file in one step each: a reader never meets half a page."""

import errno
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from newsdossier.cache.stamps import Stamp, files_below

_HIDDEN_OF_OURS = ".well-known/"  # where machines look for what a site says of itself


def site_stamps(folder: Path) -> dict[str, Stamp]:
    """Returns every file below the folder by its path there, but hidden ones at the top: `.git` belongs to others."""
    found = files_below(folder, skip=_belongs_to_others) if folder.is_dir() else ()
    return {path: Stamp.of(entry.stat(follow_symlinks=False)) for path, entry in found}


def _belongs_to_others(path: str) -> bool:
    return path.startswith(".") and not path.startswith(_HIDDEN_OF_OURS)


class Installed(NamedTuple):
    """Paths of the files that were put into a site."""

    files: set[str]
    """All of them."""
    changed: set[str]
    """Those that are new or differ from what was there."""


def install(made: Path, site: Path) -> Installed:
    """Puts every file that was made into the site, where it is new or differs.

    What pages need comes before the pages: files of the theme, of the search index all but its entry, and new pages
    before the old ones that now link to them. So at every moment each link has an end.
    """
    last = (".html", "-entry.json")
    paths = sorted(site_stamps(made), key=lambda path: (path.endswith(last), (site / path).exists(), path))
    _move_new_folders(made, site)
    changed = {path for path in paths if not (made / path).exists()}
    for path in [path for path in paths if path not in changed]:
        new, old = made / path, site / path
        if not (old.is_file() and filecmp.cmp(new, old, shallow=False)):
            _clear_way(site, path)
            _move(new, old)
            changed.add(path)
    return Installed(set(paths), changed)


def _move_new_folders(made: Path, site: Path) -> None:
    """Moves each folder that the site does not have yet in one step: a third of the work of moving its files."""
    site.parent.mkdir(parents=True, exist_ok=True)
    if made.stat().st_dev != site.parent.stat().st_dev:
        return
    if not site.exists():
        site.mkdir()
    for folder in sorted(path for path in made.iterdir() if path.is_dir()):
        inside = site / folder.name
        if not inside.exists():
            folder.rename(inside)
        elif inside.is_dir():
            _move_new_folders(folder, inside)


def _clear_way(site: Path, path: str) -> None:
    """Removes a file where a folder is wanted, and a folder where a file is."""
    for parent in list(Path(path).parents)[:-1]:
        if (site / parent).is_file():
            (site / parent).unlink()
    if (site / path).is_dir():
        shutil.rmtree(site / path)
    (site / path).parent.mkdir(parents=True, exist_ok=True)


def _move(new: Path, old: Path) -> None:
    try:
        os.replace(new, old)  # noqa: PTH105 - the atomic one, by its own name
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        handle, name = tempfile.mkstemp(dir=old.parent, prefix=".new-", suffix=".tmp")  # the site is on another disk
        os.close(handle)
        shutil.copyfile(new, name)
        Path(name).chmod(0o644)
        os.replace(name, old)  # noqa: PTH105


def put(site: Path, path: str, text: Iterable[str]) -> Stamp:
    """Writes one file into the site, in one step as well; `text` is its pieces."""
    _clear_way(site, path)
    old = site / path
    handle, name = tempfile.mkstemp(dir=old.parent, prefix=".new-", suffix=".tmp")
    with ExitStack() as ends:
        ends.callback(Path(name).unlink, missing_ok=True)  # where its pieces, which are made only now, fail
        with open(handle, "w", encoding="utf-8") as new:  # noqa: PTH123 - a file that is open already
            new.writelines(text)
        Path(name).chmod(0o644)
        os.replace(name, old)  # noqa: PTH105 - the atomic one, by its own name
    return Stamp.of(old.stat())


def remove(site: Path, paths: Iterable[str]) -> None:
    """Takes these files away, with folders that this leaves empty."""
    for path in sorted(paths):
        (site / path).unlink(missing_ok=True)
        for parent in list(Path(path).parents)[:-1]:
            if any((site / parent).iterdir()):
                break
            (site / parent).rmdir()
