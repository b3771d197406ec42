"""Decisions at their places -> what editors add to a dossier, what of it is hidden, what they corrected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdossier.model.article import Span
from newsdossier.model.findings import Annotations, Correction, LocatedDecision, Note

_ADDS = {"note", "known", "unknown", "pin"}


def decided(
    found: Annotations, placed: Sequence[LocatedDecision], idle: Collection[LocatedDecision], *, into: Mapping[str, str]
) -> Annotations:
    """The findings with notes and corrections, without what is hidden; `idle` corrected nothing, `into` was joined."""
    hidden = [span for one in placed if one.decision.kind == "hide" for span in one.spans]
    return replace(
        found,
        roles=tuple(r for r in found.roles if not _hides(hidden, r.span)),
        quotes=tuple(q for q in found.quotes if not _hides(hidden, q.span)),
        claims=tuple(c for c in found.claims if not _hides(hidden, c.cue or c.span)),
        times=tuple(t for t in found.times if not _hides(hidden, t.span)),
        notes=tuple(note for one in placed for note in _note(one, found.sentences)),
        corrections=tuple(each for one in placed if one not in idle for each in _correction(one, into)),
    )


def _hides(hidden: Sequence[Span], span: Span) -> bool:
    """What was found inside of the words, or reaches into them by more than half."""
    return any(2 * (min(one.end, span.end) - max(one.start, span.start)) > span.end - span.start for one in hidden)


def _note(one: LocatedDecision, sentences: Sequence[Span]) -> Iterator[Note]:
    """A note without words is about the whole article; one whose words are lost is not shown."""
    decision = one.decision
    if decision.kind in _ADDS and (one.spans or not decision.anchor.exact):
        span = one.spans[0] if one.spans else None
        if span and decision.kind != "note":
            span = _sentence(span, sentences)
        yield Note(decision.kind, span, decision.text, decision.by)


def _sentence(span: Span, sentences: Sequence[Span]) -> Span:
    """From the beginning of the first sentence that it touches to the end of the last."""
    around = [s for s in sentences if s.overlaps(span)]
    return Span(around[0].start, around[-1].end) if around else span


def _correction(one: LocatedDecision, into: Mapping[str, str]) -> Iterator[Correction]:
    decision = one.decision
    if decision.kind not in _ADDS:
        for span in one.spans[:1]:  # everywhere is one decision
            yield Correction(decision.kind, span, into.get(decision.to, decision.to), decision.by, decision.on)
