"""Entities -> their pages, and those of their older dossiers, each with its signature."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache

from newsdossier import compose
from newsdossier.again import Memory
from newsdossier.model import Dossier, Listed, Page
from newsdossier.paging.planned import Planned, Site, digest
from newsdossier.render import appearances
from newsdossier.render import entity as entity_page

_Name = tuple[str, str, str, str]
"""What a link to an entity shows, in the site's language and otherwise, how it looks, and where it leads."""
_About = tuple[str, str, str, Sequence[Sequence[_Name]]]
"""Program, language, whom to write to, and whoever a page names that need not be named in its dossiers."""


def of_site(site: Site, memory: Memory) -> Iterator[Planned]:
    """Of every entity that has a page."""
    every = site.gists.values()
    around = (
        compose.parties(pair for one in every for pair in one.parties),
        compose.commentators(pair for one in every for pair in one.spoken_of),
    )
    linked = cache(lambda: {dossier.article.slug: compose.linked(dossier) for dossier in site.dossiers})
    company = cache(lambda: {slug: digest(ids) for slug, ids in linked().items()})
    own = {key: listed for key, listed in site.named.items() if listed.target.startswith("entities/")}
    given = {key: (listed, site.members[key], _about(site, listed, around)) for key, listed in own.items()}

    def signature(listed: Listed, dossiers: Sequence[Dossier], about: _About) -> str:
        slugs = [dossier.article.slug for dossier in dossiers]
        beside = compose.nearest([linked()[slug] for slug in slugs], listed.entity.id)
        neighbours = [(one, *_name(site, one), n) for one, n in beside]
        drawn = [company()[slug] for slug in slugs[: compose.NEWEST]]  # the picture has lines between neighbours
        return digest(listed, _of(site, listed, slugs), (neighbours, drawn), about)

    signatures = memory.each("entity page", given, signature)
    for key, (listed, dossiers, _) in given.items():
        yield Planned(f"entities/{key}.md", signatures[key], _page(site, listed, dossiers))
        yield from _older(site, listed, dossiers)


def _of(site: Site, listed: Listed, slugs: Sequence[str]) -> list[tuple[str, str]]:
    """All that its page takes from each dossier."""
    entity, gists = listed.entity.id, [site.gists[slug] for slug in slugs]
    return [(one.shows.get(entity, ""), one.tells.get(entity, "")) for one in gists]


def _about(site: Site, listed: Listed, around: Sequence[Mapping[str, Collection[str]]]) -> _About:
    """`around` is those whose functions depend on whom, and who speaks of whom."""
    others = tuple(tuple(_name(site, one) for one in sorted(every.get(listed.entity.id, ()))) for every in around)
    return site.program, site.settings.language, _contact(site, listed), others


def _contact(site: Site, listed: Listed) -> str:
    return site.settings.contact if listed.entity.type == "person" else ""


def _page(site: Site, listed: Listed, dossiers: Sequence[Dossier]) -> Callable[[], Page]:
    language, contact = site.settings.language, _contact(site, listed)

    def made() -> Page:
        slugs = [dossier.article.slug for dossier in dossiers]
        silent = {slug for slug in slugs if listed.entity.id not in site.gists[slug].tells}
        view = compose.entity_view(listed, dossiers, site.named, silent=silent)
        return entity_page.page(view, language, contact=contact)

    return made


def _name(site: Site, entity: str) -> _Name:
    listed = site.named[entity]
    return listed.entity.called(site.settings.language), listed.entity.name, listed.entity.type, listed.target


def _older(site: Site, listed: Listed, dossiers: Sequence[Dossier]) -> Iterator[Planned]:
    """Newer dossiers do not change these."""
    language, entity = site.settings.language, listed.entity
    _, archive = compose.archive(dossiers, compose.MOST_DOSSIERS)
    pages = {number: compose.older_page(entity.id, number, members) for number, members in archive.items()}
    for number, members in archive.items():
        around = (pages.get(number + 1), pages[number], pages.get(number - 1))
        seen = [site.gists[d.article.slug].shows.get(entity.id, "") for d in members]
        signature = digest(site.program, language, (entity.id, entity.name), [p and p.path for p in around], seen)
        yield Planned(pages[number].path, signature, _older_page(listed, members, around, language=language))


def _older_page(
    listed: Listed, members: Sequence[Dossier], around: appearances.Around, *, language: str
) -> Callable[[], Page]:
    def made() -> Page:
        seen = [compose.appearance(dossier, listed.entity.id) for dossier in members]
        return appearances.older(listed, seen, around, language=language)

    return made
