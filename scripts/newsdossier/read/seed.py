"""What a reader makes of a file: blocks of text and what the file says of itself, not yet an article."""

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
        """SHA-256 of all that its article is made from."""
        parts = (self.path.encode("utf-8", "surrogateescape"), self.data, self.sidecar)
        return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    def sha256(self) -> str:
        """SHA-256 of the seed alone, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """One file as its reader understands it."""

    blocks: tuple[tuple[PartKind, str], ...]
    """Kind and words of each block, in order; no block is empty."""
    said: Sidecar
    """What the file says of itself, in the words of a sidecar."""
    slug: str = ""
    """From a slug line."""
    dated_by: DayOrigin = "metadata"
    """What in the file gives the day of publication that `said` has."""
    read: int = 0
    """Characters of the article in the file, as `decode.visible` counts them; 0 when all are in the blocks."""
    remarks: tuple[str, ...] = ()
    """What the editor should know."""
    unread: int = 0
    """Pages that are left out."""


def checked(said: dict[str, Any]) -> Sidecar:
    """What a file says of itself as a sidecar, without what no sidecar could hold; a day in whatever form is read."""
    if isinstance(said.get("published"), str):
        said = {**said, "published": day_of(said["published"])}
    while True:
        try:
            return Sidecar.model_validate(said)
        except ValidationError as bad:
            said = {key: value for key, value in said.items() if key != bad.errors()[0]["loc"][0]}


Reader = Callable[[RawSeed], Draft]
