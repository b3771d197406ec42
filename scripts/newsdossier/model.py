"""The nouns: frozen values that every stage passes on. They import nothing of ours but the nouns of decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from newsdossier.decisions import Decision, DecisionKind, Review
from newsdossier.sealed import MaybeSealed, Sealed, opened

LOOKED_AT = 100_000  # characters of one article in which anything is looked for: forty times the usual
PartKind = Literal["title", "standfirst", "heading", "paragraph", "item"]
MentionType = Literal["PER", "ORG", "LOC", "MISC"]
EntityType = Literal["person", "organisation", "place", "event", "work", "other"]
Rights = Literal["full", "excerpt", "none"]
RIGHTS: tuple[Rights, ...] = ("none", "excerpt", "full")  # the strictest first
QuoteKind = Literal["direct", "mixed", "indirect"]
Sureness = Literal["sure", "likely", "unsure"]
Outlook = Literal["past", "present", "announced", "possible", "denied", "unsaid"]
"""Of something dated: happened, going on, announced, only possible, denied, or left open by the text."""
Clock = Literal["happened", "said", "published"]  # the time of what happened, of words about it, of the article
Modality = Literal["asserted", "reported", "hedged", "denied"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
DayOrigin = Literal["", "sidecar", "front matter", "json-ld", "opengraph", "time", "metadata", "dateline"]
"""Who says on which day an article was published; `metadata` where a page does in some other way."""
TitleOrigin = Literal["text", "metadata", "standfirst", "file"]
PERSON: Final = "person"  # `by` of what a person decided
FoundBy = Literal["exact", "context", "words", "fuzzy", "lost"]


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of an article an excerpt may show at most; all three hold."""

    sentences: int = 3
    """Whole sentences."""
    characters: int = 600
    """Of these sentences."""
    share: int = 20
    """Percent of the article's characters, so that a short one is not shown whole."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a project's files are and what it decided once for all seeds."""

    root: Path
    """The project's folder; every path shown to a person is relative to it."""
    seeds: Path
    """What editors drop: articles, sidecars, `_authority.yml`."""
    dossiers: Path
    """What we write: Markdown pages and `_ids.tsv`."""
    work: Path
    """Cache, lock and report; never under version control."""
    intro: str = ""
    """Markdown for the top of the home page."""
    site_name: str = "newsdossier"
    """Title of the home page."""
    url: str = ""
    """Address of the published site, ending with a slash; without it there are no feeds."""
    rights: Rights = "excerpt"
    """Of seeds that do not state theirs: the cautious one unless the project says otherwise."""
    excerpt: Budget = Budget()
    """How much of a text is shown without the right to all of it."""
    removed: Literal["tombstone", "redirect"] = "tombstone"
    """What stands at the address of a dossier that is no more: a page that says so, or the way to all dossiers."""
    private: bool = False
    """The edition for the newsroom: every text in full, never published."""
    contact: str = ""
    """Where a person named on the site asks for a correction, as pages of persons link to it; empty when not said."""
    language: str = "fr"
    """Of entity, index and home pages (BCP 47)."""
    languages: tuple[str, ...] = ("fr", "en")
    """Among which a seed's language is detected when it is not declared."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of `Article.text`."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last character."""

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the article: parts are in order and do not overlap."""

    kind: PartKind
    """What the block is in the article."""
    span: Span
    """Where it is, without the white space around it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from, as far as it is known."""

    publisher: str = ""
    """The outlet; empty when unknown."""
    authors: tuple[str, ...] = ()
    """Names as the outlet signs them."""
    url: str = ""
    """http(s) address of the article; empty when unknown."""
    published: date | None = None
    """Day of publication; None when unknown, never a guess."""
    published_from: DayOrigin = ""
    """Who says so; empty when nobody does."""
    retrieved: date | None = None
    """Day on which somebody saved it."""
    rights: Rights | None = None
    """What may be published; None = not stated, the project's default decides."""
    credit: str = ""
    """A line that the publisher asks for; shown as it is."""
    licence: str = ""
    """Under which the text may be reused: a name such as `CC BY-SA 4.0`, or a web address."""


@dataclass(frozen=True, slots=True)
class SeedRef:
    """The file that an article was read from."""

    path: str
    """Relative to the project, with forward slashes."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of a file its reader kept."""

    read: int = 0
    """Characters of the article in the file, white space and unseen ones not counted."""
    kept: int = 0
    """Those of them that are in the article."""
    remarks: tuple[str, ...] = ()
    """What the editor should know, such as bytes that are no letter, with their line."""
    unread: int = 0
    """Pages of the file that nobody read, for there are too many."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision, and where the article has its words now."""

    decision: Decision
    """What was decided."""
    spans: tuple[Span, ...]
    """Where; empty when its words are lost or stand at several places."""
    how: FoundBy
    """By which way they were found."""
    score: int = 100
    """How like the words and what is around them are, of 100."""
    problem: str = ""
    """Why they were not found."""


@dataclass(frozen=True, slots=True)
class Article:
    """One seed as every later stage sees it."""

    slug: str
    """Name of its page; lower case, digits and hyphens."""
    title: str
    """The headline; not always a stretch of `text` (see `title_origin`)."""
    title_origin: TitleOrigin
    """Where the headline comes from."""
    text: str
    """The one canonical text: every offset in the program indexes it."""
    parts: tuple[Part, ...]
    """Its blocks, in order."""
    source: Source
    """Where it comes from."""
    language: str
    """BCP 47, declared or detected."""
    seed: SeedRef
    """The file."""
    tags: tuple[str, ...] = ()
    """Themes given by people."""
    pinned: bool = False
    """It comes first on the home page."""
    reading: Reading = Reading()
    """What was lost on the way from the file, if anything."""
    decisions: tuple[Decision, ...] = ()
    """What people corrected, in the order of the file."""
    review: Review | None = None
    """Who read it; None when nobody has."""

    def __hash__(self) -> int:
        """Of what tells articles apart: tables are by article, and all its fields would be hashed at each look-up."""
        return hash((self.slug, self.seed.sha256))


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity."""

    span: Span
    """The name alone: no article, no title, no quotation mark."""
    type: MentionType
    """What kind of thing it names."""
    by: str
    """Who says so: an analyser with its version, or a person."""
    entity: str = ""
    """Entity id; empty until `identify` has run."""


@dataclass(frozen=True, slots=True)
class Role:
    """A function that the article says somebody holds: never more than its words."""

    span: Span
    """The words of the function, with its complement, without article: « envoyé spécial de Donald Trump »."""
    holder: Span
    """The name of the person who holds it."""
    of: Span | None
    """The name that it depends on: a person, an organisation, a place; None when none is named."""
    former: bool
    """The article says that it is over: « ancien », « ex- », "former"."""
    by: str
    """As in `Mention`."""
    entity: str = ""
    """Entity id of the holder; empty until `identify` has run."""
    whose: str = ""
    """Entity id of what it depends on; empty until `identify` has run, and when there is none."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the article gives as somebody's."""

    span: Span
    """The words, with their quotation marks when they have some."""
    kind: QuoteKind
    """Direct, a fragment in the outlet's own sentence, or told in its words."""
    cue: Span | None
    """The reporting verb or words: « a déclaré », « selon »; None when there is none."""
    speaker: Span | None
    """Who said it, as the article names them there: a name, a pronoun, a function; None when it does not say."""
    sure: Sureness
    """How sure the speaker is, and that these are words spoken."""
    by: str
    """As in `Mention`."""
    channels: tuple[Span, ...] = ()
    """By which way the words reached the outlet, nearest first: « à Reuters », « dans un communiqué »."""
    others: tuple[Span, ...] = ()
    """Who else may have said it, when two are as likely."""
    entity: str = ""
    """Entity id of the speaker, also behind a pronoun; empty until `identify` has run, and when unknown."""
    joint: tuple[Span, ...] = ()
    """Who says it with the speaker: « ont déclaré X et Y »."""
    joint_entities: tuple[str, ...] = ()
    """Entity id of each of them, as `entity`; empty until `identify` has run."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or clause, and how the article vouches for it."""

    span: Span
    """The clause."""
    modality: Modality
    """As the outlet's own, as somebody's, with reserve, or as denied."""
    cue: Span | None
    """The words that show it: « aurait », « selon », « dément »."""
    source: Span | None
    """On whose word, when it is named."""
    by: str
    """As in `Mention`."""
    entity: str = ""
    """Entity id of the source; empty until `identify` has run, and when unknown."""
    joint_entities: tuple[str, ...] = ()
    """Entity ids of those on whose word it is too, as `Quote.joint_entities`."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a time is the time of."""

    verb: Span
    """With the words that give its tense: « aurait lieu », "is expected to be signed"."""
    clause: Span
    """From the first to the last of the words that depend on it, without clauses of their own at its ends."""
    outlook: Outlook
    """Whether it has happened when the article was written, as far as verb and date say."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time."""

    span: Span
    """Without leading article or preposition, as TIMEX3 has it."""
    type: TimeType
    """As TIMEX3 has it."""
    value: str
    """TIMEX3 value as far as it is known; empty when it is not."""
    edtf: str
    """The same in EDTF (ISO 8601-2), never further than the text: `XXXX-10-14`; empty when nothing fits."""
    by: str
    """As in `Mention`."""
    inferred: str = ""
    """What of it the text does not say, and from what we took it; empty when nothing."""
    dates: Dated | None = None
    """What happens then; None when no verb is found that the time belongs to."""


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor puts onto a dossier's page: a note, a key point, a passage to see first."""

    kind: DecisionKind
    """`note`, `known`, `unknown` or `pin`."""
    span: Span | None
    """What it is about; None when it is about the whole article, or about words that may not be shown."""
    text: str
    """Markdown; empty for a pin."""
    by: str
    """Whose it is; empty when not said."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision as the page of corrections lists it."""

    kind: DecisionKind
    """What was done."""
    span: Span | None
    """To which words; None when they may not be shown."""
    to: str
    """What is right; an entity by its id."""
    by: str
    """Who decided; empty when not said."""
    on: date | None
    """When; None when not said."""


Annotation = Mention | Role | Quote | Claim | TimeExpression
"""What an analyser may yield."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was noticed in one article, in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    """Names; they do not overlap."""
    sentences: tuple[Span, ...] = ()
    """Where sentences begin and end; none runs over two parts."""
    roles: tuple[Role, ...] = ()
    """Functions of named persons, in the order of the text."""
    quotes: tuple[Quote, ...] = ()
    """Words given as somebody's, in the order of the text."""
    claims: tuple[Claim, ...] = ()
    """What is reported, hedged or denied, in the order of the text; after `identify` also what is asserted."""
    times: tuple[TimeExpression, ...] = ()
    """Time expressions, in the order of the text."""
    rejected: tuple[Span, ...] = ()
    """Where people said that nothing is named."""
    notes: tuple[Note, ...] = ()
    """What editors add, in the order of the sidecar."""
    corrections: tuple[Correction, ...] = ()
    """What people corrected here, in the order of the sidecar."""


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why names were taken for one entity, in a form that every language can say."""

    kind: str
    """A key of `locale`, such as `because_surname`."""
    forms: tuple[str, ...]
    """The names that it joins."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, event or work: one across all dossiers."""

    id: str
    """Readable, frozen once published; the name of its page."""
    type: EntityType
    """What it is; `other` has no page."""
    name: str
    """As the site calls it."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name) where other languages name it otherwise."""
    aliases: tuple[str, ...] = ()
    """Other forms met in the articles or given by people, sorted."""
    wikidata: str = ""
    """Q-number, only when a person or a sure source gave it."""
    geonames: int | None = None
    """GeoNames number, under the same condition."""
    country: str = ""
    """ISO 3166-1 code of the country that it lies in or belongs to; empty when unknown."""
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """(language, whom articles mean by it): « l'Élysée » is often the presidency."""
    description: str = ""
    """What it is in a few words, as the newsroom's list says."""
    because: tuple[Reason, ...] = ()
    """Why these names were taken for one entity."""
    public: bool = False
    """A person's page may be listed by search engines; places and organisations always may."""
    note: str = ""
    """What the newsroom says of it on its page: Markdown."""
    note_by: str = ""
    """Whose the note is; empty when not said."""
    pinned: bool = False
    """It comes first among its kind on the home page."""
    noindex: bool = False
    """Somebody asked that search engines find neither its page nor dossiers that name it."""

    def called(self, language: str) -> str:
        """Its name in that language, where it has one there."""
        return dict(self.names).get(language, self.name)


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that is known before it is named."""

    id: str
    """Its id on the site."""
    type: EntityType
    """What it is."""
    name: str
    """As the site calls it."""
    by: Literal["authority", "newsroom", "country", "list", "city", "wikidata"]
    """Who says so: the authority file, a list of the newsroom, or what is shipped or taken from a dump."""
    forms: tuple[str, ...] = ()
    """Other names under which an article may name it."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name)."""
    wikidata: str = ""
    """As in `Entity`."""
    geonames: int | None = None
    """As in `Entity`."""
    public: bool = False
    """As in `Entity`."""
    page: bool = False
    """It gets a page of its own however rarely it is named."""
    rejected: bool = False
    """It is no name at all."""
    hidden: bool = False
    """It is a name, and the site does not say so."""
    note: str = ""
    """As in `Entity`."""
    note_by: str = ""
    """As in `Entity`."""
    pinned: bool = False
    """As in `Entity`."""
    same: tuple[str, ...] = ()
    """Ids of entities that people said are this one."""
    apart: tuple[str, ...] = ()
    """Ids of entities that people said are another."""
    articles: tuple[str, ...] = ()
    """Slugs of the only articles in which its names lead here; all when empty."""
    country: str = ""
    """As in `Entity`."""
    coordinates: tuple[float, float] | None = None
    """As in `Entity`."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """As in `Entity`."""
    description: str = ""
    """As in `Entity`."""
    popularity: int = 0
    """Inhabitants of a city, sites about an entity of a dump: how likely its name alone means it; 0 = not compared."""

    def all_forms(self) -> Iterator[str]:
        """Every name that leads to it."""
        yield self.name
        yield from (name for _, name in self.names)
        yield from self.forms


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity as one dossier lists it."""

    entity: Entity
    """Who or what."""
    mentions: int
    """How often the whole article names it, shown or not."""
    target: str
    """Where its link leads, relative to `dossiers/`; empty when it has no place of its own."""
    dossiers: int = 0
    """In how many dossiers of the site it is named."""


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
    found: MaybeSealed[Annotations]
    """Spans of that article; never sealed where somebody has decided or noted anything."""
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
        """All that was found, open."""
        return opened(self.found)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What editors add; nothing has to be opened for it."""
        return () if isinstance(self.found, Sealed) else self.found.notes

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What people corrected; nothing has to be opened for it."""
        return () if isinstance(self.found, Sealed) else self.found.corrections


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
class Held:
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
class Said:
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
