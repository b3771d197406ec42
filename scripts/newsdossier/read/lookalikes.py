"""Words in which letters of two alphabets are mixed, as a Cyrillic а in a Latin name: unseen, and never found."""

import re
import unicodedata
from collections.abc import Iterator

_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOLS = frozenset("αβγδΔεθλμπρσΣφΦψωΩ")  # Greek letters of units and formulas: nobody takes them for Latin ones
_MOST = 5  # words that are named


def mixed(text: str, data: bytes) -> tuple[str, ...]:
    """What to tell the editor, once for each such word; with its line where the file `data` holds it as UTF-8."""
    if not _OTHER.search(text):
        return ()
    words = list(dict.fromkeys(_mixed(text)))
    more = (f"{len(words) - _MOST} more words mix two alphabets",) if len(words) > _MOST else ()
    return (*(_told(word, data) for word in words[:_MOST]), *more)


def _mixed(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        letters = [c for c in found[0] if c not in _SYMBOLS]
        scripts = {unicodedata.name(c, "").split(" ")[0] for c in letters} & {"LATIN", "CYRILLIC", "GREEK"}
        if len(scripts) > 1:
            yield found[0]


def _told(word: str, data: bytes) -> str:
    at = data.find(word.encode())
    line = data.count(b"\n", 0, max(at, 0)) + 1
    where = f"line {line}: " if at >= 0 else ""
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in word)
    odd = [c for c in word if unicodedata.name(c, "").startswith("LATIN") == (latin * 2 < len(word))]
    names = ", ".join(dict.fromkeys(f"{c} is {unicodedata.name(c).capitalize()}" for c in odd))
    return f"{where}« {word} » mixes two alphabets ({names}), so that it is not found as a name; type it anew"
