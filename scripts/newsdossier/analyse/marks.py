"""Article -> what stands between quotation marks: the outermost pairs, over paragraphs that reopen them."""

import re
from collections.abc import Iterator, Sequence

from newsdossier.model import Article, Part, Span

_CLOSERS = {"«": "»", "“": '”“"', '"': '"”', "„": "“”", "‘": "’", "'": "'", "‹": "›", "‟": "”"}
_MARK = re.compile("[«»“”\"„‟‹›‘’']")
_OPENING = re.compile(r"(?:^|[\s(\[—–:’'/«“\"-])$")
_REOPENS = re.compile(r"[«»“\"‘]")
_SINGLE = "‘'’"
_LEFT_OPEN = 2  # paragraphs after which a mark that is still open is a slip


def quoted(article: Article) -> tuple[Span, ...]:
    """Every outermost stretch between quotation marks, with its marks, in order; nothing that is never closed."""
    return tuple(_all(article.text, article.parts))


def _all(text: str, parts: Sequence[Part]) -> Iterator[Span]:
    at, start = 0, 0
    while at < len(parts):
        pairs = list(_pairs(text, Span(max(start, parts[at].span.start), parts[at].span.end)))
        open_at = next((span.start for span, closed in pairs if not closed), None)
        end = _over_paragraphs(text, parts[at:], open_at) if open_at is not None else None
        stop = open_at if end and open_at is not None else len(text)
        yield from (span for span, closed in pairs if closed and span.end <= stop)
        if end is None or open_at is None:
            at += 1
        else:
            at, start = at + end[0], end[1]
            yield Span(open_at, start)


def _over_paragraphs(text: str, parts: Sequence[Part], start: int) -> tuple[int, int] | None:
    """Which later paragraph closes a quotation that each one opens anew, or leaves open, and where."""
    mark = text[start]
    for number, part in enumerate(parts[1:], start=1):
        first = text[part.span.start]
        again = _REOPENS.match(first) and (first == mark or first in _CLOSERS[mark])
        if not again and (number > _LEFT_OPEN or not _closes_first(text, mark, part.span)):
            return None
        closing = _closing(text, (mark, part.span.start + bool(again)), part.span.end)
        if closing is not None:
            return number, closing + 1
    return None


def _closes_first(text: str, mark: str, part: Span) -> bool:
    """The first mark of a paragraph closes what the one before it left open."""
    marks = (m for m in _MARK.finditer(text, part.start, part.end) if m.group() not in _SINGLE)
    first = next(marks, None)
    return first is not None and first.group() in _CLOSERS[mark] and not text[first.start() - 1].isspace()


def _pairs(text: str, part: Span) -> Iterator[tuple[Span, bool]]:
    """Pairs of one part; the first mark that stays open, if the rest of the part is behind it, as not closed."""
    at, unclosed = part.start, None
    while match := _MARK.search(text, at, part.end):
        at = match.end()
        if not _opens(text, match.start(), part):
            continue
        closing = _closing(text, (match.group(), at), part.end)
        if closing is not None:
            yield Span(match.start(), closing + 1), True
            at = closing + 1
        elif match.group() not in _SINGLE:
            unclosed = match.start()
    if unclosed is not None:
        yield Span(unclosed, part.end), False


def _opens(text: str, at: int, part: Span) -> bool:
    mark, after = text[at], text[at + 1 : at + 2]
    if mark not in _CLOSERS or at + 1 >= part.end:
        return False
    if mark in "«„“‹‟":
        return True
    before = text[max(part.start, at - 1) : at]
    free = before == "" or _OPENING.search(before) is not None
    if mark in _SINGLE:
        return free and before not in {"'", "’"} and after.isalpha()
    return free or not after.isspace()


def _closing(text: str, opened: tuple[str, int], end: int) -> int | None:
    """Where the mark is that closes one; those between, which are opened inside, are passed over."""
    mark, at = opened
    depth = 0
    for match in _MARK.finditer(text, at, end):
        char, place = match.group(), match.start()
        if mark in _SINGLE:
            if char in _CLOSERS[mark] and _ends_word(text, place) and place - at > 1:
                return place
            if char in '«»“”"':
                return None
        elif char == mark and char not in _CLOSERS[mark]:
            depth += 1
        elif char in _CLOSERS[mark] and not (mark == '"' and char == '"' and _reopens_inside(text, place)):
            if not depth:
                return place
            depth -= 1
    return None


def _reopens_inside(text: str, place: int) -> bool:
    """A straight mark with a space before it and a letter after it opens another quotation inside."""
    return text[place - 1].isspace() and text[place + 1 : place + 2].isalnum()


def _ends_word(text: str, place: int) -> bool:
    return not text[place + 1 : place + 2].isalnum() and not text[place - 1].isspace()
