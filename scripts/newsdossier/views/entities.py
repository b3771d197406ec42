"""All dossiers -> the entities that they name: where links to them lead, and all that an entity's page shows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest
from itertools import chain, islice
from typing import NamedTuple

from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.dossier import Appearance, Dossier, Event, HeldRole, ShownQuote
from newsdossier.model.entity import Entity, Listed
from newsdossier.views.dossier import sentence_with
from newsdossier.views.lists import INDEXES, archive, by_name
from newsdossier.views.roles import merged_roles, roles_depending_on, roles_of
from newsdossier.views.statements import MOST_QUOTES, quotes_by, quotes_naming
from newsdossier.views.timeline import events_naming, ordered

MOST_SENTENCES = 12  # of one dossier on an entity page
MOST_NEIGHBOURS = 24
PAGES_FOR_ALL = 2_000  # entities up to which one named once has a page too
MOST_DOSSIERS = 30  # with their sentences, on one page of an entity; a country is named in hundreds


@dataclass(frozen=True, slots=True)
class OlderPage:
    """A page of older dossiers that name an entity."""

    path: str
    """Relative to `dossiers/`."""
    dossiers: int
    """How many it has."""
    first: date | None
    """Day of its oldest article; None when no day is known."""
    last: date | None
    """Day of its newest."""


class EntityFacts(NamedTuple):
    """What one dossier says of an entity, besides naming it; the fields are those of its page."""

    roles: tuple[HeldRole, ...]
    relations: tuple[HeldRole, ...]
    events: tuple[Event, ...]
    quotes: tuple[ShownQuote, ...]
    quotes_naming: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """All that an entity's page shows."""

    listed: Listed
    """The entity, with its counts on the whole site."""
    appearances: tuple[Appearance, ...]
    """Its sentences in the newest dossiers, newest first."""
    older: tuple[OlderPage, ...]
    """Pages with the other dossiers, newest first."""
    slugs: tuple[str, ...]
    """All dossiers that name it, newest first."""
    neighbours: tuple[Listed, ...]
    """Entities named in the same dossiers; `dossiers` counts those in common."""
    roles: tuple[HeldRole, ...] = ()
    """Functions that articles give this person, newest first."""
    relations: tuple[HeldRole, ...] = ()
    """Functions of others that depend on this entity, newest first."""
    events: tuple[Event, ...] = ()
    """Dated sentences that name it, in the order of time."""
    quotes: tuple[ShownQuote, ...] = ()
    """Its own words, newest first."""
    quotes_naming: tuple[ShownQuote, ...] = ()
    """Words of others in which it is named, newest first."""


def listing(
    resolved: Mapping[str, Resolved], entities: Mapping[str, Entity], pages: frozenset[str], *, memo: Memo = NO_MEMO
) -> dict[str, Listed]:
    """Returns every entity with its counts on the site and the target of links to it; people ask for some `pages`."""
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
    """Returns the place of each entity in the lists by name."""
    by_type: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_type[entity.type].append(entity)
    return {
        id_: f"{label}/{page}.md#{id_}"
        for kind, label in INDEXES.items()
        for page, ids in by_name(by_type[kind]).items()
        for id_ in ids
    }


def neighbours(dossiers: Iterable[Dossier], entity: str, named: Mapping[str, Listed]) -> tuple[Listed, ...]:
    """Returns the entities named in the same dossiers, most often first."""
    common = nearest([linked(dossier) for dossier in dossiers], entity)
    return tuple(replace(named[key], dossiers=count) for key, count in common)


def linked(dossier: Dossier) -> list[str]:
    """Returns the ids of the entities in a dossier that have a place of their own."""
    return [listed.entity.id for listed in dossier.entities if listed.target]


def nearest(linked: Sequence[Sequence[str]], entity: str) -> list[tuple[str, int]]:
    """Returns the ids that stand most often with an entity in its dossiers, and how often; `linked` is by dossier."""
    if len(linked) == 1:  # the case of most entities; counting would take three times as long
        return [(one, 1) for one in sorted(linked[0]) if one != entity][:MOST_NEIGHBOURS]
    common = Counter(chain.from_iterable(linked))
    del common[entity]
    # ties are not broken by counts on the whole site: every new article would change every page
    last = sorted(common.values(), reverse=True)[:MOST_NEIGHBOURS][-1:]
    above = sorted((one for one in common.items() if [one[1]] > last), key=lambda one: (-one[1], one[0]))
    level = nsmallest(MOST_NEIGHBOURS - len(above), (key for key, count in common.items() if [count] == last))
    return [*above, *((key, count) for key in level for count in last)]


def dossiers_by_entity(dossiers: Sequence[Dossier]) -> dict[str, list[Dossier]]:
    """Returns the dossiers that name each entity, in the order given."""
    found: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        for listed in dossier.entities:
            found[listed.entity.id].append(dossier)
    return found


def appearance(dossier: Dossier, entity: str) -> Appearance:
    """Returns the sentences of a dossier that name an entity; not the headline, which its page shows as such."""
    article, found = dossier.article, dossier.annotations
    names = [mention.span for mention in found.mentions if mention.entity == entity]
    titles = {part.span for part in article.parts if part.kind == "title"}
    naming = (s for s in found.sentences if s not in titles and any(s.start <= name.start < s.end for name in names))
    sentences = tuple(sentence_with(article, one, names) for one in islice(naming, MOST_SENTENCES))
    total = next(listed.mentions for listed in dossier.entities if listed.entity.id == entity)
    hidden = total - sum(len(sentence.names) for sentence in sentences)
    return Appearance(article.slug, article.title, article.language, article.source, sentences, hidden)


def entity_view(
    listed: Listed, dossiers: Sequence[Dossier], named: Mapping[str, Listed], *, silent: Collection[str] = ()
) -> EntityView:  # fmt: skip
    """Returns all that an entity's page shows of its dossiers, newest first; the `silent` ones merely name it."""
    entity = listed.entity.id
    newest, older = archive(dossiers, MOST_DOSSIERS)
    facts = [entity_facts(dossier, entity, named) for dossier in dossiers if dossier.article.slug not in silent]
    return EntityView(
        listed=listed,
        appearances=tuple(appearance(dossier, entity) for dossier in newest),
        slugs=tuple(dossier.article.slug for dossier in dossiers),
        older=tuple(older_page(entity, number, members) for number, members in older.items()),
        neighbours=neighbours(dossiers, entity, named),
        roles=merged_roles(role for one in facts for role in one.roles),
        relations=merged_roles(role for one in facts for role in one.relations),
        events=ordered(event for one in facts for event in one.events),
        quotes=tuple(quote for one in facts for quote in one.quotes)[:MOST_QUOTES],
        quotes_naming=tuple(quote for one in facts for quote in one.quotes_naming)[:MOST_QUOTES],
    )


def entity_facts(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> EntityFacts:
    """Returns everything at once, so that no dossier's annotations are read twice."""
    return EntityFacts(
        roles=tuple(roles_of(dossier, entity, named)),
        relations=tuple(roles_depending_on(dossier, entity, named)),
        events=tuple(events_naming(dossier, entity)),
        quotes=tuple(quotes_by(dossier, entity, named)),
        quotes_naming=tuple(quotes_naming(dossier, entity, named)),
    )


def older_page(entity: str, number: int, dossiers: Sequence[Dossier]) -> OlderPage:
    """Returns the page of that number, which shows these older dossiers."""
    days = [day for dossier in dossiers if (day := dossier.article.source.published)]
    path = f"entities/{entity}/{number}.md"
    return OlderPage(path, len(dossiers), min(days, default=None), max(days, default=None))
