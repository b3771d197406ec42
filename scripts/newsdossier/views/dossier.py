"""An article and its entities -> a dossier; the anchors and sentences that every view of a dossier points to."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, PartKind, Span
from newsdossier.model.dossier import Dossier, Related, Sentence
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy

MOST_REASONS = 5  # names that say why two dossiers are near
_NUMBERED: frozenset[PartKind] = frozenset({"paragraph", "item"})
_UNNUMBERED: Mapping[PartKind, str] = {"standfirst": "p0", "title": "", "heading": ""}


def mention_counts(one: Resolved) -> tuple[tuple[str, int], ...]:
    """Returns how often an article names each entity, by key, in order of first mention."""
    return tuple((local.key, local.mentions) for local in sorted(one.locals, key=lambda local: local.first))


def compose(
    article: Article, found: MaybeLazy[Annotations], named: Iterable[tuple[Listed, int]]
) -> Dossier:  # fmt: skip
    """Returns the dossier of one article; `named` is each entity with its mentions, as `mention_counts` orders them."""
    # by tens of thousands: `replace` takes twice as long
    entities = tuple(Listed(one.entity, mentions, one.target, one.dossiers) for one, mentions in named)
    return Dossier(article, found, entities, related=())


def related(
    near: Iterable[tuple[str, tuple[tuple[str, int], ...]]],
    articles: Mapping[str, Article],
    named: Mapping[str, Listed],
    *,
    language: str,
) -> tuple[Related, ...]:
    """Returns the nearest dossiers with the names they share, in the language of the page."""
    return tuple(
        Related(
            slug=slug,
            title=articles[slug].title,
            shared=tuple((named[k].entity.called(language), points) for k, points in shared[:MOST_REASONS]),
            common=len(shared),
            score=sum(points for _, points in shared),
            language=articles[slug].language,
        )
        for slug, shared in near
    )


def anchors(article: Article) -> tuple[str, ...]:
    """Returns the id that the page gives each part of the article: p0 is the standfirst; headings have none."""
    number, found = 0, []
    for part in article.parts:
        number += part.kind in _NUMBERED
        found.append(_UNNUMBERED.get(part.kind, f"p{number}"))
    return tuple(found)


def anchor_at(article: Article, start: int, end: int) -> str:
    """Returns the id of the part that holds all of these characters; empty where none does."""
    at = bisect_right(article.parts, start, key=lambda part: part.span.start) - 1
    if at < 0 or article.parts[at].span.end < end:
        return ""
    number = sum(part.kind in _NUMBERED for part in article.parts[: at + 1])
    return _UNNUMBERED.get(article.parts[at].kind, f"p{number}")


def sentence_at(dossier: Dossier, words: Span) -> Sentence:
    """Returns the sentence around some words, which become its `names`; the words alone outside of every sentence."""
    around = (sentence for sentence in dossier.annotations.sentences if sentence.holds(words))
    return sentence_with(dossier.article, next(around, words), [words])


def sentence_with(article: Article, sentence: Span, names: Iterable[Span]) -> Sentence:
    """Returns a sentence to show, with those of the names that begin in it."""
    start = sentence.start
    inside = tuple(Span(one.start - start, one.end - start) for one in names if start <= one.start < sentence.end)
    return Sentence(sentence.of(article.text), inside, anchor_at(article, start, sentence.end))


def newest_first(dossiers: Iterable[Dossier], first: Mapping[str, str]) -> list[Dossier]:
    """Sorts by day of publication, else by the day on which the site first showed it (`first`, by slug)."""
    days = {d.article.slug: _day(d, first) for d in dossiers}
    return sorted(sorted(dossiers, key=lambda d: d.article.slug), key=lambda d: days[d.article.slug], reverse=True)


def _day(dossier: Dossier, first: Mapping[str, str]) -> str:
    published = dossier.article.source.published
    return published.isoformat() if published else first.get(dossier.article.slug, "")
