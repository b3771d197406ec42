"""A text cut into words, each name as one word, with the word lists of its language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsdossier.analyse.names import no_names
from newsdossier.languages.functions import FunctionLists
from newsdossier.model.findings import Mention

_WORD = {
    "fr": re.compile(r"(?:[^\W_]\.-?)+[^\W_]\.|[^\W_]+(?:-[^\W_]+)*['’]?"),
    "en": re.compile(
        r"(?:Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Maj|Adm|Rev|Prof)\.|(?:[A-Z]\.){2,}|['’]s\b|[^\W_]+(?:-[^\W_]+)*"
    ),
}
_PREFIX = re.compile(r"^(?:ex|vice|co|sous|then|former|acting)-(?=\w{3})")
_ADJECTIVE = re.compile(
    r"\w{2}(?:ales?|als?|aux|iques?|aires?|ien(?:ne)?s?|aise?s?|oise?s?|ifs?|ives?|els?|elles?|istes?|aine?s?|imes?|ines?|éenne?s?)$"
)
_BRACKETS = re.compile(r"[ \u00a0\u202f]*\([^()\n]{1,30}\)")


class TextWord(NamedTuple):
    """One word of the text; a tuple, because every word of every article becomes one."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last one."""
    lower: str
    """In lower case, with a plain apostrophe."""
    name: Mention | None = None
    """The name, if it is one; a name of several words is one word here."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text cut into words, with the lists of its language."""

    text: str
    """The whole text."""
    words: Sequence[TextWord]
    """In order."""
    lists: FunctionLists
    """The language's functions and the words around them."""
    is_french: bool
    """In French adjectives follow their noun, and a name may follow a complement."""


def words(text: str, language: str, names: Sequence[Mention]) -> Iterator[TextWord]:
    """Yields the words of a text, each name as one word; the names must be in order and apart."""
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
            yield TextWord(name.span.start, at, name.span.of(text).lower(), name)
        else:
            yield TextWord(start, end, lower[start:end] or match.group().lower().replace("’", "'"))


def function_at(words: Sequence[TextWord], at: int, lists: FunctionLists) -> int:
    """Returns how many words from this one on are a function; 0 for none."""
    first = words[at].lower
    if first not in lists.functions and "-" not in first:
        return 0
    for start in (first, _PREFIX.sub("", first)):
        for entry in lists.functions.get(start, ()):
            rest = words[at + 1 : at + len(entry)]
            if tuple(word.lower for word in rest if not word.name) == entry[1:]:
                return len(entry)
    return 0


def joined(tagged: TaggedText, at: int) -> bool:
    """True if nothing but a space, or a party in brackets, is before this word."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    return _BRACKETS.sub("", between).strip(" \u00a0\u202f") == ""


def is_adjective(tagged: TaggedText, word: str) -> bool:
    """True if a word may follow a function as part of it; in French also if it ends as adjectives do."""
    classes = tagged.lists.classes
    if word in classes["after"]:
        return True
    if not tagged.is_french or any(word in classes[name] for name in ("stop", "linked", "before")):
        return False
    return bool(_ADJECTIVE.search(word)) or word in no_names("peoples")


def is_article(tagged: TaggedText, at: int) -> bool:
    """True for an article, a contraction with one, a possessive or an English genitive."""
    lower = tagged.words[at].lower
    return lower in tagged.lists.classes["articles"] or lower in {"du", "des", "au", "aux", "'s"}
