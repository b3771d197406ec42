"""Applies decisions on quotes, claims, roles and times to the findings of one article."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Decision, DecisionKind
from newsdossier.model.findings import (
    PERSON,
    Claim,
    IdleDecision,
    LocatedDecision,
    Modality,
    Quote,
    QuoteKind,
    Role,
    TimeExpression,
)
from newsdossier.model.lazy import load

_NONE = "none"
_OPENING = '«“"„‟‹‘'
_Finding = TypeVar("_Finding", Quote, Claim, Role, TimeExpression)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article's findings after its decisions."""

    resolved: Resolved
    """The article with its corrected findings."""
    idle: tuple[IdleDecision, ...]
    """Decisions that found nothing to correct."""


def corrected(article: Article, resolved: Resolved, decisions: Sequence[LocatedDecision]) -> Corrected:
    """Applies each decision in the order of the file; words without a finding get one, made by a person."""
    now, idle = resolved, []
    for one in decisions:
        for span in one.spans:
            after = _applied(article, now, one.decision, span)
            if isinstance(after, str):
                idle.append(IdleDecision(one, after))
            else:
                now = after
    return Corrected(now, tuple(idle))


def _applied(article: Article, resolved: Resolved, decision: Decision, span: Span) -> Resolved | str:
    """Returns the article after one decision, or why there is nothing to apply it to."""
    named = {_NONE, *(local.key for local in resolved.locals)}
    if decision.kind in {"speaker", "role"} and decision.to not in named:
        return f"the article does not name « {decision.to} »: say with merge which of its words mean them"
    rule = _RULES.get(decision.kind)
    return rule(article, resolved, decision, span) if rule else resolved


def _without_quote(_article: Article, resolved: Resolved, _decision: Decision, span: Span) -> Resolved | str:
    quotes = _without(resolved.quotes, span)
    return "no quote is found at these words" if quotes == resolved.quotes else resolved.with_found(quotes=quotes)


def _with_speaker(article: Article, resolved: Resolved, decision: Decision, span: Span) -> Resolved:
    """Gives the quote the decided speaker, and the nearest words that name them."""
    old = _best(resolved.quotes, span)
    kind: QuoteKind = "direct" if span.of(article.text)[:1] in _OPENING else "indirect"
    quote = old or Quote(span, kind, None, None, "sure", "")
    if decision.to == _NONE:
        sure = "likely" if quote.sure == "unsure" else quote.sure
        new = replace(
            quote, speaker=None, entity="", joint=(), joint_entities=(), others=(), sure=sure, by=PERSON
        )  # fmt: skip
        return resolved.with_found(quotes=_put(resolved.quotes, old, new))
    same = quote.speaker if quote.entity == decision.to else None
    speaker = same or _nearest(resolved, decision.to, quote.span)
    new = replace(quote, speaker=speaker, entity=decision.to, others=(), sure="sure", by=PERSON)
    return resolved.with_found(
        quotes=_put(resolved.quotes, old, new if same else replace(new, joint=(), joint_entities=()))
    )


def _with_modality(_article: Article, resolved: Resolved, decision: Decision, span: Span) -> Resolved:
    """Gives the claim the decided modality; a cue of another modality is dropped."""
    found = load(resolved.found)
    modality: Modality = next(one for one in get_args(Modality) if one == decision.to)
    old = _best(found.claims, span)
    if old:
        cue = old.cue if modality == old.modality else None
        new = replace(old, modality=modality, cue=cue, by=PERSON)
    else:
        sentence = next((s for s in found.sentences if s.holds(span)), span)
        new = Claim(sentence, modality, None, None, PERSON)
    return resolved.with_found(claims=_put(found.claims, old, new))


def _with_holder(_article: Article, resolved: Resolved, decision: Decision, span: Span) -> Resolved | str:
    """Gives the role the decided holder, or drops it."""
    old = _best(resolved.roles, span)
    if decision.to == _NONE:
        if old is None:
            return "no function is found at these words"
        return resolved.with_found(roles=_without(resolved.roles, span))
    holder = _nearest(resolved, decision.to, span)
    if holder is None:
        return f"« {decision.to} » is named nowhere else in the article"
    role = old or Role(span, holder, None, former=False, by=PERSON)
    return resolved.with_found(
        roles=_put(resolved.roles, old, replace(role, holder=holder, entity=decision.to, by=PERSON))
    )


def _with_date(_article: Article, resolved: Resolved, decision: Decision, span: Span) -> Resolved:
    """Gives the time expression the decided value, of which nothing is inferred, or drops it."""
    times = load(resolved.found).times
    old = _best(times, span)
    if decision.to == _NONE:
        return resolved.with_found(times=_put(times, old))
    time = old or TimeExpression(span, "DATE", "", "", PERSON)
    value = decision.to if decision.to.replace("-", "").isdigit() else ""
    new = replace(time, value=value, edtf=decision.to, inferred="", by=PERSON)
    return resolved.with_found(times=_put(times, old, new))


_RULES: dict[DecisionKind, Callable[[Article, Resolved, Decision, Span], Resolved | str]] = {
    "not-a-quote": _without_quote,
    "speaker": _with_speaker,
    "modality": _with_modality,
    "role": _with_holder,
    "date": _with_date,
}


def _without(every: Sequence[_Finding], span: Span) -> tuple[_Finding, ...]:
    return tuple(one for one in every if not one.span.overlaps(span))


def _best(every: Iterable[_Finding], span: Span) -> _Finding | None:
    """Returns the finding of which those words are the largest share."""

    def share(one: _Finding) -> float:
        common = min(one.span.end, span.end) - max(one.span.start, span.start)
        return common / (one.span.end - one.span.start)

    return max((one for one in every if one.span.overlaps(span)), key=share, default=None)


def _put(every: Sequence[_Finding], old: _Finding | None, *new: _Finding) -> tuple[_Finding, ...]:
    """Returns the findings in order, with the new one in the place of the old one."""
    now = [one for one in every if one is not old]
    now.extend(new)
    return tuple(sorted(now, key=lambda one: one.span))


def _nearest(resolved: Resolved, entity: str, span: Span) -> Span | None:
    """Returns the words outside of a span that name the entity nearest to it."""
    named = [m.span for m in resolved.mentions if m.entity == entity and not m.span.overlaps(span)]
    return min(named, key=lambda s: min(abs(span.start - s.end), abs(s.start - span.end)), default=None)
