"""The front matter of a dossier: its keys, in the order in which they are written; the manual holds its JSON Schema."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from newsdossier.model import decision
from newsdossier.model.entity import EntityType


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceBlock(_Block):
    """Where the article comes from, as far as it is known."""

    publisher: str = ""
    authors: Sequence[str] = ()
    url: str = ""
    retrieved: date | None = None
    credit: str = ""
    licence: str = ""


class SeedBlock(_Block):
    """The file that the article was read from."""

    path: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Review(_Block):
    """Whether a person has read the annotations."""

    status: Literal["automatic", "reviewed"] = "automatic"
    by: str = ""
    on: date | None = None


class EntityRow(_Block):
    """One entity that the article names."""

    id: str
    type: EntityType
    name: str
    mentions: int


class FrontMatter(_Block):
    """All of it; empty keys are not written."""

    title: str
    slug: str
    lang: str
    kind: Literal["", "interview", "live", "release", "opinion", "correction"] = ""
    description: str = ""
    published: date | None = None
    source: SourceBlock = SourceBlock()
    rights: Literal["full", "excerpt"]
    seed: SeedBlock
    review: Review = Review()
    entities: Sequence[EntityRow] = ()
    dates: Sequence[str] = ()
    places: Sequence[str] = ()
    related: Sequence[str] = ()
    tags: Sequence[str] = ()
    robots: str = ""
    hide: Sequence[str] = ("navigation", "toc")
    generated: str = ""


def reviewed(one: decision.ReviewRecord | None) -> Review:
    """That nobody has read it, or who has."""
    return Review(status="reviewed", by=one.by, on=one.on) if one else Review()


def written(meta: FrontMatter) -> dict[str, object]:
    """The keys that say something, with plain values."""
    found: dict[str, object] = meta.model_dump(mode="json")
    found["review"] = _without_empty(meta.review.model_dump(mode="json"))
    found["source"] = _without_empty(meta.source.model_dump(mode="json"))
    return _without_empty(found)


def _without_empty(found: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
