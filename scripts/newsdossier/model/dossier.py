"""Dossiers, and the parts of them that pages show."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from newsdossier.model.article import Article, Source, Span
from newsdossier.model.entity import EntityType, Listed
from newsdossier.model.findings import Annotations, Correction, Modality, Note, Outlook, QuoteKind, Sureness
from newsdossier.model.lazy import Lazy, MaybeLazy, load
from newsdossier.model.settings import Budget

Clock = Literal["happened", "said", "published"]  # the time of what happened, of words about it, of the article


@dataclass(frozen=True, slots=True)
class Related:
    """A related dossier, and the reasons."""

    slug: str
    """Slug of the other dossier."""
    title: str
    """Title of the other dossier."""
    shared: tuple[tuple[str, int], ...]
    """Some names that both have, the most telling first, each with its points (see `relate`)."""
    common: int
    """Number of names that both have."""
    score: int
    """Sum of the points of these names."""
    language: str = ""
    """Language of the other article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Size of an excerpt compared to the whole article."""

    sentences: int
    """Sentences shown."""
    of: int
    """Sentences of the article, without its headlines."""
    percent: int
    """Share of the article's characters shown, rounded up."""
    most: Budget
    """Limits that applied."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Place of an annotation in words that an excerpt leaves out, without the words."""

    span: Span
    """Span in the whole text."""
    kind: Literal["name", "quote", "date", Modality]
    """Kind of the annotation."""
    entity: str = ""
    """Id of the entity, if it is a name."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One article with all that is known about it: what a page is made of."""

    article: Article
    """The article; its public form after `views.rights.publishable`."""
    found: MaybeLazy[Annotations]
    """What was found in that article; never lazy where somebody has decided or noted anything."""
    entities: tuple[Listed, ...]
    """Its entities in order of first mention."""
    related: tuple[Related, ...]
    """Related dossiers, nearest first."""
    extent: Extent | None = None
    """Size of the excerpt; None when the text is whole."""
    read: bool = True
    """True if we have a language pipeline for the article's language."""
    whole: str = ""
    """SHA-256 of the whole text when the article's text is an excerpt, else empty."""
    hidden: tuple[Hidden, ...] = ()
    """Annotations in the rest of that text, in its order."""

    @property
    def annotations(self) -> Annotations:
        """All that was found, loaded."""
        return load(self.found)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What editors added; loads nothing."""
        return () if isinstance(self.found, Lazy) else self.found.notes

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What people corrected; loads nothing."""
        return () if isinstance(self.found, Lazy) else self.found.corrections


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as an entity page shows it."""

    text: str
    """Its words in the public form of the article."""
    names: tuple[Span, ...]
    """Places in `text` that name the entity."""
    anchor: str
    """Anchor of its paragraph on the dossier page; empty in a heading."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A dossier that names an entity."""

    slug: str
    """Slug of the dossier."""
    title: str
    """Title of the dossier."""
    language: str
    """Language of the article (BCP 47)."""
    source: Source
    """Source of the article."""
    sentences: tuple[Sentence, ...]
    """Sentences that name it and may be shown, in order."""
    hidden: int
    """Number of further mentions in the article."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as an entity page lists it, in the words of the newest dossier that states it."""

    words: str
    """Words of the article."""
    former: bool
    """True if the article says that it is over."""
    other: Listed | None
    """On the holder's page the entity that the role depends on, if named; on that entity's page the holder."""
    slug: str
    """Slug of the dossier."""
    published: date | None
    """Day of publication; None when unknown."""
    sentence: Sentence
    """The sentence that states it, its `names` being the words of the role."""
    language: str = ""
    """Language of the article (BCP 47)."""
    dossiers: int = 1
    """How many dossiers say it in these words."""
    since: date | None = None
    """Day of the oldest of them; None when unknown."""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence as a timeline shows it."""

    edtf: str
    """Its date in EDTF, as far as it is known."""
    inferred: str
    """Inferred part of the date, and what it was inferred from; empty when nothing was."""
    order: tuple[date, date] | None
    """First and last day, for sorting; None when the year is unknown."""
    slug: str
    """Slug of the dossier."""
    title: str
    """Title of the dossier."""
    sentence: Sentence
    """The dated sentence, its `names` being the words of the time; of a publication, the title."""
    entities: frozenset[str]
    """Ids of the entities that the sentence names."""
    types: frozenset[EntityType]
    """Types of these entities."""
    clock: Clock = "happened"
    """Kind of event that the date belongs to."""
    outlook: Outlook = "unsaid"
    """Whether it had happened when the article was written."""
    verb: str = ""
    """Verb of the event; empty where the date belongs to a thing."""
    participants: tuple[str, ...] = ()
    """Ids of the people and organisations that the verb's own clause names, in the order of the text."""
    decided: bool = False
    """True if a person decided the date."""
    language: str = ""
    """Language of the article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as pages show it."""

    words: str
    """The words, character for character as in the public form of the article."""
    kind: QuoteKind
    """Direct, a fragment in the outlet's own sentence, or indirect speech."""
    sure: Sureness
    """Certainty that these words were spoken, and by that speaker."""
    who: tuple[str, ...]
    """The article's words for the speaker, then for others it may be; empty when it gives none."""
    speaker: Listed | None
    """The speaker, when the entity is known."""
    joint: tuple[tuple[str, Listed | None], ...]
    """Those who say it with the speaker: the article's words, and the entity when it is known."""
    cue: str
    """Reporting words; empty when there are none."""
    channels: tuple[str, ...]
    """Channels by which the words reached the outlet, nearest first."""
    anchor: str
    """Anchor of its paragraph on the dossier page; empty in a heading."""
    slug: str
    """Slug of the dossier."""
    title: str
    """Title of the dossier."""
    said_on: str
    """Date of the reporting verb in EDTF; empty when it has none."""
    published: date | None
    """Day of publication; None when unknown."""
    span: Span
    """Place of the words in the public form of the article."""
    decided: bool = False
    """True if a person decided the speaker."""
    language: str = ""
    """Language of the article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file to write."""

    path: str
    """Relative to `dossiers/`, with forward slashes."""
    meta: dict[str, object]
    """Front matter, in the order of the file."""
    body: str
    """Body in Markdown, ending with one line break."""
