"""What analysers and people find in an article: mentions, roles, quotes, claims, times."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from newsdossier.model.article import Span
from newsdossier.model.decision import Decision, DecisionKind

MentionType = Literal["PER", "ORG", "LOC", "MISC"]


QuoteKind = Literal["direct", "mixed", "indirect"]


Sureness = Literal["sure", "likely", "unsure"]


Outlook = Literal["past", "present", "announced", "possible", "denied", "unsaid"]


"""Of something dated: happened, going on, announced, only possible, denied, or left open by the text."""


Modality = Literal["asserted", "reported", "hedged", "denied"]


TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


PERSON: Final = "person"  # `by` of what a person decided


FoundBy = Literal["exact", "context", "words", "fuzzy", "lost"]


@dataclass(frozen=True, slots=True)
class LocatedDecision:
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
