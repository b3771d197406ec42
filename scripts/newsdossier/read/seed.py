"""A seed's bytes, and the draft that a reader makes of them: blocks of text and metadata, not yet an article."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from newsdossier.decide.sidecar import Sidecar
from newsdossier.model.article import DayOrigin, PartKind
from newsdossier.read.dates import day_of


@dataclass(frozen=True, slots=True)
class RawSeed:
    """A seed's bytes and its sidecar's, read once: what is edited during the build comes with the next."""

    path: str
    """Relative to the project, with forward slashes."""
    data: bytes
    """The file."""
    sidecar_path: str
    """Where its sidecar is or would be."""
    sidecar: bytes = b""
    """The sidecar; empty when there is none."""

    def digest(self) -> str:
        """Returns the SHA-256 of all that its article is made from."""
        parts = (self.path.encode("utf-8", "surrogateescape"), self.data, self.sidecar)
        return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    def sha256(self) -> str:
        """Returns the SHA-256 of the seed alone, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its reader understands it."""

    blocks: tuple[tuple[PartKind, str], ...]
    """Kind and words of each block, in order; no block is empty."""
    said: Sidecar
    """What the file says of itself, under the keys of a sidecar."""
    slug: str = ""
    """The slug line, as written."""
    dated_by: DayOrigin = "metadata"
    """What in the file gives the day of publication in `said`."""
    read: int = 0
    """Characters of the article in the file, as `decode.visible` counts them; 0 when all are in the blocks."""
    remarks: tuple[str, ...] = ()
    """What the editor should know."""
    unread: int = 0
    """Pages that are left out."""


def checked(metadata: dict[str, Any]) -> Sidecar:
    """Returns metadata as a sidecar, without what no sidecar could hold; a day may be written in any form."""
    if isinstance(metadata.get("published"), str):
        metadata = {**metadata, "published": day_of(metadata["published"])}
    while True:
        try:
            return Sidecar.model_validate(metadata)
        except ValidationError as bad:
            wrong = bad.errors()[0]["loc"][0]
            metadata = {key: value for key, value in metadata.items() if key != wrong}


Reader = Callable[[RawSeed], Draft]
"""Reads one file format; SeedError when it cannot."""
