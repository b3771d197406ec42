"""Entities and facets -> their list pages, each with its signature."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from newsdossier import compose
from newsdossier.compose import INDEXES, Facet
from newsdossier.locale import say
from newsdossier.model import Dossier, Listed, Page
from newsdossier.paging.planned import Planned, Site, digest
from newsdossier.render import facets as facet_page
from newsdossier.render import lists as list_page
from newsdossier.render.lists import Leaf, Shelf


def tells(facets: Sequence[Facet]) -> bool:
    """Anything is known of it, so that a way through it is worth a link."""
    return any(facet.name for facet in facets)


def ranked(site: Site, kind: str) -> list[Listed]:
    """The most often named first."""
    return compose.ranked(one for one in site.named.values() if one.entity.type == kind)


def of_names(site: Site, where: Mapping[str, str]) -> Iterator[Planned]:
    """People, organisations and places: by count, by name, places by country; `where` is a dossier that names each."""
    for kind, label in INDEXES.items():
        members = ranked(site, kind)
        names = compose.by_name(one.entity for one in members)
        ways = [("count", f"{label}.md"), *([("name", f"{label}/{next(iter(names))}.md")] if members else [])]
        ways += [("country", f"{label}/countries.md")] if kind == "place" and members else []
        shelf = Shelf(label, site.settings.language, tuple(ways), where)
        yield from _by_count(site, shelf, members)
        yield from _by_name(site, shelf, names)
        if kind == "place" and members:
            yield from _by_country(site, shelf, members)


def _by_count(site: Site, shelf: Shelf, members: Sequence[Listed]) -> Iterator[Planned]:
    shown = compose.by_count(members)
    paths = [f"{shelf.label}.md" if n == 1 else f"{shelf.label}/{n}.md" for n in range(1, len(shown) + 1)]
    beside = tuple((str(number), path) for number, path in enumerate(paths, start=1))
    rest = len(members) - sum(map(len, shown))
    for number, (path, some) in enumerate(zip(paths, shown, strict=True), start=1):
        facts = _facts(shelf, len(members), rest) if number == 1 else ""
        yield _leaf(
            site, shelf, Leaf(path, "count", str(number) if number > 1 else "", tuple(some), beside), facts=facts
        )


def _facts(shelf: Shelf, all_of_them: int, rest: int) -> str:
    if not all_of_them:
        return say("none_yet", shelf.language)
    counted = say(f"count_{shelf.label}", shelf.language, n=all_of_them)
    if not rest:
        return counted
    path = dict(shelf.ways)["name"]
    return f"{counted} · [{say('rest_by_name', shelf.language, n=rest)}]({path})"


def _by_name(site: Site, shelf: Shelf, names: Mapping[str, Sequence[str]]) -> Iterator[Planned]:
    beside = tuple((_letter(page), f"{shelf.label}/{page}.md") for page in names)
    for page, ids in names.items():
        members = tuple(site.named[one] for one in ids)
        yield _leaf(site, shelf, Leaf(f"{shelf.label}/{page}.md", "name", _letter(page), members, beside))


def _letter(page: str) -> str:
    """`names-a-2` is of the letter a, `names` of all."""
    return page.split("-")[1] if "-" in page else ""


def _by_country(site: Site, shelf: Shelf, members: Sequence[Listed]) -> Iterator[Planned]:
    """One page of all countries; where there are many places, one per country too."""
    groups = compose.by_country(members)
    many = len(members) > compose.MOST_ROWS
    first = {code: f"{shelf.label}/country-{code.lower() or compose.UNKNOWN}.md" if many else "" for code in groups}
    listed = {code: (first[code], tuple(some)) for code, some in groups.items()}
    told = (
        [(c, len(some)) for c, some in groups.items()]
        if many
        else [(c, _rows(some, shelf)) for c, some in groups.items()]
    )
    signature = digest(site.program, shelf.language, shelf.ways, told)
    yield Planned(f"{shelf.label}/countries.md", signature, lambda: list_page.countries(shelf, listed))
    for code, some in groups.items() if many else ():
        parts = compose.pages(some)
        paths = [compose.numbered(first[code].removesuffix(".md"), n) + ".md" for n in range(1, len(parts) + 1)]
        beside = tuple((code, path) for path in paths)
        for path, part in zip(paths, parts, strict=True):
            yield _leaf(site, shelf, Leaf(path, "country", code, tuple(part), beside))


def _leaf(site: Site, shelf: Shelf, leaf: Leaf, *, facts: str = "") -> Planned:
    told = (leaf.way, leaf.head, leaf.beside, _rows(leaf.members, shelf))
    signature = digest(site.program, (shelf.language, shelf.ways), facts, told)
    return Planned(leaf.path, signature, lambda: list_page.page(shelf, leaf, facts))


def _rows(members: Sequence[Listed], shelf: Shelf) -> list[tuple[object, ...]]:
    return [
        (
            *(o.entity.id, o.entity.name, o.entity.coordinates),
            o.target,
            o.mentions,
            o.dossiers,
            shelf.where[o.entity.id],
        )
        for o in members
    ]


def of_facets(site: Site, facets: Mapping[str, Sequence[Facet]]) -> Iterator[Planned]:
    """Outlets, months, languages, themes: a page of all values, and the dossiers of each."""
    for kind, found in facets.items():
        if tells(found):
            yield from _values(site, kind, found)
            yield from (one for facet in found for one in _of_value(site, facet))


def _values(site: Site, kind: str, found: Sequence[Facet]) -> Iterator[Planned]:
    language = site.settings.language
    if kind == "months":
        signature = digest(site.program, language, _told(found))
        yield Planned("months.md", signature, lambda: facet_page.months(found, language))
        return
    ways = (("count", f"{kind}.md"), ("name", f"{kind}/by-name.md"))
    orders = {"count": found, "name": sorted(found, key=lambda f: (not f.name, compose.filed(f.name), f.id))}
    for way, first in ways:
        parts = compose.pages(orders[way])
        paths = tuple(first if n == 1 else f"{kind}/by-{way}/{n}.md" for n in range(1, len(parts) + 1))
        for path, part in zip(paths, parts, strict=True):
            leaf = facet_page.Leaf(path, way, tuple(part), paths)
            signature = digest(site.program, language, way, paths, _told(part))
            yield Planned(path, signature, _index(kind, leaf, ways, language=language))


def _index(kind: str, leaf: facet_page.Leaf, ways: Sequence[tuple[str, str]], *, language: str) -> Callable[[], Page]:
    return lambda: facet_page.index(kind, leaf, ways, language=language)


def _told(found: Sequence[Facet]) -> list[tuple[str, str, int]]:
    return [(facet.id, facet.name, len(facet.dossiers)) for facet in found]


def _of_value(site: Site, facet: Facet) -> Iterator[Planned]:
    """The newest dossiers, and pages of older ones that new ones do not change."""
    language = site.settings.language
    newest, archive = compose.archive(facet.dossiers, facet_page.MOST_ROWS)
    last = len(archive)
    head = (site.program, language, facet.kind, facet.name)
    yield Planned(
        f"{facet.kind}/{facet.id}.md",
        digest(*head, len(facet.dossiers), _heads(newest)),
        lambda: facet_page.newest(facet, (newest, last), language),
    )
    for number, members in archive.items():
        shown = (members, number)
        signature = digest(*head, number, number == last, _heads(members))
        yield Planned(
            f"{facet.kind}/{facet.id}/{number}.md", signature, _older(facet, shown, language, last=number == last)
        )


def _older(facet: Facet, shown: tuple[Sequence[Dossier], int], language: str, *, last: bool) -> Callable[[], Page]:
    return lambda: facet_page.older(facet, shown, language, last=last)


def _heads(dossiers: Sequence[Dossier]) -> list[tuple[object, ...]]:
    return [(d.article.title, d.article.language, d.article.source, d.article.slug) for d in dossiers]
