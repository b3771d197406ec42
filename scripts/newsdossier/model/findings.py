"""Annotations of an article by analysers and people: mentions, roles, quotes, claims and times."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol, Self, TypeVar

from newsdossier.model.article import Span
from newsdossier.model.decision import Decision, DecisionKind

MentionType = Literal["PER", "ORG", "LOC", "MISC"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Sureness = Literal["sure", "likely", "unsure"]
Outlook = Literal["past", "present", "announced", "possible", "denied", "unsaid"]
"""State of a dated event: past, going on, announced, only possible, denied, or left open by the text."""
Modality = Literal["asserted", "reported", "hedged", "denied"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PERSON: Final = "person"  # `by` of what a person decided
FoundBy = Literal["exact", "context", "words", "fuzzy", "lost"]


MoveSpan = Callable[[Span], Span | None]
"""Gives the place of a span in another text; None where that text does not have its words."""


@dataclass(frozen=True, slots=True)
class LocatedDecision:
    """A decision, and the place of its words in the present text."""

    decision: Decision
    """The decision."""
    spans: tuple[Span, ...]
    """Its places; empty when the words are gone or ambiguous."""
    how: FoundBy
    """Method by which the words were found."""
    score: int = 100
    """Likeness of the words and their surroundings, from 0 to 100."""
    problem: str = ""
    """Reason why the words were not found; empty when they were."""


class IdleDecision(NamedTuple):
    """A decision that found nothing to correct."""

    decision: LocatedDecision
    """The decision."""
    why: str
    """Reason, as the editor reads it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity."""

    span: Span
    """The name alone: no article, no title, no quotation mark."""
    type: MentionType
    """Kind of the named thing."""
    by: str
    """Analyser with its version, or `person`."""
    entity: str = ""
    """Id of the entity; empty until `identify` has run."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its name is cut off."""
        span = move(self.span)
        return replace(self, span=span) if span else None


@dataclass(frozen=True, slots=True)
class Role:
    """A function that the article ascribes to somebody, in the article's own words."""

    span: Span
    """The words of the function with its complement, without article: « envoyé spécial de Donald Trump »."""
    holder: Span
    """The name of the person who holds it."""
    of: Span | None
    """The name that it depends on: a person, an organisation, a place; None when none is named."""
    former: bool
    """True if the article says that it is over: « ancien », « ex- », "former"."""
    by: str
    """Analyser with its version, or `person`."""
    entity: str = ""
    """Id of the holder; empty until `identify` has run."""
    whose: str = ""
    """Id of the entity that it depends on; empty until `identify` has run, and when there is none."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its words or its holder are cut off."""
        span, holder = move(self.span), move(self.holder)
        return replace(self, span=span, holder=holder, of=_moved(self.of, move)) if span and holder else None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the article attributes to somebody."""

    span: Span
    """The words, with their quotation marks if any."""
    kind: QuoteKind
    """Direct, a fragment in the outlet's own sentence, or indirect speech."""
    cue: Span | None
    """Reporting verb or words: « a déclaré », « selon »; None when there is none."""
    speaker: Span | None
    """Words for the speaker: a name, a pronoun, a function; None when the article gives none."""
    sure: Sureness
    """Certainty that these words were spoken, and by that speaker."""
    by: str
    """Analyser with its version, or `person`."""
    channels: tuple[Span, ...] = ()
    """Channels by which the words reached the outlet, nearest first: « à Reuters », « dans un communiqué »."""
    others: tuple[Span, ...] = ()
    """Words for other speakers who are as likely."""
    entity: str = ""
    """Id of the speaker, also behind a pronoun; empty until `identify` has run, and when unknown."""
    joint: tuple[Span, ...] = ()
    """Words for those who say it with the speaker: « ont déclaré X et Y »."""
    joint_entities: tuple[str, ...] = ()
    """Id of each of them; empty until `identify` has run."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its words, or those for its speaker, are cut off."""
        span, speaker = move(self.span), _moved(self.speaker, move)
        if span is None or (self.speaker and speaker is None):
            return None
        joint = [move(one) for one in self.joint]
        return replace(
            self,
            span=span,
            cue=_moved(self.cue, move),
            speaker=speaker,
            channels=_spans_moved(self.channels, move),
            others=_spans_moved(self.others, move),
            joint=tuple(one for one in joint if one),
            joint_entities=tuple(id_ for one, id_ in zip(joint, self.joint_entities, strict=False) if one),
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or clause, and the degree to which the article vouches for it."""

    span: Span
    """The clause."""
    modality: Modality
    """Asserted by the outlet, reported from somebody, hedged, or denied."""
    cue: Span | None
    """The words that show the modality: « aurait », « selon », « dément »."""
    source: Span | None
    """Words for the source; None when none is named."""
    by: str
    """Analyser with its version, or `person`."""
    entity: str = ""
    """Id of the source; empty until `identify` has run, and when unknown."""
    joint_entities: tuple[str, ...] = ()
    """Ids of further sources; empty until `identify` has run."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its clause or its cue is cut off."""
        span, cue = move(self.span), _moved(self.cue, move)
        if span is None or (self.cue and cue is None):
            return None
        return replace(self, span=span, cue=cue, source=_moved(self.source, move))


@dataclass(frozen=True, slots=True)
class Dated:
    """The event to which a time belongs."""

    verb: Span
    """The verb with its auxiliaries: « aurait lieu », "is expected to be signed"."""
    clause: Span
    """First to last word that depends on the verb, without subordinate clauses at the ends."""
    outlook: Outlook
    """Whether it had happened when the article was written, as far as verb and date tell."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its verb or a part of its clause is cut off."""
        verb, clause = move(self.verb), move(self.clause)
        return replace(self, verb=verb, clause=clause) if verb and clause else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time."""

    span: Span
    """The words, without leading article or preposition, as in TIMEX3."""
    type: TimeType
    """Type in TIMEX3."""
    value: str
    """TIMEX3 value as far as it is known; empty when unknown."""
    edtf: str
    """Value in EDTF (ISO 8601-2), never more exact than the text: `XXXX-10-14`; empty when nothing fits."""
    by: str
    """Analyser with its version, or `person`."""
    inferred: str = ""
    """Inferred part of the value, and what it was inferred from; empty when nothing was."""
    dates: Dated | None = None
    """The event at that time; None when no verb is found to which the time belongs."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place; None where its words are cut off."""
        span = move(self.span)
        return replace(self, span=span, dates=self.dates.moved(move) if self.dates else None) if span else None


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's addition to a dossier's page: a note, a key point, or a passage to see first."""

    kind: DecisionKind
    """`note`, `known`, `unknown` or `pin`."""
    span: Span | None
    """Words that it is about; None when it is about the whole article, or about words that may not be shown."""
    text: str
    """Text in Markdown; empty for a pin."""
    by: str
    """Author of the note; empty when not given."""

    def moved(self, move: MoveSpan) -> Self | None:
        """Returns it at its new place, or without one; None for a passage to see first that is cut off."""
        span = _moved(self.span, move)
        return replace(self, span=span) if span or self.kind != "pin" else None


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision as the page of corrections lists it."""

    kind: DecisionKind
    """Kind of decision."""
    span: Span | None
    """The corrected words; None when they may not be shown."""
    to: str
    """Correct value; an entity by its id."""
    by: str
    """Author of the decision; empty when not given."""
    on: date | None
    """Day of the decision; None when not given."""

    def moved(self, move: MoveSpan) -> Self:
        """Returns it at its new place, or without one where its words are cut off."""
        return replace(self, span=_moved(self.span, move))


Annotation = Mention | Role | Quote | Claim | TimeExpression


"""A value that an analyser may yield."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All annotations of one article, in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    """Names; they do not overlap."""
    sentences: tuple[Span, ...] = ()
    """The sentences; none runs over two parts."""
    roles: tuple[Role, ...] = ()
    """Functions of named persons, in the order of the text."""
    quotes: tuple[Quote, ...] = ()
    """Words attributed to somebody, in the order of the text."""
    claims: tuple[Claim, ...] = ()
    """Clauses that are reported, hedged or denied, in the order of the text; after `identify` also asserted ones."""
    times: tuple[TimeExpression, ...] = ()
    """Time expressions, in the order of the text."""
    rejected: tuple[Span, ...] = ()
    """Places where people said that nothing is named."""
    notes: tuple[Note, ...] = ()
    """Editors' additions, in the order of the sidecar."""
    corrections: tuple[Correction, ...] = ()
    """Corrections by people, in the order of the sidecar."""

    def map_spans(self, move: MoveSpan) -> "Annotations":
        """Returns them at their places in another text, without those whose words are cut off there."""
        return Annotations(
            mentions=_all_moved(self.mentions, move),
            sentences=_spans_moved(self.sentences, move),
            roles=_all_moved(self.roles, move),
            quotes=_all_moved(self.quotes, move),
            claims=_all_moved(self.claims, move),
            times=_all_moved(self.times, move),
            rejected=_spans_moved(self.rejected, move),
            notes=_all_moved(self.notes, move),
            corrections=_all_moved(self.corrections, move),
        )


class _Movable(Protocol):
    def moved(self, move: MoveSpan) -> Self | None: ...


_Any = TypeVar("_Any", bound=_Movable)


def _all_moved(some: Iterable[_Any], move: MoveSpan) -> tuple[_Any, ...]:
    return tuple(new for one in some if (new := one.moved(move)))


def _spans_moved(spans: Iterable[Span], move: MoveSpan) -> tuple[Span, ...]:
    return tuple(new for span in spans if (new := move(span)))


def _moved(span: Span | None, move: MoveSpan) -> Span | None:
    return move(span) if span else None
