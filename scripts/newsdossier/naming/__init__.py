"""How names are compared: folded for look-up, as a slug for identity."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from slugify import slugify

from newsdossier.model.article import Span

_INDEX_FILES = {"index", "readme"}  # MkDocs makes a folder's own page of them
_LONGEST = 80  # letters of an id
_PLAIN, _BETWEEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ -]+"), re.compile(r"[ -]+")
_GAPS = re.compile(r"[\s\u00a0\u202f'-]+")
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphens and what else stands inside a word unseen
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_JOINERS}])*")
_UNSEEN = str.maketrans("", "", _JOINERS)


@lru_cache(maxsize=200_000)
def fold(form: str) -> str:
    """Without accents, case, points, kinds of apostrophe and hyphens: « ÉTATS-UNIS » is « Etats Unis »."""
    bare = unicodedata.normalize("NFKD", form.replace("’", "'").replace(".", ""))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return _GAPS.sub(" ", letters).strip().casefold()


def slug(words: str) -> str:
    """Lower case, romanised, hyphens between; empty when nothing of it can be read: « l’appel » is `l-appel`."""
    words = re.sub("['’ʼ]", "-", words)
    if _PLAIN.fullmatch(words):  # nearly all names are: a tenth of the time
        plain = "-".join(filter(None, _BETWEEN.split(words.translate(_plain_letters()).lower())))
        if len(plain) <= _LONGEST:
            return plain
    return str(slugify(words, max_length=_LONGEST, word_boundary=True))


@cache
def _plain_letters() -> dict[int, str]:
    """Each accented letter as `slugify` romanises it."""
    return {ord(letter): str(slugify(letter)) for letter in map(chr, range(0xC0, 0x180)) if _PLAIN.fullmatch(letter)}


@lru_cache(maxsize=200_000)
def key(form: str) -> str:
    """The identity of a name and the id of its page: two names with one key are one name.

    Other scripts are romanised; what has no letter at all keys by its code points.
    """
    name = slug(form)
    if name in _INDEX_FILES:
        return f"{name}-name"
    return name or "x" + "-".join(f"{ord(c):x}" for c in form[:8])


def tokens(text: str) -> Iterator[tuple[Span, str]]:
    """Every word with its place, folded; hyphens, apostrophes and points are between words."""
    for found in _WORD.finditer(text):
        yield Span(found.start(), found.end()), fold(found.group().translate(_UNSEEN))


def vocabulary(text: str) -> frozenset[str]:
    """Every word of a text once, folded as `tokens` does."""
    return frozenset(fold(word.translate(_UNSEEN)) for word in set(_WORD.findall(text)))


def name_hash(name: str) -> str:
    """SHA-256 of a name's folded words with a space between: « Éric Dupont-Blanc » is "eric dupont blanc"."""
    return hashlib.sha256(" ".join(word for _, word in tokens(name)).encode()).hexdigest()


@lru_cache(maxsize=200_000)
def words(form: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(form).split())
