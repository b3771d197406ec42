"""What the article gives with reserve or denies, and who holds a function: is it so?"""

from collections.abc import Iterator, Sequence
from typing import get_args

from newsdossier.decide.anchors import written
from newsdossier.identify.article.resolve import Local
from newsdossier.locale import say
from newsdossier.locale.times import say_time
from newsdossier.model.decision import Anchor, Decision
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import PERSON, Claim, Mention, Modality, Quote, Role, TimeExpression
from newsdossier.review.doubt import MOST, Answer, Question, Seen, answer, confirmed, people_near

_DOUBTFUL = {"hedged", "denied"}


def ask(seen: Seen) -> Iterator[Question]:
    """Reserves and denials, which a page marks; functions in a sentence that names several people."""
    for claim in seen.annotations.claims:
        if claim.modality in _DOUBTFUL and claim.by != PERSON and not confirmed(seen, "modality", claim.span):
            yield Question(say("ask_modality", seen.language), claim.span, tuple(_modalities(seen, claim)), "modality")
    for role in seen.annotations.roles:
        if role.by != PERSON and _several(seen, role) and not confirmed(seen, "role", role.span):
            yield Question(say("ask_role", seen.language), role.span, tuple(_holders(seen, role)), "role")


def _modalities(seen: Seen, claim: Claim) -> Iterator[Answer]:
    anchor = written(seen.article.text, claim.span)
    for number, modality in enumerate(get_args(Modality)):
        label = say(f"claims_{modality}", seen.language).lower()
        right = modality == claim.modality
        label = say("answer_right", seen.language, name=label) if right else label
        yield answer("y" if right else str(number + 1), label, Decision("modality", anchor, modality))


def _several(seen: Seen, role: Role) -> bool:
    around = next((s for s in seen.annotations.sentences if s.start <= role.span.start < s.end), role.span)
    people = {
        m.entity for m in seen.annotations.mentions if m.type == "PER" and around.start <= m.span.start < around.end
    }
    return len(people) > 1


def _holders(seen: Seen, role: Role) -> Iterator[Answer]:
    anchor = written(seen.article.text, role.span)
    name = seen.names.get(role.entity, role.entity)
    yield answer("y", say("answer_right", seen.language, name=name), Decision("role", anchor, role.entity))
    people = {m.entity for m in seen.annotations.mentions if m.type == "PER"}
    others = [one for one in people_near(seen, role.span) if one in people - {role.entity}]
    for number, entity in enumerate(others[:MOST], start=1):
        yield answer(str(number), seen.names.get(entity, entity), Decision("role", anchor, entity))
    yield answer("x", say("answer_no_role", seen.language), Decision("role", anchor, "none"))


_OF_NAMES = ("retype", "merge", "split")


_TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "event", "work", "other")


def questions(seen: Seen) -> list[Question]:
    """Quotes, names, dates, reserves and functions that nobody has decided yet."""
    return [*_quotes(seen), *_names(seen), *_times(seen), *ask(seen)]


def _quotes(seen: Seen) -> Iterator[Question]:
    """Who said it is not known, or not surely."""
    for quote in seen.annotations.quotes:
        if (
            quote.by != PERSON
            and not confirmed(seen, "speaker", quote.span)
            and (quote.sure != "sure" or not quote.entity)
        ):
            yield Question(say("ask_speaker", seen.language), quote.span, tuple(_speakers(seen, quote)), "speaker")


def _speakers(seen: Seen, quote: Quote) -> Iterator[Answer]:
    anchor = written(seen.article.text, quote.span)
    if quote.entity:
        label = say("answer_right", seen.language, name=seen.names.get(quote.entity, quote.entity))
        yield answer("y", label, Decision("speaker", anchor, quote.entity))
    others = [entity for entity in people_near(seen, quote.span) if entity != quote.entity]
    for number, entity in enumerate(others[:MOST], start=1):
        yield answer(str(number), seen.names.get(entity, entity), Decision("speaker", anchor, entity))
    yield answer("n", say("answer_nobody", seen.language), Decision("speaker", anchor, "none"))
    yield answer("x", say("answer_no_quote", seen.language), Decision("not-a-quote", anchor))


def _names(seen: Seen) -> Iterator[Question]:
    """What no list knows: of unknown type first, then single words, then the others."""
    unknown = [local for local in seen.resolved.locals if local.known is None]
    for local in sorted(unknown, key=lambda one: (one.type != "other", " " in one.name, one.key)):
        mentions = [m for m in seen.annotations.mentions if m.entity == local.key]
        decided = any(
            confirmed(seen, kind, m.span) for kind in ("retype", "reject", "merge", "split") for m in mentions
        )
        if mentions and not decided:
            kind = say(local.type, seen.language).lower()
            ask = say("ask_type", seen.language, name=local.name, type=kind)
            yield Question(ask, mentions[0].span, tuple(_kinds(seen, local, mentions)), "retype")


def _kinds(seen: Seen, local: Local, mentions: Sequence[Mention]) -> Iterator[Answer]:
    text = seen.article.text
    anchor = written(text, mentions[0].span)
    right = say("answer_right", seen.language, name=say(local.type, seen.language).lower())
    yield answer("y", right, Decision("retype", anchor, local.type))
    for number, kind in enumerate(_TYPES, start=1):
        if kind != local.type:
            yield answer(str(number), say(kind, seen.language).lower(), Decision("retype", anchor, kind))
    forms = sorted({m.span.of(text) for m in mentions})
    gone = tuple(Decision("reject", Anchor(form), everywhere=True) for form in forms)
    yield Answer("x", say("answer_no_name", seen.language), gone)


def _times(seen: Seen) -> Iterator[Question]:
    """What was inferred, and what could not be."""
    for time in seen.annotations.times:
        if time.by != PERSON and (time.inferred or not time.edtf) and not confirmed(seen, "date", time.span):
            yield Question(say("ask_date", seen.language), time.span, tuple(_days(seen, time)), "date")


def _days(seen: Seen, time: TimeExpression) -> Iterator[Answer]:
    anchor = written(seen.article.text, time.span)
    if time.edtf:
        label = say("answer_right", seen.language, name=say_time(time.edtf, seen.language))
        yield answer("y", label, Decision("date", anchor, time.edtf))
    yield Answer("d", say("answer_day", seen.language), ())
    yield answer("x", say("answer_no_date", seen.language), Decision("date", anchor, "none"))
