"""What each dossier contributes to pages and files that show many: digests, events, rows of lists; all cached."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from newsdossier.cache.store import Codec, Store, chunks, open_store, sources
from newsdossier.export import csv, twins
from newsdossier.export.addresses import PublishedSite
from newsdossier.model.dossier import Dossier, Event
from newsdossier.model.entity import Entity, EntityType, Listed
from newsdossier.model.lazy import Lazy
from newsdossier.pages.plan import Contribution, digest, without
from newsdossier.views import timeline
from newsdossier.views.entities import appearance, entity_facts
from newsdossier.views.roles import role_pairs
from newsdossier.views.statements import comment_pairs, quotes_in

_ADDED = ("notes", "corrections")  # of its annotations: the few pages and files that show them count them themselves
_APPLIED = ("decisions", "review")  # of its article: found in its annotations again; added by what shows the review
_CONTRIBUTION: Codec[Contribution] = Codec(Contribution)
_EVENTS: Codec[tuple[Event, ...]] = Codec(tuple[Event, ...])
_AT_ONCE = 200  # dossiers


@dataclass(frozen=True, slots=True)
class ListRows:
    """Rows of the lists that have one for each quote or date."""

    quotes_json: str
    """Rows of `quotes.json`, with commas between them."""
    quotes_csv: str
    """Lines of `quotes.csv`."""
    dates_json: tuple[str, ...]
    """Rows of `timeline.json`, one for each event; empty where its year is unknown."""
    dates_csv: tuple[str, ...]
    """Lines of `dates.csv`, one for each event."""


def list_rows(dossier: Dossier, events: Sequence[Event], site: PublishedSite) -> ListRows:
    """Returns the rows of one dossier; those of its events are in the order given."""
    quotes = quotes_in(dossier)
    return ListRows(
        quotes_json=twins.quote_rows(quotes),
        quotes_csv=csv.quotes(quotes, site),
        dates_json=tuple(twins.event_row(event, site.language) for event in events),
        dates_csv=tuple(csv.date(event, site) for event in events),
    )


def contribution(dossier: Dossier) -> Contribution:
    """Returns what one dossier contributes to other pages; loads its annotations."""
    named, ours = _bare(dossier), [one.entity.id for one in dossier.entities if one.entity.type != "other"]
    facts = {one: entity_facts(dossier, one, named) for one in ours}
    return Contribution(
        core=_core(dossier),
        parties=role_pairs(dossier),
        spoken_of=comment_pairs(dossier),
        appearances={one: _short(appearance(dossier, one)) for one in ours},
        facts={one: _short(each) for one, each in facts.items() if any(each)},
    )


def _bare(dossier: Dossier) -> dict[str, Listed]:
    """Returns every entity that it names, by id, without what other dossiers say of it."""
    found = dossier.annotations
    ids = {one.entity.id for one in dossier.entities}
    ids |= {one for role in found.roles for one in (role.entity, role.whose)}
    ids |= {one for quote in found.quotes for one in (quote.entity, *quote.joint_entities)}
    return {one: Listed(Entity(one, "other", ""), 0, "") for one in ids}


def _short(value: object) -> str:
    """Returns half a digest: enough among the few it is compared with, and there are tens of thousands."""
    return digest(value)[:32]


def _core(dossier: Dossier) -> str:
    return digest(
        without(dossier.article, *_APPLIED),
        without(dossier.annotations, *_ADDED),
        without(dossier, "article", "found", "entities", "related"),
    )


_ROWS: Codec[ListRows] = Codec(ListRows)


def contributions(dossiers: Iterable[Dossier], store: Store) -> dict[str, Contribution]:
    """Returns by slug what each dossier contributes to other pages."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {
        slug: (one.article, _found(one), without(one, "article", "found", "entities", "related"), _named(one))
        for slug, one in by_slug.items()
    }
    keys = store.memo.map("contribution key", given, _contribution_key)
    make = {key: partial(contribution, by_slug[slug]) for slug, key in keys.items()}
    found = store.cached("contribution", _CONTRIBUTION, make)
    return {slug: found[key] for slug, key in keys.items()}


def _found(dossier: Dossier) -> object:
    """Returns what identifies its annotations, without loading them."""
    return dossier.found.key if isinstance(dossier.found, Lazy) else dossier.found


def _named(dossier: Dossier) -> list[tuple[str, EntityType, int]]:
    return [(one.entity.id, one.entity.type, one.mentions) for one in dossier.entities]


def _contribution_key(*given: object) -> str:
    return digest(sources("newsdossier"), given)


def events(
    dossiers: Iterable[Dossier], known: Mapping[str, Contribution], store: Store
) -> dict[str, tuple[Event, ...]]:
    """Returns the events of each dossier by slug; `known` is what each contributes."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {slug: (known[slug].core, tuple(one.entity.type for one in d.entities)) for slug, d in by_slug.items()}
    keys = store.memo.map("events key", given, _key)
    found = store.cached(
        "events", _EVENTS, {key: partial(timeline.events, by_slug[slug]) for slug, key in keys.items()}
    )
    return {slug: found[key] for slug, key in keys.items()}


def _key(core: str, types: tuple[EntityType, ...]) -> str:
    return digest(sources("newsdossier"), core, types)


def cached_rows(cache: Path, made: Sequence[tuple[str, Callable[[], ListRows]]]) -> Iterator[ListRows]:
    """Yields the rows of each dossier from the cache or newly made, a few at a time: all would fill the memory."""
    with open_store(cache) as store:
        for some in chunks(made, _AT_ONCE):
            known = store.decoded("pieces", _ROWS.decode, (key for key, _ in some))
            new = {key: make() for key, make in some if key not in known}
            store.put("pieces", {key: _ROWS.encode(one) for key, one in new.items()})
            yield from ((known | new)[key] for key, _ in some)
        store.forget_others("pieces", (key for key, _ in made))
