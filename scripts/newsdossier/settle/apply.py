"""Applies people's decisions to the findings of all articles."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.entity import Entity, KnownEntity
from newsdossier.model.findings import Annotations, Correction, IdleDecision, LocatedDecision, Note
from newsdossier.settle.findings import corrected
from newsdossier.settle.names import Decisions, NamesDecided, decide_names, without_mentions

_ADDS = {"note", "known", "unknown", "pin"}


@dataclass(frozen=True, slots=True)
class Settled:
    """The findings of all articles after decisions."""

    resolved: Mapping[str, Resolved]
    """Articles by slug, with the names, speakers, modalities, roles and times that people gave."""
    names: NamesDecided
    """The outcome of decisions on names."""
    idle: tuple[IdleDecision, ...]
    """Decisions that found nothing to correct."""


def rejected(decisions: Sequence[LocatedDecision]) -> tuple[Span, ...]:
    """Returns the places of words that name nothing."""
    return tuple(span for one in decisions if one.decision.kind == "reject" for span in one.spans)


def settle(
    articles: Iterable[Article],
    resolved: Mapping[str, Resolved],
    *,
    decisions: Decisions,
    authority: Sequence[KnownEntity],
) -> Settled:
    """Applies the decisions on names, then those on quotes, claims, roles and times, which name entities."""
    decided = [article for article in articles if article.slug in decisions]
    texts = {article.slug: article.text for article in decided}
    names = decide_names(resolved, decisions, authority=authority, texts=texts)
    now, idle = dict(names.resolved), [*names.idle]
    done = {id(one.decision) for one in names.idle}
    for article in decided:
        some = [one for one in decisions[article.slug] if id(one) not in done]
        after = corrected(article, now[article.slug].with_found(), some)  # loaded, even if nothing changes
        now[article.slug] = after.resolved
        idle += after.idle
    return Settled(now, names, tuple(idle))


def without_hidden(
    articles: Iterable[Article],
    resolved: Mapping[str, Resolved],
    *,
    authority: Iterable[KnownEntity],
    joined: Mapping[str, str],
) -> dict[str, Resolved]:
    """Returns the articles by slug, without entities that the authority hides; `joined` leads from id to joined id."""
    hidden = {joined.get(known.id, known.id) for known in authority if known.hidden}
    return {article.slug: _without(article, resolved[article.slug], hidden) for article in articles}


def _without(article: Article, one: Resolved, hidden: set[str]) -> Resolved:
    if not any(local.key in hidden for local in one.locals):
        return one
    named = [m for m in one.mentions if m.entity in hidden]
    return without_mentions(one, named, text=article.text, facts={}) if named else one


def with_decided_names(
    entities: Mapping[str, Entity], decided: NamesDecided, joined: Mapping[str, str]
) -> dict[str, Entity]:
    """Returns the entities with the types and names that people gave; `joined` is id -> id it was joined to."""
    found = dict(entities)
    for key, kind in decided.types.items():
        one = found[joined.get(key, key)]
        found[one.id] = replace(one, type=kind)
    for key, name in decided.names.items():
        one = found[joined.get(key, key)]
        aliases = sorted({*one.aliases, one.name} - {name})
        found[one.id] = replace(one, name=name, aliases=tuple(aliases))
    return found


def with_notes(
    found: Annotations,
    decisions: Sequence[LocatedDecision],
    idle: Collection[LocatedDecision],
    *,
    joined: Mapping[str, str],
) -> Annotations:
    """Returns the findings with notes and corrections, and without those that people hide.

    `idle` are decisions that corrected nothing, `joined` is id -> id it was joined to.
    """
    hidden = [span for one in decisions if one.decision.kind == "hide" for span in one.spans]
    return replace(
        found,
        roles=tuple(r for r in found.roles if not _hides(hidden, r.span)),
        quotes=tuple(q for q in found.quotes if not _hides(hidden, q.span)),
        claims=tuple(c for c in found.claims if not _hides(hidden, c.cue or c.span)),
        times=tuple(t for t in found.times if not _hides(hidden, t.span)),
        notes=tuple(note for one in decisions for note in _note(one, found.sentences)),
        corrections=tuple(each for one in decisions if one not in idle for each in _correction(one, joined)),
    )


def _hides(hidden: Sequence[Span], span: Span) -> bool:
    """True if more than half of the span is hidden."""
    return any(2 * (min(one.end, span.end) - max(one.start, span.start)) > span.end - span.start for one in hidden)


def _note(one: LocatedDecision, sentences: Sequence[Span]) -> Iterator[Note]:
    """A note without an anchor is about the whole article; one whose words are lost is not shown."""
    decision = one.decision
    if decision.kind in _ADDS and (one.spans or not decision.anchor.exact):
        span = one.spans[0] if one.spans else None
        if span and decision.kind != "note":
            span = _whole_sentences(span, sentences)
        yield Note(decision.kind, span, decision.text, decision.by)


def _whole_sentences(span: Span, sentences: Sequence[Span]) -> Span:
    """Widens a span to the beginning of its first sentence and the end of its last."""
    around = [s for s in sentences if s.overlaps(span)]
    return Span(around[0].start, around[-1].end) if around else span


def _correction(one: LocatedDecision, joined: Mapping[str, str]) -> Iterator[Correction]:
    decision = one.decision
    if decision.kind not in _ADDS:
        for span in one.spans[:1]:  # a decision that applies everywhere is listed once
            yield Correction(decision.kind, span, joined.get(decision.to, decision.to), decision.by, decision.on)
