"""Decisions on quotes, claims, roles and times, at their places -> the article's findings as people said they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Decision
from newsdossier.model.findings import (
    PERSON,
    Annotations,
    Claim,
    LocatedDecision,
    Modality,
    Quote,
    Role,
    TimeExpression,
)
from newsdossier.model.lazy import load

_NONE = "none"
_OPENING = '«“"„‟‹‘'
_One = TypeVar("_One", Quote, Claim, Role, TimeExpression)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article's findings after its decisions."""

    resolved: Resolved
    """All that was found."""
    idle: tuple[tuple[LocatedDecision, str], ...]
    """Decisions that found nothing to correct, and why."""


def corrected(article: Article, resolved: Resolved, placed: Sequence[LocatedDecision]) -> Corrected:
    """Each decision in the order of the file; what nobody noticed at its words is added as a person's finding."""
    now, idle = resolved, []
    for one in placed:
        for span in one.spans:
            after = _after(now, article, (one.decision, span))
            if isinstance(after, str):
                idle.append((one, after))
            else:
                now = after
    return Corrected(now, tuple(idle))


def _after(resolved: Resolved, article: Article, decided: tuple[Decision, Span]) -> Resolved | str:
    """What is found once this decision is applied, or why there is nothing to apply it to."""
    decision, span = decided
    strange = decision.to not in {_NONE, *(local.key for local in resolved.locals)}
    if decision.kind in {"speaker", "role"} and strange:
        return f"the article does not name « {decision.to} »: say with merge which of its words mean them"
    match decision.kind:
        case "not-a-quote":
            quotes = _without(resolved.quotes, span)
            if quotes == resolved.quotes:
                return "no quote is found at these words"
            return resolved.with_found(quotes=quotes)
        case "speaker":
            return resolved.with_found(quotes=_spoken(article, resolved, decided))
        case "modality":
            return resolved.with_found(claims=_vouched(load(resolved.found), decided))
        case "role":
            roles = _held(article, resolved, decided)
            return roles if isinstance(roles, str) else resolved.with_found(roles=roles)
        case "date":
            times = _dated(load(resolved.found).times, decided)
            return resolved.with_found(times=tuple(sorted(times, key=lambda time: time.span)))
    return resolved


def _without(every: Sequence[_One], span: Span) -> tuple[_One, ...]:
    return tuple(one for one in every if not one.span.overlaps(span))


def _best(every: Iterable[_One], span: Span) -> _One | None:
    """The finding that shares most with those words."""
    hit = [one for one in every if one.span.overlaps(span)]
    return max(hit, key=lambda one: _common(one.span, span) / (one.span.end - one.span.start), default=None)


def _common(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _put(every: Sequence[_One], old: _One | None, new: _One) -> tuple[_One, ...]:
    now = [one for one in every if one is not old]
    now.append(new)
    return tuple(sorted(now, key=lambda one: one.span))


def _spoken(article: Article, resolved: Resolved, decided: tuple[Decision, Span]) -> tuple[Quote, ...]:
    """The quote with the speaker that a person named, shown by the nearest words that name them."""
    decision, span = decided
    old = _best(resolved.quotes, span)
    quote = old or Quote(
        span, "direct" if span.of(article.text)[:1] in _OPENING else "indirect", None, None, "sure", ""
    )
    if decision.to == _NONE:
        new = replace(quote, speaker=None, entity="", joint=(), joint_entities=(), others=(), by=PERSON)
        return _put(resolved.quotes, old, replace(new, sure="likely" if quote.sure == "unsure" else quote.sure))
    same = quote.speaker if quote.entity == decision.to else None
    speaker = same or _nearest(resolved, decision.to, quote.span)
    new = replace(quote, speaker=speaker, entity=decision.to, others=(), sure="sure", by=PERSON)
    return _put(resolved.quotes, old, replace(new, joint=(), joint_entities=()) if not same else new)


def _nearest(resolved: Resolved, entity: str, span: Span) -> Span | None:
    """The words that name it nearest to a place, those before it first; none inside it."""
    named = [m.span for m in resolved.mentions if m.entity == entity and not m.span.overlaps(span)]
    return min(named, key=lambda s: min(abs(span.start - s.end), abs(s.start - span.end)), default=None)


def _vouched(found: Annotations, decided: tuple[Decision, Span]) -> tuple[Claim, ...]:
    """The claim with another modality; the words that showed the old one show nothing any more."""
    decision, span = decided
    modality: Modality = next(one for one in get_args(Modality) if one == decision.to)
    old = _best(found.claims, span)
    if old is None:
        around = next((s for s in found.sentences if s.holds(span)), span)
        return _put(found.claims, None, Claim(around, modality, None, None, PERSON))
    cue = old.cue if modality == old.modality else None
    return _put(found.claims, old, replace(old, modality=modality, cue=cue, by=PERSON))


def _held(article: Article, resolved: Resolved, decided: tuple[Decision, Span]) -> tuple[Role, ...] | str:
    """The role with another holder, or without any."""
    decision, span = decided
    old = _best(resolved.roles, span)
    if decision.to == _NONE:
        return _without(resolved.roles, span) if old else "no function is found at these words"
    holder = _nearest(resolved, decision.to, span)
    if holder is None:
        return f"« {decision.to} » is named nowhere else in the article"
    role = old or Role(span, holder, None, former=False, by=PERSON)
    return _put(resolved.roles, old, replace(role, holder=holder, entity=decision.to, by=PERSON))


def _dated(times: Sequence[TimeExpression], decided: tuple[Decision, Span]) -> Iterator[TimeExpression]:
    """The time as a person says it is: nothing of it is inferred any more; `none` is no time at all."""
    decision, span = decided
    old = _best(times, span)
    yield from (time for time in times if time is not old)
    if decision.to != _NONE:
        new = old or TimeExpression(span, "DATE", "", "", PERSON)
        yield replace(new, value=decision.to if decision.to.replace("-", "").isdigit() else "", edtf=decision.to,
                      inferred="", by=PERSON)  # fmt: skip
