"""Facets -> the pages of outlets, months, languages and themes: one that lists them, and one per value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from newsdossier import escape
from newsdossier.locale import language_name, say, say_month
from newsdossier.model.dossier import Dossier, Page
from newsdossier.pages import pieces
from newsdossier.pages.pieces import bar, boxed, count
from newsdossier.pages.plan import Planned, Site, as_headline, digest, without
from newsdossier.views.lists import Facet, facets, filed, pages
from newsdossier.views.lists import archive as archived

MOST_ROWS = 100  # dossiers on one page of a facet


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """One page that lists values of a facet."""

    path: str
    """Relative to `dossiers/`."""
    way: str
    """`count` or `name`."""
    facets: tuple[Facet, ...]
    """In order."""
    pages: tuple[str, ...]
    """Paths of all pages of this way."""


def plan(site: Site) -> Iterator[Planned]:
    """Plans for outlets, months, languages and themes a page of all values, and the dossiers of each."""
    for kind, found in facets(site.dossiers).items():
        if is_known(found):
            yield from _value_pages(site, kind, found)
            yield from (one for facet in found for one in _dossier_pages(site, facet))


def _value_pages(site: Site, kind: str, found: Sequence[Facet]) -> Iterator[Planned]:
    language = site.settings.language
    if kind == "months":
        signature = digest(site.program, language, _values_of(found))
        yield Planned("months.md", signature, lambda: months(found, language))
        return
    ways = (("count", f"{kind}.md"), ("name", f"{kind}/by-name.md"))
    orders = {"count": found, "name": sorted(found, key=lambda f: (not f.name, filed(f.name), f.id))}
    for way, first in ways:
        parts = pages(orders[way])
        paths = tuple(first if n == 1 else f"{kind}/by-{way}/{n}.md" for n in range(1, len(parts) + 1))
        for path, part in zip(paths, parts, strict=True):
            page = ValuesPage(path, way, tuple(part), paths)
            signature = digest(site.program, language, way, paths, _values_of(part))
            yield Planned(path, signature, partial(index, kind, page, ways, language=language))


def _values_of(found: Sequence[Facet]) -> list[tuple[object, int]]:
    return [(without(facet, "dossiers"), len(facet.dossiers)) for facet in found]


def _dossier_pages(site: Site, facet: Facet) -> Iterator[Planned]:
    """The newest dossiers, and pages of older ones that new ones do not change."""
    language = site.settings.language
    members, archive = archived(facet.dossiers, MOST_ROWS)
    last = len(archive)
    head = (site.program, language, without(facet, "dossiers"))
    yield Planned(
        f"{facet.kind}/{facet.id}.md",
        digest(*head, len(facet.dossiers), _heads(members)),
        partial(newest, facet, members, language, older=last),
    )
    for number, members in archive.items():
        signature = digest(*head, number, number == last, _heads(members))
        yield Planned(
            f"{facet.kind}/{facet.id}/{number}.md",
            signature,
            partial(older, facet, members, language, number=number, last=number == last),
        )


def _heads(dossiers: Sequence[Dossier]) -> list[object]:
    return [as_headline(dossier) for dossier in dossiers]


def is_known(values: Sequence[Facet]) -> bool:
    """True if any dossier has a value, so that a link to the list is worth it."""
    return any(facet.name for facet in values)


def months(values: Sequence[Facet], language: str) -> Page:
    """All months under their year, each with the number of its dossiers."""
    title = say("months", language)
    blocks = [f"# {title}"]
    for year in dict.fromkeys(facet.name[:4] for facet in values):
        blocks.append(f"## {year or say('unknown_date', language).capitalize()}")
        blocks.append(_rows([facet for facet in values if facet.name[:4] == year], language, base=""))
    return _page("months.md", title, blocks, language=language)


def index(kind: str, page: ValuesPage, ways: Sequence[tuple[str, str]], *, language: str) -> Page:
    """Values of one facet, each with the number of its dossiers; `ways` are (`count` or `name`, path)."""
    title, base = say(kind, language), "../" * page.path.count("/")
    links = [(say(f"way_{way}", language), base + path, way == page.way) for way, path in ways]
    numbers = [(str(number), base + path, path == page.path) for number, path in enumerate(page.pages, start=1)]
    blocks = [
        f"# {title}",
        bar(say("ways", language), links),
        _rows(page.facets, language, base=base),
        *([bar(say("pages", language), numbers)] if len(numbers) > 1 else []),
    ]
    return _page(page.path, title, blocks, language=language)


def newest(facet: Facet, members: Sequence[Dossier], language: str, *, older: int) -> Page:
    """The newest dossiers of one value; `older` is the number of the next older page, 0 for none."""
    links = [(say("older", language), f"{facet.id}/{older}.md", False)] if older else []
    return _dossiers(facet, members, links, path=f"{facet.kind}/{facet.id}.md", language=language)


def older(facet: Facet, members: Sequence[Dossier], language: str, *, number: int, last: bool) -> Page:
    """The page of that number, of older dossiers; `last` when the next newer page is the newest."""
    links = [(say("newer", language), f"../{facet.id}.md" if last else f"{number + 1}.md", False)]
    links += [(say("older", language), f"{number - 1}.md", False)] if number > 1 else []
    return _dossiers(facet, members, links, path=f"{facet.kind}/{facet.id}/{number}.md", language=language)


def _dossiers(
    facet: Facet, members: Sequence[Dossier], links: list[tuple[str, str, bool]], *, path: str, language: str
) -> Page:
    base, name = "../" * path.count("/"), called(facet, language)
    newest_of_all = path.count("/") == 1
    kind = f"[{say(facet.kind, language)}]({base}{facet.kind}.md)"
    facts = [kind, *([say("n_dossiers", language, n=len(facet.dossiers))] if newest_of_all else [])]
    blocks = [f"# {escape.text(name)}", f"{' · '.join(facts)}\n{{ .nd-facts }}"]
    blocks.append(boxed("nd-latest", [pieces.dossier(one, language, base=base) for one in members]))
    blocks += [bar(say("pages", language), links)] if links else []
    title = say("labelled", language, label=say(facet.kind, language), value=name)
    return _page(path, title, blocks, language=language)


def called(facet: Facet, language: str) -> str:
    """Returns the value as a reader calls it: « octobre 2025 », « anglais »."""
    if facet.kind == "months" and facet.name:
        return say_month(date.fromisoformat(f"{facet.name}-01"), language)
    if facet.kind == "languages":
        return language_name(facet.name, language)
    return facet.name or say({"outlets": "unknown_source"}.get(facet.kind, "unknown_date"), language)


def _rows(values: Sequence[Facet], language: str, *, base: str) -> str:
    return boxed("nd-index", [_row(facet, language, base) for facet in values])


def _row(facet: Facet, language: str, base: str) -> str:
    name = escape.text(called(facet, language))
    return f"- [{name}]({base}{facet.kind}/{facet.id}.md) {count(say('n_dossiers', language, n=len(facet.dossiers)))}"


def _page(path: str, title: str, blocks: Sequence[str], *, language: str) -> Page:
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page(path, meta, "\n\n".join(blocks) + "\n")
