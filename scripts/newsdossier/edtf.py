"""Days that a date in EDTF (ISO 8601-2) covers: `2025-10`, `XXXX-10-14`, `199X`, `2024-01~/2024-04~`, `../2017`."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(
    r"(?P<y>\d{4}|\d{3}X|\d\dXX|XXXX)"
    r"(?:-(?P<m>0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[0-3]|XX)(?:-(?P<d>0[1-9]|[12]\d|3[01]|XX))?)?(?P<q>[?~%]?)"
)
_MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),  # seasons, as meteorologists count them in the north
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),  # quarters
    37: (1, 4), 38: (5, 8), 39: (9, 12),  # thirds of a year
    40: (1, 6), 41: (7, 12),  # halves
}  # fmt: skip
Bounds = tuple[date, date]


def valid(edtf: str) -> bool:
    """True if this is EDTF of the kinds that we write, and names days that exist."""
    ends = edtf.split("/")
    dated = [_match(end) for end in ends if end != ".."]
    if not dated or len(ends) > 2 or None in dated:
        return False
    spans = [span for span in (bounds(end) for end in ends if end != "..") if span]
    return len(spans) < 2 or spans[0][0] <= spans[1][1]


def bounds(edtf: str) -> Bounds | None:
    """Returns first and last day, the end of time where an interval is open; None when the year is unknown."""
    begin, _, end = edtf.partition("/")
    first, last = (_span(one) for one in (begin, end or begin))
    if begin == ".." or end == "..":
        known = first or last
        if known is None:
            return None
        return (date.min, known[1]) if begin == ".." else (known[0], date.max)
    return (first[0], last[1]) if first and last else None


def qualified(edtf: str) -> bool:
    """True if the date is approximate or uncertain."""
    return any(mark in edtf for mark in "~?%")


def _match(end: str) -> re.Match[str] | None:
    match = _DATE.fullmatch(end)
    if match is None or not match["d"] or "X" in match["m"] + match["d"]:
        return match
    month, day = int(match["m"]), int(match["d"])
    if month > 12:
        return None
    year = int(match["y"]) if match["y"].isdigit() else 2000  # of an unknown year, 29 February may be
    return match if year and day <= monthrange(year, month)[1] else None


def _span(end: str) -> Bounds | None:
    match = _match(end)
    if match is None or match["y"] == "XXXX":
        return None
    low, high = (int(match["y"].replace("X", digit)) for digit in "09")
    if not low:
        return None
    month, day = match["m"] or "XX", match["d"] or "XX"
    if "X" in month:
        return date(low, 1, 1), date(high, 12, 31)
    if "X" not in day:
        one = date(low, int(month), int(day))
        return one, one
    first, last = _MONTHS.get(int(month), (int(month), int(month)))
    return date(low, first, 1), _last_day(low, last)


def _last_day(year: int, month: int) -> date:
    """Returns the last day of a month; months 13 and 14 are in the next year, because winter ends there."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, 1) + timedelta(days=monthrange(year, month)[1] - 1)
