"""Where a match of the grammar stands: what the words around it say, and from which day to count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from newsdossier.languages.calendar import SPACE, Calendar, calendar
from newsdossier.languages.en import dates
from newsdossier.languages.fr import dates as dates_fr

Match = re.Match[str]
GRAMMARS = {"fr": dates_fr, "en": dates}
_SENTENCE = re.compile(r"[.!?…]\s|\n")
_NEAR = 90  # characters before, or after what opens a sentence, in which a verb may tell past from future
_OPENING = 15  # characters within which an expression opens its sentence
_FAR = 400  # characters after which a date no longer is what « le lendemain » counts from
_FUTURE = {name: re.compile(grammar.FUTURE, re.I) for name, grammar in GRAMMARS.items()}


@cache
def _then(language: str) -> re.Pattern[str]:
    """What joins a second date with a year: « et juin 2017 », « au 19 décembre 2015 »."""
    months = "|".join(re.escape(word) for word in sorted(calendar(language).values["month"], key=len, reverse=True))
    joins = r"(?: (?:et|ou|à|au|and|or|to|through|until)(?: (?:le|de|du|the))?|,(?: de)?| ?[-–])"
    template = rf"{joins} ?(?:\d{{1,2}}(?:er)? )?(?P<month>{months})(?: \d{{1,2}},)?(?: de)? (?P<year>(?:1\d|20)\d\d)\b"
    return re.compile(template.replace(" ", SPACE), re.I)


@dataclass(frozen=True, slots=True)
class Here:
    """What a reading may lean on beside its own words."""

    text: str
    """The article's."""
    language: str
    """fr or en."""
    published: date | None
    """Day from which « hier » counts; None when nothing gives it."""
    source: str = "published"
    """Where that day comes from: `published`, or the `dateline` of the text."""
    last: date | None = None
    """The last day that the text named."""
    named: int = 0
    """Where it named it."""
    told: Mapping[int, bool] = field(default_factory=dict)
    """Whether the verb of a time is of what is to come, by where the time ends, as far as the sentence was parsed."""

    @property
    def words(self) -> Calendar:
        """What the language's words of the calendar are worth."""
        return calendar(self.language)

    def worth(self, match: Match, group: str, kind: str) -> str:
        """The value of the word in a group of the match; empty when the rule has none or it is not there."""
        return self.words.of(kind, said(match, group))

    def before(self, match: Match, length: int = 24) -> str:
        """The words just before."""
        return self.text[max(0, match.start() - length) : match.start()]

    def follows(self, match: Match, pattern: str) -> bool:
        """Whether the words just before end so; a space in the pattern is any space."""
        return re.search(f"(?:{pattern})$".replace(" ", SPACE), self.before(match), re.I) is not None

    def future(self, match: Match) -> bool:
        """Whether the verb is of what is to come, else whether the words of the sentence are."""
        if match.end() in self.told:
            return self.told[match.end()]
        begin = _SENTENCE.split(self.text[max(0, match.start() - _NEAR) : match.start()])[-1]
        if len(begin) > _OPENING or _FUTURE[self.language].search(begin):
            return _FUTURE[self.language].search(begin) is not None
        end = _SENTENCE.split(self.text[match.end() : match.end() + _NEAR])[0]
        return _FUTURE[self.language].search(end) is not None

    def shared_year(self, match: Match, month: int) -> int:
        """The year given behind a second month, « mai et juin 2017 », as the first has it; 0 when there is none."""
        then = _then(self.language).match(self.text, match.end())
        if not then:
            return 0
        return int(then["year"]) - (month > int(self.worth(then, "month", "month")))

    def anchor(self, match: Match) -> date | None:
        """The day that the text named shortly before."""
        return self.last if match.start() - self.named < _FAR else None


def said(match: Match, group: str) -> str:
    """The words of a group; empty when the rule has no such group or it is not there."""
    return (match.groupdict().get(group) or "") if group else match.group()


def digits(words: str) -> int:
    """The number that a word begins with, « 1er »; 0 when there is none."""
    found = re.match(r"\d+", words)
    return int(found.group()) if found else 0
