"""Quotes -> one file: whose words pages show, in the order of the site."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from newsdossier.cache.store import Codec, Store, chunks, open_store, sources
from newsdossier.export import csv, twins
from newsdossier.export.addresses import Home
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier, Event
from newsdossier.model.entity import Entity, EntityType, Listed
from newsdossier.model.findings import PERSON
from newsdossier.model.lazy import Lazy
from newsdossier.pages.plan import Gist, digest
from newsdossier.views import entity_page, timeline
from newsdossier.views.entities import appearance
from newsdossier.views.roles import parties_in
from newsdossier.views.statements import said_in, spoken_of_in


@dataclass(frozen=True, slots=True)
class Pieces:
    """Rows of the lists that have one for each quote or date."""

    quotes_json: str
    """Of `quotes.json`, with commas between them."""
    quotes_csv: str
    """Lines of `quotes.csv`."""
    dates_json: tuple[str, ...]
    """Of `timeline.json`, one for each event; empty where its year is unknown."""
    dates_csv: tuple[str, ...]
    """Lines of `dates.csv`, one for each event."""


def pieces(dossier: Dossier, events: Sequence[Event], home: Home) -> Pieces:
    """`events` are the dossier's, in any order; pieces of them are in the same."""
    spoken = said_in(dossier)
    return Pieces(
        quotes_json=twins.quote_rows(spoken),
        quotes_csv=csv.quotes(spoken, home),
        dates_json=tuple(twins.event_row(event, home.language) for event in events),
        dates_csv=tuple(csv.date(event, home) for event in events),
    )


def gist(dossier: Dossier) -> Gist:
    """Of one dossier, which is opened; its neighbours and what else is known of its entities are none of it."""
    named, ours = _bare(dossier), [one.entity.id for one in dossier.entities if one.entity.type != "other"]
    told = {one: entity_page.told(dossier, one, named) for one in ours}
    return Gist(
        core=_core(dossier),
        parties=parties_in(dossier),
        spoken_of=spoken_of_in(dossier),
        shows={one: _short(appearance(dossier, one)) for one in ours},
        tells={one: _short(each) for one, each in told.items() if any(each)},
    )


def _bare(dossier: Dossier) -> dict[str, Listed]:
    """Everybody in it, without what other dossiers say of them."""
    found = dossier.annotations
    ids = {one.entity.id for one in dossier.entities}
    ids |= {one for role in found.roles for one in (role.entity, role.whose)}
    ids |= {one for quote in found.quotes for one in (quote.entity, *quote.joint_entities)}
    return {one: Listed(Entity(one, "other", ""), 0, "") for one in ids}


def _short(value: object) -> str:
    """Half a hash is enough among the few that it is compared with, and there are tens of thousands."""
    return digest(value)[:32]


def _core(dossier: Dossier) -> str:
    """Of its text, its data and where names stand."""
    article, found = dossier.article, dossier.annotations
    names = [(m.span.start, m.span.end, m.entity) for m in found.mentions]
    roles = [(r.span, r.entity, r.whose, r.former) for r in found.roles]
    claims = [(c.span, c.modality, c.cue, c.entity, c.joint_entities, c.by == PERSON) for c in found.claims]
    times = [(t.span, t.edtf, t.inferred, t.dates, t.by == PERSON) for t in found.times]
    quotes = [
        (q.span, q.kind, q.cue, q.speaker, q.sure, q.channels, q.others, q.entity, q.joint, q.joint_entities)
        for q in found.quotes
    ]
    by_people = [q.span for q in found.quotes if q.by == PERSON]
    said = (
        article.slug,
        article.title,
        article.title_origin,
        article.language,
        article.tags,
        article.text,
    )
    return digest(
        article.seed,
        article.source,
        said,
        (names, roles, quotes, claims, times),
        (dossier.extent, dossier.whole, dossier.hidden, by_people),
    )


_GIST: Codec[Gist] = Codec(Gist)


_EVENTS: Codec[tuple[Event, ...]] = Codec(tuple[Event, ...])


_PIECES: Codec[Pieces] = Codec(Pieces)


_AT_ONCE = 200  # dossiers


def gists(dossiers: Iterable[Dossier], store: Store) -> dict[str, Gist]:
    """Slug -> what other pages take from it."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {slug: (d.article, _what(d), [_whom(one) for one in d.entities]) for slug, d in by_slug.items()}
    keys = store.memo.map("gist key", given, _gist_key)
    found = store.cached("gist", _GIST, {key: partial(gist, by_slug[slug]) for slug, key in keys.items()})
    return {slug: found[key] for slug, key in keys.items()}


def _what(dossier: Dossier) -> object:
    """All that was found there; nothing is opened for it."""
    if isinstance(dossier.found, Lazy):
        return dossier.found.key
    return dossier.found, dossier.extent, dossier.whole, dossier.hidden


def _whom(listed: Listed) -> tuple[str, EntityType, int]:
    return listed.entity.id, listed.entity.type, listed.mentions


def _gist_key(article: Article, found: object, named: object) -> str:
    return digest(sources("newsdossier"), article, found, named)


def events(dossiers: Iterable[Dossier], cores: Mapping[str, str], store: Store) -> dict[str, tuple[Event, ...]]:
    """Slug -> what has a date."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {slug: (cores[slug], tuple(one.entity.type for one in d.entities)) for slug, d in by_slug.items()}
    keys = store.memo.map("events key", given, _key)
    found = store.cached(
        "events", _EVENTS, {key: partial(timeline.events, by_slug[slug]) for slug, key in keys.items()}
    )
    return {slug: found[key] for slug, key in keys.items()}


def _key(core: str, types: tuple[EntityType, ...]) -> str:
    return digest(sources("newsdossier"), core, types)


def cached_pieces(cache: Path, made: Sequence[tuple[str, Callable[[], Pieces]]]) -> Iterator[Pieces]:
    """What dossiers add to lists, by their signatures, in order; a few at a time, or they would fill the memory."""
    with open_store(cache) as store:
        for some in chunks(made, _AT_ONCE):
            known = store.decoded("pieces", _PIECES.decode, (key for key, _ in some))
            new = {key: make() for key, make in some if key not in known}
            store.put("pieces", {key: _PIECES.encode(one) for key, one in new.items()})
            yield from ((known | new)[key] for key, _ in some)
        store.forget_others("pieces", (key for key, _ in made))
