"""Arithmetic of the calendar: a day and a unit -> the period that it lies in, as TIMEX3 value and as EDTF."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from newsdossier.model.findings import TimeType

UNKNOWN = "XXXX"
FIRST_YEAR, LAST_YEAR = 1000, 9990  # of publications; a week or a winter after them must exist too
_SEASONS = {"SP": (21, 4), "SU": (22, 7), "FA": (23, 10), "WI": (24, 1)}
_MORE_PAST = {"future": 1, "clear": 1, "day": 2, "month": 4}  # news tells more of what was than of what is to come
_THIRDS = {"month": ((1, 10), (11, 20), (21, 31)), "year": ((1, 4), (5, 8), (9, 12))}


class Reading(NamedTuple):
    """What words of time mean, as far as we can say."""

    type: TimeType
    """As TIMEX3 has it."""
    value: str = ""
    """TIMEX3 value; empty when it is not known."""
    edtf: str = ""
    """The same as EDTF; empty when nothing fits."""
    inferred: str = ""
    """What the text does not say and from what we took it: `year:published`."""


def on(day: date, inferred: str = "") -> Reading:
    """A day."""
    return Reading("DATE", day.isoformat(), day.isoformat(), inferred)


def in_year(year: int | str, month: int = 0, day: int = 0) -> Reading:
    """A year, a month of it or a day of it; no reading of a day that does not exist is checked here."""
    said = "-".join([f"{year:>04}", *(f"{part:02}" for part in (month, day) if part)])
    return Reading("DATE", said, said)


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day; in an unknown year it may be a leap day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def period(day: date, unit: str) -> Reading:
    """The week, month, year … in which a day lies; `unit` as in the word lists."""
    year = day.year
    if unit in {"W", "WE"}:
        number, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        first, last = (monday, 6) if unit == "W" else (monday + timedelta(days=5), 1)
        end = first + timedelta(days=last)
        return Reading("DATE", f"{number:04}-W{week:02}" + unit[1:].replace("E", "-WE"), f"{first}/{end}")
    found = {
        "M": in_year(year, day.month),
        "Y": in_year(year),
        "DE": Reading("DATE", f"{year:04}"[:3], f"{year:04}"[:3] + "X"),
        "CE": century((year - 1) // 100 + 1),
        "Q": part_of_year(year, "Q", (day.month + 2) // 3),
        "H": part_of_year(year, "H", (day.month + 5) // 6),
    }
    return found.get(unit, on(day))


def century(number: int) -> Reading:
    """The nth century, by the usual hundreds: the 19th is 18XX."""
    return Reading("DATE", f"{number - 1:02}", f"{number - 1:02}XX")


def part_of_year(year: int | str, kind: str, number: int) -> Reading:
    """A quarter (Q) or a half (H) of a year."""
    code = {"Q": 32, "H": 39}[kind] + number
    return Reading("DATE", f"{year}-{kind}{number}", f"{year}-{code}")


def season(year: int | str, kind: str) -> Reading:
    """SP, SU, FA or WI of a year; EDTF has no season of an unknown one."""
    said = f"{year}-{kind}"
    return Reading("DATE", said, "" if year == UNKNOWN else f"{year}-{_SEASONS[kind][0]}")


def middle_of(kind: str) -> int:
    """The month in the middle of a season."""
    return _SEASONS[kind][1]


def shifted(day: date, number: int, unit: str) -> date | None:
    """So many units later, or earlier; None where the calendar ends."""
    try:
        if unit in {"D", "W", "WE"}:
            found = day + timedelta(days=number * (1 if unit == "D" else 7))
        else:
            months = number * {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}[unit]
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            found = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
    return found if found.year <= LAST_YEAR else None


def third(reading: Reading, which: int) -> Reading:
    """The beginning, middle or end of a month or year: about a third of it, and said to be about."""
    said = reading.edtf
    if len(said) == 7 and said[:4].isdigit() and said[5:] <= "12":
        last = monthrange(int(said[:4]) or 2000, int(said[5:]))[1]
        ends = tuple(min(day, last) for day in _THIRDS["month"][which])
    elif len(said) == 4 and said.isdigit():
        ends = _THIRDS["year"][which]
    else:
        return reading
    return reading._replace(edtf=f"{said}-{ends[0]:02}~/{said}-{ends[1]:02}~")


def weekday_near(day: date, weekday: int, toward: str) -> date | None:
    """The weekday (Monday 1) nearest to a day: `past` and `future` may be the day itself, `last` and `next` not."""
    ahead = (weekday - day.isoweekday()) % 7
    days = {
        "future": ahead,
        "next": ahead or 7,
        "past": ahead - 7 if ahead else 0,
        "last": ahead - 7,
        "near": ahead if ahead <= 3 else ahead - 7,
    }[toward]
    return shifted(day, days, "D")


def year_near(day: date, named: tuple[int, int], toward: str) -> int | None:
    """The year in which the (month, day) that words name is nearest to `day`; `last` is before it, `next` after it.

    `day` and `month` say what was named, and lean to the past; `future` does not; `clear` gives None when the nearest
    year is not much nearer than another.
    """
    month, of = named

    def there(year: int) -> int:
        return (year - day.year) * 365 + (month - day.month) * 30 + of - day.day

    years = (day.year - 1, day.year, day.year + 1)
    if toward == "last":
        return max(year for year in years if there(year) < 0)
    if toward == "next":
        return min(year for year in years if there(year) > 0)
    lean = _MORE_PAST[toward]
    near, far, *_ = sorted(years, key=lambda year: there(year) if there(year) >= 0 else -there(year) / lean)
    return None if toward == "clear" and 2 * abs(there(near)) > abs(there(far)) else near
