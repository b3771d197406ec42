"""PDF -> draft: lines, with the place and size of their letters, joined to a title, headings and paragraphs."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.model.article import PartKind
from newsdossier.read.formats import library, locked
from newsdossier.read.seed import Draft, RawSeed

SUFFIXES = (".pdf",)
_MOST_PAGES = 300
_MOST_LETTERS = 200_000  # of one page
_BIGGER = 1.15  # than the text around: a heading
_TITLE = 1.3
_LINE_ENDS = {10, 13}
_ROWS = 4  # from which on a gap may be that between two columns
_AGREE = 0.8  # of the rows with a gap have it at the same place
_SPACE = 1.2  # times the size of the letters: no space between words is so wide
_HYPHENS = "\u00ad\x02\ufffe"
_SENTENCE_END = re.compile(r"[.!?…:]\W*$|[»”\"]$")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\W*", re.I)
_SECOND = re.compile(r"(?:ce|il|elle|on|ils|elles|je|tu|nous|vous|là|ci|être|même)\b")
_FIRST = re.compile(r"(?:^|\W)(?:ex|non|vice|anti|mi|semi|sous|demi)-$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places are in points from the lower left corner."""

    words: str
    """Its text on one line."""
    left: float
    """Left edge."""
    right: float
    """Right edge."""
    top: float
    """Upper edge of its letters."""
    bottom: float
    """Lower edge."""
    size: float
    """Font size."""

    @property
    def height(self) -> float:
        """Height of the letters; never zero."""
        return max(self.top - self.bottom, 0.8 * self.size, 1.0)


def read(raw: RawSeed) -> Draft:
    """Takes the biggest words of the first page for the title; a PDF does not say when it was published."""
    pdfium = library("pypdfium2", raw.path)
    try:
        document = pdfium.PdfDocument(raw.data)
        pages = [_in_columns(list(_rows(document[i]))) for i in range(min(len(document), _MOST_PAGES))]
        more = len(document) - _MOST_PAGES
    except pdfium.PdfiumError as bad:
        if "password" in str(bad).casefold():
            raise locked("PDF", raw.path) from bad
        remedy = "Open it in a browser and print it into a new PDF"
        raise SeedError("this file is no PDF, or a damaged one", path=raw.path, remedy=remedy) from bad
    lines = list(_running_text(pages))
    if not lines:
        remedy = "It holds pictures of pages: have a program read them (OCR), or paste the text into a .txt file"
        raise SeedError("this PDF holds no text", path=raw.path, remedy=remedy)
    remarks = (f"only the first {_MOST_PAGES} pages are read, {more} are left out",) if more > 0 else ()
    return Draft(tuple(_blocks(lines)), Sidecar(), remarks=remarks, unread=max(more, 0))


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float


class _Letter(NamedTuple):
    code: int
    box: _Box
    size: float


_Row = list["_Letter"]


def _in_columns(rows: list[_Row]) -> list[Line]:
    """Returns the lines of a page; rows across two columns become lines of the left one, then of the right one."""
    gutter = _gutter(rows)
    if gutter is None:
        return [line for row in rows for line in _line(row)]
    above: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        left = [one for one in row if one.box.right <= gutter]
        right = [one for one in row if one.box.left >= gutter]
        if len(left) + len(right) < len(row) or (not columns[0] and not (left and right)):
            above += _line(row)  # a headline over both columns
        else:
            columns[0].extend(_line(left))
            columns[1].extend(_line(right))
    return [*above, *columns[0], *columns[1]]


def _gutter(rows: list[_Row]) -> float | None:
    """Returns the middle of a gap at one place of most rows, wider than a space between words; None without one."""
    gaps = [gap for row in rows if (gap := _widest_gap(row)) is not None]
    if len(gaps) < _ROWS or 2 * len(gaps) < sum(map(bool, rows)):
        return None
    middle = median((left + right) / 2 for left, right in gaps)
    agreeing = [gap for gap in gaps if gap[0] <= middle <= gap[1]]
    return middle if len(agreeing) >= _AGREE * len(gaps) else None


def _widest_gap(row: _Row) -> tuple[float, float] | None:
    shown = sorted(
        (one.box.left, one.box.right, one.size) for one in row if one.code > 32 and one.box.right > one.box.left
    )
    gaps = [(a[1], b[0]) for a, b in pairwise(shown) if b[0] - a[1] > _SPACE * max(a[2], 1.0)]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _rows(page: Any) -> Iterator[_Row]:
    """Yields the letters of every row, in the order of the file."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    letters: list[_Letter] = []
    for i in range(min(text.count_chars(), _MOST_LETTERS)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in _LINE_ENDS:
            yield letters
            letters = []
        else:
            letters.append(_Letter(code, _box(pdfium, text, i), pdfium.FPDFText_GetFontSize(text, i)))
    yield letters


def _box(pdfium: Any, text: Any, i: int) -> _Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return _Box(left.value, right.value, bottom.value, top.value)


def _line(letters: list[_Letter]) -> Iterator[Line]:
    words = " ".join("".join(chr(one.code) if 0 < one.code < 0x110000 else "" for one in letters).split())
    shown = [one for one in letters if one.code > 32 and one.box.right > one.box.left]
    if words and shown:
        boxes = [one.box for one in shown]
        sizes = sorted(max(one.size, one.box.top - one.box.bottom) if one.size <= 1 else one.size for one in shown)
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        top, bottom = max(box.top for box in boxes), min(box.bottom for box in boxes)
        yield Line(words, left, right, top, bottom, sizes[len(sizes) // 2])


def _running_text(pages: list[list[Line]]) -> Iterator[Line]:
    """Yields all lines but page numbers, and those that stand at one edge of a third of the pages."""
    counts = Counter(_position(line) for page in pages for line in set(page))
    often = max(2, len(pages) // 3)
    for page in pages:
        for at, line in enumerate(page):
            edge = at < 2 or at >= len(page) - 3
            if not edge or not (_PAGE_NUMBER.fullmatch(line.words) or counts[_position(line)] >= often):
                yield line


def _position(line: Line) -> tuple[str, int]:
    """Returns what is equal for a running head on all pages: its words without numbers, and its height."""
    return re.sub(r"\d+", "#", line.words), round(line.top / 4)


def _blocks(lines: list[Line]) -> Iterator[tuple[PartKind, str]]:
    """Joins lines of one size without a gap, an indent or a short last line between them to paragraphs."""
    body = _body_size(lines)
    edges = [line.right for line in lines if len(line.words) > 30]
    right = median(edges) if edges else 0.0
    group: list[Line] = []
    titled = False
    for line in lines:
        if group and _breaks(group[-1], line, right):
            kind = _kind(group, body, titled)
            titled = titled or kind == "title"
            yield kind, _joined(group)
            group = []
        group.append(line)
    yield _kind(group, body, titled), _joined(group)


def _body_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.words)
    return sizes.most_common(1)[0][0]


def _kind(group: list[Line], body: float, titled: bool) -> PartKind:
    size = max(line.size for line in group)
    if size > body * _TITLE and not titled:
        return "title"
    return "heading" if size > body * _BIGGER and len(group) <= 3 else "paragraph"


def _breaks(last: Line, line: Line, right: float) -> bool:
    """True if `line` begins another paragraph; `right` is where full lines end."""
    if abs(last.size - line.size) > 0.08 * last.size:
        return True
    whole = bool(_SENTENCE_END.search(last.words))
    gap = last.bottom - line.top
    if gap < -line.height:  # a new column or page goes on where the last one ended
        return whole and (line.words[:1].isupper() or line.words[:1] in '«“"—–•')
    if gap > 0.9 * line.height:
        return True
    indented = line.left > last.left + 0.7 * line.size
    short = last.right < right - 4 * line.size
    return whole and (indented or short)


def _joined(group: list[Line]) -> str:
    """Returns lines as one; a word cut at the end of a line is whole again, a hyphen of its own stays."""
    text = ""
    for line in group:
        words = line.words
        if text and text[-1] in _HYPHENS:
            text = text[:-1] + words
        elif re.search(r"[^\W\d_]-$", text) and words[:1].islower():
            text = text[:-1] + words if not _is_compound(text, words) else text + words
        else:
            text = f"{text} {words}" if text else words
    return "".join(c for c in text if c not in _HYPHENS)


def _is_compound(text: str, words: str) -> bool:
    """True for « est-ce », « peut-être », « ex-ministre »: the hyphen is the word's own."""
    return bool(_SECOND.match(words)) or bool(_FIRST.search(text))
