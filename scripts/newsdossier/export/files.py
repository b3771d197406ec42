"""The site -> its files for programs, each with the signature of all that it is made from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from newsdossier.export import csv, feeds, shapes, twins
from newsdossier.export.addresses import Home, data_path
from newsdossier.export.contributions import Pieces, pieces
from newsdossier.export.feeds import Feed, Place
from newsdossier.export.ninjs import ninjs
from newsdossier.export.web_annotations import annotations
from newsdossier.locale import language_name, say
from newsdossier.model.dossier import Dossier
from newsdossier.pages.plan import Datum, Site, as_linked, digest, without
from newsdossier.views.lists import facets
from newsdossier.views.timeline import chronological

FEWEST = 2  # dossiers under which a feed of an entity or an outlet tells nothing


Adding = Callable[[Sequence[tuple[str, Callable[[], Pieces]]]], Iterator[Pieces]]
"""Signatures of dossiers, each with how to find what one adds to the lists -> what they add, in the same order."""


def anew(dossiers: Sequence[tuple[str, Callable[[], Pieces]]]) -> Iterator[Pieces]:
    """What they add, as if nobody knew."""
    return (make() for _, make in dossiers)


def files(site: Site, adding: Adding = anew) -> Iterator[Datum]:
    """Every one; each is made only when it is asked for. `adding` may know what dossiers added to lists before."""
    language = site.settings.language
    home = Home(site.settings.url, site.settings.site_name, language, site.first)
    own = _signatures(site, home)
    yield from _of_dossiers(site, home, own)
    yield from _lists(site, home)
    yield from _rows(site, home, (own, adding))
    yield from (Datum(shapes.schema_path(name), site.program, partial(shapes.schema, name)) for name in shapes.SCHEMAS)
    if site.settings.url:
        place = Place(site.settings.url, site.settings.site_name, site.first)
        for feed in _feeds(site):
            yield from _feed(feed, place, site)


def _signatures(site: Site, home: Home) -> dict[str, str]:
    """Slug -> of all that files say of a dossier; how often an entity is named elsewhere is in none of them."""
    about = site.program, home.language, home.url
    linked = cache(lambda entity: digest(as_linked(site.named[entity])))
    given = {
        slug: (one, site.contributions[slug].core, (*about, home.first.get(slug)))
        for one in site.dossiers
        for slug in [one.article.slug]
    }

    def signature(dossier: Dossier, core: str, about: tuple[str | None, ...]) -> str:
        named = [(linked(one.entity.id), one.mentions) for one in dossier.entities]
        return digest(about, core, named, dossier.article.review, dossier.notes, dossier.corrections)

    return site.memo.map("files", given, signature)


def _of_dossiers(site: Site, home: Home, own: Mapping[str, str]) -> Iterator[Datum]:
    """Four files each."""
    for dossier in site.dossiers:
        slug = dossier.article.slug
        yield Datum(data_path("twin", slug), own[slug], partial(twins.twin, dossier, home))
        yield Datum(data_path("annotations", slug), own[slug], partial(annotations, dossier, home))
        yield Datum(data_path("ninjs", slug), own[slug], partial(ninjs, dossier, home))
        yield Datum(data_path("text", slug), site.contributions[slug].core, partial(str, dossier.article.text))


def _lists(site: Site, home: Home) -> Iterator[Datum]:
    """Of all dossiers and entities: they change with every article."""
    entities = site.named.values()
    cores = [site.contributions[one.article.slug].core for one in site.dossiers]
    near = [dossier.related for dossier in site.dossiers]
    whole = digest(site.program, without(home, "first"), cores, list(entities), near)
    yield Datum("data/dossiers.json", whole, lambda: twins.dossiers(site.dossiers, home))
    yield Datum("data/entities.json", whole, lambda: twins.entities(entities, site.members, home))
    yield Datum("data/entities.csv", whole, lambda: csv.entities(entities, site.members, home))


def _rows(site: Site, home: Home, how: tuple[Mapping[str, str], Adding]) -> Iterator[Datum]:
    """Of all quotes and dates; `how` is the dossiers' signatures by slug, and what knows what they add."""
    own, adding = how
    whole = digest(site.program, (home.language, home.url), list(own.values()))

    def added() -> Iterator[Pieces]:
        by_slug = {dossier.article.slug: dossier for dossier in site.dossiers}
        return adding([(one, partial(pieces, by_slug[slug], site.events[slug], home)) for slug, one in own.items()])

    def dated(rows_of: Callable[[Pieces], Sequence[str]]) -> Iterator[str]:
        rows = zip(site.events.values(), map(rows_of, added()), strict=True)
        found = [one for events, some in rows for one in zip(events, some, strict=True)]
        return (row for _, row in sorted(found, key=lambda one: chronological(one[0])))

    yield Datum("data/quotes.json", whole, lambda: twins.quotes((one.quotes_json for one in added()), home))
    yield Datum("data/quotes.csv", whole, lambda: csv.all_quotes(one.quotes_csv for one in added()))
    yield Datum("data/timeline.json", whole, lambda: twins.timeline(dated(lambda one: one.dates_json), home))
    yield Datum("data/dates.csv", whole, lambda: csv.all_dates(dated(lambda one: one.dates_csv)))


def _feeds(site: Site) -> Iterator[Feed]:
    """Of the site, of each language where there are several, of what two dossiers or more name or come from."""
    language, name = site.settings.language, site.settings.site_name
    yield Feed("feed", say("feed_site", language, site=name), language, "", site.dossiers)
    found = facets(site.dossiers)
    for facet in found["languages"] if len(found["languages"]) > 1 else []:
        title = say("feed_language", language, site=name, name=language_name(facet.name, language))
        home = f"dossiers/languages/{facet.id}/"
        yield Feed(f"feeds/languages/{facet.id}", title, facet.id, home, facet.dossiers)
    for facet in found["outlets"]:
        if facet.name and len(facet.dossiers) >= FEWEST:
            title, home = say("feed_outlet", language, site=name, name=facet.name), f"dossiers/outlets/{facet.id}/"
            yield Feed(f"feeds/outlets/{facet.id}", title, language, home, facet.dossiers)
    for entity, members in site.members.items():
        listed = site.named[entity]
        if len(members) >= FEWEST and listed.target.startswith("entities/"):
            title = say("feed_of", language, site=name, name=listed.entity.called(language))
            yield Feed(f"feeds/entities/{entity}", title, language, f"dossiers/entities/{entity}/", tuple(members))


def _feed(feed: Feed, place: Place, site: Site) -> Iterator[Datum]:
    shown: Sequence[Dossier] = feed.dossiers[: feeds.MOST_ITEMS]
    cores = [site.contributions[one.article.slug].core for one in shown]
    days = feeds.days(shown, place)
    signature = digest(site.program, without(place, "first"), without(feed, "dossiers"), cores, days)
    yield Datum(f"{feed.path}.xml", signature, _made(feeds.atom, feed, place))
    yield Datum(f"{feed.path}.json", signature, _made(feeds.json_feed, feed, place))


def _made(written: Callable[[Feed, Place], str], feed: Feed, place: Place) -> Callable[[], str]:
    return lambda: written(feed, place)
