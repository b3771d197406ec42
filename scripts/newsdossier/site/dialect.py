"""The dialect of Markdown that our pages are in -> HTML, byte for byte as Python-Markdown makes it, in 1/8 of its time.

Pages have few kinds of blocks, one blank line between two: headings, paragraphs, lists, quotations, boxes. In a line,
words are escaped by `escape.text`, so that whatever is bare is mark-up: links with their classes, emphasis, code,
breaks, and the few tags that have no Markdown. A page that holds anything else was edited by a person and is left to
Python-Markdown; tests hold that both make the same HTML of all others.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique

from newsdossier import escape

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
Href = Callable[[str], str]
"""An address as it is written -> as it is on the page."""
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!])"
    r"|\[(?P<plain>[^\[\]\\`*_{}<>&\n]+)\]\((?P<to>[^\s()<>\"'\\`*\[\]{}]*)\)"
    r"(?:\{ (?P<class>\.[\w-]+)(?: #(?P<id>[\w-]+))? \})?(?!\{)"
    r"|(?P<link>\[)|\]\((?P<address>[^\s()<>\"'\\`*\[\]{}]*)\)(?:\{ (?P<given>[^{}<>\\`*&\n]+) \})?"
    r"|(?P<strong>\*\*)(?!\*)|(?P<em>\*)(?!\*)"
    r"|(?P<tag></?(?:span|time|bdi)(?: [a-z-]+=\"[^\"<>\\`*_\[\]{}\n]*\")*>)"
    r"|(?P<entity>&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)"
    r"|`(?P<code>[^`\\\n<>&]+)`(?!`)"
    r"|(?<=  )(?P<break>\n(?:[^\S\n]+(?=[\[`]))?)(?! *[#>=+\-*_~{]| *[0-9]+[.)])"
    r"|(?P<angle>>)|(?P<and>&)(?!#|[0-9a-zA-Z]+;)"
    r"|(?P<other>[\\`*_{}\[\]<&\n]|!(?=\[))"
)
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&\n!]")
_ATTRIBUTE = re.compile(r'(?<!\S)(?:\.(?P<name>[\w-]+)|#(?P<id>[\w-]+)|(?P<key>[a-z-]+)="(?P<value>[^"]*)")(?!\S)')
_ID = re.compile(r'\bid="([^"]*)"')
_ESCAPED = {">": "&gt;"}


class NotOursError(Exception):
    """The Markdown holds something that our pages never have."""


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
class PageNotes:
    """What MkDocs asks of a page: links and ids, collected on the way."""

    href: Href
    links: list[str] = field(default_factory=list)
    """Addresses as they are written, in the page's order."""
    ids: list[str] = field(default_factory=list)
    """Of elements that Markdown made."""
    raw_ids: list[str] = field(default_factory=list)
    """Of tags that stand in the Markdown as they are."""


@dataclass(slots=True)
class _OpenPage:
    notes: PageNotes
    lines: list[str] = field(default_factory=list)
    boxes: list[tuple[str, bool]] = field(default_factory=list)
    """Those that are open, and whether they hold the article."""
    headings: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Line, level, words as HTML, id."""
    numbered: int = 0
    """Paragraphs and items of the article so far."""


def converted(markdown: str, href: Href) -> Converted | None:
    """The page, or nothing when we did not write all of it; `href` turns addresses into those of the site."""
    text = markdown.strip("\n")
    if any(one in text for one in _STRANGE) or _BLANK.search(text):
        return None
    page = _OpenPage(PageNotes(href))
    try:
        for block in text.split("\n\n"):
            _add_block(block, page)
    except NotOursError:
        return None
    if page.boxes:
        return None
    toc = _headed(page)
    ids = frozenset([*page.notes.ids, *page.notes.raw_ids])
    return Converted("\n".join(page.lines).strip("\n"), toc, page.notes.links, ids)


def _add_block(block: str, page: _OpenPage) -> None:
    for pattern, add in _BLOCKS:
        found = pattern.fullmatch(block)
        if found:
            return add(found, page)
    return _paragraph(block, page)


def _heading(found: re.Match[str], page: _OpenPage) -> None:
    marks, words, id_ = found.groups()
    if words.endswith("#") or words != words.strip() or "\\>" in words:
        raise NotOursError(words)
    page.notes.ids += [id_] if id_ else []
    page.headings.append((len(page.lines), len(marks), inline_html(words, page.notes), id_ or ""))
    page.lines.append("")


def _headed(page: _OpenPage) -> list[Any]:
    """Headings with their ids, which must differ from all others; the table of contents."""
    used, counters, tokens = set(page.notes.ids), dict[str, int](), list[dict[str, Any]]()
    for line, level, inside, said in page.headings:
        name = strip_tags(inside)
        id_ = said or unique(slugify(unescape(name), "-"), used, counters)
        page.lines[line] = f'<h{level} id="{id_}">{inside}</h{level}>'
        page.notes.ids.append(id_)
        tokens.append({"level": level, "id": id_, "name": name, "html": inside, "data-toc-label": ""})
    return list(nest_toc_tokens(tokens))  # type: ignore[arg-type]


def _opening(found: re.Match[str], page: _OpenPage) -> None:
    given = {name: unescape(value) if value else name for name, value in _GIVEN.findall(found["given"])}
    page.notes.ids += [given["id"]] if "id" in given else []
    page.boxes.append((found["tag"], given.get("class") == _ARTICLE))
    page.lines.append(f"<{found['tag']}{attributes_html(given)}>")
    if found["summary"] is not None:
        page.lines.append(f"<summary>{inline_html(found['summary'], page.notes)}</summary>")


def _closing(found: re.Match[str], page: _OpenPage) -> None:
    if not page.boxes or page.boxes.pop()[0] != found[1]:
        raise NotOursError(found[0])
    page.lines.append(found[0])


def _list(found: re.Match[str], page: _OpenPage) -> None:
    kind = "ul" if found[0].startswith("- ") else "ol"
    _follows_none_of(("</ul>", "</ol>"), page)
    page.lines.append(f"<{kind}>")
    page.lines += [_element("li", item, page) for item in _ITEM.split(found[0])[1:]]
    page.lines.append(f"</{kind}>")


def _quotation(found: re.Match[str], page: _OpenPage) -> None:
    _follows_none_of(("</blockquote>",), page)
    paragraphs = found[0].removeprefix("> ").split("\n>\n> ")
    page.lines += ["<blockquote>", *(_element("p", words, page) for words in paragraphs), "</blockquote>"]


def _follows_none_of(ends: tuple[str, ...], page: _OpenPage) -> None:
    """Python-Markdown makes one of two that stand together."""
    if page.lines and page.lines[-1] in ends:
        raise NotOursError


def _as_it_is(found: re.Match[str], page: _OpenPage) -> None:
    """HTML that Markdown does not look into."""
    page.notes.raw_ids += map(unescape, _ID.findall(found[0]))
    page.lines += [found[0], ""]


def _paragraph(block: str, page: _OpenPage) -> None:
    page.lines.append(_element("p", block, page))


def _element(name: str, words: str, page: _OpenPage) -> str:
    """A paragraph or an item, with what its last line says of it; those of the article are numbered."""
    last = _LAST_LINE.search(words)
    inside = _words(words[: last.start()] if last else words, page)
    given = attributes(last[1], page.notes) if last else {}
    number = _number(page)
    if given and number:
        raise NotOursError(words)
    return f"<{name}{attributes_html(given)}{number}>{inside}</{name}>"


def _words(words: str, page: _OpenPage) -> str:
    """Converts the words of a paragraph or an item; gives up where another block would begin in them."""
    if _NOT_WORDS.match(words) or words[-1:].isspace() or not words:
        raise NotOursError(words)
    return inline_html(words, page.notes)


def _number(page: _OpenPage) -> str:
    """Paragraphs and items of the article are numbered, as `paragraph_ids` does it."""
    if not any(article for _, article in page.boxes):
        return ""
    page.numbered += 1
    page.notes.ids.append(f"p{page.numbered}")
    return f' id="p{page.numbered}"'


_BLOCKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _OpenPage], None]], ...] = (
    (re.compile(r"(?:- |1\. ).*", re.DOTALL), _list),
    (_HEADING, _heading),
    (_OPENING, _opening),
    (_CLOSING, _closing),
    (re.compile(r"> [^\n]*(?:\n>\n> [^\n]*)*"), _quotation),
    (re.compile(r"<fieldset (?:(?!</?fieldset)[^\n])*</fieldset>"), _as_it_is),
)


@dataclass(slots=True)
class _Line:
    """A line on its way to HTML."""

    words: str
    notes: PageNotes
    pieces: list[str] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    """Elements that are not closed yet, and where among the pieces they begin."""


def inline_html(words: str, notes: PageNotes) -> str:
    """The line as HTML. `NotOursError` where only a person can have written it."""
    line, at = _Line(words, notes), 0
    special = _SPECIAL.search(words)
    while special:
        start = special.start()
        token = _TOKEN.match(words, start)
        if token is None:  # a character that means nothing here
            special = _SPECIAL.search(words, start + 1)
            continue
        line.pieces.append(words[at:start])
        at = token.end()
        found = _TOKENS.get(token.lastgroup or "")
        if found is None:
            raise NotOursError(words)
        found(line, token)
        special = _SPECIAL.search(words, at)
    if line.open:
        raise NotOursError(words)
    return "".join([*line.pieces, words[at:]])


def _opened(line: _Line, name: str) -> int:
    """Where the element that is closed now begins; they are closed in the order in which they were opened."""
    if not line.open or line.open[-1][0] != name:
        raise NotOursError(line.words)
    return line.open.pop()[1]


def _bracket(line: _Line, _: re.Match[str]) -> None:
    if any(name == "a" for name, _ in line.open):
        raise NotOursError(line.words)
    line.open.append(("a", len(line.pieces)))
    line.pieces.append("")


def _address(line: _Line, token: re.Match[str]) -> None:
    start, address = _opened(line, "a"), token["address"]
    line.notes.links.append(address)
    given = attributes(token["given"] or "", line.notes)
    if "href" in given:  # it would lead elsewhere
        raise NotOursError(line.words)
    line.pieces[start] = f"<a{attributes_html({**given, 'href': line.notes.href(address)})}>"
    line.pieces.append("</a>")


def _emphasis(line: _Line, token: re.Match[str]) -> None:
    name, before, after = str(token.lastgroup), line.words[: token.start()], line.words[token.end() :]
    if line.open and line.open[-1][0] == name:
        if before[-1:].isspace():
            raise NotOursError(line.words)
        line.open.pop()
        line.pieces.append(f"</{name}>")
    elif after[:1].isspace() or not after or any(other in ("strong", "em") for other, _ in line.open):
        raise NotOursError(line.words)
    else:
        line.open.append((name, 0))
        line.pieces.append(f"<{name}>")


def _tag(line: _Line, token: re.Match[str]) -> None:
    line.notes.raw_ids += map(unescape, _ID.findall(token[0]))
    line.pieces.append(token[0])


def _break(line: _Line, _: re.Match[str]) -> None:
    line.pieces[-1] = line.pieces[-1][:-2]  # the two spaces that say it; those before an element go, too
    line.pieces.append("<br />\n")


def _escaped(line: _Line, token: re.Match[str]) -> None:
    line.pieces.append(_ESCAPED.get(token["escaped"], token["escaped"]))


def _plain_link(line: _Line, token: re.Match[str]) -> None:
    """The most of all links by far: plain words, with one class and perhaps an id."""
    if any(name == "a" for name, _ in line.open):
        raise NotOursError(line.words)
    notes, address, class_, id_ = line.notes, token["to"], token["class"], token["id"]
    notes.links.append(address)
    opening = f'<a class="{class_[1:]}" href="' if class_ else '<a href="'
    if id_:
        notes.ids.append(id_)
    behind = f'" id="{id_}">' if id_ else '">'
    line.pieces.append(f"{opening}{escape.attribute(notes.href(address))}{behind}{token['plain']}</a>")


_TOKENS: dict[str, Callable[[_Line, re.Match[str]], None]] = {
    "to": _plain_link,
    "class": _plain_link,
    "id": _plain_link,
    "escaped": _escaped,
    "link": _bracket,
    "address": _address,
    "given": _address,
    "strong": _emphasis,
    "em": _emphasis,
    "tag": _tag,
    "entity": lambda line, token: line.pieces.append(token[0]),
    "code": lambda line, token: line.pieces.append(f"<code>{token['code'].strip()}</code>"),
    "break": _break,
    "angle": lambda line, _: line.pieces.append("&gt;"),
    "and": lambda line, _: line.pieces.append("&amp;"),
}


def attributes(given: str, notes: PageNotes) -> dict[str, str]:
    """An attribute list between its braces, such as `.per #m1`."""
    found: dict[str, str] = {}
    for name, id_, key, value in _ATTRIBUTE.findall(given):
        if name:
            found["class"] = f"{found['class']} {name}" if "class" in found else name
        else:
            found[key or "id"] = value if key else id_
    if _ATTRIBUTE.sub("", given).strip():
        raise NotOursError(given)
    if "id" in found:
        notes.ids.append(found["id"])
    return found


def attributes_html(found: Mapping[str, str]) -> str:
    """Attributes of an element that Markdown made, in the alphabet's order."""
    return "".join(f' {name}="{escape.attribute(found[name])}"' for name in sorted(found))
