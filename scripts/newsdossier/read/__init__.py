"""Seed files -> articles, through one reader per format.

A reader is a plain callable of the entry-point group `newsdossier.readers`: `read(raw) -> Draft`; its module says
in `SUFFIXES` which files it reads.
"""

import inspect
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath

from newsdossier.decide.sidecar import parse
from newsdossier.errors import SeedError, SidecarError
from newsdossier.model.article import Article
from newsdossier.read.assemble import article_of_text, assemble
from newsdossier.read.seed import RawSeed, Reader

__all__ = ["article_of_text", "load", "read", "readers", "shown_path"]

LARGEST = 20_000_000  # bytes


def load(path: Path, root: Path) -> RawSeed:
    """Returns the bytes of a seed and its sidecar; whatever goes wrong names the file."""
    shown = shown_path(path, root)
    if not _is_utf8(path):
        raise SeedError("this file's name is not UTF-8", path=shown, remedy="Rename the file")
    sidecar = _sidecar(path, root)
    try:
        if path.stat().st_size > LARGEST:
            problem = f"this file has more than {LARGEST // 1_000_000} MB"
            raise SeedError(problem, path=shown, remedy="One seed is one article: split it")
        sidecar_data = sidecar.read_bytes() if sidecar.is_file() else b""
        return RawSeed(shown, path.read_bytes(), shown_path(sidecar, root), sidecar_data)
    except OSError as bad:
        raise SeedError(f"this file cannot be read ({bad.strerror})", path=shown, remedy="Check its rights") from bad


def shown_path(path: Path, root: Path) -> str:
    """Returns the path as messages name it: relative to the project, with bytes that are no UTF-8 spelled out."""
    return path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()


def _is_utf8(path: Path) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in path.as_posix())


def _sidecar(path: Path, root: Path) -> Path:
    """Returns where the sidecar is or would be; SidecarError for two of them, of which none could be chosen."""
    usual, long = (path.with_name(f"{path.name}{ending}") for ending in (".yml", ".yaml"))
    if usual.is_file() and long.is_file():
        problem = f"this seed has a second sidecar, {usual.name}"
        raise SidecarError(problem, path=shown_path(long, root), remedy="Keep one of the two")
    return long if long.is_file() else usual


def read(raw: RawSeed, languages: tuple[str, ...]) -> Article:
    """Returns the article of one seed."""
    sidecar = parse(raw.sidecar, raw.sidecar_path)
    return assemble(raw, _reader(raw)(raw), sidecar, languages=languages)


@cache
def readers() -> dict[str, Reader]:
    """Returns the readers by file name suffix: ours and the installed ones."""
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
