"""A page of a PDF -> its lines, each with the place and size of its letters, in the order in which they are written."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.model.article import PartKind
from newsdossier.read.formats.common import library, locked
from newsdossier.read.seed import Draft, RawSeed

_LINE_ENDS = {10, 13}


_MOST = 200_000  # characters of one page


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; places are in points from the lower left corner."""

    words: str
    """Its text."""
    left: float
    """Where it begins."""
    right: float
    """Where it ends."""
    top: float
    """Upper edge of its letters."""
    bottom: float
    """Lower edge."""
    size: float
    """Of its letters."""

    @property
    def height(self) -> float:
        """Of the letters; never zero."""
        return max(self.top - self.bottom, 0.8 * self.size, 1.0)


def lines_of(page: Any) -> Iterator[Line]:
    """Every line that holds a letter."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    letters: list[tuple[int, tuple[float, float, float, float], float]] = []
    for i in range(min(text.count_chars(), _MOST)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in _LINE_ENDS:
            yield from _line(letters)
            letters = []
        else:
            letters.append((code, _box(pdfium, text, i), pdfium.FPDFText_GetFontSize(text, i)))
    yield from _line(letters)


def _box(pdfium: Any, text: Any, i: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _line(letters: list[tuple[int, tuple[float, float, float, float], float]]) -> Iterator[Line]:
    words = " ".join("".join(chr(code) if 0 < code < 0x110000 else "" for code, _, _ in letters).split())
    seen = [(box, size) for code, box, size in letters if code > 32 and box[1] > box[0]]
    if words and seen:
        boxes = [box for box, _ in seen]
        sizes = sorted(max(size, box[3] - box[2]) if size <= 1 else size for box, size in seen)
        left, right = min(b[0] for b in boxes), max(b[1] for b in boxes)
        yield Line(words, left, right, max(b[3] for b in boxes), min(b[2] for b in boxes), sizes[len(sizes) // 2])


SUFFIXES = (".pdf",)


_MOST_PAGES = 300


_BIGGER = 1.15  # than the text around: a heading


_TITLE = 1.3


_ENDS = re.compile(r"[.!?…:]\W*$|[»”\"]$")


_SECOND = re.compile(r"(?:ce|il|elle|on|ils|elles|je|tu|nous|vous|là|ci|être|même)\b")


_FIRST = re.compile(r"(?:^|\W)(?:ex|non|vice|anti|mi|semi|sous|demi)-$", re.I)


_HYPHENS = "\u00ad\x02\ufffe"


def read(raw: RawSeed) -> Draft:
    """The biggest words of the first page are the title; a PDF does not say when it was published."""
    pdfium = library("pypdfium2", raw.path)
    try:
        document = pdfium.PdfDocument(raw.data)
        pages = [list(lines_of(document[i])) for i in range(min(len(document), _MOST_PAGES))]
        more = len(document) - _MOST_PAGES
    except pdfium.PdfiumError as bad:
        if "password" in str(bad).casefold():
            raise locked("PDF", raw.path) from bad
        remedy = "Open it in a browser and print it into a new PDF"
        raise SeedError("this file is no PDF, or a damaged one", path=raw.path, remedy=remedy) from bad
    lines = list(_running(pages))
    if not lines:
        remedy = "It holds pictures of pages: have a program read them (OCR), or paste the text into a .txt file"
        raise SeedError("this PDF holds no text", path=raw.path, remedy=remedy)
    remarks = (f"only the first {_MOST_PAGES} pages are read, {more} are left out",) if more > 0 else ()
    return Draft(tuple(_blocks(lines)), Sidecar(), remarks=remarks, unread=max(more, 0))


def _running(pages: list[list[Line]]) -> Iterator[Line]:
    """All lines but page numbers, and those that stand at one edge of a third of the pages."""
    seen = Counter((_key(line), round(line.top / 4)) for page in pages for line in set(page))
    often = max(2, len(pages) // 3)
    for page in pages:
        for at, line in enumerate(page):
            edge = at < 2 or at >= len(page) - 3
            number = edge and re.fullmatch(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\W*", line.words, re.I)
            if not number and not (edge and seen[_key(line), round(line.top / 4)] >= often):
                yield line


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.words)


def _blocks(lines: list[Line]) -> Iterator[tuple[PartKind, str]]:
    """Lines of one size without a gap, an indent or a short last line between them are a paragraph."""
    body = _body_size(lines)
    right = (
        median(line.right for line in lines if len(line.words) > 30) if any(len(x.words) > 30 for x in lines) else 0.0
    )
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
    if abs(last.size - line.size) > 0.08 * last.size:
        return True
    whole = bool(_ENDS.search(last.words))
    gap = last.bottom - line.top
    if gap < -line.height:  # a new column or page goes on where the last one ended
        return whole and (line.words[:1].isupper() or line.words[:1] in '«“"—–•')
    if gap > 0.9 * line.height:
        return True
    indented = line.left > last.left + 0.7 * line.size
    short = last.right < right - 4 * line.size
    return whole and (indented or short)


def _joined(group: list[Line]) -> str:
    """One line of text; a word cut at the end of a line is whole again, a hyphen of its own stays."""
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
    """« est-ce », « peut-être », « ex-ministre »: the hyphen is the word's own."""
    return bool(_SECOND.match(words)) or bool(_FIRST.search(text))
