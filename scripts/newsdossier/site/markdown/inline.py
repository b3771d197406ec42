"""Inside a line of our own Markdown -> HTML as Python-Markdown writes it; anything else is not ours to read.

Words are escaped by `escape.text`, so that whatever stands here bare is mark-up that `render` wrote: links with their
classes, emphasis, code, breaks, and the few tags that have no Markdown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from newsdossier import escape

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
ID = re.compile(r'\bid="([^"]*)"')
_ESCAPED = {">": "&gt;"}


class NotOursError(Exception):
    """This Markdown says something that `render` never writes."""


@dataclass(slots=True)
class Reading:
    """What is read of a page on the way."""

    href: Href
    links: list[str] = field(default_factory=list)
    """Addresses as they are written, in the page's order."""
    ids: list[str] = field(default_factory=list)
    """Of elements that Markdown made."""
    raw_ids: list[str] = field(default_factory=list)
    """Of tags that stand in the Markdown as they are."""


@dataclass(slots=True)
class _Line:
    """A line on its way to HTML."""

    words: str
    reading: Reading
    pieces: list[str] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    """Elements that are not closed yet, and where among the pieces they begin."""


def html(words: str, reading: Reading) -> str:
    """The line as HTML. `NotOursError` where only a person can have written it."""
    line, at = _Line(words, reading), 0
    special = _SPECIAL.search(words)
    while special:
        start = special.start()
        token = _TOKEN.match(words, start)
        if token is None:  # a character that means nothing here
            special = _SPECIAL.search(words, start + 1)
            continue
        line.pieces.append(words[at:start])
        at = token.end()
        found = _READ.get(token.lastgroup or "")
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
    line.reading.links.append(address)
    given = attributes(token["given"] or "", line.reading)
    if "href" in given:  # it would lead elsewhere
        raise NotOursError(line.words)
    line.pieces[start] = f"<a{written({**given, 'href': line.reading.href(address)})}>"
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
    line.reading.raw_ids += map(unescape, ID.findall(token[0]))
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
    reading, address, class_, id_ = line.reading, token["to"], token["class"], token["id"]
    reading.links.append(address)
    opening = f'<a class="{class_[1:]}" href="' if class_ else '<a href="'
    if id_:
        reading.ids.append(id_)
    behind = f'" id="{id_}">' if id_ else '">'
    line.pieces.append(f"{opening}{escape.attribute(reading.href(address))}{behind}{token['plain']}</a>")


_READ: dict[str, Callable[[_Line, re.Match[str]], None]] = {
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


def attributes(given: str, reading: Reading) -> dict[str, str]:
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
        reading.ids.append(found["id"])
    return found


def written(found: Mapping[str, str]) -> str:
    """Attributes of an element that Markdown made, in the alphabet's order."""
    return "".join(f' {name}="{escape.attribute(found[name])}"' for name in sorted(found))
