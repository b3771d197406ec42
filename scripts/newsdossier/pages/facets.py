"""Facets -> the pages of outlets, months, languages and themes: one that lists them, and one per value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsdossier import escape
from newsdossier.locale import language_name, say, say_month
from newsdossier.model.dossier import Dossier, Page
from newsdossier.pages import pieces
from newsdossier.pages.pieces import bar, boxed, count
from newsdossier.views.lists import Facet

MOST_ROWS = 100  # dossiers on one page of a facet


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page that lists values of a facet."""

    path: str
    """Relative to `dossiers/`."""
    way: str
    """`count` or `name`."""
    facets: tuple[Facet, ...]
    """In order."""
    pages: tuple[str, ...]
    """Paths of all pages of this way."""


def months(facets: Sequence[Facet], language: str) -> Page:
    """All months under their year, each with the number of its dossiers."""
    title = say("months", language)
    blocks = [f"# {title}"]
    for year in dict.fromkeys(facet.name[:4] for facet in facets):
        blocks.append(f"## {year or say('unknown_date', language).capitalize()}")
        blocks.append(_rows([facet for facet in facets if facet.name[:4] == year], language, base=""))
    return _page("months.md", title, blocks, language=language)


def index(kind: str, leaf: Leaf, ways: Sequence[tuple[str, str]], *, language: str) -> Page:
    """Values of one facet, each with the number of its dossiers; `ways` are (`count` or `name`, path)."""
    title, base = say(kind, language), "../" * leaf.path.count("/")
    links = [(say(f"way_{way}", language), base + path, way == leaf.way) for way, path in ways]
    numbers = [(str(number), base + path, path == leaf.path) for number, path in enumerate(leaf.pages, start=1)]
    blocks = [
        f"# {title}",
        bar(say("ways", language), links),
        _rows(leaf.facets, language, base=base),
        *([bar(say("pages", language), numbers)] if len(numbers) > 1 else []),
    ]
    return _page(leaf.path, title, blocks, language=language)


def newest(facet: Facet, shown: tuple[Sequence[Dossier], int], language: str) -> Page:
    """The newest dossiers of one value; `shown` is these and the number of the next older page, 0 for none."""
    members, older = shown
    links = [(say("older", language), f"{facet.id}/{older}.md", False)] if older else []
    return _dossiers(facet, (f"{facet.kind}/{facet.id}.md", members), links, language=language)


def older(facet: Facet, shown: tuple[Sequence[Dossier], int], language: str, *, last: bool) -> Page:
    """Older ones: the page of that number; `last` when the next newer page is the newest."""
    members, number = shown
    links = [(say("newer", language), f"../{facet.id}.md" if last else f"{number + 1}.md", False)]
    links += [(say("older", language), f"{number - 1}.md", False)] if number > 1 else []
    return _dossiers(facet, (f"{facet.kind}/{facet.id}/{number}.md", members), links, language=language)


def _dossiers(
    facet: Facet, shown: tuple[str, Sequence[Dossier]], links: list[tuple[str, str, bool]], *, language: str
) -> Page:
    path, members = shown
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
    """What a reader calls the value: « octobre 2025 », « anglais »."""
    if facet.kind == "months" and facet.name:
        return say_month(date.fromisoformat(f"{facet.name}-01"), language)
    if facet.kind == "languages":
        return language_name(facet.name, language)
    return facet.name or say({"outlets": "unknown_source"}.get(facet.kind, "unknown_date"), language)


def _rows(facets: Sequence[Facet], language: str, *, base: str) -> str:
    return boxed("nd-index", [_row(facet, language, base) for facet in facets])


def _row(facet: Facet, language: str, base: str) -> str:
    name = escape.text(called(facet, language))
    return f"- [{name}]({base}{facet.kind}/{facet.id}.md) {count(say('n_dossiers', language, n=len(facet.dossiers)))}"


def _page(path: str, title: str, blocks: Sequence[str], *, language: str) -> Page:
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page(path, meta, "\n\n".join(blocks) + "\n")
