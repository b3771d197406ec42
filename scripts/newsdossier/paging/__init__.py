"""Dossiers and entities -> the pages of the site, each with the signature of all that it is made from.

A page is rendered only when its signature differs from the last build's: with nothing new, nothing is rendered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsdossier import compose
from newsdossier.compose import INDEXES
from newsdossier.compose.atlas import MOST_DOTS
from newsdossier.compose.news import in_short, news
from newsdossier.compose.overlay import rounded
from newsdossier.model import Article, Dossier, Listed, Page
from newsdossier.paging import lists, timeline
from newsdossier.paging.planned import Planned, Site, digest
from newsdossier.render import appearances
from newsdossier.render import corrections as corrections_page
from newsdossier.render import dossier as dossier_page
from newsdossier.render import entity as entity_page
from newsdossier.render import gone as gone_page
from newsdossier.render import index as index_page
from newsdossier.render.desk import CORRECTIONS
from newsdossier.render.pieces import description

__all__ = ["Planned", "Site", "plan"]


def plan(site: Site) -> Iterator[Planned]:
    """Every page of the site."""
    members = compose.views_of(site.dossiers)
    yield from (_dossier(site, d) for d in site.dossiers)
    around = _around(site)
    for entity, listed in site.named.items():
        if listed.target.startswith("entities/"):
            yield from _entity(site, listed, (members[entity], around))
    places = ((old, site.named[new]) for old, new in site.moved.items())
    yield from (_redirect(site, old, new) for old, new in places if new.target)  # a page must lead somewhere
    articles = {one.article.slug: one.article for one in site.dossiers}
    yield from (_gone(site, slug, articles.get(new)) for slug, new in site.gone.items())
    facets = compose.facets(site.dossiers)
    yield from _fronts(site, [kind for kind, found in facets.items() if lists.tells(found)])
    yield from lists.of_names(site, compose.wheres(members))
    yield from lists.of_facets(site, facets)
    yield from timeline.of_site(site)
    yield _corrections(site)


def _corrections(site: Site) -> Planned:
    language = site.settings.language
    corrected = [d for d in site.dossiers if d.annotations.corrections]
    named = [(one.entity.id, one.entity.name, one.target) for one in site.named.values()] if site.history else []
    said = [(site.cores[d.article.slug], d.annotations.corrections, _meant(site, d)) for d in corrected]
    signature = digest(site.program, language, site.history, named, said)
    return Planned(
        CORRECTIONS,
        signature,
        lambda: corrections_page.page(corrected, site.history, (site.named, language)),
    )


def _meant(site: Site, dossier: Dossier) -> list[tuple[str, str]]:
    """Name and target of the entities that its corrections name."""
    listed = (site.named.get(one.to) for one in dossier.annotations.corrections)
    return [(one.entity.name, one.target) for one in listed if one]


def _dossier(site: Site, dossier: Dossier) -> Planned:
    listed = [
        (one.entity.id, one.entity.type, one.entity.name, one.mentions, one.target, one.entity.noindex)
        for one in dossier.entities
    ]
    known = [
        (one.entity.names, one.entity.description, one.entity.country, one.entity.wikidata, one.entity.geonames)
        for one in dossier.entities
    ]
    carded = known, [rounded(one.dossiers) for one in dossier.entities]
    desk = (dossier.article.review, dossier.annotations.notes, len(dossier.annotations.corrections))
    core = site.cores[dossier.article.slug]
    signature = digest(site.program, core, listed, (dossier.related, carded, desk))  # cards are laid over by publish/
    return Planned(f"{dossier.article.slug}.md", signature, lambda: dossier_page.page(dossier))


class _Around(NamedTuple):
    """Who stands beside whom, over all dossiers, in one look through each."""

    linked: Mapping[str, Sequence[str]]
    """Slug -> the entities named there that have a place of their own."""
    parties: Mapping[str, set[str]]
    """Entity -> those whose functions depend on it, or on whom its own depend."""
    commentators: Mapping[str, set[str]]
    """Entity -> whoever speaks of it."""


def _around(site: Site) -> _Around:
    linked = {d.article.slug: compose.linked(d) for d in site.dossiers}
    return _Around(linked, compose.parties(site.dossiers), compose.commentators(site.dossiers))


def _entity(site: Site, listed: Listed, where: tuple[Sequence[Dossier], _Around]) -> Iterator[Planned]:
    """Its page, and those of its older dossiers, which newer ones do not change."""
    dossiers, around = where
    language, entity = site.settings.language, listed.entity.id
    beside = compose.nearest((around.linked[d.article.slug] for d in dossiers), entity)
    neighbours = [(one, *_name(site, one), site.named[one].entity.type, n) for one, n in beside]
    seen = [site.cores[d.article.slug] for d in dossiers]
    others = [
        [_name(site, one) for one in sorted(every.get(entity, ()))] for every in (around.parties, around.commentators)
    ]
    contact = site.settings.contact if listed.entity.type == "person" else ""
    signature = digest(site.program, language, listed, seen, (neighbours, others, contact))
    yield Planned(
        f"entities/{entity}.md",
        signature,
        lambda: entity_page.page(compose.entity_view(listed, dossiers, site.named), language, contact=contact),
    )
    yield from _older(site, listed, dossiers)


def _name(site: Site, entity: str) -> tuple[str, str]:
    """What a link to it shows, and where it leads."""
    return site.named[entity].entity.name, site.named[entity].target


def _older(site: Site, listed: Listed, dossiers: Sequence[Dossier]) -> Iterator[Planned]:
    language, entity = site.settings.language, listed.entity
    _, archive = compose.archive(dossiers, compose.MOST_DOSSIERS)
    pages = {number: compose.older_page(entity.id, number, members) for number, members in archive.items()}
    for number, members in archive.items():
        around = (pages.get(number + 1), pages[number], pages.get(number - 1))
        seen = [site.cores[d.article.slug] for d in members]
        signature = digest(site.program, language, (entity.id, entity.name), [p and p.path for p in around], seen)
        yield Planned(pages[number].path, signature, _older_page(listed, members, around, language=language))


def _older_page(
    listed: Listed, members: Sequence[Dossier], around: appearances.Around, *, language: str
) -> Callable[[], Page]:
    def made() -> Page:
        seen = [compose.appearance(dossier, listed.entity.id) for dossier in members]
        return appearances.older(listed, seen, around, language=language)

    return made


def _redirect(site: Site, old: str, new: Listed) -> Planned:
    language = site.settings.language
    signature = digest(site.program, language, old, new.target, new.entity.name)
    return Planned(f"entities/{old}.md", signature, lambda: entity_page.redirect(old, new, language))


def _gone(site: Site, slug: str, new: Article | None) -> Planned:
    """Of a dossier that is no more; another may have taken its place."""
    language, leads = site.settings.language, site.settings.removed == "redirect"
    path = f"{slug}.md"
    if new:
        signature = digest(site.program, language, slug, new.slug)
        return Planned(path, signature, lambda: gone_page.redirect(slug, new, language))
    signature = digest(site.program, language, slug, leads)
    return Planned(path, signature, lambda: gone_page.tombstone(slug, language, leads=leads))


def _fronts(site: Site, ways: Sequence[str]) -> Iterator[Planned]:
    """The home page and the page of all dossiers; `ways` are the facets that they lead to."""
    settings = site.settings
    language, name = settings.language, (settings.site_name, settings.intro, settings.language)
    heads = [_head(d) for d in site.dossiers[: index_page.MOST_DOSSIERS]]
    most = [(label, compose.pinned_first(lists.ranked(site, kind))[:20]) for kind, label in INDEXES.items()]
    counts = [[(o.entity.name, o.target, o.mentions, o.dossiers) for o in listed] for _, listed in most]
    all_of_them = len(site.dossiers)
    yield Planned(
        "dossiers.md",
        digest(site.program, language, heads, ways, all_of_them),
        lambda: index_page.dossiers(site.dossiers, ways, language),
    )
    front = index_page.Front(
        compose.front(site.dossiers)[: index_page.LATEST],
        most,
        news(site.dossiers, tuple(INDEXES)),
        in_short(site.dossiers),
        tuple(ways),
    )
    told = [
        (k, [(o.entity.id, o.entity.name, o.dossiers) for o in v])
        for k, v in (front.news.named if front.news else {}).items()
    ]
    shown = (front.news and (front.news.first, front.news.last, front.news.dossiers), told, timeline.told(front.events))
    spots = [(o.entity.name, o.entity.coordinates, o.dossiers) for o in lists.ranked(site, "place")[:MOST_DOTS]]
    heads = [_head(d) for d in front.latest]
    signature = digest(site.program, name, heads, counts, (ways, spots, shown))
    yield Planned("index.md", signature, lambda: index_page.home(front, name))


def _head(dossier: Dossier) -> tuple[object, ...]:
    article = dossier.article
    return article.title, article.language, article.source, article.slug, (description(dossier), article.pinned)
