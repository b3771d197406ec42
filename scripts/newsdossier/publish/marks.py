"""The HTML of a dossier -> the same with words of reserve and denial marked, each a link to the box that explains it.

The Markdown stays what a person would write; the marks come from the dossier where the page is published.
"""

import re
from collections.abc import Iterable
from html import escape

from newsdossier.compose.marks import Mark
from newsdossier.locale import say

_TAGS = re.compile(r"(<[^>]*>)")


def marked(html: str, marks: Iterable[Mark], language: str) -> str:
    """Each mark in its paragraph; one whose words are not there as said is left out."""
    for mark in marks:
        block = re.search(rf'<(p|li)\b[^>]*\bid="{mark.anchor}"[^>]*>(.*?)</\1>', html, re.DOTALL)
        if block:
            html = html[: block.start(2)] + _with_mark(block.group(2), mark, language) + html[block.end(2) :]
    return html


def _with_mark(inside: str, mark: Mark, language: str) -> str:
    pieces, seen, depth = _TAGS.split(inside), 0, 0
    words = re.compile(re.escape(escape(mark.words, quote=False)))
    for i, piece in enumerate(pieces):
        if piece.startswith("<"):
            depth += (piece.startswith("<a ")) - (piece == "</a>")
            continue
        for found in words.finditer(piece):
            if seen == mark.nth and depth == 0:  # a link holds no link
                pieces[i] = piece[: found.start()] + _link(found.group(), mark, language) + piece[found.end() :]
                return "".join(pieces)
            seen += 1
    return inside


def _link(words: str, mark: Mark, language: str) -> str:
    why = escape(say(f"mark_{mark.modality}", language))
    return f'<a class="nd-mark nd-{mark.modality}" href="#claims" title="{why}">{words}</a>'
