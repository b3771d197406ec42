"""Dossiers -> what was said in them: by whom, of whom, and how much of it has a known speaker."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsdossier.compose.dossiers import anchor_at
from newsdossier.compose.timeline import said_on
from newsdossier.model import PERSON, Article, Dossier, Listed, Quote, Said, Span

MOST_SAID = 40  # of one kind on an entity page


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many quotes a page shows, and of how many it can say who speaks."""

    quotes: int
    """Words given as somebody's."""
    attributed: int
    """Those with a speaker."""


def is_term(quote: Quote) -> bool:
    """Quotation marks around what may be a name or a term: shown as it is, as nobody's words."""
    return quote.sure == "unsure" and quote.speaker is None


def shown(dossier: Dossier) -> list[Quote]:
    """The quotes of a page: neither terms nor what a verb merely speaks of."""
    return [
        q for q in dossier.annotations.quotes if not is_term(q) and not (q.kind == "indirect" and q.sure == "unsure")
    ]


def coverage(dossier: Dossier) -> Coverage:
    """Of one page."""
    quotes = shown(dossier)
    return Coverage(len(quotes), sum(quote.speaker is not None for quote in quotes))


def said_in(dossier: Dossier) -> tuple[Said, ...]:
    """All that the dossier's page shows, in the order of the text."""
    named = {one.entity.id: one for one in dossier.entities}
    return tuple(said(dossier, quote, named) for quote in shown(dossier))


def terms_in(dossier: Dossier) -> tuple[Said, ...]:
    """What stands in quotation marks and may be nobody's words."""
    return tuple(said(dossier, quote, {}) for quote in dossier.annotations.quotes if is_term(quote))


def said_by(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[Said]:
    """The words of an entity."""
    return (said(dossier, quote, named) for quote in shown(dossier) if entity in _speakers(quote))


def said_of(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[Said]:
    """Words of others that name it."""
    spans = [m.span for m in dossier.annotations.mentions if m.entity == entity]
    for quote in shown(dossier):
        inside = any(_holds(quote.span, span) for span in spans)
        if inside and entity not in _speakers(quote):
            yield said(dossier, quote, named)


def commentators(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Entity -> whoever speaks of it: with the dossiers, all that those lists are made from."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity, speaker in pairs:
        found[entity].add(speaker)
    return found


def spoken_of_in(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Who is spoken of in one dossier, and by whom, each pair once."""
    mentions = sorted(dossier.annotations.mentions, key=lambda mention: mention.span.start)
    starts = [mention.span.start for mention in mentions]
    found: set[tuple[str, str]] = set()
    for quote in shown(dossier):
        speakers, span = _speakers(quote), quote.span
        near = mentions[bisect_left(starts, span.start) : bisect_right(starts, span.end)] if speakers else ()
        inside = {mention.entity for mention in near if _holds(span, mention.span)}
        found |= {(entity, speaker) for entity in inside - {*speakers} for speaker in speakers}
    return tuple(sorted(found))


def _speakers(quote: Quote) -> list[str]:
    """Entity ids of all who say it."""
    return [one for one in (quote.entity, *quote.joint_entities) if one]


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def said(dossier: Dossier, quote: Quote, named: Mapping[str, Listed]) -> Said:
    """One quote in the words of the article."""
    article = dossier.article
    who = [span for span in (quote.speaker, *quote.others) if span]
    return Said(
        words=quote.span.of(article.text),
        kind=quote.kind,
        sure=quote.sure,
        who=tuple(span.of(article.text) for span in who),
        speaker=named.get(quote.entity),
        joint=tuple(
            (span.of(article.text), named.get(entity))
            for span, entity in zip(quote.joint, quote.joint_entities, strict=True)
        ),
        cue=quote.cue.of(article.text) if quote.cue else "",
        channels=tuple(span.of(article.text) for span in quote.channels),
        anchor=_anchor(article, quote),
        slug=article.slug,
        title=article.title,
        said_on=said_on(dossier, quote),
        published=article.source.published,
        span=quote.span,
        decided=quote.by == PERSON,
        language=article.language,
    )


def _anchor(article: Article, quote: Quote) -> str:
    return anchor_at(article, quote.span.start, quote.span.start + 1)
