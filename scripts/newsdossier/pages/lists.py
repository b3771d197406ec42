"""Entities of one kind -> their list pages: by count, by name, by country."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdossier import escape
from newsdossier.locale import say, territory
from newsdossier.model.dossier import Page
from newsdossier.model.entity import Listed
from newsdossier.pages import pieces
from newsdossier.pages.pieces import bar, boxed, count
from newsdossier.pages.plan import Planned, Site, as_counted, digest, without
from newsdossier.views import lists
from newsdossier.views.lists import INDEXES, MOST_ROWS, UNKNOWN, by_count, by_country, by_name, filed, numbered, pages


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the list pages of one kind have in common."""

    label: str
    """`people`, `organisations` or `places`."""
    language: str
    """Of the site."""
    ways: tuple[tuple[str, str], ...]
    """(`count`, `name` or `country`, path) of the ways through it."""
    where: Mapping[str, str]
    """Entity id -> slug of a dossier that names it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of them."""

    path: str
    """Relative to `dossiers/`."""
    way: str
    """`count`, `name` or `country`."""
    head: str
    """The letter, the country's code or the page's number; empty where the page is the only one."""
    members: tuple[Listed, ...]
    """In order."""
    beside: tuple[tuple[str, str], ...]
    """(head, path) of the pages of the same way, this one among them."""


def page(shelf: Shelf, leaf: Leaf, facts: str) -> Page:
    """One page of a list; `facts` is a line of Markdown under its title, or nothing."""
    language, base = shelf.language, "../" * leaf.path.count("/")
    entry = leaf.way == "name"  # by name stands everybody, and always on the same page
    listed = [
        pieces.entity(one, language, base=base, dossier=shelf.where[one.entity.id], entry=entry) for one in leaf.members
    ]
    title = say(shelf.label, language)
    if leaf.head:
        title = say("labelled", language, label=title, value=_head(leaf.way, leaf.head, language))
    blocks = [
        f"# {escape.text(title)}",
        *([f"{facts}\n{{ .nd-facts }}"] if facts else []),
        *_ways(shelf, leaf, base),
        *([boxed("nd-index", listed)] if listed else []),
        *_pages(leaf, language, base),
    ]
    return _page(leaf.path, title, blocks, language=language)


def countries(shelf: Shelf, groups: Mapping[str, tuple[str, Sequence[Listed]]]) -> Page:
    """All countries that places lie in: code -> (path of the country's page, or nothing; its places)."""
    language, leaf = shelf.language, Leaf(f"{shelf.label}/countries.md", "country", "", (), ())
    named = sorted(groups, key=lambda code: (not code, filed(_head("country", code, language))))
    title = say("places_by_country", language)
    blocks = [f"# {title}", *_ways(shelf, leaf, "../")]
    if all(path for path, _ in groups.values()):
        blocks.append(boxed("nd-index", [_country(code, *groups[code], language=language) for code in named]))
    else:
        for code in named:
            listed = [
                pieces.entity(one, language, base="../", dossier=shelf.where[one.entity.id]) for one in groups[code][1]
            ]
            blocks += [f"## {_head('country', code, language)}", boxed("nd-index", listed)]
    return _page(leaf.path, title, blocks, language=language)


def _country(code: str, path: str, places: Sequence[Listed], *, language: str) -> str:
    return f"- [{_head('country', code, language)}](../{path}) {count(say('n_places', language, n=len(places)))}"


def _page(path: str, title: str, blocks: Sequence[str], *, language: str) -> Page:
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page(path, meta, "\n\n".join(blocks) + "\n")


def _head(way: str, head: str, language: str) -> str:
    if way == "country":
        return escape.text(territory(head, language)) if head else say("unknown_country", language)
    if way == "name":
        return "0–9" if head == "0" else head.upper()
    return say("page", language, number=head)


def _ways(shelf: Shelf, leaf: Leaf, base: str) -> list[str]:
    """« Par nombre, par nom, par pays », then the letters."""
    language = shelf.language
    links = [(say(f"way_{way}", language), base + path, way == leaf.way) for way, path in shelf.ways]
    bars = [bar(say("ways", language), links)] if len(links) > 1 else []
    if leaf.way == "name" and len(leaf.beside) > 1:
        first = dict(reversed(leaf.beside))
        letters = [(_head("name", h, language), base + p, h == leaf.head) for h, p in sorted(first.items())]
        bars.append(bar(say("letters", language), letters))
    return bars


def _pages(leaf: Leaf, language: str, base: str) -> list[str]:
    """The numbers of the pages of this letter, this country or this ranking."""
    same = [path for head, path in leaf.beside if leaf.way == "count" or head == leaf.head]
    links = [(str(number), base + path, path == leaf.path) for number, path in enumerate(same, start=1)]
    return [bar(say("pages", language), links)] if len(same) > 1 else []


def ranked(site: Site, kind: str) -> list[Listed]:
    """The most often named first."""
    return lists.ranked(one for one in site.named.values() if one.entity.type == kind)


def plan(site: Site) -> Iterator[Planned]:
    """Plans the lists of people, organisations and places: by count, by name, of places by country."""
    where = lists.newest_dossiers(site.members)
    for kind, label in INDEXES.items():
        members = ranked(site, kind)
        names = by_name(one.entity for one in members)
        ways = [("count", f"{label}.md"), *([("name", f"{label}/{next(iter(names))}.md")] if members else [])]
        ways += [("country", f"{label}/countries.md")] if kind == "place" and members else []
        shelf = Shelf(label, site.settings.language, tuple(ways), where)
        yield from _by_count(site, shelf, members)
        yield from _by_name(site, shelf, names)
        if kind == "place" and members:
            yield from _by_country(site, shelf, members)


def _by_count(site: Site, shelf: Shelf, members: Sequence[Listed]) -> Iterator[Planned]:
    shown = by_count(members)
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
    groups = by_country(members)
    many = len(members) > MOST_ROWS
    first = {code: f"{shelf.label}/country-{code.lower() or UNKNOWN}.md" if many else "" for code in groups}
    listed = {code: (first[code], tuple(some)) for code, some in groups.items()}
    rows = [(code, len(some) if many else _rows(some, shelf)) for code, some in groups.items()]
    signature = digest(site.program, without(shelf, "where"), rows)
    yield Planned(f"{shelf.label}/countries.md", signature, lambda: countries(shelf, listed))
    for code, some in groups.items() if many else ():
        parts = pages(some)
        paths = [numbered(first[code].removesuffix(".md"), n) + ".md" for n in range(1, len(parts) + 1)]
        beside = tuple((code, path) for path in paths)
        for path, part in zip(paths, parts, strict=True):
            yield _leaf(site, shelf, Leaf(path, "country", code, tuple(part), beside))


def _leaf(site: Site, shelf: Shelf, leaf: Leaf, *, facts: str = "") -> Planned:
    rows = _rows(leaf.members, shelf)
    signature = digest(site.program, without(shelf, "where"), facts, without(leaf, "path", "members"), rows)
    return Planned(leaf.path, signature, lambda: page(shelf, leaf, facts))


def _rows(members: Sequence[Listed], shelf: Shelf) -> list[tuple[object, ...]]:
    return [(as_counted(one), shelf.where[one.entity.id]) for one in members]
