"""Bytes -> text in one normal form, whatever it was encoded in, and what to tell the editor about its characters."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from newsdossier.errors import SeedError

_CODECS = re.compile(
    r"ascii|utf-8|utf-16\S*|cp\d+|iso8859-\d+|koi8-\w|gb\w+|big5\w*|euc_\w+|shift_jis\w*|mac-roman|tis-620"
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# unseen, and in the way of whoever looks for a name: soft hyphens, zero-width spaces, marks that turn the
# direction; joiners stay between letters of scripts that need them and in pictures made of several
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\U000e0001-\U000e007f]|"
    r"(?<![\u0590-\u1cff\u2300-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|"
    r"[\u200c\u200d](?![\u0590-\u1cff\u2300-\u2bff\U0001f000-\U0001faff])"
)
# What browsers read for a declared encoding (WHATWG Encoding Standard): files say one and hold the other
_AS_BROWSERS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
}  # fmt: skip
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_CONTROL_CHARACTERS = "".join(map(chr, (*range(9), *range(14, 32))))
_MOST_CONTROLS = 0.02  # of the characters: more is no text
LOST = "\ufffd"
"""Stands for bytes that are no letter."""
_LETTERS = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸ«»‹›“”„‘’‚–—…•·°€£§¿¡©®™²³½\u00a0\u00ad"
)
_CAPITAL_INSIDE = re.compile(r"(?<=[a-zà-ÿ])[À-ÞŒŸ]|(?<!\w)[À-ÞŒŸ](?!\w)(?<![ÀÔÉ])")  # « lÇger », « Ö la mairie »
_MOST_ODD = 0.15  # of the characters beyond ASCII: Western texts have hardly any other
_FOREIGN_RUN = re.compile(r"[^\W\d_\x00-\x7f]{4}")  # Cyrillic or Greek as cp1252; no Western word has four in a row
# Words in two alphabets, which no list of names knows

_GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOLS = frozenset("αβγδΔεθλμπρσΣφΦψωΩ")  # Greek letters of units and formulas: nobody takes them for Latin ones
_MOST_NAMED = 5  # words that are named


def decode(data: bytes, path: str) -> str:
    """Returns the text in one normal form: NFC, line ends as \\n, without control characters."""
    text = _decoded(data, path)
    controls = sum(text.count(c) for c in _CONTROL_CHARACTERS)
    if controls > _MOST_CONTROLS * max(len(text), 1):
        remedy = "Seeds are articles: text, Markdown or saved web pages"
        raise SeedError("this file is no text", path=path, remedy=remedy)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean(lines)


def clean(words: str) -> str:
    """Returns NFC without what cannot be seen: control characters, which neither XML nor YAML can hold, format marks.

    Controls U+0080 to U+009F are letters of cp1252 that were read as latin-1: « L\x92usine » is « L’usine ». Entities
    and escapes bring them back, so that it is done again where a reader decodes those.
    """
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _CONTROLS.sub("", words.translate(_C1))))


def codec_of(label: str) -> str:
    """Returns Python's codec for a declared encoding, as browsers take it; empty for one that is not of text."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return _AS_BROWSERS.get(name, name) if _CODECS.fullmatch(name) else ""


def damage(text: str) -> tuple[str, ...]:
    """Returns what to tell the editor when bytes that are no letter were met."""
    count = text.count(LOST)
    if not count:
        return ()
    line = text[: text.index(LOST)].count("\n") + 1
    return (f"line {line}: {count} characters could not be read and stand as {LOST}; save the file as UTF-8 again",)


def visible(text: str) -> int:
    """Returns how many characters can be seen."""
    return len(re.sub(r"\s+", "", text))


def _decoded(data: bytes, path: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) or _western(data) or _guessed(data, path)


def _damaged(data: bytes) -> str:
    """Decodes UTF-8 with a few bytes of something else: at least nine in ten sequences beyond ASCII hold."""
    text = data.decode("utf-8", "replace")
    lost, beyond = text.count(LOST), sum(1 for c in text if ord(c) > 127)
    return text if beyond - lost >= 9 * lost else ""


def _western(data: bytes) -> str:
    """Decodes cp1252, of which latin-1 is a part, or what Macs and DOS wrote, if the result looks like an article."""
    best, most = "", _MOST_ODD
    for encoding in ("cp1252", "mac_roman", "cp850"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [c for c in text if ord(c) > 127]
        strange = sum(1 for c in beyond if c not in _LETTERS) + len(_CAPITAL_INSIDE.findall(text))
        odd = strange / max(len(beyond), 1)
        if odd < most and not _FOREIGN_RUN.search(text):
            best, most = text, odd
    return best


def _wide(data: bytes) -> str:
    """Returns the codec of UTF-16 without its mark: every other byte of Latin letters is zero."""
    sample = data[:2_000]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.4 * len(sample) / 2 or min(even, odd) > 0.1 * len(sample) / 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=["mac_cyrillic"]).best()  # it wins over cp1251, which newsrooms use
    if best is None:
        raise SeedError("this file is no text", path=path, remedy="If it is an article, save it as UTF-8")
    return str(best)


def mixed_alphabets(text: str, data: bytes) -> tuple[str, ...]:
    """Returns a remark for each word in two alphabets, with its line where the file `data` holds it as UTF-8."""
    if not _GREEK_OR_CYRILLIC.search(text):
        return ()
    words = list(dict.fromkeys(_mixed_words(text)))
    more = (f"{len(words) - _MOST_NAMED} more words mix two alphabets",) if len(words) > _MOST_NAMED else ()
    return (*(_mixed_remark(word, data) for word in words[:_MOST_NAMED]), *more)


def _mixed_words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        letters = [c for c in found[0] if c not in _SYMBOLS]
        scripts = {unicodedata.name(c, "").split(" ")[0] for c in letters} & {"LATIN", "CYRILLIC", "GREEK"}
        if len(scripts) > 1:
            yield found[0]


def _mixed_remark(word: str, data: bytes) -> str:
    at = data.find(word.encode())
    line = data.count(b"\n", 0, max(at, 0)) + 1
    where = f"line {line}: " if at >= 0 else ""
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in word)
    odd = [c for c in word if unicodedata.name(c, "").startswith("LATIN") == (latin * 2 < len(word))]
    names = ", ".join(dict.fromkeys(f"{c} is {unicodedata.name(c).capitalize()}" for c in odd))
    return f"{where}« {word} » mixes two alphabets ({names}), so that it is not found as a name; type it anew"
