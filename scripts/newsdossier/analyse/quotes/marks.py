"""Article -> the stretches that quotation marks, or the dashes of a dialogue, mark as speech."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsdossier.languages.speech import speech
from newsdossier.model.article import Article, Part, Span

_DASH = re.compile(r"[—–―][ \u00a0\u202f]?(?=[^\s—–―])")
_LINE = re.compile(r"[^\n]+")
_BEHIND = re.compile(r"[.,] (?=\w)")
_INSIDE = re.compile(r"[«“\"]")
_CLOSERS = {"«": "»", "“": '”“"', '"': '"”', "„": "“”", "‘": "’", "'": "'", "‹": "›", "‟": "”"}
_MARK = re.compile("[«»“”\"„‟‹›‘’']")
_OPENING = re.compile(r"(?:^|[\s(\[—–:’'/«“\"-])$")
_REOPENS = re.compile(r"[«»“\"‘]")
_SINGLE_MARK = re.compile("[‘’](?![a-z])")
_SINGLE = "‘'’"
_LEFT_OPEN = 2  # paragraphs after which a mark that is still open is a slip


def spoken(article: Article) -> tuple[Span, ...]:
    """Returns every turn of a dialogue without its dash, up to « dit-il » and on behind it; none with quotation marks.

    Lines that begin with dashes may be a list: they count in an article where a verb of speech stands behind one.
    """
    lines = [line for part in article.parts if part.kind != "title" for line in _turns(article.text, part)]
    turns = [line for line in lines if not _INSIDE.search(line.of(article.text))]
    asides = {turn: _aside(article.language).search(article.text, turn.start, turn.end) for turn in turns}
    if not any(asides.values()):
        return ()
    return tuple(piece for turn, aside in asides.items() for piece in _pieces(article.text, turn, aside))


def _turns(text: str, part: Part) -> Iterator[Span]:
    """Lines that begin with a dash, without it."""
    for line in _LINE.finditer(text, part.span.start, part.span.end):
        if dash := _DASH.match(line.group()):
            yield Span(line.start() + dash.end(), line.start() + len(line.group().rstrip()))


def _pieces(text: str, turn: Span, aside: re.Match[str] | None) -> Iterator[Span]:
    """The words before « , dit-il » and those behind it."""
    if aside is None:
        yield turn
        return
    stop = _BEHIND.search(text, aside.end(), turn.end)
    said = text[turn.start : aside.start()].rstrip()
    pieces = [Span(turn.start, turn.start + len(said)), *([Span(stop.end(), turn.end)] if stop else [])]
    yield from (piece for piece in pieces if piece.of(text)[:1].isalnum())


@cache
def _aside(language: str) -> re.Pattern[str]:
    """A mark, then a verb of speech before its subject."""
    verbs = "|".join(sorted(map(re.escape, speech(language).verbs)))
    subject = r"(?:-t)?-(?:il|elle|ils|elles|on)\b" if language == "fr" else r" (?:he|she|they)\b"
    return re.compile(
        rf"(?:,|(?<=[!?…])) (?:a-t-il |a-t-elle )?(?:{verbs})(?:{subject}| (?:le|la|les|the|[A-ZÀ-Ý]\w+)\b)"
    )


def quoted(article: Article) -> tuple[Span, ...]:
    """Returns every outermost stretch between quotation marks, with its marks, in order; none that is never closed."""
    return tuple(_quoted(article.text, article.parts))


def quoted_inside(text: str, outer: Span) -> tuple[Span, ...]:
    """Returns the stretches between marks inside a quotation or an answer, with their marks, in order."""
    inner = Span(outer.start + 1, outer.end - 1)
    return tuple(span for span, closed in _pairs(text, inner) if closed)


def _quoted(text: str, parts: Sequence[Part]) -> Iterator[Span]:
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
    """The number of the later paragraph that closes a quotation which each one opens anew or leaves open, and where."""
    mark = text[start]
    for number, part in enumerate(parts[1:], start=1):
        first = text[part.span.start]
        again = _REOPENS.match(first) and (first == mark or first in _CLOSERS[mark])
        if not again and (number > _LEFT_OPEN or not _closes_first(text, mark, part.span)):
            return None
        closing = _closing(text, mark, start=part.span.start + bool(again), end=part.span.end)
        if closing is not None:
            return number, closing + 1
    return None


def _closes_first(text: str, mark: str, part: Span) -> bool:
    """True if the first mark of a paragraph closes what the one before it left open."""
    marks = (m for m in _MARK.finditer(text, part.start, part.end) if m.group() not in _SINGLE)
    first = next(marks, None)
    return first is not None and first.group() in _CLOSERS[mark] and not text[first.start() - 1].isspace()


def _pairs(text: str, part: Span) -> Iterator[tuple[Span, bool]]:
    """The pairs of one part, as closed; then what is behind its last mark that stays open, as not closed."""
    at, unclosed = part.start, None
    while match := _MARK.search(text, at, part.end):
        at = match.end()
        if not _opens(text, match.start(), part):
            continue
        closing = _closing(text, match.group(), start=at, end=part.end)
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


def _closing(text: str, mark: str, *, start: int, end: int) -> int | None:
    """The place of the mark that closes this one; pairs that are opened in between are passed over."""
    if mark in _SINGLE:
        return _closing_single(text, mark, start=start, end=end)
    depth = 0
    for match in _MARK.finditer(text, start, end):
        char, place = match.group(), match.start()
        if char == mark and char not in _CLOSERS[mark]:
            depth += 1
        elif char in _CLOSERS[mark] and not (mark == '"' and char == '"' and _reopens_inside(text, place)):
            if not depth:
                return place
            depth -= 1
    return None


def _closing_single(text: str, mark: str, *, start: int, end: int) -> int | None:
    """The place of the single mark that closes this one; apostrophes and whole double pairs may stand between them."""
    inside = ""
    for match in _MARK.finditer(text, start, end):
        char, place = match.group(), match.start()
        if inside:
            inside = "" if char in _CLOSERS[inside] else inside
        elif char in _CLOSERS[mark] and _ends_word(text, place) and place - start > 1:
            if not _is_possessive(text, place, end=end):
                return place
        elif char in '«“"' and (char != '"' or text[place - 1].isspace()):
            inside = char
        elif char in '»”"':
            return None
    return None


def _is_possessive(text: str, place: int, *, end: int) -> bool:
    """True for “the second mates’ pay”: an apostrophe behind an s, where the mark that closes is still to come."""
    if text[place - 1] != "s" or not text[place + 1 : place + 3].strip().islower():
        return False
    ahead = _SINGLE_MARK.search(text, place + 1, end)
    return ahead is not None and ahead.group() == "’" and text[ahead.start() - 1] in ".,?!"


def _reopens_inside(text: str, place: int) -> bool:
    """True for a straight mark between a space and a letter: it opens another quotation inside."""
    return text[place - 1].isspace() and text[place + 1 : place + 2].isalnum()


def _ends_word(text: str, place: int) -> bool:
    return not text[place + 1 : place + 2].isalnum() and not text[place - 1].isspace()
