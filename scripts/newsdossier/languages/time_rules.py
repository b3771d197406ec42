"""Word lists of the calendar -> the value of each word, and the rules by which a language writes times.

A rule is a kind, the words that it may begin with, and a template: a regular expression in which a space stands for
spaces, `<m>` for a month, `<w>` for a weekday, and so on. A rule is tried only where one of its first words is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from newsdossier.languages import sections

SPACE = "[ \u00a0\u202f]"
_TOKENS = {
    "m": "month", "w": "weekday", "n": "number", "u": "unit", "s": "season", "p": "part", "k": "kin",
    "mod": "mod", "wp": "weekday", "r": "day", "f": "feast", "dec": "decade", "freq": "freq",
}  # fmt: skip
_PLAIN = {
    "d": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:SPACE?(?:er|ᵉʳ)|st|nd|rd|th)?",
    "y": r"(?:1\d|20|21)\d\d(?![\d%€$]|[.,]\d)",
    "h": r"(?:[01]?\d|2[0-4])",
    "min": r"[0-5]\d(?!\d)",
    "i": r"[XVI]{1,5}",
}
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii".split()
_WHOLE = r"(?![^\W_])"  # no letter or digit follows
_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a language writes a time."""

    kind: str
    """Names the function that reads it."""
    pattern: str
    """A regular expression, with groups named as the tokens of the template; `x`, if any, is the expression itself."""

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The match that begins at that character, if there is one."""
        return _compiled(self.pattern).match(text, start)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most builds meet few of the rules."""
    return re.compile(pattern, re.I)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The values of a language's words of the calendar."""

    values: Mapping[str, Mapping[str, str]]
    """Kind -> word in lower case -> value."""

    def value(self, kind: str, word: str | None) -> str:
        """Returns the value of a word; digits stand for themselves, and an unknown word has none."""
        plain = re.sub(rf"{SPACE}+", " ", word or "").lower().replace("’", "'")
        return self.values[kind].get(plain, plain if plain[:1].isdigit() else "")


def calendar(language: str) -> Calendar:
    """Returns the words of French or English."""
    return _loaded(language)[0]


def word_starts(text: str) -> Iterator[tuple[int, str]]:
    """Yields where each word or number begins, with its key in `by_first_word`."""
    for word in _WORD.finditer(text):
        found = word.group()
        yield word.start(), "0" if found[0].isdigit() else found.lower()


def by_first_word(language: str, rules: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Rule, ...]]:
    """Compiles rules, each written as (kind, first words, template), and sorts them by the words they begin with."""
    words, choices = _loaded(language)
    found: dict[str, list[Rule]] = defaultdict(list)
    for kind, first, template in rules:
        rule = Rule(kind, _expanded(template, choices))
        for key in {key for name in first.split() for key in _keys(name, words)}:
            found[key].append(rule)
    return {key: tuple(some) for key, some in found.items()}


def _keys(name: str, words: Calendar) -> Iterator[str]:
    """Yields the first words that a token stands for: `<w>` for every weekday; any other word stands for itself."""
    if name in {"<d>", "<y>", "<h>"}:
        yield "0"
    elif name == "<i>":
        yield from (numeral + end for numeral in _NUMERALS for end in ("", "e", "è", "ème", "er"))
    elif not name.startswith("<"):
        yield name
    else:
        for word in words.values[_TOKENS[name.strip("<>")]]:
            first = next(_WORD.finditer(word)).group()
            yield from (first, f"{first}s") if name == "<w>" else (first,)
        if name == "<n>":
            yield "0"


def _expanded(template: str, choices: Mapping[str, str]) -> str:
    def token(match: re.Match[str]) -> str:
        name = match["name"]
        plain = _PLAIN.get(name.rstrip("2"))
        body = plain or choices[_TOKENS[name.rstrip("2")]]
        if name == "wp":
            body = f"(?:{body.replace(_WHOLE, '')})s{_WHOLE}"  # « lundis »
        return f"(?P<{name}>{body})"

    spaced = template.replace("[- ]", "(?:-|SPACE)").replace(" ?", "SPACE?").replace(" ", "SPACE+")
    full = re.sub(r"(?<!\?P)<(?P<name>[a-z]+2?)>", token, spaced)
    return full.replace("SPACE", SPACE)


@cache
def _loaded(language: str) -> tuple[Calendar, dict[str, str]]:
    values: dict[str, dict[str, str]] = defaultdict(dict)
    written: dict[str, list[str]] = defaultdict(list)
    for kind, lines in sections("dates", language).items():
        for line in lines:
            value, _, words = line.partition(": ")
            for word in words.replace("’", "'").split():
                values[kind][word.replace("_", " ").lower()] = value
                written[kind].append(word)
    return Calendar(values), {kind: _choice(kind, words) for kind, words in written.items()}


def _choice(kind: str, words: Iterable[str]) -> str:
    """Returns an expression that matches any of the words, the longest first."""
    ends = [
        re.escape(w).replace("_", "SPACE").replace("'", "['’]") + ("" if w.endswith(".") else _WHOLE)
        for w in sorted(words, key=len, reverse=True)
    ]
    digits = [r"\d{1,4}(?:[.,]\d{1,2})?(?!\d)"] if kind == "number" else []
    return "|".join([*digits, *ends])
