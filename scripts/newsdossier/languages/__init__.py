"""Reads word lists: text files with lines under `[section]` headings, in the folder of their language."""

from collections.abc import Iterator, Mapping
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
