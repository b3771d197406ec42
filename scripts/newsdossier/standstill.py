"""Seeds, pages, settings and program -> one hash, by which a build knows that there is nothing to do.

Files are known by their times and sizes, not read: with nothing new, a build costs as much as looking at two folders.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from newsdossier.model import Settings
from newsdossier.store import installed, sources


def of_input(settings: Settings) -> str:
    """What a build reads; taken before it, so that what changes meanwhile is seen by the next."""
    limit = os.environ.get("NEWSDOSSIER_SEED_SECONDS", "")  # who gives more time wants what took too long tried again
    return _digest(repr(settings), limit, sources("newsdossier"), *installed(), *_stamps(settings.seeds))


def of_output(settings: Settings) -> str:
    """What a build leaves; taken after it, so that a person's edit shows."""
    reports = (settings.work / name for name in ("report.md", "report.jsonl"))
    return _digest(*_stamps(settings.dossiers), *(str(path.is_file()) for path in reports))


def _stamps(folder: Path) -> Iterator[str]:
    """Every file with its times, size and number: the time of its last change cannot be set by hand."""
    if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK):
        with suppress(FileNotFoundError), os.scandir(folder) as entries:  # gone since: the next look differs
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir(follow_symlinks=False):
                    yield from _stamps(Path(entry.path))
                else:
                    yield _stamp(entry)


def _stamp(entry: os.DirEntry[str]) -> str:
    try:
        now = entry.stat(follow_symlinks=False)  # a link may lead nowhere, or in a circle
    except FileNotFoundError:
        return f"{entry.path} gone"
    return f"{entry.path} {now.st_mtime_ns} {now.st_ctime_ns} {now.st_size} {now.st_ino}"


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()
