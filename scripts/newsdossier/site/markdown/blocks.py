"""Our own Markdown -> HTML, byte for byte as Python-Markdown writes it, in an eighth of its time.

`render` writes few kinds of blocks, one blank line between two: headings, paragraphs, lists, quotations, boxes. A page
that holds anything else was edited by a person and is Python-Markdown's; tests hold that both read all others alike.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique

from newsdossier.site.markdown.inline import ID
from newsdossier.site.markdown.inline import Href
from newsdossier.site.markdown.inline import NotOursError
from newsdossier.site.markdown.inline import Reading
from newsdossier.site.markdown.inline import attributes
from newsdossier.site.markdown.inline import html
from newsdossier.site.markdown.inline import written

_ARTICLE = "nd-text"
_HEADING = re.compile(r"(#{1,6}) ([^\s{][^\n{]*)(?: \{ #([\w-]+) \})?")
_OPENING = re.compile(
    r'<(?P<tag>div|aside|nav|details)(?P<given>(?: [a-z-]+(?:="[^"<>\n]*")?)*) markdown="1">'
    r"(?:\n<summary>(?P<summary>[^\n]*)</summary>)?"
)
_GIVEN = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_CLOSING = re.compile(r"</(div|aside|nav|details)>")
_ITEM = re.compile(r"(?:^|\n)(?:- |[0-9]+\. )")
_LAST_LINE = re.compile(r"\n(?:  )?\{ ([^{}\n]+) \}$")
_NOT_WORDS = re.compile(r"[#>=+\-~:|{\s]|[0-9]+[.)](?:\s|$)|\*\s|\[TOC\]|<(?!(?:span|time|bdi)[ >])")
_STRANGE = ("\t", "\r", "\x02", "\x03", "\f", "\v", "\n\n\n", "    ")
_BLANK = re.compile(r"\n +\n")


@dataclass(frozen=True, slots=True)
class Converted:
    """A page's HTML, and what MkDocs asks of it."""

    html: str
    toc: list[Any]
    """As Python-Markdown's `toc` has it."""
    links: list[str]
    """As they are written, in the page's order."""
    ids: frozenset[str]
    """Places on the page."""


@dataclass(slots=True)
class _Page:
    reading: Reading
    lines: list[str] = field(default_factory=list)
    boxes: list[tuple[str, bool]] = field(default_factory=list)
    """Those that are open, and whether they hold the article."""
    headings: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Line, level, words as HTML, id."""
    numbered: int = 0
    """Paragraphs and items of the article so far."""


def converted(markdown: str, href: Href) -> Converted | None:
    """The page, or nothing when `render` did not write all of it; `href` turns addresses into those of the site."""
    text = markdown.strip("\n")
    if any(one in text for one in _STRANGE) or _BLANK.search(text):
        return None
    page = _Page(Reading(href))
    try:
        for block in text.split("\n\n"):
            _read(block, page)
    except NotOursError:
        return None
    if page.boxes:
        return None
    toc = _headed(page)
    ids = frozenset([*page.reading.ids, *page.reading.raw_ids])
    return Converted("\n".join(page.lines).strip("\n"), toc, page.reading.links, ids)


def _read(block: str, page: _Page) -> None:
    for pattern, read in _BLOCKS:
        found = pattern.fullmatch(block)
        if found:
            return read(found, page)
    return _paragraph(block, page)


def _heading(found: re.Match[str], page: _Page) -> None:
    marks, words, id_ = found.groups()
    if words.endswith("#") or words != words.strip() or "\\>" in words:
        raise NotOursError(words)
    page.reading.ids += [id_] if id_ else []
    page.headings.append((len(page.lines), len(marks), html(words, page.reading), id_ or ""))
    page.lines.append("")


def _headed(page: _Page) -> list[Any]:
    """Headings with their ids, which must differ from all others; the table of contents."""
    used, counters, tokens = set(page.reading.ids), dict[str, int](), list[dict[str, Any]]()
    for line, level, inside, said in page.headings:
        name = strip_tags(inside)
        id_ = said or unique(slugify(unescape(name), "-"), used, counters)
        page.lines[line] = f'<h{level} id="{id_}">{inside}</h{level}>'
        page.reading.ids.append(id_)
        tokens.append({"level": level, "id": id_, "name": name, "html": inside, "data-toc-label": ""})
    return list(nest_toc_tokens(tokens))  # type: ignore[arg-type]


def _opening(found: re.Match[str], page: _Page) -> None:
    given = {name: unescape(value) if value else name for name, value in _GIVEN.findall(found["given"])}
    page.reading.ids += [given["id"]] if "id" in given else []
    page.boxes.append((found["tag"], given.get("class") == _ARTICLE))
    page.lines.append(f"<{found['tag']}{written(given)}>")
    if found["summary"] is not None:
        page.lines.append(f"<summary>{html(found['summary'], page.reading)}</summary>")


def _closing(found: re.Match[str], page: _Page) -> None:
    if not page.boxes or page.boxes.pop()[0] != found[1]:
        raise NotOursError(found[0])
    page.lines.append(found[0])


def _list(found: re.Match[str], page: _Page) -> None:
    kind = "ul" if found[0].startswith("- ") else "ol"
    _follows_none_of(("</ul>", "</ol>"), page)
    page.lines.append(f"<{kind}>")
    page.lines += [_element("li", item, page) for item in _ITEM.split(found[0])[1:]]
    page.lines.append(f"</{kind}>")


def _quotation(found: re.Match[str], page: _Page) -> None:
    _follows_none_of(("</blockquote>",), page)
    paragraphs = found[0].removeprefix("> ").split("\n>\n> ")
    page.lines += ["<blockquote>", *(_element("p", words, page) for words in paragraphs), "</blockquote>"]


def _follows_none_of(ends: tuple[str, ...], page: _Page) -> None:
    """Python-Markdown makes one of two that stand together."""
    if page.lines and page.lines[-1] in ends:
        raise NotOursError


def _as_it_is(found: re.Match[str], page: _Page) -> None:
    """HTML that Markdown does not look into."""
    page.reading.raw_ids += map(unescape, ID.findall(found[0]))
    page.lines += [found[0], ""]


def _paragraph(block: str, page: _Page) -> None:
    page.lines.append(_element("p", block, page))


def _element(name: str, words: str, page: _Page) -> str:
    """A paragraph or an item, with what its last line says of it; those of the article are numbered."""
    last = _LAST_LINE.search(words)
    inside = _words(words[: last.start()] if last else words, page)
    given = attributes(last[1], page.reading) if last else {}
    number = _number(page)
    if given and number:
        raise NotOursError(words)
    return f"<{name}{written(given)}{number}>{inside}</{name}>"


def _words(words: str, page: _Page) -> str:
    """Of a paragraph or an item; what would begin another block in it is not ours."""
    if _NOT_WORDS.match(words) or words[-1:].isspace() or not words:
        raise NotOursError(words)
    return html(words, page.reading)


def _number(page: _Page) -> str:
    """Paragraphs and items of the article are numbered, as `publish.anchors` does it."""
    if not any(article for _, article in page.boxes):
        return ""
    page.numbered += 1
    page.reading.ids.append(f"p{page.numbered}")
    return f' id="p{page.numbered}"'


_BLOCKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Page], None]], ...] = (
    (re.compile(r"(?:- |1\. ).*", re.DOTALL), _list),
    (_HEADING, _heading),
    (_OPENING, _opening),
    (_CLOSING, _closing),
    (re.compile(r"> [^\n]*(?:\n>\n> [^\n]*)*"), _quotation),
    (re.compile(r"<fieldset (?:(?!</?fieldset)[^\n])*</fieldset>"), _as_it_is),
)
