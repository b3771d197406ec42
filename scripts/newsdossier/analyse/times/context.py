"""The place of a match of the grammar: what the words around it say, and from which day it counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from newsdossier.languages.en import dates as dates_en
from newsdossier.languages.fr import dates as dates_fr
from newsdossier.languages.time_rules import SPACE, calendar

Match = re.Match[str]
GRAMMARS = {"fr": dates_fr, "en": dates_en}
_SENTENCE = re.compile(r"[.!?…]\s|\n")
_NEAR = 90  # characters before, or after what opens a sentence, in which a verb may tell past from future
_OPENING = 15  # characters within which an expression opens its sentence
_FAR = 400  # characters after which a date no longer is what « le lendemain » counts from
_FUTURE = {name: re.compile(grammar.FUTURE, re.I) for name, grammar in GRAMMARS.items()}


@cache
def _second_date(language: str) -> re.Pattern[str]:
    """Matches what joins a second date with a year: « et juin 2017 », « au 19 décembre 2015 »."""
    months = "|".join(re.escape(word) for word in sorted(calendar(language).values["month"], key=len, reverse=True))
    joins = r"(?: (?:et|ou|à|au|and|or|to|through|until)(?: (?:le|de|du|the))?|,(?: de)?| ?[-–])"
    template = rf"{joins} ?(?:\d{{1,2}}(?:er)? )?(?P<month>{months})(?: \d{{1,2}},)?(?: de)? (?P<year>(?:1\d|20)\d\d)\b"
    return re.compile(template.replace(" ", SPACE), re.I)


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What gives an expression its value beside its own words."""

    text: str
    """The article's text."""
    language: str
    """fr or en."""
    today: date | None
    """The day from which « hier » counts; None when nothing gives it."""
    source: Literal["published", "dateline"] = "published"
    """Where that day comes from."""
    last_day: date | None = None
    """The last day that the text named."""
    last_day_end: int = 0
    """Index after the words that named it."""
    story_year: int = 0
    """The year of the last date that the text gave in full; 0 before the first one."""
    story_end: int = 0
    """Index after that date."""
    to_come: Mapping[int, bool] = field(default_factory=dict)
    """Whether the verb of a time is of what is to come, by where the time ends, as far as the sentence was parsed."""

    def value(self, match: Match, name: str, kind: str) -> str:
        """Returns the value of the word in a group of the match; empty without such a group or word."""
        return calendar(self.language).value(kind, group(match, name))

    def before(self, match: Match, length: int = 24) -> str:
        """Returns the characters just before the match."""
        return self.text[max(0, match.start() - length) : match.start()]

    def follows(self, match: Match, pattern: str) -> bool:
        """True if the words just before end so; a space in the pattern is any space."""
        return re.search(f"(?:{pattern})$".replace(" ", SPACE), self.before(match), re.I) is not None

    def is_future(self, match: Match) -> bool:
        """True if the verb is of what is to come; where the verb is unknown, if the words of the sentence are."""
        if match.end() in self.to_come:
            return self.to_come[match.end()]
        future = _FUTURE[self.language]
        start = _SENTENCE.split(self.text[max(0, match.start() - _NEAR) : match.start()])[-1]
        if len(start) > _OPENING or future.search(start):
            return future.search(start) is not None
        end = _SENTENCE.split(self.text[match.end() : match.end() + _NEAR])[0]
        return future.search(end) is not None

    def year_of_story(self, match: Match) -> int:
        """Returns the year in which the paragraph tells, where it has given it before; else 0."""
        return 0 if "\n" in self.text[self.story_end : match.start()] else self.story_year

    def is_past(self, match: Match) -> bool:
        """True if the verb that the time dates is known to be of what has been."""
        return self.to_come.get(match.end()) is False

    def shared_year(self, match: Match, month: int) -> int:
        """Returns the year of a first month, given behind a second: « mai et juin 2017 »; 0 when there is none."""
        second = _second_date(self.language).match(self.text, match.end())
        if not second:
            return 0
        return int(second["year"]) - (month > int(self.value(second, "month", "month")))

    def recent_day(self, match: Match) -> date | None:
        """Returns the day that the text named shortly before."""
        return self.last_day if match.start() - self.last_day_end < _FAR else None


def group(match: Match, name: str) -> str:
    """Returns the words of a group; empty when the rule has no such group or nothing matched it."""
    return match.groupdict().get(name) or ""


def digits(words: str) -> int:
    """Returns the number that a word begins with, « 1er »; 0 when there is none."""
    found = re.match(r"\d+", words)
    return int(found.group()) if found else 0
