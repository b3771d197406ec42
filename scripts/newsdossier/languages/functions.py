"""Word lists -> what a language calls functions, « ministre », "chief of staff", and the words around them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsdossier.languages import entries, sections, words

_PREPOSITION = re.compile(r"(?:de|du|des|d'|à|au|aux|en|of|for|to|at)$")


@dataclass(frozen=True, slots=True)
class FunctionLists:
    """The functions of a language, and the words around them."""

    functions: Mapping[str, tuple[tuple[str, ...], ...]]
    """By first word, the longest first."""
    plurals: frozenset[tuple[str, ...]]
    """Those that stand for several people."""
    classes: Mapping[str, frozenset[str]]
    """The other sections of the file, by name."""


@cache
def function_lists(language: str) -> FunctionLists:
    """Returns the lists of French or English."""
    singular = {
        tuple(form.replace("'", "' ").split())
        for entry in entries(sections("functions", language)["functions"])
        for form in entry.split("/")
    }
    plurals = {_plural(entry) for entry in singular} - singular
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for entry in sorted(singular | plurals, key=lambda e: (-len(e), e)):
        by_first[entry[0]].append(entry)
    functions = {first: tuple(some) for first, some in by_first.items()}
    return FunctionLists(functions, frozenset(plurals), words("functions", language))


def _plural(entry: tuple[str, ...]) -> tuple[str, ...]:
    """Makes a plural of every word before a preposition: « chefs d'état », « directeurs généraux »."""
    stop = next((i for i, word in enumerate(entry) if _PREPOSITION.match(word)), len(entry))
    return tuple(_plural_of_word(word) if i < stop else word for i, word in enumerate(entry))


def _plural_of_word(word: str) -> str:
    if word.endswith("al"):
        return word[:-1] + "ux"
    if word.endswith(("sman", "swoman", "ssman")):
        return word[:-2] + "en"
    return word if word[-1] in "sxz.'" else word + "s"
