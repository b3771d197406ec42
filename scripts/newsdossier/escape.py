"""Escapes words of articles for the context in which they are written: no other module does.

`text`, `block` and `address` are for Markdown, `html` for elements and attributes of HTML, `attribute` for values with
entities in them, `element` for code that is shown, `part` for a piece of an address, `script` for JSON in a script
element. XML is written by its library.
"""

import re
from html import escape as _html
from urllib.parse import quote

_INLINE = re.compile(r"[\\`*_\[\]{}|]")
_START = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|([#>+=~:-]))")
_REFERENCE = re.compile(r"&(?:#|\w+;)")  # HTML reads a number even where no semicolon ends it
_AND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v\x00-\x08\x0e-\x1f\x7f\u0085\u2028\u2029]+")
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "|": "&#124;", "~": "&#126;", ":": "&#58;"})


def text(words: str) -> str:
    """Returns words inside a line, with no character that is mark-up in Markdown, HTML or attribute lists."""
    line = _SPACES.sub(" ", words)
    line = line.replace("&", "&amp;") if _REFERENCE.search(line) else line
    line = line.replace("<", "&lt;").replace(">", "&gt;")
    return _INLINE.sub(_escaped, line)


def block(markdown: str) -> str:
    """Returns a line that begins a block, without making it a list, a heading or a quotation."""
    return _START.sub(_escaped_start, markdown.lstrip(" "))


def address(url: str) -> str:
    """Returns the target of a link; `read` has let only http(s) in."""
    return re.sub(r"[^\w:/?#@!$&=+,;.~%-]", lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), url)


def html(words: str) -> str:
    """Returns words in an element, or between quotation marks of either kind in an attribute."""
    return _html(words)


def attribute(value: str) -> str:
    """Returns an attribute's value in which some entities are escaped already, as Markdown leaves them."""
    return _AND.sub("&amp;", value).replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(words: str) -> str:
    """Returns words in an element; quotation marks stay, for people who copy them."""
    return _html(words, quote=False)


def part(words: str) -> str:
    """Returns a piece of an address or of a cell, with only letters, digits and `_.-~` of ASCII left as they are."""
    return quote(words, safe="")


def path(words: str) -> str:
    """Returns a path in an address, as `part` does but with its slashes."""
    return quote(words)


def script(json: str) -> str:
    """Returns equal JSON for a script element, in which neither the element's end nor a comment can begin."""
    return json.translate(_IN_SCRIPT)


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    return char.translate(_BRACES) if char in "{}|" else f"\\{char}"


def _escaped_start(match: re.Match[str]) -> str:
    if match.group(1):
        return f"{match.group(1)}\\{match.group(2)}"
    char = match.group(3)
    return char.translate(_BRACES) if char in "=~:" else f"\\{char}"
