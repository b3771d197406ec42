"""The files that hold twins, whole: from here come the JSON Schemas in `data/schema/`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import BaseModel, Field

from newsdossier.export.shapes import (
    ClaimShape,
    Day,
    EditorsNoteShape,
    EntityShape,
    EventShape,
    ExtentShape,
    FilesShape,
    MentionShape,
    NamedShape,
    NoteShape,
    PartShape,
    QuoteShape,
    RelatedShape,
    ReviewShape,
    RoleShape,
    SaidShape,
    Sha256,
    Shape,
    SourceShape,
    TimeShape,
)
from newsdossier.model.article import TitleOrigin


class Twin(Shape):
    """A dossier: all that its page shows of it, for programs; what is near is in the list of all."""

    of: str = Field(alias="$schema")
    slug: str
    page: str
    files: FilesShape
    title: str
    title_origin: TitleOrigin
    language: str
    description: str
    first_published: Day
    source: SourceShape
    rights: Literal["full", "excerpt"]
    extent: ExtentShape | None
    seed_sha256: Sha256
    review: ReviewShape
    tags: tuple[str, ...]
    text: str
    parts: tuple[PartShape, ...]
    entities: tuple[NamedShape, ...]
    mentions: tuple[MentionShape, ...]
    quotes: tuple[QuoteShape, ...]
    claims: tuple[ClaimShape, ...]
    times: tuple[TimeShape, ...]
    roles: tuple[RoleShape, ...]
    notes: tuple[NoteShape, ...]


class SiteShape(Shape):
    """The site; `url` is null when it has no address."""

    name: str
    url: str | None
    language: str


class DossierRow(Shape):
    """One dossier in the list of all."""

    slug: str
    title: str
    language: str
    published: Day
    publisher: str | None
    rights: Literal["full", "excerpt"]
    page: str
    twin: str
    related: tuple[RelatedShape, ...]


class Dossiers(Shape):
    """Every dossier of the site, newest first."""

    of: str = Field(alias="$schema")
    site: SiteShape
    dossiers: tuple[DossierRow, ...]


class EntityRow(EntityShape):
    """An entity of the site, with the slugs of the dossiers that name it."""

    aliases: tuple[str, ...]
    description: str | None
    note: EditorsNoteShape | None
    mentions: int
    dossiers: tuple[str, ...]


class Entities(Shape):
    """Every entity of the site, by id."""

    of: str = Field(alias="$schema")
    site: SiteShape
    entities: tuple[EntityRow, ...]


class Quotes(Shape):
    """Every quote that pages show, dossiers in the order of the site."""

    of: str = Field(alias="$schema")
    quotes: tuple[SaidShape, ...]


class Timeline(Shape):
    """Every dated sentence of a known year."""

    of: str = Field(alias="$schema")
    events: tuple[EventShape, ...]


SCHEMAS: Mapping[str, type[BaseModel]] = {
    "dossier": Twin, "dossiers": Dossiers, "entities": Entities, "quotes": Quotes, "timeline": Timeline,
}  # fmt: skip


def schema_path(name: str) -> str:
    """On the site."""
    return f"data/schema/{name}.schema.json"


def schema(name: str) -> str:
    """The JSON Schema of a file."""
    made = SCHEMAS[name].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def written(shape: BaseModel) -> str:
    """The file."""
    return shape.model_dump_json(exclude_unset=True) + "\n"


def as_rows(shapes: Iterable[BaseModel]) -> str:
    """As they stand in a list of a file."""
    return ",".join(shape.model_dump_json(exclude_unset=True) for shape in shapes)


def with_rows(shape: BaseModel, rows: Iterable[str]) -> Iterator[str]:
    """The file of a shape that ends with an empty list, with these rows in it; those that are empty are none."""
    head, _, tail = written(shape).rpartition("]")
    yield head
    for number, row in enumerate(filter(None, rows)):
        yield f",{row}" if number else row
    yield f"]{tail}"
