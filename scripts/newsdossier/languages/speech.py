"""Words of a language that give somebody's words, and words that report, hedge or deny: as sets and patterns."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsdossier.languages import entries, sections, words

VerbKind = Literal["says", "thinks", "utters", "remarks"]
_KINDS: tuple[VerbKind, ...] = ("remarks", "thinks", "utters", "says")  # a verb of two kinds is of the later one
_CLASSES = ("naming", "nouns", "modals", "documents", "occasions", "networks", "sources", "public")
_REPORTS = "reports"  # ends the name of a section that claims read too
_ENDINGS = {"fr": "(?:e|ent|a|èrent|ait|aient|ant|ée?s?|er)", "en": "(?:s|ed|ing)?"}
_NEVER = re.compile("(?!)")


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


@dataclass(frozen=True, slots=True)
class _Stem:
    """A stem of a verb, or a whole form, with its endings."""

    kind: VerbKind
    stem: str
    past: tuple[str, ...]
    """Endings of the forms that report: present, past and participles."""
    later: tuple[str, ...]
    """Endings of the future, the conditional and the infinitive."""
    reports: bool
    """Claims read it as well."""


@cache
def speech(language: str) -> Speech:
    """The lists of French or English."""
    several = [(tuple(p.split()), kind) for kind in _KINDS for p in _phrases(language, kind)]
    verbs = {one.stem + end: one.kind for one in _stems(language) for end in (*one.past, *one.later)}
    verbs |= {words[0]: kind for words, kind in several if len(words) == 1 and words[0] not in verbs}
    by_first: dict[str, list[tuple[tuple[str, ...], VerbKind]]] = defaultdict(list)
    for phrase, kind in sorted((p for p in several if len(p[0]) > 1), key=lambda p: (-len(p[0]), p)):
        by_first[phrase[0]].append((phrase, kind))
    frames: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for frame in sorted((tuple(f.split()) for f in _frames(language)), key=lambda f: (-len(f), f)):
        frames[frame[0]].append(frame)
    return Speech(
        verbs,
        {first: tuple(some) for first, some in by_first.items()},
        {first: tuple(some) for first, some in frames.items()},
        {name: words("speech", language)[name] for name in _CLASSES},
    )


def reporting(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The verbs by which claims know a report: stems with the endings of present, past and participles."""
    yield from ((one.stem, one.past) for one in _stems(language) if one.reports)
    listed = sections("speech", language)
    for name, lines in listed.items():
        if name == _REPORTS or name.endswith(f"phrases {_REPORTS}"):
            yield from ((entry, ("",)) for entry in entries(lines))


def reporting_frames(language: str) -> Iterator[str]:
    """The frames by which claims know a report, as a text writes them: « d'après »."""
    for frame in entries(sections("speech", language)[f"frames {_REPORTS}"]):
        yield frame.replace("' ", "'")


def _stems(language: str) -> Iterator[_Stem]:
    """Every stem of the sections `[KIND MODEL]`; « _ » gives both accents, « s'» is a word of its own in a text."""
    listed = sections("speech", language)
    for kind in _KINDS:
        for name, lines in listed.items():
            of, _, model = name.partition(" ")
            endings = listed.get(f"model {model.removesuffix(f' {_REPORTS}')}")
            if of == kind and endings:
                past, _, later = " ".join(endings).partition("|")
                for written in " ".join(lines).split():
                    for stem in _accented(written.removeprefix("s'")):
                        yield _Stem(kind, stem, _endings(past), _endings(later), name.endswith(_REPORTS))


def _accented(stem: str) -> set[str]:
    return {stem.replace("_", accent) for accent in "eéè"}


def _endings(written: str) -> tuple[str, ...]:
    return tuple(ending.strip("-") for ending in written.split())


def _phrases(language: str, kind: VerbKind) -> Iterator[str]:
    listed = sections("speech", language)
    for name in (f"{kind} phrases", f"{kind} phrases {_REPORTS}"):
        yield from entries(listed.get(name, ()))


def _frames(language: str) -> Iterator[str]:
    for name in ("frames", f"frames {_REPORTS}"):
        yield from entries(sections("speech", language)[name])


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
