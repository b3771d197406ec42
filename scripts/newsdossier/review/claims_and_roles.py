"""What the article gives with reserve or denies, and who holds a function: is it so?"""

from collections.abc import Iterator
from typing import get_args

from newsdossier.decide.anchors import written
from newsdossier.decisions import Decision
from newsdossier.locale import say
from newsdossier.model import PERSON, Claim, Modality, Role
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
