"""Word lists -> patterns: the words by which a language reports, hedges or denies.

In `data/hedges_<language>.txt` a line is a word or phrase; its head says what « * », « ~ » and « … » stand for.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from newsdossier.languages.word_lists import sections

LANGUAGES = ("fr", "en")
_ENDINGS = {"fr": "(?:e|ent|a|èrent|ait|aient|ant|ée?s?|er)", "en": "(?:s|ed|ing)?"}
_NEVER = "(?!)"  # a section that a language lacks matches nothing


@cache
def patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """By section, what any of its lines matches as whole words; a section that is not there matches nothing."""
    text = (files("newsdossier.data") / f"hedges_{language}.txt").read_text("utf-8")
    return {name: _any_of(lines, language) for name, lines in sections(text).items()}


def pattern(name: str, language: str) -> re.Pattern[str]:
    """That of one section."""
    return patterns(language).get(name) or re.compile(_NEVER)


def _any_of(lines: list[str], language: str) -> re.Pattern[str]:
    """Grouped by first letter, the only one that may be a capital: three times as fast as ignoring case."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (-len(line), line)):
        groups[line[0]].append(_expression(line[1:], language))
    words = "|".join(rf"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(rf"(?<![\w-])(?:{words})(?:(?<=['’])|(?!\w))")


def _expression(line: str, language: str) -> str:
    """« annonc~ » also stands for « annonçait », « jug~ » for « jugeait »."""
    found = re.escape(line).replace(r"\~", "~").replace("c~", "[cç]~").replace("g~", "ge?~")
    found = found.replace("~", _ENDINGS[language]).replace(r"\*", r"\w*").replace(r"\ …\ ", r"\s(?:\S+\s){0,3}?")
    return found.replace(r"\ ", r"\s").replace("'", "['’]")
