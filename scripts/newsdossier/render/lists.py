"""Entities of one kind -> their list pages: by count, by name, by country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdossier import compose, escape
from newsdossier.locale import say, territory
from newsdossier.model import Listed, Page
from newsdossier.render import rows
from newsdossier.render.pieces import bar, boxed, count


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
        rows.entity(one, language, base=base, dossier=shelf.where[one.entity.id], entry=entry) for one in leaf.members
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
    named = sorted(groups, key=lambda code: (not code, compose.filed(_head("country", code, language))))
    title = say("places_by_country", language)
    blocks = [f"# {title}", *_ways(shelf, leaf, "../")]
    if all(path for path, _ in groups.values()):
        blocks.append(boxed("nd-index", [_country(code, *groups[code], language=language) for code in named]))
    else:
        for code in named:
            listed = [
                rows.entity(one, language, base="../", dossier=shelf.where[one.entity.id]) for one in groups[code][1]
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
