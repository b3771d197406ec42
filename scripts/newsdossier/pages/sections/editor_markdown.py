"""An editor's Markdown -> Markdown that is safe on a page: paragraphs, lists, emphasis, code and links, nothing else.

HTML, pictures, headings and attribute lists become the words in them; a link keeps its target when that is of the web.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdossier import escape

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCHEMES = {"http", "https", "mailto"}
_OPENS = {"strong_open": "**", "em_open": "*"}
_CLOSES = {"strong_close": "**", "em_close": "*"}


def blocks(markdown: str) -> str:
    """All of it."""
    return "\n\n".join(_blocks(_tokens(markdown)))


def line(markdown: str) -> str:
    """Its words on one line."""
    return " ".join(_inline(token.children or []) for token in _tokens(markdown) if token.type == "inline")


def _tokens(markdown: str) -> Sequence["Token"]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).parse(markdown)


def _blocks(tokens: Iterable["Token"]) -> Iterator[str]:
    lists: list[str] = []
    items: list[str] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append("-" if token.type.startswith("bullet") else "1.")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
            if not lists:
                yield "\n".join(items)
                items = []
        elif token.type == "inline" and lists:
            items.append(f"{'    ' * (len(lists) - 1)}{lists[-1]} {_inline(token.children or [])}")
        elif token.type == "inline":
            yield escape.block(_inline(token.children or []))
        elif token.type in {"fence", "code_block"}:
            yield escape.block(escape.text(" ".join(token.content.split())))


def _inline(tokens: Iterable["Token"]) -> str:
    pieces: list[str] = []
    targets: list[str] = []
    for token in tokens:
        if token.type in {"text", "html_inline"} or token.type == "image" or token.type == "code_inline":
            pieces.append(escape.text(token.content))
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "link_open":
            targets.append(_target(str(token.attrGet("href") or "")))
            pieces.append("[" if targets[-1] else "")
        elif token.type == "link_close":
            target = targets.pop()
            pieces.append(f"]({escape.address(target)})" if target else "")
        else:
            pieces.append(_OPENS.get(token.type) or _CLOSES.get(token.type) or "")
    return "".join(pieces).strip()


def _target(href: str) -> str:
    """Of the web, or nothing: a relative one would lead nowhere from another page, a script is no place."""
    return href if urlsplit(href).scheme in _SCHEMES else ""
