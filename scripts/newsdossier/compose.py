"""What a page says: articles, names and neighbours -> dossiers, entity views, and their public form.

`publishable` is the one place where rights apply: pages and indexes see only what it returns.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdossier.identify.within import Resolved
from newsdossier.model import (
    Annotations,
    Appearance,
    Article,
    Dossier,
    Entity,
    EntityType,
    EntityView,
    Listed,
    Part,
    Related,
    Sentence,
    Span,
)

EXCERPT_CHARACTERS = 600  # most that an excerpt shows of an article
EXCERPT_SHARE = 0.2  # and most of the article's length, so that a short one is not shown whole
EXCERPT_SENTENCES = 3
MOST_SENTENCES = 25  # of one dossier on an entity page
MOST_BESIDE = 24
MOST_REASONS = 5  # names that say why two dossiers are near
PAGES_FOR_ALL = 2_000  # entities up to which one named once has a page too
INDEXES: dict[EntityType, str] = {"person": "people", "organisation": "organisations", "place": "places"}


def listing(
    resolved: Mapping[str, Resolved], entities: Mapping[str, Entity], pages: frozenset[str]
) -> dict[str, Listed]:
    """Every entity with its counts on the whole site and where links to it lead; `pages` are asked for by people."""
    mentions: Counter[str] = Counter()
    dossiers: Counter[str] = Counter()
    for one in resolved.values():
        for local in one.locals:
            mentions[local.key] += local.mentions
            dossiers[local.key] += 1
    few = len(entities) < PAGES_FOR_ALL
    return {
        k: Listed(e, mentions[k], _target(e, few or mentions[k] > 1 or k in pages), dossiers[k])
        for k, e in entities.items()
    }


def _target(entity: Entity, page: bool) -> str:
    if entity.type == "other":
        return ""
    if page:
        return f"entities/{entity.id}.md"
    return f"{INDEXES[entity.type]}.md#{entity.id}" if entity.type in INDEXES else ""


def compose(article: Article, annotations: Annotations, named: Mapping[str, Listed]) -> Dossier:
    """One article with its entities in order of first mention; `named` is by key, as the mentions are."""
    counts = Counter(mention.entity for mention in annotations.mentions)
    entities = tuple(replace(named[k], mentions=n) for k, n in counts.items())
    return Dossier(article, annotations, entities, ())


def publishable(dossier: Dossier) -> Dossier:
    """The dossier as the public may see it: whole with the right to it, else with a few sentences of its text."""
    if dossier.article.source.rights == "full":
        return dossier
    article, moves = _excerpt(dossier.article, dossier.annotations.sentences)
    shown = Annotations(
        mentions=tuple(replace(m, span=span) for m in dossier.annotations.mentions for span in _moved(m.span, moves)),
        sentences=tuple(span for s in dossier.annotations.sentences for span in _moved(s, moves)),
    )
    return replace(dossier, article=article, annotations=shown, excerpt=True)


def _excerpt(article: Article, sentences: Sequence[Span]) -> tuple[Article, list[tuple[Span, int]]]:
    """The article cut down to its first sentences; with it, what was kept and by how much each piece moved."""
    parts, pieces, moves, length = [], [], [], 0
    for part in _kept(article, sentences):
        parts.append(Part(part.kind, Span(length, length + part.span.end - part.span.start)))
        pieces.append(part.span.of(article.text))
        moves.append((part.span, length - part.span.start))
        length = parts[-1].span.end + 2
    return replace(article, text="\n\n".join(pieces), parts=tuple(parts)), moves


def _kept(article: Article, sentences: Sequence[Span]) -> Iterator[Part]:
    """Of each part the sentences that the budget still pays for."""
    budget = min(EXCERPT_CHARACTERS, int(len(article.text) * EXCERPT_SHARE))
    left = EXCERPT_SENTENCES
    for part in article.parts:
        inside = [s for s in sentences if part.span.start <= s.start and s.end <= part.span.end]
        end = part.span.start
        for sentence in inside if part.kind not in {"title", "heading"} else ():
            if not left or sentence.end - end > budget:
                left = 0
                break
            budget, left, end = budget - (sentence.end - end), left - 1, sentence.end
        if end > part.span.start:
            yield Part(part.kind, Span(part.span.start, end))


def _moved(span: Span, moves: Iterable[tuple[Span, int]]) -> Iterator[Span]:
    """Where a span stands in the excerpt; nowhere when it was cut off."""
    for kept, by in moves:
        if kept.start <= span.start and span.end <= kept.end:
            yield Span(span.start + by, span.end + by)


def related(
    near: Iterable[tuple[str, tuple[str, ...]]], titles: Mapping[str, str], named: Mapping[str, Listed]
) -> tuple[Related, ...]:
    """Neighbours with the names that they share."""
    return tuple(
        Related(slug, titles[slug], tuple(named[k].entity.name for k in shared[:MOST_REASONS]), len(shared))
        for slug, shared in near
    )


def anchors(article: Article) -> tuple[str, ...]:
    """Per part the id that the published page gives its paragraph: p0 is the standfirst; headings have none."""
    number, found = 0, []
    for part in article.parts:
        if part.kind in {"paragraph", "item"}:
            number += 1
        found.append({"standfirst": "p0", "title": "", "heading": ""}.get(part.kind, f"p{number}"))
    return tuple(found)


def newest_first(dossiers: Iterable[Dossier], first: Mapping[str, str]) -> list[Dossier]:
    """By day of publication, else by the day on which the site first showed it (`first`, by slug)."""
    days = {d.article.slug: _day(d, first) for d in dossiers}
    return sorted(sorted(dossiers, key=lambda d: d.article.slug), key=lambda d: days[d.article.slug], reverse=True)


def _day(dossier: Dossier, first: Mapping[str, str]) -> str:
    published = dossier.article.source.published
    return published.isoformat() if published else first.get(dossier.article.slug, "")


def appearance(dossier: Dossier, entity: str) -> Appearance:
    """One entity in one dossier: the sentences of its public form that name it."""
    article, mentions = dossier.article, dossier.annotations.mentions
    spans = [m.span for m in mentions if m.entity == entity]
    shown = [s for s in _sentences(dossier) if any(s.start <= m.start < s.end for m in spans)][:MOST_SENTENCES]
    at = {span: anchor for part, anchor in zip(article.parts, anchors(article), strict=True) for span in (part.span,)}
    sentences = tuple(_sentence(article.text, s, (spans, at)) for s in shown)
    total = next(listed.mentions for listed in dossier.entities if listed.entity.id == entity)
    hidden = total - sum(len(s.names) for s in sentences)
    return Appearance(article.slug, article.title, article.language, article.source, sentences, hidden)


def _sentences(dossier: Dossier) -> list[Span]:
    """All but the headline, which the entity page shows as such."""
    titles = {part.span for part in dossier.article.parts if part.kind == "title"}
    return [s for s in dossier.annotations.sentences if s not in titles]


def _sentence(text: str, span: Span, where: tuple[list[Span], Mapping[Span, str]]) -> Sentence:
    spans, at = where
    anchor = next((a for part, a in at.items() if part.start <= span.start and span.end <= part.end), "")
    names = tuple(Span(m.start - span.start, m.end - span.start) for m in spans if span.start <= m.start < span.end)
    return Sentence(span.of(text), names, anchor)


def beside(dossiers: Iterable[Dossier], entity: str, named: Mapping[str, Listed]) -> tuple[Listed, ...]:
    """Who is named in the same dossiers, most often first."""
    common = Counter(
        listed.entity.id
        for dossier in dossiers
        for listed in dossier.entities
        if listed.target and listed.entity.id != entity
    )
    best = sorted(common, key=lambda k: (-common[k], -named[k].mentions, k))[:MOST_BESIDE]
    return tuple(replace(named[k], dossiers=common[k]) for k in best)


def views_of(dossiers: Sequence[Dossier]) -> dict[str, list[Dossier]]:
    """Entity id -> the dossiers that name it, in the order given."""
    found: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        for listed in dossier.entities:
            found[listed.entity.id].append(dossier)
    return found


def entity_view(listed: Listed, dossiers: Sequence[Dossier], beside: tuple[Listed, ...]) -> EntityView:
    """All that its page shows; `dossiers` are those that name it, newest first."""
    return EntityView(listed, tuple(appearance(dossier, listed.entity.id) for dossier in dossiers), beside)
