"""Seed files -> articles, through one reader per format.

A reader is a plain callable of the entry-point group `newsdossier.readers`: `read(raw) -> Draft`; its module says
in `SUFFIXES` which files it reads.
"""

import inspect
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath

from newsdossier.decide.sidecar import parse
from newsdossier.errors import SeedError
from newsdossier.model import Article
from newsdossier.read.assemble import assemble
from newsdossier.read.draft import RawSeed, Reader
from newsdossier.read.verbatim import article_of_text

__all__ = ["article_of_text", "load", "read", "readers"]

LARGEST = 20_000_000  # bytes


def load(path: Path, root: Path) -> RawSeed:
    """The seed's bytes and its sidecar's; whatever goes wrong names the file."""
    shown = path.relative_to(root).as_posix()
    sidecar = path.with_name(f"{path.name}.yml")
    try:
        if path.stat().st_size > LARGEST:
            problem = f"this file has more than {LARGEST // 1_000_000} MB"
            raise SeedError(problem, path=shown, remedy="One seed is one article: split it")
        decided = sidecar.read_bytes() if sidecar.is_file() else b""
        return RawSeed(shown, path.read_bytes(), f"{shown}.yml", decided)
    except OSError as bad:
        raise SeedError(f"this file cannot be read ({bad.strerror})", path=shown, remedy="Check its rights") from bad


def read(raw: RawSeed, languages: tuple[str, ...]) -> Article:
    """The article of one seed."""
    said = parse(raw.sidecar, raw.sidecar_path)
    return assemble(raw, _reader(raw)(raw), said, languages=languages)


@cache
def readers() -> dict[str, Reader]:
    """Reader by file name suffix: ours and the installed ones."""
    found: dict[str, Reader] = {}
    for point in sorted(entry_points(group="newsdossier.readers"), key=lambda p: p.name):
        reader = point.load()
        found.update(dict.fromkeys(getattr(inspect.getmodule(reader), "SUFFIXES", ()), reader))
    return found


def _reader(raw: RawSeed) -> Reader:
    suffix = PurePosixPath(raw.path).suffix.lower()
    if suffix not in readers():
        kinds = ", ".join(sorted(readers()))
        raise SeedError(f"no reader for {suffix or 'a name without ending'}", path=raw.path, remedy=f"Read are {kinds}")
    return readers()[suffix]
