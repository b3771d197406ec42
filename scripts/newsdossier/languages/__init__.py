"""Reads word lists: text files with lines under `[section]` headings, in the folder of their language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("fr", "en")


@cache
def sections(name: str, language: str = "") -> Mapping[str, tuple[str, ...]]:
    """The lines under each heading of a language's list, or of one that all languages share; # begins a comment."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (files("newsdossier.languages") / language / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            found.setdefault(section, [])
        elif line and not line.startswith("#"):
            found[section].append(line)
    return {section: tuple(lines) for section, lines in found.items()}


@cache
def words(name: str, language: str = "") -> Mapping[str, frozenset[str]]:
    """The words under each heading, where a list has single words parted by spaces."""
    return {section: frozenset(" ".join(lines).split()) for section, lines in sections(name, language).items()}


def entries(lines: tuple[str, ...]) -> Iterator[str]:
    """The entries of lines in which « | » stands between phrases of several words."""
    for line in lines:
        yield from (entry.strip() for entry in line.split("|"))


@cache
def phrases(language: str, section: str) -> str:
    """Returns a pattern for any phrase of a section of `names.txt`, the longest first, with both apostrophes."""
    return phrases_of("names", language, section)


@cache
def phrases_of(name: str, language: str, section: str) -> str:
    """Returns a pattern for any phrase of a section of a language's list, the longest first, with both apostrophes."""
    return any_of(entries(sections(name, language)[section]))


def any_of(found: Iterable[str]) -> str:
    """Returns a pattern for any of these phrases, the longest first; an apostrophe stands for both, a space for any."""
    ordered = sorted(found, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(one).replace("’", "['’]").replace(r"\ ", r"\s") for one in ordered) + ")"
