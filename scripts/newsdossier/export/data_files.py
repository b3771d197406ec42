"""The site -> its files for programs, each with the signature of all that it is made from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from newsdossier.export import csv, feeds, shapes, twins
from newsdossier.export.addresses import PublishedSite, data_path
from newsdossier.export.contributions import ListRows, list_rows
from newsdossier.export.feeds import Feed
from newsdossier.export.ninjs import ninjs
from newsdossier.export.web_annotations import annotations
from newsdossier.model.dossier import Dossier
from newsdossier.pages.plan import Datum, Site, as_linked, digest, without
from newsdossier.views.timeline import chronological

RowCache = Callable[[Sequence[tuple[str, Callable[[], ListRows]]]], Iterator[ListRows]]
"""Takes dossiers' signatures, each with what makes its rows, and yields the rows in that order."""


def uncached(dossiers: Sequence[tuple[str, Callable[[], ListRows]]]) -> Iterator[ListRows]:
    """Makes the rows of every dossier."""
    return (make() for _, make in dossiers)


def files(site: Site, row_cache: RowCache = uncached) -> Iterator[Datum]:
    """Yields every file; each is made only when it is asked for."""
    settings = site.settings
    published = PublishedSite(settings.url, settings.site_name, settings.language, site.first)
    signatures = _signatures(site, published)
    yield from _of_dossiers(site, published, signatures)
    yield from _lists(site, published)
    yield from _row_lists(site, published, signatures, row_cache=row_cache)
    yield from (Datum(shapes.schema_path(name), site.program, partial(shapes.schema, name)) for name in shapes.SCHEMAS)
    if settings.url:
        for feed in feeds.feeds_of(site):
            yield from _feed(feed, published, site)


def _signatures(site: Site, published: PublishedSite) -> dict[str, str]:
    """Returns a signature, by slug, of all that files say of a dossier; counts of other dossiers are not in it."""
    about = site.program, published.language, published.url
    linked = cache(lambda entity: digest(as_linked(site.named[entity])))
    given = {
        slug: (one, site.contributions[slug].core, (*about, published.first.get(slug)))
        for one in site.dossiers
        for slug in [one.article.slug]
    }

    def signature(dossier: Dossier, core: str, about: tuple[str | None, ...]) -> str:
        named = [(linked(one.entity.id), one.mentions) for one in dossier.entities]
        return digest(about, core, named, dossier.article.review, dossier.notes, dossier.corrections)

    return site.memo.map("files", given, signature)


def _of_dossiers(site: Site, published: PublishedSite, signatures: Mapping[str, str]) -> Iterator[Datum]:
    """Yields four files of each dossier."""
    for dossier in site.dossiers:
        slug = dossier.article.slug
        yield Datum(data_path("twin", slug), signatures[slug], partial(twins.twin, dossier, published))
        yield Datum(data_path("annotations", slug), signatures[slug], partial(annotations, dossier, published))
        yield Datum(data_path("ninjs", slug), signatures[slug], partial(ninjs, dossier, published))
        yield Datum(data_path("text", slug), site.contributions[slug].core, partial(str, dossier.article.text))


def _lists(site: Site, published: PublishedSite) -> Iterator[Datum]:
    """Yields the lists of all dossiers and entities, which change with every article."""
    entities = site.named.values()
    cores = [site.contributions[one.article.slug].core for one in site.dossiers]
    near = [dossier.related for dossier in site.dossiers]
    whole = digest(site.program, without(published, "first"), cores, list(entities), near)
    yield Datum("data/dossiers.json", whole, lambda: twins.dossiers(site.dossiers, published))
    yield Datum("data/entities.json", whole, lambda: twins.entities(entities, site.members, published))
    yield Datum("data/entities.csv", whole, lambda: csv.entities(entities, site.members, published))


def _row_lists(
    site: Site, published: PublishedSite, signatures: Mapping[str, str], *, row_cache: RowCache
) -> Iterator[Datum]:  # fmt: skip
    """Yields the lists with a row for each quote or dated sentence."""
    whole = digest(site.program, (published.language, published.url), list(signatures.values()))

    def rows() -> Iterator[ListRows]:
        by_slug = {dossier.article.slug: dossier for dossier in site.dossiers}
        return row_cache(
            [(one, partial(list_rows, by_slug[slug], site.events[slug], published)) for slug, one in signatures.items()]
        )

    def dated(rows_of: Callable[[ListRows], Sequence[str]]) -> Iterator[str]:
        by_dossier = zip(site.events.values(), map(rows_of, rows()), strict=True)
        found = [one for events, some in by_dossier for one in zip(events, some, strict=True)]
        return (row for _, row in sorted(found, key=lambda one: chronological(one[0])))

    yield Datum("data/quotes.json", whole, lambda: twins.quotes((one.quotes_json for one in rows()), published))
    yield Datum("data/quotes.csv", whole, lambda: csv.all_quotes(one.quotes_csv for one in rows()))
    yield Datum("data/timeline.json", whole, lambda: twins.timeline(dated(lambda one: one.dates_json), published))
    yield Datum("data/dates.csv", whole, lambda: csv.all_dates(dated(lambda one: one.dates_csv)))


def _feed(feed: Feed, published: PublishedSite, site: Site) -> Iterator[Datum]:
    shown: Sequence[Dossier] = feed.dossiers[: feeds.MOST_ITEMS]
    cores = [site.contributions[one.article.slug].core for one in shown]
    days = feeds.days(shown, published)
    own = without(published, "first", "language")
    signature = digest(site.program, own, without(feed, "dossiers"), cores, days)
    yield Datum(f"{feed.path}.xml", signature, partial(feeds.atom, feed, published))
    yield Datum(f"{feed.path}.json", signature, partial(feeds.json_feed, feed, published))
