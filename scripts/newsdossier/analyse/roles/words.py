"""Text -> its words, with the lists that say which of them are functions: « ministre », "chief of staff"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsdossier.analyse.names import no_names
from newsdossier.languages import word_lists
from newsdossier.model.findings import Mention

_WORD = {
    "fr": re.compile(r"(?:[^\W_]\.-?)+[^\W_]\.|[^\W_]+(?:-[^\W_]+)*['’]?"),
    "en": re.compile(
        r"(?:Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Maj|Adm|Rev|Prof)\.|(?:[A-Z]\.){2,}|['’]s\b|[^\W_]+(?:-[^\W_]+)*"
    ),
}
_PREFIX = re.compile(r"^(?:ex|vice|co|sous|then|former|acting)-(?=\w{3})")
_PREPOSITION = re.compile(r"(?:de|du|des|d'|à|au|aux|en|of|for|to|at)$")

_ADJECTIVE = re.compile(
    r"\w{2}(?:ales?|als?|aux|iques?|aires?|ien(?:ne)?s?|aise?s?|oise?s?|ifs?|ives?|els?|elles?|istes?|aine?s?)$"
)
_PARTY = re.compile(r"[ \u00a0\u202f]*(?:\([^()\n]{1,30}\)|[A-ZÉ]{2,6}\b)")
_BRACKETS = re.compile(r"[ \u00a0\u202f]*\([^()\n]{1,30}\)")


@dataclass(frozen=True, slots=True)
class Lists:
    """What a language calls functions, and the words around them."""

    functions: Mapping[str, tuple[tuple[str, ...], ...]]
    """By first word, the longest first."""
    plurals: frozenset[tuple[str, ...]]
    """Those that stand for several people."""
    classes: Mapping[str, frozenset[str]]
    """The other sections of the file, by name."""


class Word(NamedTuple):
    """One word of the text; made for every word of every article, so a tuple, which costs a third of a dataclass."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last one."""
    lower: str
    """In lower case, with a plain apostrophe."""
    name: Mention | None = None
    """The name that it is; a name is one word."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as this grammar reads it."""

    text: str
    """All of it."""
    words: Sequence[Word]
    """In order."""
    known: Lists
    """Of its language."""
    french: bool
    """Adjectives follow their noun, and a name may follow a complement."""


@cache
def lists(language: str) -> Lists:
    """The word lists of French or English."""
    entries = {
        tuple(form.replace("'", "' ").split())
        for entry in word_lists.entries(word_lists.sections("functions", language)["functions"])
        for form in entry.split("/")
    }
    plurals = {_plural(entry) for entry in entries} - entries
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for entry in sorted(entries | plurals, key=lambda e: (-len(e), e)):
        by_first[entry[0]].append(entry)
    functions = {first: tuple(some) for first, some in by_first.items()}
    return Lists(functions, frozenset(plurals), word_lists.words("functions", language))


def words(text: str, language: str, names: Sequence[Mention]) -> tuple[Word, ...]:
    """The words of a text, each name as one word."""
    return tuple(_words(text, language, names))


def function_at(words: Sequence[Word], at: int, known: Lists) -> int:
    """How many words from this one on are a function; 0 for none."""
    first = words[at].lower
    if first not in known.functions and "-" not in first:
        return 0
    for start in (first, _PREFIX.sub("", first)):
        for entry in known.functions.get(start, ()):
            rest = words[at + 1 : at + len(entry)]
            if tuple(word.lower for word in rest if not word.name) == entry[1:]:
                return len(entry)
    return 0


def joined(reading: Reading, at: int) -> bool:
    """Nothing but a space, or a party in brackets, stands before this word."""
    between = reading.text[reading.words[at - 1].end : reading.words[at].start]
    return _BRACKETS.sub("", between).strip(" \u00a0\u202f") == ""


def core_end(reading: Reading, at: int) -> int:
    """After the adjectives of a function, and after a second function that « et » joins to it."""
    words = reading.words
    while at < len(words) and joined(reading, at):
        lower = words[at].lower
        if lower in {"et", "and"} and at + 1 < len(words) and joined(reading, at + 1):
            if not (length := function_at(words, at + 1, reading.known)):
                break
            at += 1 + length
        elif words[at].name or not is_adjective(reading, lower):
            break
        else:
            at += 1
    return _past_party(reading, at)


def _past_party(reading: Reading, at: int) -> int:
    """« maire (UDE) de Sevran », « maire UDI de Vincennes »: a party between belongs to neither."""
    party = _PARTY.match(reading.text, reading.words[at - 1].end)
    if not party or at == len(reading.words):
        return at
    after = next((i for i in range(at, len(reading.words)) if reading.words[i].start >= party.end()), at)
    return after if reading.words[after].lower in {"de", "du", "des", "d'"} else at


def is_adjective(reading: Reading, word: str) -> bool:
    """A word that may follow a function as part of it; in French also one that ends as adjectives do."""
    classes = reading.known.classes
    if word in classes["after"]:
        return True
    if not reading.french or any(word in classes[name] for name in ("stop", "linked", "before")):
        return False
    return bool(_ADJECTIVE.search(word)) or word in no_names("peoples")


def _plural(entry: tuple[str, ...]) -> tuple[str, ...]:
    """« chefs d'état », « directeurs généraux »: every word before a preposition."""
    stop = next((i for i, word in enumerate(entry) if _PREPOSITION.match(word)), len(entry))
    return tuple(_many(word) if i < stop else word for i, word in enumerate(entry))


def _many(word: str) -> str:
    if word.endswith("al"):
        return word[:-1] + "ux"
    if word.endswith(("sman", "swoman", "ssman")):
        return word[:-2] + "en"
    return word if word[-1] in "sxz.'" else word + "s"


def _words(text: str, language: str, names: Sequence[Mention]) -> Iterator[Word]:
    at, left = 0, list(reversed(names))
    lower = text.lower().replace("’", "'")
    lower = lower if len(lower) == len(text) else ""  # « İ » becomes two
    for match in _WORD[language].finditer(text):
        start, end = match.span()
        while left and left[-1].span.end <= start:
            left.pop()
        if start < at:
            continue
        if left and end > left[-1].span.start:
            name = left.pop()
            at = name.span.end
            yield Word(name.span.start, at, name.span.of(text).lower(), name)
        else:
            yield Word(start, end, lower[start:end] or match.group().lower().replace("’", "'"))
