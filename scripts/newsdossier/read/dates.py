"""A day as files and pages write it -> a date; half a date, or one that no calendar has, is none."""

import re
from datetime import date, timedelta
from functools import cache

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?=\D|$)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}((?:19|20)?\d\d)(?!\d)")
_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|º|\.|st|nd|rd|th)?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?((?:19|20)\d\d)"
)
_AMERICAN = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)")
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_AROUND = re.compile(
    r"^\W*(?:(?:publi\w*|post\w*|paru\w*|mis\w*|en|ligne|date|le|on|du|am|el|vom|updated?|par \w+ \w+,?|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)|\w+tag|mittwoch)\b[\s:,.]*)*", re.I,
)  # fmt: skip
_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")


def day_of(written: str, *, months_first: bool = False) -> date | None:
    """Returns the first day that these words name in full; `months_first` reads 03/04/2024 as Americans do."""
    written = written.strip()[:200]
    if found := _COMPACT.match(written) or _ISO.search(written):
        return _date(*found.groups())
    if found := _WORDS.search(written):
        return _date(found[3], _month(found[2]), found[1])
    if (found := _AMERICAN.search(written)) and _month(found[1]):
        return _date(found[3], _month(found[1]), found[2])
    if found := _NUMBERS.search(written):
        day, month, year = found.groups()
        day, month = (month, day) if months_first or int(month) > 12 else (day, month)
        return _date(year if len(year) == 4 else f"20{year}", month, day)
    return None


def day_alone(words: str) -> date | None:
    """Returns the day of a line that says nothing else: « Publié le 3 mai 2024 à 18h05 par Jeanne Durand »."""
    bare = _AROUND.sub(" ", words, count=1).strip(" :,.|•·–—-")
    begins = any(pattern.match(bare) for pattern in (_ISO, _NUMBERS, _WORDS, _AMERICAN))
    return day_of(bare) if begins else None


def day_in_address(url: str) -> date | None:
    """Returns the day that many outlets put into the address of an article."""
    found = _IN_ADDRESS.search(url)
    return _date(*(part for part in found.groups() if part)) if found else None


def local_day(day: date | None, url: str) -> date | None:
    """Returns the outlet's own day, in the address, where `day`, in world time, is at most a day off."""
    local = day_in_address(url)
    return local if day and local and abs(local - day) <= timedelta(days=1) else day


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> str:
    return _months().get(word.casefold().rstrip("."), "")


@cache
def _months() -> dict[str, str]:
    from babel.dates import get_month_names

    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found.setdefault(name.casefold().rstrip("."), str(number))
    bare = {"sept": "9", "fev": "2", "fevrier": "2", "aout": "8", "decembre": "12"}
    return {**bare, **found}
