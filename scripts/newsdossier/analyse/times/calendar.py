"""Arithmetic of the calendar: a day and a unit -> the period that it lies in, as TIMEX3 value and as EDTF."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from newsdossier.model.findings import TimeType

UNKNOWN = "XXXX"
FIRST_YEAR, LAST_YEAR = 1000, 9990  # of publications; a week or a winter after them must exist too
_SEASONS = {"SP": (21, 4), "SU": (22, 7), "FA": (23, 10), "WI": (24, 1)}
_MORE_PAST = {"future": 1, "clear": 1, "day": 2, "month": 4}  # news tells more of what was than of what is to come
_DAYS = {"D": 1, "W": 7, "WE": 7, "FN": 14}
_THIRDS = {"month": ((1, 10), (11, 20), (21, 31)), "year": ((1, 4), (5, 8), (9, 12))}


class TimeValue(NamedTuple):
    """The time that words name, as far as it can be known."""

    type: TimeType
    """The TIMEX3 type."""
    value: str = ""
    """TIMEX3 value; empty when it is not known."""
    edtf: str = ""
    """EDTF value; empty when EDTF cannot say it."""
    inferred: str = ""
    """What the text leaves out, and where it was taken from: `year:published`."""


def on(day: date, inferred: str = "") -> TimeValue:
    """Returns a day."""
    return TimeValue("DATE", day.isoformat(), day.isoformat(), inferred)


def in_year(year: int | str, month: int = 0, day: int = 0) -> TimeValue:
    """Returns a year, a month or a day; whether the day exists is left to `exists`."""
    iso = "-".join([f"{year:>04}", *(f"{part:02}" for part in (month, day) if part)])
    return TimeValue("DATE", iso, iso)


def exists(year: int | None, month: int, day: int) -> bool:
    """True if the calendar has this day; an unknown year is taken for a leap year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def period(day: date, unit: str) -> TimeValue:
    """Returns the week, month, year … that a day is in; `unit` is one of the word lists' values."""
    year = day.year
    if unit in {"W", "WE"}:
        number, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        first, last = (monday, 6) if unit == "W" else (monday + timedelta(days=5), 1)
        end = first + timedelta(days=last)
        return TimeValue("DATE", f"{number:04}-W{week:02}" + unit[1:].replace("E", "-WE"), f"{first}/{end}")
    found = {
        "M": in_year(year, day.month),
        "Y": in_year(year),
        "DE": TimeValue("DATE", f"{year:04}"[:3], f"{year:04}"[:3] + "X"),
        "CE": century((year - 1) // 100 + 1),
        "Q": part_of_year(year, "Q", (day.month + 2) // 3),
        "H": part_of_year(year, "H", (day.month + 5) // 6),
    }
    return found.get(unit, on(day))


def century(number: int) -> TimeValue:
    """Returns the nth century, by the usual hundreds: the 19th is 18XX."""
    return TimeValue("DATE", f"{number - 1:02}", f"{number - 1:02}XX")


def part_of_year(year: int | str, kind: str, number: int) -> TimeValue:
    """Returns a quarter (kind Q) or a half (H) of a year."""
    code = {"Q": 32, "H": 39}[kind] + number
    return TimeValue("DATE", f"{year}-{kind}{number}", f"{year}-{code}")


def season(year: int | str, kind: str) -> TimeValue:
    """Returns a season of a year: SP, SU, FA or WI; without a year there is no EDTF."""
    return TimeValue("DATE", f"{year}-{kind}", "" if year == UNKNOWN else f"{year}-{_SEASONS[kind][0]}")


def middle_of(kind: str) -> int:
    """Returns the month in the middle of a season."""
    return _SEASONS[kind][1]


def shifted(day: date, number: int, unit: str) -> date | None:
    """Returns the day so many units later, or earlier if negative; None past the end of the calendar."""
    try:
        if unit in _DAYS:
            found = day + timedelta(days=number * _DAYS[unit])
        else:
            months = number * {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}[unit]
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            found = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
    return found if found.year <= LAST_YEAR else None


def third(value: TimeValue, which: int) -> TimeValue:
    """Returns the beginning, middle or end (0 to 2) of a month or year: about a third of it, marked as approximate."""
    edtf = value.edtf
    if len(edtf) == 7 and edtf[:4].isdigit() and edtf[5:] <= "12":
        last = monthrange(int(edtf[:4]) or 2000, int(edtf[5:]))[1]
        ends = tuple(min(day, last) for day in _THIRDS["month"][which])
    elif len(edtf) == 4 and edtf.isdigit():
        ends = _THIRDS["year"][which]
    else:
        return value
    return value._replace(edtf=f"{edtf}-{ends[0]:02}~/{edtf}-{ends[1]:02}~")


def weekday_near(day: date, weekday: int, toward: str) -> date | None:
    """Returns the weekday (Monday 1) nearest to a day; `past` and `future` may be that day, `last` and `next` not."""
    ahead = (weekday - day.isoweekday()) % 7
    days = {
        "future": ahead,
        "next": ahead or 7,
        "past": ahead - 7 if ahead else 0,
        "last": ahead - 7,
        "near": ahead if ahead <= 3 else ahead - 7,
    }[toward]
    return shifted(day, days, "D")


def year_near(day: date, month: int, number: int, *, toward: str) -> int | None:
    """Returns the year in which that month and day number are nearest to `day`.

    `toward` is `last` for the year before it, `next` for the one after, `past` for that day or before it; `day` and
    `month` say what was named, and lean to the past; `future` does not; `clear` gives None when the nearest year is
    not much nearer than another.
    """

    def distance(year: int) -> int:
        return (year - day.year) * 365 + (month - day.month) * 30 + number - day.day

    years = (day.year - 1, day.year, day.year + 1)
    if toward == "last":
        return max(year for year in years if distance(year) < 0)
    if toward == "past":
        return max(year for year in years if distance(year) <= 0)
    if toward == "next":
        return min(year for year in years if distance(year) > 0)
    lean = _MORE_PAST[toward]
    near, far, *_ = sorted(years, key=lambda year: distance(year) if distance(year) >= 0 else -distance(year) / lean)
    return None if toward == "clear" and 2 * abs(distance(near)) > abs(distance(far)) else near


def weekday_of_month(year: int, month: int, weekday: int, *, which: int) -> date | None:
    """Returns the nth weekday (Monday 1) of a month, the last one with `which` -1; None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    those = [day for day in days if day.isoweekday() == weekday]
    if which == -1:
        return those[-1]
    return those[which - 1] if which <= len(those) else None


def easter(year: int) -> date:
    """Returns Easter Sunday, by the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8)."""
    golden, (hundreds, rest) = year % 19, divmod(year, 100)
    shift = (8 * hundreds + 13) // 25
    epact = (19 * golden + hundreds - hundreds // 4 - shift + 15) % 30
    sunday = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
