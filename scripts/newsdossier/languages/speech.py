"""Word lists -> verbs of speech in all their forms, the frames around a speaker, and words that name a thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

LANGUAGES = ("fr", "en")
VerbKind = Literal["says", "thinks", "utters", "remarks"]
_KINDS: tuple[VerbKind, ...] = ("remarks", "thinks", "utters", "says")  # of two kinds the later one stands
_CLASSES = ("naming", "nouns", "modals", "documents", "occasions", "networks")
_SECTION = re.compile(r"^\[(?P<name>[^\]]+)\]$")


@dataclass(frozen=True, slots=True)
class Speech:
    """How a language gives somebody's words."""

    verbs: Mapping[str, VerbKind]
    """Every form of one word, in lower case."""
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], VerbKind], ...]]
    """Verbs of several words by their first, the longest first."""
    frames: Mapping[str, tuple[tuple[str, ...], ...]]
    """Words before a speaker by their first: « selon », « de l'avis de »."""
    classes: Mapping[str, frozenset[str]]
    """The other sections, by name."""


@cache
def speech(language: str) -> Speech:
    """The lists of French or English."""
    sections = _sections((files("newsdossier.data") / f"speech_{language}.txt").read_text("utf-8"))
    several = [(tuple(p.split()), kind) for kind in _KINDS for p in _entries(sections.get(f"{kind} phrases", []))]
    verbs: dict[str, VerbKind] = {form: kind for kind in _KINDS for form in _forms(kind, sections)}
    verbs |= {words[0]: kind for words, kind in several if len(words) == 1 and words[0] not in verbs}
    frames = [tuple(frame.split()) for frame in _entries(sections["frames"])]
    classes = {name: frozenset(" ".join(sections[name]).split()) for name in _CLASSES}
    return Speech(verbs, _by_first(p for p in several if len(p[0]) > 1), _frames(frames), classes)


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in text.splitlines():
        if section := _SECTION.match(line):
            name = section["name"]
        elif line and not line.startswith("#"):
            found[name].append(line)
    return found


def _entries(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield from (entry.strip() for entry in line.split("|"))


def _forms(kind: VerbKind, sections: Mapping[str, list[str]]) -> Iterator[str]:
    """Each stem with the endings of its model; « _ » gives both accents, « s'» is a word of its own in a text."""
    for name, lines in sections.items():
        of, _, model = name.partition(" ")
        if of == kind and model != "phrases":
            endings = " ".join(sections[f"model {model}"]).split()
            for stem in " ".join(lines).split():
                bare = stem.removeprefix("s'")
                stems = {bare} if "_" not in bare else {bare.replace("_", accent) for accent in "eéè"}
                yield from (one + ending.strip("-") for one in stems for ending in endings)


def _by_first(
    phrases: Iterator[tuple[tuple[str, ...], VerbKind]],
) -> dict[str, tuple[tuple[tuple[str, ...], VerbKind], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], VerbKind]]] = defaultdict(list)
    for words, kind in sorted(phrases, key=lambda p: (-len(p[0]), p)):
        found[words[0]].append((words, kind))
    return {first: tuple(some) for first, some in found.items()}


def _frames(frames: list[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for frame in sorted(frames, key=lambda f: (-len(f), f)):
        found[frame[0]].append(frame)
    return {first: tuple(some) for first, some in found.items()}
