"""Two names -> how alike they are, across spellings, scripts and the order of given name and surname.

Words are romanised, then reduced to a skeleton in which the usual ways to romanise one sound are the same (Ouchakov,
Ushakov, Ušakov, Ушаков: « usakof »; French « ch » is English “sh”). Words of the two names are paired greedily; a name
is as alike as its words on the whole and its worst pair, for one word that differs is another person. Edit distance:
optimal string alignment.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from newsdossier.model.entity import EntityType

SAME = 0.8  # likeness from which on two names are taken for one
_HARDLY = 0.3  # likeness of words below which they are no pair
_INITIAL, _ROMANISED, _CONSONANTS = 0.85, 0.97, 0.8  # likeness of words that share these
_ONE_WORD, _EXTRA_WORD = 0.35, 0.06  # what a name loses when one word decides, and for each word without a pair
# Romanisations of one sound, longest first: French, English, German and scholarly ones
_SOUNDS = [
    pair.split(">")
    for pair in (
        "gue>ge gui>gi chr>kr tsch>s tch>s shch>s sch>s sh>s ch>s cz>s zh>z dzh>z dj>z kh>h gh>g ph>f th>t ck>k "
        "qu>k q>k x>ks ou>u oo>u ee>i w>v yu>iu ya>ia ye>e yo>io y>i j>i ts>c tz>c c>k ae>e oe>o"
    ).split()
]
_PARTICLES = frozenset(
    "al el bin ibn ben abu abd von van der den de da di du del la le mr mrs dr sir ul ur ad as ed".split()
)
_OF = frozenset("of the and de des du la le les et".split())
_VOWELS = str.maketrans("", "", "aeiou")
_DOUBLED, _MUTE_E, _MUTE_H = map(re.compile, (r"(.)\1+", r"(?<=in)e$", r"(?<=[aeiou])h(?=[^aeiou]|$)"))
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]\. ?){2,}|\b(?:[^\W\d_]\.)+[^\W\d_]\b")
_ALIKE = 0.9  # no acronym is as alike as that to what it stands for


def same(a: str, b: str, kind: EntityType | None = None) -> bool:
    """Whether the names may mean one person, or one organisation or place, by their form alone."""
    return likeness(a, b, kind or _guessed(a, b)) >= SAME


def _guessed(a: str, b: str) -> EntityType:
    """A company shows by its legal form, a person by the lack of one and of small words."""
    some = {*romanised(a), *romanised(b)}
    return "organisation" if some & _legal_forms() - _PARTICLES or len(some) < 2 else "person"


@lru_cache(maxsize=100_000)
def likeness(a: str, b: str, kind: EntityType) -> float:
    """From 0 to 1; the order of the two names changes nothing."""
    one, other = sorted((romanised(a), romanised(b)))
    if not one or not other:
        return 0.0
    return _people(one, other) if kind == "person" else _others(one, other)


@lru_cache(maxsize=100_000)
def romanised(form: str) -> tuple[str, ...]:
    """The words of a name in small Latin letters; « B.V. » is one word."""
    plain = _ABBREVIATED.sub(
        lambda found: re.sub(r"[. ]", "", found.group()) + " ", unicodedata.normalize("NFKC", form)
    )
    letters = re.sub(r"['’`ʹ]", "", anyascii(plain.replace(".", " "))).lower()
    return tuple(re.findall(r"[a-z0-9]+", letters))


@lru_cache(maxsize=100_000)
def bones(form: str) -> tuple[str, ...]:
    """The skeletons of a name's words without particles: what transliterations of one name share."""
    return tuple(skeleton(word) for word in romanised(form) if word not in _PARTICLES)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """What the ways to romanise a word have in common."""
    for sound, sign in _SOUNDS:
        word = word.replace(sound, sign)
    word = _MUTE_E.sub("", _DOUBLED.sub(r"\1", word))  # « Poutine », “Putin”
    word = f"{word[:-1]}f" if word.endswith("v") else word  # “Chekhov”, « Tchekhoff »
    return _MUTE_H.sub("", word)


def bare(form: str) -> tuple[str, ...]:
    """The words of an organisation's name without its legal form."""
    kept = tuple(word for word in romanised(form) if word not in _legal_forms())
    return kept or romanised(form)


def initials(form: str) -> frozenset[str]:
    """What may abbreviate a name: first letters of its words, all, without small ones, legal form or country before."""
    parts = [part for part in re.split(r"[\s'’-]+", form) if part]
    letters = [letter for part in parts for letter in (part if part.isupper() and len(part) < 4 else part[0])]
    proper = [letter for letter in letters if letter.isupper()]  # « USGP » of « US Goudelin-Plage »
    big = [part for part in parts if part[0].isupper() or (part.casefold() not in _OF and len(part) > 2)]
    core = [part for part in big if part.casefold().strip(".") not in _legal_forms()]
    some = (parts, big, core, core[1:] if len(core) > 3 else core)  # the FDA is the U.S. Food and Drug Administration
    found = [*("".join(part[0] for part in one) for one in some), "".join(proper)]
    return frozenset(anyascii(one).casefold() for one in found)


def spells(short: str, long: str) -> bool:
    """True if a name has the letters of its short form in order, the first where it begins: « BEAmer ».

    The longest run back from the end decides, as in Schwartz and Hearst, "A simple algorithm for identifying
    abbreviation definitions in biomedical text" (2003).
    """
    left, whole = anyascii(short).casefold(), anyascii(long).casefold()
    at = len(whole)
    for letter in reversed(left[1:]):
        at = whole.rfind(letter, 0, at)
        if at < 1:
            return False
    return bool(left) and whole[0] == left[0]


def _people(a: Sequence[str], b: Sequence[str]) -> float:
    a = [word for word in a if word not in _PARTICLES] or a
    b = [word for word in b if word not in _PARTICLES] or b
    pairs = _paired(a, b)
    shorter, longer = sorted((len(a), len(b)))
    together = words_alike("".join(a), "".join(b))  # « Abdel Karim » and « Abdelkarim »
    if not pairs:
        return together if together > _ROMANISED - 0.04 else 0.0
    found = _weighed(pairs, shorter) - _EXTRA_WORD * (longer - shorter)
    if len(pairs) < 2 < 1 + longer:
        found -= _ONE_WORD
    return max(found, together if together > _ROMANISED - 0.04 else 0.0)


def _others(a: Sequence[str], b: Sequence[str]) -> float:
    if _stand_for(a, b) or _stand_for(b, a):
        return 0.9
    a = [word for word in a if word not in _legal_forms()] or a
    b = [word for word in b if word not in _legal_forms()] or b
    if "".join(a) == "".join(b):
        return 1.0
    pairs, longest = _paired(a, b), max(len(a), len(b))
    whole = 0.0 if len(pairs) < longest else _close("".join(a), "".join(b))
    return max(_weighed(pairs, longest), whole) if pairs else 0.0


def _weighed(pairs: Sequence[float], words: int) -> float:
    """Half the mean over all words, half the worst pair; a word without a pair is the worst."""
    worst = min(pairs) if len(pairs) >= words else 0.0
    return 0.5 * sum(pairs) / max(words, len(pairs)) + 0.5 * worst


def _stand_for(a: Sequence[str], b: Sequence[str]) -> bool:
    """The first is the initials of the second."""
    initials = "".join(word[0] for word in b if word not in _OF)
    return len(a) == 1 and len(initials) > 2 and a[0] == initials


def _paired(a: Sequence[str], b: Sequence[str]) -> list[float]:
    """Likeness of each pair of words, the most alike paired first."""
    all_pairs = sorted(((words_alike(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    left, right, found = set(range(len(a))), set(range(len(b))), []
    for alike, i, j in all_pairs:
        if alike > _HARDLY and i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append(alike)
    return found


@lru_cache(maxsize=200_000)
def words_alike(a: str, b: str) -> float:
    """Likeness of two romanised words; numbers are alike only when they are the same."""
    if a == b:
        return 1.0
    if a.isdigit() or b.isdigit():
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return _INITIAL if a[0] == b[0] else 0.0
    if skeleton(a) == skeleton(b):
        return _ROMANISED
    found = max(_close(a, b), _close(skeleton(a), skeleton(b)))
    one, other = consonants(a), consonants(b)
    return max(found, _CONSONANTS) if one == other and len(one) > 1 else found


@lru_cache(maxsize=100_000)
def consonants(word: str) -> str:
    """The consonants of its skeleton."""
    return skeleton(word).translate(_VOWELS)


def _close(a: str, b: str) -> float:
    return 1 - OSA.distance(a, b) / max(len(a), len(b), 1)


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    lines = (files("newsdossier.data") / "legal_forms.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Shape(NamedTuple):
    """What of a name is compared first."""

    bones: tuple[str, ...]
    """As in `compare`."""
    turned: tuple[str, ...]
    """The same sorted, whichever of given name and surname comes first."""
    initials: frozenset[str]
    """Words of one letter."""
    bare: tuple[str, ...]
    """Its words without a legal form."""


@lru_cache(maxsize=100_000)
def shape(name: str) -> Shape:
    """Returns the features of one name."""
    found = bones(name)
    initials = frozenset(word for word in romanised(name) if len(word) == 1)
    return Shape(found, tuple(sorted(found)), initials, bare(name))


def alike(a: str, b: str, kind: EntityType) -> bool:
    """True if the words are alike, in any order, with equal initials: George Bush is not George W. Bush."""
    one, other = shape(a), shape(b)
    if one.turned == other.turned:
        return True
    if one.initials != other.initials or not (kind == "person" or _as_long(one.bare, other.bare)):
        return False
    return likeness(a, b, kind) > _ALIKE


def _as_long(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """As many words, or the same letters: names of others than people are alike in no other case."""
    return len(one) == len(other) or "".join(one) == "".join(other)
