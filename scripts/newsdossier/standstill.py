"""Seeds, pages, settings and program -> one hash, by which a build knows that there is nothing to do.

Files are known by their times and sizes, not read: with nothing new, a build costs as much as looking at two folders.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from newsdossier.model import Settings
from newsdossier.read.at_rest import stamps
from newsdossier.store import installed, sources


def of_input(settings: Settings) -> str:
    """What a build reads; taken before it, so that what changes meanwhile is seen by the next."""
    limit = os.environ.get("NEWSDOSSIER_SEED_SECONDS", "")  # who gives more time wants what took too long tried again
    return _digest(repr(settings), limit, sources("newsdossier"), *installed(), *_looks(settings.seeds))


def of_output(settings: Settings) -> str:
    """What a build leaves; taken after it, so that a person's edit shows."""
    reports = (settings.work / name for name in ("report.md", "report.jsonl"))
    return _digest(*_looks(settings.dossiers), *(str(path.is_file()) for path in reports))


def _looks(folder: Path) -> Iterator[str]:
    """Every file with its times, size and number: the time of its last change cannot be set by hand."""
    return (f"{path} {' '.join(map(str, stamp))}" for path, stamp in sorted(stamps(folder).items()))


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()
