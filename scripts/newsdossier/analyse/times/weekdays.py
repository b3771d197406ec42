"""A match of the grammar -> the day that a weekday names: « mardi », « deuxième mardi de mars », « vendredi en huit ».

A weekday is the last or the next one, as its verb has it. A modifier that is not understood leaves it open.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import TimeValue
from newsdossier.analyse.times.context import Match, TimeContext, digits, group
from newsdossier.analyse.times.dates import TOWARD, in_nearest_year, month_told
from newsdossier.analyse.times.relative import counted_from, in_day

_WEEKDAYS = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_TO_WEEKDAY = re.compile(rf" au {_WEEKDAYS}\b", re.I)
_ALTERNATE = re.compile(r" (?:sur deux|sur trois)\b| out of two\b", re.I)
_MODIFIED = (
    r"\b(?:premier|deuxième|troisième|quatrième|dernier|autre|même|seul"
    r"|first|second|third|fourth|other|same|Good|Black) "
)
_MODIFIED_BEHIND = re.compile(r" (?:suivant|précédent|d['’]après|d['’]avant|saint|fortnight)\b", re.I)
_LAST = frozenset({"dernier", "last"})
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def weekday(match: Match, context: TimeContext) -> TimeValue | None:
    """« jeudi », « ce jeudi », « mardi dernier », "next Monday", each with « matin » or without."""
    if group(match, "w").endswith("."):
        return None  # « la mer. »
    if opened := _open_weekday(match, context):
        return opened
    number, part = int(context.value(match, "w", "weekday")), context.value(match, "p", "part")
    if context.today is None:
        plain = TimeValue("DATE", f"XXXX-WXX-{number}")
        return plain._replace(type="TIME", value=f"{plain.value}T{part}") if part else plain
    toward = TOWARD.get(context.value(match, "k", "kin")) or ("future" if context.is_future(match) else "past")
    return in_day(calendar.weekday_near(context.today, number, toward), part, f"date:{context.source}")


def late_or_early(match: Match, context: TimeContext) -> TimeValue | None:
    """ "late Tuesday", "early on Thursday": the night or the morning of that day."""
    found = weekday(match, context)
    part = "NI" if group(match, "late").lower() == "late" else "MO"
    if found is None or not found.value or found.type == "SET":
        return found
    return found._replace(type="TIME", value=f"{found.value}T{part}")


def _open_weekday(match: Match, context: TimeContext) -> TimeValue | None:
    """Returns what is no single day: « le dimanche », « du lundi au vendredi », « l'autre lundi »."""
    text, number = context.text, context.value(match, "w", "weekday")
    part = context.value(match, "p", "part")
    each = TimeValue("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    # a modifier that is not understood leaves the weekday open
    if context.follows(match, _MODIFIED) or _MODIFIED_BEHIND.match(text, match.end()):
        return TimeValue("DATE")
    if _ALTERNATE.match(text, match.end()) or context.follows(match, r"\b(?:on an?|some|every|chaque|sauf le) "):
        return each
    if context.language == "fr" and not group(match, "k"):
        ranges = _TO_WEEKDAY.match(text, match.end()) or context.follows(match, rf"\bdu {_WEEKDAYS} au ")
        if context.follows(match, r"\b(?:le|tous les) ") or (ranges and context.follows(match, r"\b(?:du|au) ")):
            return each
    return None


def nth_weekday(match: Match, context: TimeContext) -> TimeValue | None:
    """« le deuxième mardi de novembre », "the last Friday of March 2026"."""
    which = -1 if group(match, "n").lower() in _LAST else int(context.value(match, "n", "number") or 0)
    weekday, month = int(context.value(match, "w", "weekday")), int(context.value(match, "m", "month"))
    if year := digits(group(match, "y")):
        found = calendar.weekday_of_month(year, month, weekday, which=which)
        return calendar.on(found) if found else TimeValue("DATE")
    if context.today is None:
        return TimeValue("DATE")
    days = [calendar.weekday_of_month(context.today.year + more, month, weekday, which=which) for more in (-1, 0, 1)]
    day = _nearest([one for one in days if one], match, context)
    return calendar.on(day, f"year:{context.source}") if day else TimeValue("DATE")


def nth_weekday_of_this_month(match: Match, context: TimeContext) -> TimeValue | None:
    """« premier mercredi du mois prochain »; « dernier vendredi du mois » may be of every month and stays open."""
    kin = context.value(match, "k", "kin")
    if not kin or context.today is None:
        return TimeValue("DATE")
    which = -1 if group(match, "n").lower() in _LAST else int(context.value(match, "n", "number") or 0)
    month = counted_from(context.today.replace(day=1), int(kin), "M")
    number = int(context.value(match, "w", "weekday"))
    day = calendar.weekday_of_month(month.year, month.month, number, which=which) if month else None
    return calendar.on(day, f"date:{context.source}") if day else TimeValue("DATE")


def nth_weekend(match: Match, context: TimeContext) -> TimeValue | None:
    """« premier week-end de septembre 2025 »: its Saturday and Sunday."""
    which = -1 if group(match, "n").lower() in _LAST else int(context.value(match, "n", "number") or 0)
    whole = month_told(match, context)
    if whole is None or not whole.edtf[:4].isdigit():
        return whole
    saturday = calendar.weekday_of_month(int(whole.edtf[:4]), int(whole.edtf[5:7]), 6, which=which)
    return calendar.period(saturday, "WE")._replace(inferred=whole.inferred) if saturday else TimeValue("DATE")


def _nearest(days: Sequence[date], match: Match, context: TimeContext) -> date | None:
    """Returns the day that the verb leaves: the last one, the next one, else the nearest."""
    today = context.today or context.last_day
    if today is None or not days:
        return None
    if context.is_future(match):
        return min((day for day in days if day >= today), default=None)
    if context.is_past(match):
        return max((day for day in days if day <= today), default=None)
    return min(days, key=lambda day: abs((day - today).days))


def weekday_of_week(match: Match, context: TimeContext) -> TimeValue | None:
    """« vendredi en huit », « lundi de la semaine dernière », "Sunday week", "Friday last week"."""
    number = int(context.value(match, "w", "weekday"))
    if context.today is None:
        return TimeValue("DATE")
    if weeks := group(match, "weeks"):
        coming = calendar.weekday_near(context.today, number, "next")
        more = 14 if weeks.lower() == "quinze" else 7
        day = counted_from(coming, more, "D")
    else:
        monday = context.today - timedelta(days=context.today.isoweekday() - 1)
        day = counted_from(monday, 7 * int(context.value(match, "k", "kin") or 0) + number - 1, "D")
    return calendar.on(day, f"date:{context.source}") if day else TimeValue("DATE")


def weekday_and_number(match: Match, context: TimeContext) -> TimeValue | None:
    """« jeudi 26 »: the nearest such day; with none near, only its number is known."""
    number, wanted = digits(group(match, "d")), int(context.value(match, "w", "weekday"))
    days = (counted_from(context.today, ahead, "D") for ahead in sorted(range(-45, 46), key=abs))
    found = next((day for day in days if day and (day.day, day.isoweekday()) == (number, wanted)), None)
    return _numbered(found, number, context)


def number(match: Match, context: TimeContext) -> TimeValue | None:
    """« le 17 au soir »: the nearest day of that number."""
    if not context.follows(match, r"\b(?:le|au|du) "):
        return None
    wanted = digits(group(match, "d"))
    ahead = 1 if context.is_future(match) else -1
    days = (counted_from(context.today, ahead * count, "D") for count in range(31))
    return _numbered(next((day for day in days if day and day.day == wanted), None), wanted, context)


def _numbered(day: date | None, number: int, context: TimeContext) -> TimeValue:
    """Returns the day of that number, or, where there is none near, the number in an unknown month."""
    unknown = f"XXXX-XX-{number:02}"
    return calendar.on(day, f"month:{context.source}") if day else TimeValue("DATE", unknown, unknown)


def night(match: Match, context: TimeContext) -> TimeValue | None:
    """« nuit de lundi à mardi »: from the evening of the first to the morning of the second."""
    first, second = int(context.value(match, "w", "weekday")), int(context.value(match, "w2", "weekday"))
    if second != first % 7 + 1:
        return None
    if context.today is None:
        return TimeValue("TIME", f"XXXX-WXX-{first}TNI")
    evening = calendar.weekday_near(context.today, first, "future" if context.is_future(match) else "past")
    if evening is None or evening == date.max:
        return TimeValue("TIME")
    return TimeValue("TIME", f"{evening}TNI", f"{evening}/{evening + timedelta(days=1)}", f"date:{context.source}")


def night_of_dates(match: Match, context: TimeContext) -> TimeValue | None:
    """« nuit du 14 au 15 mai 2025 »: from the evening of the first day to the morning of the second."""
    month, year = int(context.value(match, "m", "month")), digits(group(match, "y"))
    last = digits(group(match, "d2"))
    found = calendar.in_year(year, month, last) if year else in_nearest_year(context, month, last)
    if found is None or not _WHOLE_DAY.fullmatch(found.value):
        return None
    morning = date.fromisoformat(found.value) if calendar.exists(int(found.value[:4]), month, last) else None
    evening = counted_from(morning, -1, "D")
    if morning is None or evening is None or evening.day != digits(group(match, "d")):
        return None
    return TimeValue("TIME", f"{evening}TNI", f"{evening}/{morning}", found.inferred)
