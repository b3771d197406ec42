"""Mark-up around words of a paragraph that is HTML already, wherever its own tags stand.

Places are counted in characters of its text that are no white space, as `compose.overlay` counts them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

_TOKENS = re.compile(r"<[^>]*>|&#?\w+;|[^\s<&]+|&")
_TAG = re.compile(r"<(/?)(\w+)")
_VOID = frozenset({"br", "img", "wbr", "hr"})
Stack = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrap:
    """Words, and what is put before and behind them."""

    at: int
    """Characters of text before them, white space not counted."""
    words: str
    """What must stand there; otherwise nothing is done."""
    before: str
    """Begins with the tag that is opened."""
    behind: str
    """Begins with the tag that closes it."""
    around_links: bool = False
    """It may hold a link."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag or a run of text in the HTML."""

    start: int
    end: int
    ink: int
    """Characters of text before it."""
    text: str
    """What it shows; nothing for a tag."""
    inside: Stack
    """The elements that it stands in, each with a number, so that no two are the same."""
    then: Stack
    """The same behind it."""


def wrapped(html: str, wraps: Iterable[Wrap]) -> str:
    """The paragraph with those that fit: words as said, no tag cut in two, no link within a link; longer ones first."""
    tokens = list(_tokens(html))
    shown = "".join(token.text for token in tokens)
    ends = [token.ink + len(token.text) for token in tokens]
    around: list[tuple[int, bool]] = []  # where those that are still open end, and whether they are links
    put: list[tuple[int, int, str]] = []
    for wrap in wraps:
        words = "".join(wrap.words.split())
        if shown[wrap.at : wrap.at + len(words)] != words:
            continue
        place = _place(tokens, ends, (wrap.at, wrap.at + len(words)))
        if place is None or (not wrap.around_links and "<a " in html[place[0] : place[1]]):
            continue
        around = [one for one in around if one[0] > place[0]]
        if all(end >= place[1] and not is_link for end, is_link in around):
            around.append((place[1], wrap.before.startswith("<a ")))
            put += [(place[0], len(put), wrap.before), (place[1], -len(put), wrap.behind)]
    return _put(html, put)


def _put(html: str, put: list[tuple[int, int, str]]) -> str:
    """At one place what ends comes first, the inner before the outer; then what begins, the outer before the inner."""
    pieces, at = [], 0
    for place, _, markup in sorted(put, key=lambda one: (one[0], one[2][:2] != "</", one[1])):
        pieces += [html[at:place], markup]
        at = place
    return "".join([*pieces, html[at:]])


def _tokens(html: str) -> Iterator[_Token]:
    ink = 0
    stack: Stack = ()
    for number, found in enumerate(_TOKENS.finditer(html)):
        piece, inside = found[0], stack
        tag = _TAG.match(piece)
        if tag is None:
            text = "".join(unescape(piece).split())
        else:
            text = ""
            if tag[1]:
                stack = stack[:-1]
            elif tag[2] not in _VOID:
                stack = (*stack, f"{tag[2]} {number}")
        yield _Token(found.start(), found.end(), ink, text, inside, stack)
        ink += len(text)


def _place(tokens: list[_Token], ends: list[int], where: tuple[int, int]) -> tuple[int, int] | None:
    """The nearest begin and end that stand in the same element, and in no link."""
    begins = list(_edges(tokens, ends, where[0]))
    for begin, inside in reversed(begins):
        for end, then in _edges(tokens, ends, where[1]):
            if begin < end and inside == then and not any(element.startswith("a ") for element in inside):
                return begin, end
    return None


def _edges(tokens: list[_Token], ends: list[int], ink: int) -> Iterator[tuple[int, Stack]]:
    """Every place of the HTML with that much text before it, in order."""
    for token in tokens[bisect_left(ends, ink) :]:
        if token.ink > ink:
            return
        if token.ink == ink:
            yield token.start, token.inside
        if token.ink + len(token.text) == ink:
            yield token.end, token.then
        elif token.ink < ink and len(token.text) == token.end - token.start:  # not a character written as an entity
            yield token.start + ink - token.ink, token.inside
