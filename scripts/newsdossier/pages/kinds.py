"""Dossiers and entities -> the pages of the site, each with the signature of all that it is made from.

A page is rendered only when its signature differs from the last build's: with nothing new, nothing is rendered.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.pages import corrections as corrections_page
from newsdossier.pages import dossier as dossier_page
from newsdossier.pages import entity, lists, timeline
from newsdossier.pages import entity as entity_page
from newsdossier.pages import gone as gone_page
from newsdossier.pages import home as index_page
from newsdossier.pages.pieces import description
from newsdossier.pages.plan import Planned, Site, as_counted, as_headline, as_linked, digest, without
from newsdossier.pages.sections.newsroom import CORRECTIONS
from newsdossier.views import lists as lists_views
from newsdossier.views.lists import INDEXES, newest_dossiers, pinned_first
from newsdossier.views.map import MOST_DOTS
from newsdossier.views.news import latest_events, news
from newsdossier.views.overlay import rounded

__all__ = ["Planned", "Site", "plan"]


def plan(site: Site) -> Iterator[Planned]:
    """Every page of the site."""
    yield from _dossiers(site)
    yield from entity.of_site(site)
    places = ((old, site.named[new]) for old, new in site.moved.items())
    yield from (_redirect(site, old, new) for old, new in places if new.target)  # a page must lead somewhere
    articles = {one.article.slug: one.article for one in site.dossiers}
    yield from (_gone(site, slug, articles.get(new)) for slug, new in site.gone.items())
    facets = lists_views.facets(site.dossiers)
    yield from _fronts(site, [kind for kind, found in facets.items() if lists.tells(found)])
    yield from lists.of_names(site, newest_dossiers(site.members))
    yield from lists.of_facets(site, facets)
    yield from timeline.of_site(site)
    yield _corrections(site)


def _corrections(site: Site) -> Planned:
    language = site.settings.language
    corrected = [d for d in site.dossiers if d.corrections]
    named = [as_linked(one) for one in site.named.values()] if site.history else []
    listed = [(site.contributions[d.article.slug].core, d.corrections, _corrected_to(site, d)) for d in corrected]
    signature = digest(site.program, language, site.history, named, listed)
    return Planned(
        CORRECTIONS,
        signature,
        lambda: corrections_page.page(corrected, site.history, (site.named, language)),
    )


def _corrected_to(site: Site, dossier: Dossier) -> list[object]:
    """The entities that its corrections name."""
    return [as_linked(one) for each in dossier.corrections if (one := site.named.get(each.to))]


def _dossiers(site: Site) -> Iterator[Planned]:
    given = {d.article.slug: (site.program, site.contributions[d.article.slug].core, d) for d in site.dossiers}
    signatures = site.memo.map("dossier page", given, _of_dossier)
    yield from (
        Planned(f"{slug}.md", signatures[slug], partial(dossier_page.page, d)) for slug, (_, _, d) in given.items()
    )


def _of_dossier(program: str, core: str, dossier: Dossier) -> str:
    entities = [(as_linked(one), one.mentions, rounded(one.dossiers)) for one in dossier.entities]  # as on their cards
    return digest(
        program, core, entities, dossier.related, (dossier.article.review, dossier.notes, dossier.corrections)
    )


def _redirect(site: Site, old: str, new: Listed) -> Planned:
    language = site.settings.language
    signature = digest(site.program, language, old, as_linked(new))
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
    most = [(label, pinned_first(lists.ranked(site, kind))[:20]) for kind, label in INDEXES.items()]
    counts = [[as_counted(one) for one in listed] for _, listed in most]
    all_of_them = len(site.dossiers)
    yield Planned(
        "dossiers.md",
        digest(site.program, language, heads, ways, all_of_them),
        lambda: index_page.dossiers(site.dossiers, ways, language),
    )
    front = index_page.Front(
        lists_views.front(site.dossiers)[: index_page.LATEST],
        most,
        news(site.dossiers, tuple(INDEXES)),
        latest_events(site.dossiers),
        tuple(ways),
    )
    dots = [as_counted(one) for one in lists.ranked(site, "place")[:MOST_DOTS]]  # of the map
    heads = [_head(d) for d in front.latest]
    signature = digest(site.program, name, heads, counts, dots, without(front, "latest", "cited"))
    yield Planned("index.md", signature, lambda: index_page.home(front, name))


def _head(dossier: Dossier) -> tuple[object, ...]:
    return as_headline(dossier), description(dossier)
