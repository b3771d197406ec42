"""The pieces of the site's lists: what the list of all dossiers, quotes, events or entities says of one."""

from pydantic import BaseModel, ConfigDict

from newsdossier.exchange.shapes import Day, Place, Shape, SpeakerShape
from newsdossier.model import Clock, Outlook, QuoteKind, Sureness


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
