"""The pieces of twins: what a twin says of a place, a name, a quote. Unknown is null, never left out."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsdossier.model.article import PartKind
from newsdossier.model.dossier import Clock
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import MentionType, Modality, Outlook, QuoteKind, Sureness, TimeType

Day = date | None


By = Literal["machine", "person"]


Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Shape(BaseModel):
    """No key but those that are named."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class Place(Shape):
    """Half-open range of characters (Unicode code points) of `text`."""

    start: int
    end: int


class SourceShape(Shape):
    """Where the article comes from, as far as it is known."""

    publisher: str | None
    authors: tuple[str, ...]
    url: str | None
    published: Day
    retrieved: Day
    credit: str | None
    licence: str | None


class ExtentShape(Shape):
    """How much of the article is shown, when it is an excerpt."""

    sentences: int
    of: int
    percent: int


class PartShape(Place):
    """One block of the text; `anchor` is its place on the page, null in headlines."""

    kind: PartKind
    anchor: str | None


class EntityShape(Shape):
    """Who or what is named; `page` is its address, null when it has none."""

    id: str
    type: EntityType
    name: str
    names: Mapping[str, str]
    page: str | None
    wikidata: str | None
    geonames: int | None
    country: str | None
    coordinates: tuple[float, float] | None


class NamedShape(EntityShape):
    """The same in one dossier; `mentions` counts the whole article, shown or not."""

    mentions: int


class MentionShape(Place):
    """Words that name an entity."""

    type: MentionType
    entity: str
    by: By


class SpeakerShape(Shape):
    """Who speaks: the article's words and, when it is known, which entity that is."""

    words: str
    entity: str | None


class QuoteShape(Place):
    """Words given as somebody's; `number` is its place in the list on the page."""

    number: int
    words: str
    kind: QuoteKind
    speaker: str | None
    named: tuple[str, ...]
    joint: tuple[SpeakerShape, ...]
    verb: str | None
    channels: tuple[str, ...]
    confidence: Sureness
    said_on: str | None
    by: By


class ClaimShape(Place):
    """A clause, and how the article vouches for it."""

    modality: Modality
    cue: Place | None
    source: str | None
    by: By


class TimeShape(Place):
    """Words that name a time; `inferred` says what of `edtf` the text does not."""

    type: TimeType
    value: str | None
    edtf: str | None
    inferred: str | None
    verb: str | None
    outlook: Outlook | None
    by: By


class RoleShape(Place):
    """A function in the article's words; `of` is the entity that it depends on."""

    words: str
    entity: str
    of: str | None
    former: bool
    by: By


class NoteShape(Shape):
    """What an editor added; `at` is null when it is about the whole article."""

    kind: str
    at: Place | None
    text: str
    author: str | None


class ReviewShape(Shape):
    """Whether a person has read the annotations."""

    status: Literal["automatic", "reviewed"]
    author: str | None
    on: Day


class FilesShape(Shape):
    """The dossier's other files."""

    annotations: str
    ninjs: str
    text: str


class SharedShape(Shape):
    """A name that two dossiers have; the rarer it is on the site, the more points."""

    name: str
    points: int


class RelatedShape(Shape):
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
    speaker: str | None
    joint: tuple[SpeakerShape, ...]
    named: tuple[str, ...]
    verb: str | None
    channels: tuple[str, ...]
    confidence: Sureness
    said_on: str | None
    published: Day


class MomentShape(BaseModel):
    """A day as TimelineJS wants it, no finer than the text: what is not known is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int
    month: int | None = None
    day: int | None = None


class WordsShape(Shape):
    """What TimelineJS shows; HTML."""

    headline: str
    text: str


class EventShape(BaseModel):
    """A dated sentence: TimelineJS's keys, then ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start_date: MomentShape
    end_date: MomentShape | None = None
    display_date: str
    text: WordsShape
    group: str
    edtf: str
    exact: bool
    clock: Clock
    outlook: Outlook
    verb: str | None
    participants: tuple[str, ...]
    dossier: str


class EditorsNoteShape(Shape):
    """What the newsroom says of an entity, in Markdown."""

    text: str
    author: str | None
