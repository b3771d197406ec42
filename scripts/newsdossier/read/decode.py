"""Bytes -> text: by its mark, as UTF-8, as Windows wrote it, or by the best guess; never a picture."""

import codecs
import re
import unicodedata

from newsdossier.errors import SeedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_MOST_CONTROLS = 0.02  # of the characters: more is no text
_ODD_LETTERS = re.compile(r"[ƒˆ‰Š‹Ž˜™š›ž¡¢¤¥¦¬¯±¶¹¾¿ÃÐÝÞãðýþ]")
_MOST_ODD = 0.15  # of the characters beyond ASCII: French and English texts have hardly any
_FOREIGN_RUN = re.compile(
    r"[^\W\d_\x00-\x7f]{4}"
)  # Cyrillic or Greek read as cp1252: no Western word has four in a row


def decode(data: bytes, path: str) -> str:
    """The text in one normal form: NFC, line ends as \\n, without control characters."""
    text = _decoded(data, path)
    controls = len(_CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * max(len(text), 1):
        remedy = "Seeds are articles: text, Markdown or saved web pages"
        raise SeedError("this file is no text", path=path, remedy=remedy)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean(lines)


def clean(words: str) -> str:
    """NFC without control characters, which neither XML nor YAML can hold; entities and escapes bring them back."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", words))


def _decoded(data: bytes, path: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data) or _guessed(data, path)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters is zero."""
    sample = data[:2_000]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.4 * len(sample) / 2 or min(even, odd) > 0.1 * len(sample) / 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _windows(data: bytes) -> str:
    """cp1252, of which latin-1 is a part, when what comes out are letters that articles use."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    if _FOREIGN_RUN.search(text):
        return ""
    beyond = [c for c in text if ord(c) > 127]
    return text if len(_ODD_LETTERS.findall(text)) <= _MOST_ODD * len(beyond) else ""


def _guessed(data: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=["mac_cyrillic"]).best()  # it wins over cp1251, which newsrooms use
    if best is None:
        raise SeedError("this file is no text", path=path, remedy="If it is an article, save it as UTF-8")
    return str(best)
