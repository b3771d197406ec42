"""Doubtful findings of a dossier -> questions with answers of one key, those first that would do most harm if wrong.

A wrong speaker under strong words harms more than a doubtful day. A question weighs what its finding would harm, from 1
(a day) to 4 (words that accuse or deny), times the doubt in it, from 0 to 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from newsdossier.decide.anchors import written
from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.locale import say, say_time
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Anchor, Decision, DecisionKind
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import PERSON, Annotations, Claim, Mention, Modality, Quote, Role, TimeExpression

_MOST_PEOPLE = 5  # offered for one answer
_DOUBTFUL = {"hedged", "denied"}
_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event", "work", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key decides."""

    key: str
    """The key to press."""
    label: str
    """What is shown beside it."""
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
    """Kind of the decision that a typed answer makes."""
    weight: float
    """Harm times doubt."""


@dataclass(frozen=True, slots=True)
class ReviewedDossier:
    """A dossier as the editor sees it: the whole text, whatever its rights."""

    article: Article
    """Not cut down to what rights allow."""
    annotations: Annotations
    """Findings, with spans of that text."""
    resolved: Resolved
    """Names of the article as entities."""
    names: Mapping[str, str]
    """Entity -> its name on the site."""
    language: str
    """Language of the questions."""

    def name(self, entity: str) -> str:
        """Returns the entity's name on the site, or its key."""
        return self.names.get(entity, entity)

    def say(self, key: str, **values: str) -> str:
        """Returns a text of the interface."""
        return say(key, self.language, **values)

    def is_decided(self, kind: str, span: Span) -> bool:
        """True if a person has decided this already; `corrections` are the decisions where they apply."""
        return any(one.kind == kind and one.span and one.span.overlaps(span) for one in self.annotations.corrections)

    def people_near(self, span: Span, *, but: str) -> list[str]:
        """Returns the people and organisations that may speak, the nearest first, `but` left out."""
        speaking = [m for m in self.annotations.mentions if m.type in {"PER", "ORG"} and m.entity != but]
        ranked = sorted(speaking, key=lambda m: min(abs(m.span.end - span.start), abs(m.span.start - span.end)))
        return list(dict.fromkeys(m.entity for m in ranked))


def questions(dossier: ReviewedDossier) -> list[Question]:
    """Returns the questions that nobody has decided yet, the weightiest first, then in the order of the text."""
    every = [question for ask in (_quotes, _names, _times, _reserves, _functions) for question in ask(dossier)]
    return sorted(every, key=lambda one: (-one.weight, one.span))


def _answer(key: str, label: str, decision: Decision) -> Answer:
    return Answer(key, label, (decision,))


def _quotes(dossier: ReviewedDossier) -> Iterator[Question]:
    """Asks who said it, where that is unknown or not sure."""
    for quote in dossier.annotations.quotes:
        doubtful = quote.sure != "sure" or not quote.entity
        if doubtful and quote.by != PERSON and not dossier.is_decided("speaker", quote.span):
            answers, weight = tuple(_speakers(dossier, quote)), _harm(dossier, quote) * _doubt(quote)
            yield Question(dossier.say("ask_speaker"), quote.span, answers, "speaker", weight)


def _harm(dossier: ReviewedDossier, quote: Quote) -> float:
    """Returns 4 for words that are hedged, denied or accuse, 3 for others of a sentence, 2 for a fragment."""
    claims = (one for one in dossier.annotations.claims if one.modality in _DOUBTFUL)
    if any(one.span.overlaps(quote.span) for one in claims):
        return 4.0
    return 2.0 if quote.kind == "mixed" else 3.0


def _doubt(quote: Quote) -> float:
    """Returns how likely a speaker is wrong; one that is not shown misleads nobody."""
    if not quote.entity and quote.speaker is None:
        return 0.4
    return {"sure": 0.2, "likely": 0.6, "unsure": 1.0}[quote.sure]


def _speakers(dossier: ReviewedDossier, quote: Quote) -> Iterator[Answer]:
    anchor = written(dossier.article.text, quote.span)
    if quote.entity:
        label = dossier.say("answer_right", name=dossier.name(quote.entity))
        yield _answer("y", label, Decision("speaker", anchor, quote.entity))
    others = dossier.people_near(quote.span, but=quote.entity)
    for number, entity in enumerate(others[:_MOST_PEOPLE], start=1):
        yield _answer(str(number), dossier.name(entity), Decision("speaker", anchor, entity))
    yield _answer("n", dossier.say("answer_nobody"), Decision("speaker", anchor, "none"))
    yield _answer("x", dossier.say("answer_no_quote"), Decision("not-a-quote", anchor))


def _names(dossier: ReviewedDossier) -> Iterator[Question]:
    """Asks what a name is that no list knows: of unknown type first, then single words, then the others."""
    unknown = [local for local in dossier.resolved.locals if local.known is None]
    for local in sorted(unknown, key=lambda one: (one.type != "other", " " in one.name, one.key)):
        mentions = [m for m in dossier.annotations.mentions if m.entity == local.key]
        kinds = ("retype", "reject", "merge", "split")
        decided = any(dossier.is_decided(kind, m.span) for kind in kinds for m in mentions)
        if mentions and not decided:
            ask = dossier.say("ask_type", name=local.name, type=dossier.say(local.type).lower())
            weight = 2.0 * (1.0 if local.type == "other" else 0.3 if " " in local.name or local.evidence else 0.6)
            answers = tuple(_entity_types(dossier, local, mentions))
            yield Question(ask, mentions[0].span, answers, "retype", weight)


def _entity_types(dossier: ReviewedDossier, local: Local, mentions: Sequence[Mention]) -> Iterator[Answer]:
    text = dossier.article.text
    anchor = written(text, mentions[0].span)
    right = dossier.say("answer_right", name=dossier.say(local.type).lower())
    yield _answer("y", right, Decision("retype", anchor, local.type))
    for number, kind in enumerate(_TYPES, start=1):
        if kind != local.type:
            yield _answer(str(number), dossier.say(kind).lower(), Decision("retype", anchor, kind))
    forms = sorted({m.span.of(text) for m in mentions})
    rejected = tuple(Decision("reject", Anchor(form), everywhere=True) for form in forms)
    yield Answer("x", dossier.say("answer_no_name"), rejected)


def _times(dossier: ReviewedDossier) -> Iterator[Question]:
    """Asks when it was, where that was inferred or could not be."""
    for time in dossier.annotations.times:
        doubtful = time.inferred or not time.edtf
        if doubtful and time.by != PERSON and not dossier.is_decided("date", time.span):
            weight = 1.0 if time.dates and time.dates.outlook == "announced" else 0.5 if time.edtf else 0.2
            yield Question(dossier.say("ask_date"), time.span, tuple(_days(dossier, time)), "date", weight)


def _days(dossier: ReviewedDossier, time: TimeExpression) -> Iterator[Answer]:
    anchor = written(dossier.article.text, time.span)
    if time.edtf:
        label = dossier.say("answer_right", name=say_time(time.edtf, dossier.language))
        yield _answer("y", label, Decision("date", anchor, time.edtf))
    yield Answer("d", dossier.say("answer_day"), ())
    yield _answer("x", dossier.say("answer_no_date"), Decision("date", anchor, "none"))


def _reserves(dossier: ReviewedDossier) -> Iterator[Question]:
    """Asks how the article gives what it gives with reserve or denies, as pages mark it."""
    for claim in dossier.annotations.claims:
        if claim.modality in _DOUBTFUL and claim.by != PERSON and not dossier.is_decided("modality", claim.span):
            answers, weight = tuple(_modalities(dossier, claim)), 3.0 * (0.3 if claim.entity else 0.5)
            yield Question(dossier.say("ask_modality"), claim.span, answers, "modality", weight)


def _modalities(dossier: ReviewedDossier, claim: Claim) -> Iterator[Answer]:
    anchor = written(dossier.article.text, claim.span)
    for number, modality in enumerate(get_args(Modality)):
        label = dossier.say(f"claims_{modality}").lower()
        right = modality == claim.modality
        label = dossier.say("answer_right", name=label) if right else label
        yield _answer("y" if right else str(number + 1), label, Decision("modality", anchor, modality))


def _functions(dossier: ReviewedDossier) -> Iterator[Question]:
    """Asks who holds a function, where its sentence names several people."""
    for role in dossier.annotations.roles:
        if role.by != PERSON and _names_several(dossier, role) and not dossier.is_decided("role", role.span):
            yield Question(dossier.say("ask_role"), role.span, tuple(_holders(dossier, role)), "role", 0.8)


def _names_several(dossier: ReviewedDossier, role: Role) -> bool:
    around = next((s for s in dossier.annotations.sentences if s.start <= role.span.start < s.end), role.span)
    mentions = (m for m in dossier.annotations.mentions if m.type == "PER")
    return len({m.entity for m in mentions if around.start <= m.span.start < around.end}) > 1


def _holders(dossier: ReviewedDossier, role: Role) -> Iterator[Answer]:
    anchor = written(dossier.article.text, role.span)
    right = dossier.say("answer_right", name=dossier.name(role.entity))
    yield _answer("y", right, Decision("role", anchor, role.entity))
    people = {m.entity for m in dossier.annotations.mentions if m.type == "PER"}
    others = [entity for entity in dossier.people_near(role.span, but=role.entity) if entity in people]
    for number, entity in enumerate(others[:_MOST_PEOPLE], start=1):
        yield _answer(str(number), dossier.name(entity), Decision("role", anchor, entity))
    yield _answer("x", dossier.say("answer_no_role"), Decision("role", anchor, "none"))
