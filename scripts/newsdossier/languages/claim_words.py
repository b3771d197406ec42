"""Word lists -> patterns: the words by which a language reports, hedges or denies.

In `claims.txt` of a language a line is a word or phrase; its head says what « * », « ~ » and « … » stand for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from newsdossier.languages.speech import reporting, reporting_frames
from newsdossier.languages.word_lists import sections

_ENDINGS = {"fr": "(?:e|ent|a|èrent|ait|aient|ant|ée?s?|er)", "en": "(?:s|ed|ing)?"}
_NEVER = re.compile("(?!)")


def pattern(section: str, language: str) -> re.Pattern[str]:
    """Matches any line of the section as whole words; nothing, where the language has no such section."""
    return _patterns(language).get(section, _NEVER)


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    lines = {name: list(lines) for name, lines in sections("claims", language).items()}
    lines["according"] = [*lines.get("according", ()), *reporting_frames(language)]
    found = {name: _any_of((line, _expression(line[1:], language)) for line in some) for name, some in lines.items()}
    return found | {"reporting": _any_of(_reporting(language))}


def _reporting(language: str) -> Iterator[tuple[str, str]]:
    for stem, endings in reporting(language):
        yield stem, f"{_expression(stem[1:], language)}(?:{'|'.join(endings)})"


def _any_of(lines: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Grouped by first letter, the only one that may be a capital: three times as fast as ignoring case."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line, rest in sorted(lines, key=lambda each: (-len(each[0]), each[0])):
        groups[line[0]].append(rest)
    words = "|".join(rf"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(rf"(?<![\w-])(?:{words})(?:(?<=['’])|(?!\w))")


def _expression(line: str, language: str) -> str:
    """« annonc~ » also stands for « annonçait », « jug~ » for « jugeait »."""
    found = re.escape(line).replace(r"\~", "~").replace("c~", "[cç]~").replace("g~", "ge?~")
    found = found.replace("~", _ENDINGS[language]).replace(r"\*", r"\w*").replace(r"\ …\ ", r"\s(?:\S+\s){0,3}?")
    return found.replace(r"\ ", r"\s").replace("'", "['’]")
