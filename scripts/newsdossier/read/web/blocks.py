"""HTML -> blocks of text, for the readers of pages, letters, feeds and word processors."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from newsdossier.model.article import PartKind
from newsdossier.read.decode import clean

Blocks = list[tuple[PartKind, str]]
"""Kind and words of each block."""
_KINDS: dict[str, PartKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("p", "blockquote", "pre", "dd", "dt", "td", "th", "figcaption", "caption"), "paragraph"),
    "li": "item",
}
_FLATTEST = {"p", "br", "h1", "h2", "h3", "h4", "h5", "h6"}
_FLAT = {*_KINDS, *_FLATTEST, "ul", "ol", "dl", "table", "tr", "article", "main", "a", "b", "i", "em", "strong", "sup"}
_DROPPED = {"script", "style", "nav", "aside", "footer", "form", "noscript", "template", "svg", "iframe", "select"}
_CONTAINERS = re.compile(r"</?(?:div|section|header|figure|center|address)\b[^<>]{0,2000}>", re.I)
_NESTED = re.compile(r"</?(?:blockquote|ul|ol|li|dl|dd|dt|table|tr|td|th|article|main|pre)\b[^<>]{0,2000}>", re.I)
_DEEPEST = 250  # levels: the parser has 256 and leaves out, without a word, all that follows them
# Blocks with their elements, to see by the containers around them whether they are of the article

_LEAF_TAGS = "p pre div li h2 h3 h4 h5 h6 figcaption".split()
_INNER = " or ".join(
    f".//{tag}" for tag in [*_LEAF_TAGS, "ul", "ol", "table", "section", "article", "form", "blockquote"]
)
_IS_LEAF = " or ".join(f"self::{tag}" for tag in _LEAF_TAGS)
_LEAVES = f"//*[{_IS_LEAF} or self::span[contains(@class, 'aption')]][not({_INNER})]"
_SHOWN = ".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
_INLINE = frozenset("a abbr b br center cite code em font i kbd mark q s small span strong sub sup time u var".split())


def html_blocks(markup: str) -> Blocks:
    """Returns every block of a piece of HTML in order; text outside of any block is a paragraph of its own."""
    tree = parse_html(f"<html><body>{flattened(markup)}</body></html>")
    return list(_blocks(tree.find("body")))


def parse_html(page: str) -> Any:
    """Returns the tree of a page."""
    from lxml import html as lxml_html

    return lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))


def flattened(markup: str) -> str:
    """Returns the same words in a few plain elements, however deep and in whatever else they were nested."""
    import nh3

    apart = _CONTAINERS.sub("<p>", markup)
    flat = nh3.clean(apart, tags=_FLAT, attributes={}, clean_content_tags=_DROPPED)
    if not is_cut(parse_html(f"<p>{flat}")):
        return str(flat)
    return str(nh3.clean(_NESTED.sub("<p>", apart), tags=_FLATTEST, attributes={}, clean_content_tags=_DROPPED))


def is_cut(tree: Any) -> bool:
    """True if the parser met its limit of levels."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= _DEEPEST:
            return True
    return False


def _blocks(body: Any) -> Iterator[tuple[PartKind, str]]:
    """Yields the blocks below an element; the words of an inner block are not repeated."""
    between: list[str] = []  # words outside of blocks, up to the next block
    for kind, text in _pieces(body):
        if kind is None:
            between.append(text)
            continue
        if line := one_line("".join(between)):
            yield "paragraph", line
        between.clear()
        if line := one_line(text):
            yield kind, line
    if line := one_line("".join(between)):
        yield "paragraph", line


def _pieces(element: Any) -> Iterator[tuple[PartKind | None, str]]:
    """Yields the words of blocks with their kind, and those between blocks without one."""
    yield None, element.text or ""
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in _KINDS and not any(inner.tag in _KINDS for inner in child.iterdescendants()):
            yield _KINDS[child.tag], inner_text(child)
        elif child.tag == "br":
            yield None, " "
        elif child.tag in _KINDS or len(child):
            own = _KINDS.get(child.tag)
            for kind, text in _pieces(child):
                yield (own if kind is None and own and text.strip() else kind), text
        else:
            yield None, child.text or ""
        yield None, child.tail or ""


def inner_text(element: Any) -> str:
    """Returns an element's text; a line break parts words as a space does, other inline elements do not."""
    pieces = [element.text or ""]
    for child in element:
        inner = inner_text(child) if isinstance(child.tag, str) else ""
        pieces += [" " if child.tag in {"lb", "br"} else "", inner, child.tail or ""]
    return "".join(pieces)


def one_line(text: str | None) -> str:
    """Returns the words with one space between them, without what no page can hold."""
    return clean(re.sub(r"\s+", " ", text or "")).strip()


def normalized(line: str) -> str:
    """Returns a line as it is compared with others, however they are spaced and punctuated."""
    return re.sub(r"\W", "", line).casefold()


def length(blocks: Blocks) -> int:
    """Returns the number of characters of all blocks."""
    return sum(len(text) for _, text in blocks)


class LeafBlock(NamedTuple):
    """A block of a page that holds no other block."""

    element: Any
    """Its element, in a copy of the page's tree."""
    text: str
    """Its words on one line; never empty."""


def leaf_blocks(tree: Any) -> list[LeafBlock]:
    """Returns the innermost blocks of a page in order; words between its paragraphs are paragraphs too."""
    copied = deepcopy(tree)
    for container in copied.xpath("//*[count(p) > 1]"):
        _wrap_words_between_paragraphs(container)
    found = ((element, one_line("".join(element.xpath(_SHOWN)))) for element in copied.xpath(_LEAVES))
    return [LeafBlock(element, line) for element, line in found if line]


def _wrap_words_between_paragraphs(container: Any) -> None:
    """Puts each run of words and inline elements into a paragraph of the class that its neighbours have."""
    paragraph, run = container.find("p").get("class", ""), None
    if (container.text or "").strip():
        run = _new_paragraph(container, paragraph, container.text)
        container.text = None
        container.insert(0, run)
    for child in [child for child in container if child is not run]:
        if not isinstance(child.tag, str) or child.tag in _INLINE:
            if run is None:
                run = _new_paragraph(container, paragraph, "")
                child.addprevious(run)
            run.append(child)  # and what follows it
        elif (child.tail or "").strip():
            words, child.tail = child.tail, None
            run = _new_paragraph(container, paragraph, words)
            child.addnext(run)
        else:
            run = None


def _new_paragraph(container: Any, css_class: str, words: str) -> Any:
    made = container.makeelement("p", {"class": clean(css_class)})  # a page's bytes may hold what no tree takes back
    made.text = clean(words)
    return made
