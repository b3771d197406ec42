"""One dossier's findings -> the doubtful ones as questions, the most doubtful first; each answer is a decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdossier.decide.anchors import written
from newsdossier.decisions import Anchor, Decision, DecisionKind
from newsdossier.identify.within import Local, Resolved
from newsdossier.locale import say
from newsdossier.locale.times import say_time
from newsdossier.model import PERSON, Annotations, Article, EntityType, Mention, Quote, Span, TimeExpression

_MOST = 5  # people offered as speakers
_OF_NAMES = ("retype", "merge", "split")
_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event", "work", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """One key."""

    key: str
    """What to press."""
    label: str
    """What it says."""
    decisions: tuple[Decision, ...]
    """What it decides; without any, a day is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One doubtful finding."""

    ask: str
    """The question itself."""
    span: Span
    """The words that it is about."""
    answers: tuple[Answer, ...]
    """What may be answered, besides skip, undo and quit."""
    kind: DecisionKind
    """Of the decision that a typed answer makes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier as the editor sees it: the whole text."""

    article: Article
    """Not cut down to what rights allow."""
    annotations: Annotations
    """Spans of that text."""
    resolved: Resolved
    """Its names."""
    names: Mapping[str, str]
    """Entity -> its name on the site."""
    language: str
    """Of the questions."""


def questions(seen: Seen) -> list[Question]:
    """Quotes, then names, then dates that nobody has decided yet."""
    return [*_quotes(seen), *_names(seen), *_times(seen)]


def _quotes(seen: Seen) -> Iterator[Question]:
    """Who said it is not known, or not surely."""
    for quote in seen.annotations.quotes:
        if (
            quote.by != PERSON
            and not _confirmed(seen, "speaker", quote.span)
            and (quote.sure != "sure" or not quote.entity)
        ):
            yield Question(say("ask_speaker", seen.language), quote.span, tuple(_speakers(seen, quote)), "speaker")


def _speakers(seen: Seen, quote: Quote) -> Iterator[Answer]:
    anchor = written(seen.article.text, quote.span)
    if quote.entity:
        label = say("answer_right", seen.language, name=seen.names.get(quote.entity, quote.entity))
        yield _answer("y", label, Decision("speaker", anchor, quote.entity))
    others = [entity for entity in _people_near(seen, quote.span) if entity != quote.entity]
    for number, entity in enumerate(others[:_MOST], start=1):
        yield _answer(str(number), seen.names.get(entity, entity), Decision("speaker", anchor, entity))
    yield _answer("n", say("answer_nobody", seen.language), Decision("speaker", anchor, "none"))
    yield _answer("x", say("answer_no_quote", seen.language), Decision("not-a-quote", anchor))


def _people_near(seen: Seen, span: Span) -> list[str]:
    """Who may speak, the nearest first."""
    speaking = [m for m in seen.annotations.mentions if m.type in {"PER", "ORG"}]
    ranked = sorted(speaking, key=lambda m: min(abs(m.span.end - span.start), abs(m.span.start - span.end)))
    return list(dict.fromkeys(m.entity for m in ranked))


def _names(seen: Seen) -> Iterator[Question]:
    """What no list knows: of unknown type first, then single words, then the others."""
    unknown = [local for local in seen.resolved.locals if local.known is None]
    for local in sorted(unknown, key=lambda one: (one.type != "other", " " in one.name, one.key)):
        mentions = [m for m in seen.annotations.mentions if m.entity == local.key]
        decided = any(
            _confirmed(seen, kind, m.span) for kind in ("retype", "reject", "merge", "split") for m in mentions
        )
        if mentions and not decided:
            kind = say(local.type, seen.language).lower()
            ask = say("ask_type", seen.language, name=local.name, type=kind)
            yield Question(ask, mentions[0].span, tuple(_kinds(seen, local, mentions)), "retype")


def _kinds(seen: Seen, local: Local, mentions: Sequence[Mention]) -> Iterator[Answer]:
    text = seen.article.text
    anchor = written(text, mentions[0].span)
    right = say("answer_right", seen.language, name=say(local.type, seen.language).lower())
    yield _answer("y", right, Decision("retype", anchor, local.type))
    for number, kind in enumerate(_TYPES, start=1):
        if kind != local.type:
            yield _answer(str(number), say(kind, seen.language).lower(), Decision("retype", anchor, kind))
    forms = sorted({m.span.of(text) for m in mentions})
    gone = tuple(Decision("reject", Anchor(form), everywhere=True) for form in forms)
    yield Answer("x", say("answer_no_name", seen.language), gone)


def _times(seen: Seen) -> Iterator[Question]:
    """What was inferred, and what could not be."""
    for time in seen.annotations.times:
        if time.by != PERSON and (time.inferred or not time.edtf) and not _confirmed(seen, "date", time.span):
            yield Question(say("ask_date", seen.language), time.span, tuple(_days(seen, time)), "date")


def _days(seen: Seen, time: TimeExpression) -> Iterator[Answer]:
    anchor = written(seen.article.text, time.span)
    if time.edtf:
        label = say("answer_right", seen.language, name=say_time(time.edtf, seen.language))
        yield _answer("y", label, Decision("date", anchor, time.edtf))
    yield Answer("d", say("answer_day", seen.language), ())
    yield _answer("x", say("answer_no_date", seen.language), Decision("date", anchor, "none"))


def _answer(key: str, label: str, decision: Decision) -> Answer:
    return Answer(key, label, (decision,))


def _confirmed(seen: Seen, kind: str, span: Span) -> bool:
    """A person has decided this already; `corrections` are the decisions at their places."""
    return any(
        one.kind == kind and one.span and one.span.start < span.end and span.start < one.span.end
        for one in seen.annotations.corrections
    )
