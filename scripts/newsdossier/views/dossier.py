"""An article with its names and neighbours -> what its page says."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, PartKind
from newsdossier.model.dossier import Dossier, Related
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy

MOST_REASONS = 5  # names that say why two dossiers are near
_NUMBERED: frozenset[PartKind] = frozenset({"paragraph", "item"})
_UNNUMBERED: Mapping[PartKind, str] = {"standfirst": "p0", "title": "", "heading": ""}


def counted(one: Resolved) -> tuple[tuple[str, int], ...]:
    """How often an article names each entity, by key, in order of first mention."""
    return tuple((local.key, local.mentions) for local in sorted(one.locals, key=lambda local: local.first))


def compose(
    article: Article, found: MaybeLazy[Annotations], named: Iterable[tuple[Listed, int]]
) -> Dossier:  # fmt: skip
    """One article with its entities; `named` is in the order of `counted`, each with how often it is named there."""
    return Dossier(article, found, tuple(_here(one, n) for one, n in named), ())


def _here(one: Listed, mentions: int) -> Listed:
    return Listed(one.entity, mentions, one.target, one.dossiers)  # by tens of thousands: `replace` takes twice as long


def related(
    near: Iterable[tuple[str, tuple[tuple[str, int], ...]]],
    articles: Mapping[str, Article],
    named: Mapping[str, Listed],
    *,
    language: str,
) -> tuple[Related, ...]:
    """Neighbours with the names that they share, in the language of the page."""
    return tuple(
        Related(
            slug,
            articles[slug].title,
            tuple((named[k].entity.called(language), points) for k, points in shared[:MOST_REASONS]),
            len(shared),
            sum(points for _, points in shared),
            articles[slug].language,
        )
        for slug, shared in near
    )


def anchors(article: Article) -> tuple[str, ...]:
    """Per part the id that the published page gives its paragraph: p0 is the standfirst; headings have none."""
    number, found = 0, []
    for part in article.parts:
        number += part.kind in _NUMBERED
        found.append(_UNNUMBERED.get(part.kind, f"p{number}"))
    return tuple(found)


def anchor_at(article: Article, start: int, end: int) -> str:
    """The same of the one part that holds these characters; empty where none does."""
    at = bisect_right(article.parts, start, key=lambda part: part.span.start) - 1
    if at < 0 or article.parts[at].span.end < end:
        return ""
    number = sum(part.kind in _NUMBERED for part in article.parts[: at + 1])
    return _UNNUMBERED.get(article.parts[at].kind, f"p{number}")


def newest_first(dossiers: Iterable[Dossier], first: Mapping[str, str]) -> list[Dossier]:
    """By day of publication, else by the day on which the site first showed it (`first`, by slug)."""
    days = {d.article.slug: _day(d, first) for d in dossiers}
    return sorted(sorted(dossiers, key=lambda d: d.article.slug), key=lambda d: days[d.article.slug], reverse=True)


def _day(dossier: Dossier, first: Mapping[str, str]) -> str:
    published = dossier.article.source.published
    return published.isoformat() if published else first.get(dossier.article.slug, "")
