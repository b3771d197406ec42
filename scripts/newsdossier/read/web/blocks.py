"""HTML -> blocks of text: what readers of pages, letters, feeds and word processors share."""

import re
from collections.abc import Iterator
from typing import Any

from newsdossier.model.article import PartKind
from newsdossier.read.decode import clean

Blocks = list[tuple[PartKind, str]]
_KINDS: dict[str, PartKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("p", "blockquote", "pre", "dd", "dt", "td", "th", "figcaption", "caption"), "paragraph"),
    "li": "item",
}
_FLATTEST = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6"}
_FLAT = {*_KINDS, *_FLATTEST, "ul", "ol", "dl", "table", "tr", "article", "main", "a", "b", "i", "em", "strong", "sup"}
_DROPPED = {"script", "style", "nav", "aside", "footer", "form", "noscript", "template", "svg", "iframe", "select"}
_ROOMS = re.compile(r"</?(?:div|section|header|figure|center|address)\b[^<>]{0,2000}>", re.I)
_NESTS = re.compile(r"</?(?:blockquote|ul|ol|li|dl|dd|dt|table|tr|td|th|article|main|pre)\b[^<>]{0,2000}>", re.I)
_DEEPEST = 250  # levels: the parser has 256 and leaves out, without a word, all that follows them


def of_html(markup: str) -> Blocks:
    """Every block of a piece of HTML, in order; text that stands in no block is a paragraph of its own."""
    tree = parsed(f"<html><body>{flattened(markup)}</body></html>")
    return list(of_tree(tree.find("body")))


def parsed(page: str) -> Any:
    """The tree of a page."""
    from lxml import html as lxml_html

    return lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))


def flattened(markup: str) -> str:
    """The same words in a few plain elements, however deep and in whatever else they were nested."""
    import nh3

    apart = _ROOMS.sub("<p>", markup)
    flat = nh3.clean(apart, tags=_FLAT, attributes={}, clean_content_tags=_DROPPED)
    if not is_cut(parsed(f"<p>{flat}")):
        return str(flat)
    return str(nh3.clean(_NESTS.sub("<p>", apart), tags=_FLATTEST, attributes={}, clean_content_tags=_DROPPED))


def is_cut(tree: Any) -> bool:
    """The parser met its limit of levels."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= _DEEPEST:
            return True
    return False


def of_tree(body: Any) -> Iterator[tuple[PartKind, str]]:
    """The blocks below an element; the words of an inner block are not said twice."""
    loose: list[str] = []
    for kind, words in _pieces(body):
        if kind is None:
            loose.append(words)
            continue
        yield from _paragraph(loose)
        loose.clear()
        if line := one_line(words):
            yield kind, line
    yield from _paragraph(loose)


def _paragraph(loose: list[str]) -> Iterator[tuple[PartKind, str]]:
    if line := one_line("".join(loose)):
        yield "paragraph", line


def _pieces(element: Any) -> Iterator[tuple[PartKind | None, str]]:
    """The words of blocks with their kind, of what stands between them without one."""
    yield None, element.text or ""
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in _KINDS and not any(inner.tag in _KINDS for inner in child.iterdescendants()):
            yield _KINDS[child.tag], words(child)
        elif child.tag == "br":
            yield None, " "
        elif child.tag in _KINDS or len(child):
            yield from _inside(child)
        else:
            yield None, child.text or ""
        yield None, child.tail or ""


def _inside(child: Any) -> Iterator[tuple[PartKind | None, str]]:
    own = _KINDS.get(child.tag)
    for kind, text in _pieces(child):
        yield (own if kind is None and own and text.strip() else kind), text


def words(element: Any) -> str:
    """An element's text; a line break parts words as a space does, other inline elements do not."""
    pieces = [element.text or ""]
    for child in element:
        inner = words(child) if isinstance(child.tag, str) else ""
        pieces += [" " if child.tag in {"lb", "br"} else "", inner, child.tail or ""]
    return "".join(pieces)


def one_line(text: str | None) -> str:
    """Words with one space between them, without what no page can hold."""
    return clean(re.sub(r"\s+", " ", text or "")).strip()


def length(blocks: Blocks) -> int:
    """Characters of all blocks."""
    return sum(len(text) for _, text in blocks)
