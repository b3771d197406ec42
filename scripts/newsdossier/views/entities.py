"""All dossiers -> what the page of each entity says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain

from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.dossier import Appearance, Dossier, Sentence
from newsdossier.model.entity import Entity, Listed
from newsdossier.views.dossier import anchor_at
from newsdossier.views.lists import INDEXES, by_name

MOST_SENTENCES = 12  # of one dossier on an entity page
MOST_BESIDE = 24
PAGES_FOR_ALL = 2_000  # entities up to which one named once has a page too


def listing(
    resolved: Mapping[str, Resolved], entities: Mapping[str, Entity], pages: frozenset[str], *, memo: Memo = NO_MEMO
) -> dict[str, Listed]:
    """Every entity with its counts on the whole site and where links to it lead; `pages` are asked for by people."""
    mentions: Counter[str] = Counter()
    dossiers: Counter[str] = Counter()
    for one in resolved.values():
        for local in one.locals:
            mentions[local.key] += local.mentions
            dossiers[local.key] += 1
    few = len(entities) < PAGES_FOR_ALL
    own = {k for k, e in entities.items() if e.type != "other" and (few or mentions[k] > 1 or k in pages)}
    entries = {} if few else _entries(entities.values())
    given = {
        k: (e, mentions[k], f"entities/{e.id}.md" if k in own else entries.get(k, ""), dossiers[k])
        for k, e in entities.items()
    }
    return memo.map("listed", given, Listed)


def _entries(entities: Iterable[Entity]) -> dict[str, str]:
    """Where the lists by name have each entity."""
    by_type: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_type[entity.type].append(entity)
    return {
        id_: f"{label}/{page}.md#{id_}"
        for kind, label in INDEXES.items()
        for page, ids in by_name(by_type[kind]).items()
        for id_ in ids
    }


def appearance(dossier: Dossier, entity: str) -> Appearance:
    """One entity in one dossier: the sentences of its public form that name it."""
    article, mentions = dossier.article, dossier.annotations.mentions
    spans = [m.span for m in mentions if m.entity == entity]
    shown = [s for s in _sentences(dossier) if any(s.start <= m.start < s.end for m in spans)][:MOST_SENTENCES]
    sentences = tuple(_sentence(article, s, spans) for s in shown)
    total = next(listed.mentions for listed in dossier.entities if listed.entity.id == entity)
    hidden = total - sum(len(s.names) for s in sentences)
    return Appearance(article.slug, article.title, article.language, article.source, sentences, hidden)


def sentence_at(dossier: Dossier, words: Span) -> Sentence:
    """The sentence in which those words stand, with them as its names; the words alone outside of every sentence."""
    around = (s for s in dossier.annotations.sentences if s.holds(words))
    return _sentence(dossier.article, next(around, words), [words])


def _sentences(dossier: Dossier) -> list[Span]:
    """All but the headline, which the entity page shows as such."""
    titles = {part.span for part in dossier.article.parts if part.kind == "title"}
    return [s for s in dossier.annotations.sentences if s not in titles]


def _sentence(article: Article, span: Span, spans: Sequence[Span]) -> Sentence:
    names = tuple(Span(m.start - span.start, m.end - span.start) for m in spans if span.start <= m.start < span.end)
    return Sentence(span.of(article.text), names, anchor_at(article, span.start, span.end))


def beside(dossiers: Iterable[Dossier], entity: str, named: Mapping[str, Listed]) -> tuple[Listed, ...]:
    """Who is named in the same dossiers, most often first."""
    common = nearest([linked(dossier) for dossier in dossiers], entity)
    return tuple(replace(named[k], dossiers=n) for k, n in common)


def linked(dossier: Dossier) -> list[str]:
    """The entities that it names and that have a place of their own."""
    return [listed.entity.id for listed in dossier.entities if listed.target]


def nearest(together: Sequence[Sequence[str]], entity: str) -> list[tuple[str, int]]:
    """Who is named with an entity most often, and how often; `together` is who is named in each of its dossiers."""
    if len(together) == 1:  # of most; counting would take three times as long
        return [(one, 1) for one in sorted(together[0]) if one != entity][:MOST_BESIDE]
    common = Counter(chain.from_iterable(together))
    del common[entity]
    # not by how often the whole site names them: every new article would change every page
    last = sorted(common.values(), reverse=True)[:MOST_BESIDE][-1:]
    above = sorted((one for one in common.items() if [one[1]] > last), key=lambda one: (-one[1], one[0]))
    level = nsmallest(MOST_BESIDE - len(above), (k for k, n in common.items() if [n] == last))
    return [*above, *((k, n) for k in level for n in last)]


def views_of(dossiers: Sequence[Dossier]) -> dict[str, list[Dossier]]:
    """Entity id -> the dossiers that name it, in the order given."""
    found: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        for listed in dossier.entities:
            found[listed.entity.id].append(dossier)
    return found
