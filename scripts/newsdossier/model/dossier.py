"""A dossier and what pages show of it."""

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
    """Another dossier, and why it is near."""

    slug: str
    """Of the other dossier."""
    title: str
    """Of the other dossier."""
    shared: tuple[tuple[str, int], ...]
    """Names that both have, the most telling first, each with its points, see `relate`; a few of them."""
    common: int
    """How many both have in all."""
    score: int
    """The points of all of them."""
    language: str = ""
    """Of the other article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of an article its excerpt shows."""

    sentences: int
    """That are shown."""
    of: int
    """That the article has, without its headlines."""
    percent: int
    """Of its characters, rounded up."""
    most: Budget
    """What was allowed."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A mark in words that an excerpt leaves out: where it is, none of the words."""

    span: Span
    """In the whole text."""
    kind: Literal["name", "quote", "date", Modality]
    """What is marked."""
    entity: str = ""
    """Of a name whose it is."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One article with all that is known about it: what a page is made of."""

    article: Article
    """Its public form once `compose.publishable` has seen it."""
    found: MaybeLazy[Annotations]
    """What was found in that article; never lazy where somebody has decided or noted anything."""
    entities: tuple[Listed, ...]
    """In order of first mention."""
    related: tuple[Related, ...]
    """Nearest first."""
    extent: Extent | None = None
    """How much of the seed the article's text is, when it is an excerpt; None when it is whole."""
    read: bool = True
    """A language pipeline of ours reads the article's language."""
    whole: str = ""
    """SHA-256 of the whole text of which the article's is an excerpt; empty when that is the whole."""
    hidden: tuple[Hidden, ...] = ()
    """Marks in the rest of that text, in its order."""

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
    """Its words, from the public form of the article."""
    names: tuple[Span, ...]
    """Where `text` names the entity."""
    anchor: str
    """Of its paragraph on the dossier page; empty in a heading."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """One dossier in which an entity is named."""

    slug: str
    """Of the dossier."""
    title: str
    """Of the dossier."""
    language: str
    """Of the article (BCP 47)."""
    source: Source
    """Of the article."""
    sentences: tuple[Sentence, ...]
    """Those that name it and may be shown, in order."""
    hidden: int
    """How many more times the article names it."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as an entity page lists it: in the words of the newest dossier that says it so."""

    words: str
    """As the article says it."""
    former: bool
    """As in `Role`."""
    other: Listed | None
    """On the holder's page what the role depends on, if it is named; on the page of that, the holder."""
    slug: str
    """Of the dossier."""
    published: date | None
    """Day of the article; None when unknown."""
    sentence: Sentence
    """Where it says so; `names` is where the words of the role are."""
    language: str = ""
    """Of the article (BCP 47)."""
    dossiers: int = 1
    """How many dossiers say it in these words."""
    since: date | None = None
    """Day of the oldest of them; None when unknown."""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence, as a timeline shows it."""

    edtf: str
    """When, as far as it is known."""
    inferred: str
    """As in `TimeExpression`."""
    order: tuple[date, date] | None
    """First and last day, to sort by; None when the year is not known."""
    slug: str
    """Of the dossier."""
    title: str
    """Of the dossier."""
    sentence: Sentence
    """What is dated; `names` is where the words of the time are. Of a publication, the title."""
    entities: frozenset[str]
    """Ids of those that the sentence names."""
    types: frozenset[EntityType]
    """What these are."""
    clock: Clock = "happened"
    """What the date is the date of."""
    outlook: Outlook = "unsaid"
    """Whether it has happened."""
    verb: str = ""
    """The words that say what happens; empty where the date belongs to a thing."""
    participants: tuple[str, ...] = ()
    """Ids of the people and organisations that the verb's own clause names, in the order of the text."""
    decided: bool = False
    """A person said when."""
    language: str = ""
    """Of the article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as pages show it."""

    words: str
    """Character for character as the public form of the article has them."""
    kind: QuoteKind
    """As in `Quote`."""
    sure: Sureness
    """As in `Quote`."""
    who: tuple[str, ...]
    """How the article names the speaker there, then who else it may be; empty when it does not say."""
    speaker: Listed | None
    """The speaker, when it is known which entity that is."""
    joint: tuple[tuple[str, Listed | None], ...]
    """Who says it with the speaker: the article's words, and the entity when it is known."""
    cue: str
    """The reporting words; empty when there are none."""
    channels: tuple[str, ...]
    """By which way the words came, nearest first."""
    anchor: str
    """Of its paragraph on the dossier page; empty in a heading."""
    slug: str
    """Of the dossier."""
    title: str
    """Of the dossier."""
    said_on: str
    """When, as EDTF, by the date that belongs to the reporting verb; empty when it has none."""
    published: date | None
    """Day of the article; None when unknown."""
    span: Span
    """Where the words are in the public form of the article."""
    decided: bool = False
    """A person said whose they are."""
    language: str = ""
    """Of the article (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file to write."""

    path: str
    """Relative to `dossiers/`, with forward slashes."""
    meta: dict[str, object]
    """Front matter, in the order in which it is written."""
    body: str
    """Markdown, ending with one line break."""
