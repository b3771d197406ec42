"""A page of a PDF -> its lines, each with the place and size of its letters, in the order in which they are written."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ENDS = {10, 13}
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
        if code in _ENDS:
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
