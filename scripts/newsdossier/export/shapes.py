"""The shapes of the JSON files that the site publishes. Unknown is null, never left out.

The JSON Schemas in `data/schema/` are made from here: names and docstrings of the shapes are published in them.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsdossier.model.article import ArticleKind, PartKind, TitleOrigin
from newsdossier.model.dossier import Clock
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import MentionType, Modality, Outlook, QuoteKind, Sureness, TimeType

Day = date | None
By = Literal["machine", "person"]
Shown = Literal["full", "excerpt"]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
OrNull = Annotated[str | None, BeforeValidator(lambda value: value or None)]
"""Words that may be unknown: an empty string becomes null."""


class JsonShape(BaseModel):
    """Has the named keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Document(JsonShape):
    """A whole file, which begins with the address of its JSON Schema."""

    model_config = ConfigDict(alias_generator=lambda name: "$schema" if name == "schema_at" else name,
                              populate_by_name=True, serialize_by_alias=True)  # fmt: skip

    schema_at: str


class Place(JsonShape):
    """Half-open range of characters (Unicode code points) of `text`."""

    start: int
    end: int


class SourceShape(JsonShape):
    """Where the article comes from, as far as it is known."""

    publisher: OrNull
    authors: tuple[str, ...]
    url: OrNull
    published: Day
    retrieved: Day
    credit: OrNull
    licence: OrNull


class ExtentShape(JsonShape):
    """How much of the article is shown, when it is an excerpt."""

    sentences: int
    of: int
    percent: int


class PartShape(Place):
    """One block of the text; `anchor` is its place on the page, null in headlines."""

    kind: PartKind
    anchor: OrNull


class EntityShape(JsonShape):
    """A named entity; `page` is its address, null when it has none."""

    id: str
    type: EntityType
    name: str
    names: Mapping[str, str]
    page: OrNull
    wikidata: OrNull
    geonames: int | None
    country: OrNull
    coordinates: tuple[float, float] | None


class NamedShape(EntityShape):
    """An entity as one dossier names it; `mentions` counts the whole article, shown or not."""

    mentions: int


class MentionShape(Place):
    """Words that name an entity."""

    type: MentionType
    entity: str
    by: By


class SpeakerShape(JsonShape):
    """A speaker: the article's words and, when it is known, the entity that they mean."""

    words: str
    entity: OrNull


class QuoteShape(Place):
    """Words given as somebody's; `number` is its place in the list on the page."""

    number: int
    words: str
    kind: QuoteKind
    speaker: OrNull
    named: tuple[str, ...]
    joint: tuple[SpeakerShape, ...]
    verb: OrNull
    channels: tuple[str, ...]
    confidence: Sureness
    said_on: OrNull
    by: By


class ClaimShape(Place):
    """A clause, and how the article vouches for it."""

    modality: Modality
    cue: Place | None
    source: OrNull
    by: By


class TimeShape(Place):
    """Words that name a time; `inferred` says what of `edtf` the text does not."""

    type: TimeType
    value: OrNull
    edtf: OrNull
    inferred: OrNull
    verb: OrNull
    outlook: Outlook | None
    by: By


class RoleShape(Place):
    """A function in the article's words; `of` is the entity that it depends on."""

    words: str
    entity: str
    of: OrNull
    former: bool
    by: By


class NoteShape(JsonShape):
    """What an editor added; `at` is null when it is about the whole article."""

    kind: str
    at: Place | None
    text: str
    author: OrNull


class ReviewShape(JsonShape):
    """Whether a person has read the annotations."""

    status: Literal["automatic", "reviewed"]
    author: OrNull
    on: Day


class FilesShape(JsonShape):
    """The dossier's other files."""

    annotations: str
    ninjs: str
    text: str


class SharedShape(JsonShape):
    """A name that two dossiers have; the rarer it is on the site, the more points."""

    name: str
    points: int


class RelatedShape(JsonShape):
    """Another dossier: `common` names are in both, worth `points` in all; `shared` are the most telling."""

    slug: str
    points: int
    shared: tuple[SharedShape, ...]
    common: int


class SaidShape(Place):
    """A quote among those of the whole site; places are in the dossier's public text."""

    dossier: str
    words: str
    kind: QuoteKind
    speaker: OrNull
    joint: tuple[SpeakerShape, ...]
    named: tuple[str, ...]
    verb: OrNull
    channels: tuple[str, ...]
    confidence: Sureness
    said_on: OrNull
    published: Day


class MomentShape(JsonShape):
    """A day as TimelineJS wants it, no finer than the text: what is not known is left out."""

    year: int
    month: int | None = None
    day: int | None = None


class WordsShape(JsonShape):
    """What TimelineJS shows; HTML."""

    headline: str
    text: str


class EventShape(JsonShape):
    """A dated sentence: TimelineJS's keys, then ours."""

    start_date: MomentShape
    end_date: MomentShape | None = None
    display_date: str
    text: WordsShape
    group: str
    edtf: str
    exact: bool
    clock: Clock
    outlook: Outlook
    verb: OrNull
    participants: tuple[str, ...]
    dossier: str


class EditorsNoteShape(JsonShape):
    """What the newsroom says of an entity, in Markdown."""

    text: str
    author: OrNull


class Twin(Document):
    """A dossier: all that its page shows of it, for programs; what is near is in the list of all."""

    slug: str
    page: str
    files: FilesShape
    title: str
    title_origin: TitleOrigin
    kind: ArticleKind
    language: str
    description: str
    first_published: Day
    source: SourceShape
    rights: Shown
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


class SiteShape(JsonShape):
    """The site; `url` is null when it has no address."""

    name: str
    url: OrNull
    language: str


class DossierRow(JsonShape):
    """One dossier in the list of all."""

    slug: str
    title: str
    language: str
    published: Day
    publisher: OrNull
    rights: Shown
    page: str
    twin: str
    related: tuple[RelatedShape, ...]


class Dossiers(Document):
    """Every dossier of the site, newest first."""

    site: SiteShape
    dossiers: tuple[DossierRow, ...]


class EntityRow(EntityShape):
    """An entity of the site, with the slugs of the dossiers that name it."""

    aliases: tuple[str, ...]
    description: OrNull
    note: EditorsNoteShape | None
    mentions: int
    dossiers: tuple[str, ...]


class Entities(Document):
    """Every entity of the site, by id."""

    site: SiteShape
    entities: tuple[EntityRow, ...]


class Quotes(Document):
    """Every quote that pages show, dossiers in the order of the site."""

    quotes: tuple[SaidShape, ...]


class Timeline(Document):
    """Every dated sentence of a known year."""

    events: tuple[EventShape, ...]


SCHEMAS: Mapping[str, type[Document]] = {
    "dossier": Twin, "dossiers": Dossiers, "entities": Entities, "quotes": Quotes, "timeline": Timeline,
}  # fmt: skip


def schema_path(name: str) -> str:
    """Returns the path of a JSON Schema on the site."""
    return f"data/schema/{name}.schema.json"


def schema(name: str) -> str:
    """Returns the JSON Schema of a kind of file."""
    made = SCHEMAS[name].model_json_schema(by_alias=True)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
