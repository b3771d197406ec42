"""The articles of one file -> seeds in `seeds/`, each with its sidecar; nothing that is there is written over."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from newsdossier.errors import SeedError
from newsdossier.model import Settings
from newsdossier.read.draft import checked
from newsdossier.read.split import Piece, split
from newsdossier.spelling import slug
from newsdossier.write import put

_LONGEST = 80  # characters of a file name
_KEYS = ("title", "language", "tags")
_SOURCE = ("publisher", "authors", "url", "published", "retrieved")


def import_file(file: Path, settings: Settings) -> Iterator[tuple[Path, bool]]:
    """Each seed, and whether it is new; the same file a second time adds nothing."""
    if not file.is_file():
        raise SeedError("there is no such file", path=str(file), remedy="Name a file to take apart")
    settings.seeds.mkdir(parents=True, exist_ok=True)
    for piece in split(file):
        sidecar = _sidecar(piece)
        path = _free(settings.seeds, piece, sidecar)
        if path.exists():
            yield path, False
            continue
        if sidecar:  # first, so that no build meets the seed without it
            put(path.parent, f"{path.name}.yml", sidecar)
        put(path.parent, path.name, piece.data)
        yield path, True


def _free(folder: Path, piece: Piece, sidecar: str) -> Path:
    """Its name, or the first with a number that no other article has."""
    stem = slug(piece.name)[:_LONGEST].strip("-") or hashlib.sha256(piece.data).hexdigest()[:12]
    number = 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{piece.ending}"
        beside = path.with_name(f"{path.name}.yml")
        known = beside.read_text("utf-8") if beside.is_file() else ""
        if not path.exists() and (not beside.exists() or known == sidecar):  # an import was broken off before the seed
            return path
        if path.is_file() and path.read_bytes() == piece.data and (known == sidecar or not sidecar):
            return path
        number += 1


def _sidecar(piece: Piece) -> str:
    """What the file says of the article, as a person would write it; what it does not say is left out."""
    said = checked(piece.said).model_dump(exclude_defaults=True)
    top: dict[str, object] = {key: _plain(said[key]) for key in _KEYS if said.get(key)}
    source = {key: _plain(said[key]) for key in _SOURCE if said.get(key)}
    if source:
        top["source"] = source
    if not top:
        return ""
    written = io.StringIO()
    yaml = YAML()
    yaml.width = 4_096
    yaml.allow_unicode = True
    yaml.dump(top, written)
    return written.getvalue()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
