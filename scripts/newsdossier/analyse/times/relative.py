"""A match of the grammar -> the day or period that its words count from the publication, or from a day of the text."""

from datetime import date, timedelta

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import TimeValue
from newsdossier.analyse.times.context import Match, TimeContext, digits, group
from newsdossier.analyse.times.dates import TOWARD, in_nearest_year, in_third

_WAYS = {
    "lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2, "following": 1, "next": 1, "same": 0,
}  # fmt: skip
_EARLIER = {"avant", "plus tôt", "auparavant", "earlier", "before"}
_SUMMER_BEFORE = r"(?:\bl['’]|\bcet |\ben |\bd['’]|\bfin |\bdébut |mi-)"
_SEASON_BEFORE = r"\b(?:in|this|by|during|since|until|the|of|every|each|early|late|au|le|du|cet|l['’]|d['’]|en|ce) ?"
_FEAST_BEFORE = (
    r"\b(?:à|de|avant|après|depuis|pour|d['’]ici|le|du|at|on|before|after|by|since|until|for|over|this|last|next) "
)


def day(match: Match, context: TimeContext) -> TimeValue | None:
    """« hier », « demain matin »."""
    base = _shifted(context.today, int(context.value(match, "r", "day")), "D")
    return _in_day(base, context.value(match, "p", "part"), f"date:{context.source}")


def this_part(match: Match, context: TimeContext) -> TimeValue | None:
    """« ce soir », « cette nuit », "last night"."""
    back = -1 if group(match, "k").lower() == "last" else 0
    return _in_day(
        _shifted(context.today, back, "D"), context.value(match, "p", "part") or "NI", f"date:{context.source}"
    )


def some_part(match: Match, context: TimeContext) -> TimeValue | None:
    """« dans la soirée »: a part of a day that the words do not name."""
    before = r"\b(?:dans (?:la |l['’])|en (?:(?:début|fin|milieu) (?:de |d['’]))?|in the )"
    return _in_day(None, context.value(match, "p", "part"), "") if context.follows(match, before) else None


def _shifted(base: date | None, number: int, unit: str) -> date | None:
    return calendar.shifted(base, number, unit) if base else None


def _in_day(day: date | None, part: str, inferred: str) -> TimeValue:
    """Returns a day, or a part of it; of an unknown day only the part."""
    if day is None:
        return TimeValue("TIME", f"T{part}") if part else TimeValue("DATE")
    whole = calendar.on(day, inferred)
    return whole._replace(type="TIME", value=f"{whole.value}T{part}") if part else whole


def weekday(match: Match, context: TimeContext) -> TimeValue | None:
    """« jeudi », « ce jeudi », « mardi dernier », "next Monday", each with « matin » or without."""
    if group(match, "w").endswith("."):
        return None  # « la mer. »
    number, part = int(context.value(match, "w", "weekday")), context.value(match, "p", "part")
    if context.today is None:
        plain = TimeValue("DATE", f"XXXX-WXX-{number}")
        return plain._replace(type="TIME", value=f"{plain.value}T{part}") if part else plain
    toward = TOWARD.get(context.value(match, "k", "kin")) or ("future" if context.is_future(match) else "past")
    return _in_day(calendar.weekday_near(context.today, number, toward), part, f"date:{context.source}")


def weekday_and_number(match: Match, context: TimeContext) -> TimeValue | None:
    """« jeudi 26 »: the nearest such day; with none near, only its number is known."""
    number, wanted = digits(group(match, "d")), int(context.value(match, "w", "weekday"))
    days = (_shifted(context.today, ahead, "D") for ahead in sorted(range(-45, 46), key=abs))
    found = next((day for day in days if day and (day.day, day.isoweekday()) == (number, wanted)), None)
    return _numbered(found, number, context)


def number(match: Match, context: TimeContext) -> TimeValue | None:
    """« le 17 au soir »: the nearest day of that number."""
    if not context.follows(match, r"\b(?:le|au|du) "):
        return None
    wanted = digits(group(match, "d"))
    ahead = 1 if context.is_future(match) else -1
    days = (_shifted(context.today, ahead * count, "D") for count in range(31))
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


def period(match: Match, context: TimeContext) -> TimeValue | None:
    """« cette semaine », « mois dernier », « fin d'année », "early next year"."""
    unit, kin = context.value(match, "u", "unit"), context.value(match, "k", "kin") or context.value(match, "k2", "kin")
    if unit.startswith("T") or (not kin and not group(match, "bare") and unit not in {"W", "M", "Y"}):
        return None
    if group(match, "bare"):
        return _weekend(match, context)
    if context.language == "en" and group(match, "u").lower().endswith("s") and unit != "D":
        return TimeValue("DURATION", f"PX{unit}")  # "coming years"
    found = _shifted(context.today, int(kin or 0), unit)
    if found is None:
        return TimeValue("DATE")
    if group(match, "u").lower().startswith(("nuit", "night")):
        # the night to come begins today
        return _in_day(context.today if kin == "1" else found, "NI", f"date:{context.source}")
    return in_third(match, context, calendar.period(found, unit)._replace(inferred=f"date:{context.source}"))


def _weekend(match: Match, context: TimeContext) -> TimeValue | None:
    """« le week-end »: the last one, or the one to come."""
    if not context.follows(match, r"\b(?:the|le|du|au) ") or context.today is None:
        return None
    saturday = calendar.weekday_near(context.today, 6, "future" if context.is_future(match) else "past")
    return calendar.period(saturday, "WE")._replace(inferred=f"date:{context.source}") if saturday else None


def adjacent(match: Match, context: TimeContext) -> TimeValue | None:
    """« semaine suivante », « année précédente »: next to the period of the day that the text named shortly before."""
    unit = context.value(match, "u", "unit")
    if unit.startswith("T"):
        return None
    found = _shifted(context.recent_day(match), 1 if group(match, "next") else -1, unit)
    return calendar.period(found, unit)._replace(inferred="date:text") if found else TimeValue("DATE")


def ago(match: Match, context: TimeContext) -> TimeValue | None:
    """« il y a trois jours », « dans deux ans »: as exact as the unit, and no unit but the day is counted exactly."""
    return _counted(match, context, context.today, sign=-1, inferred=f"date:{context.source}")


def hence(match: Match, context: TimeContext) -> TimeValue | None:
    """« dans trois jours »; in English, "in two weeks" is a time only where the sentence speaks of what is to come."""
    if context.language == "en" and not context.is_future(match):
        return None
    return _counted(match, context, context.today, sign=1, inferred=f"date:{context.source}")


def _counted(match: Match, context: TimeContext, base: date | None, *, sign: int, inferred: str) -> TimeValue:
    """Counts the number and unit that the match names from a day: forward or, with sign -1, back."""
    number, unit = context.value(match, "n", "number"), context.value(match, "u", "unit")
    if unit.startswith("T"):
        return TimeValue("TIME")
    day = _shifted(base, sign * int(number), unit) if number.isdigit() else None
    return _about(day, unit, inferred)


def _about(day: date | None, unit: str, inferred: str) -> TimeValue:
    """Returns the period around a day that was counted in units: approximate, but for days and weeks."""
    if day is None:
        return TimeValue("DATE")
    found = calendar.period(day, "Y" if unit in {"DE", "CE"} else unit)._replace(inferred=inferred)
    return found if unit == "D" or "/" in found.edtf else found._replace(edtf=f"{found.edtf}~")


def later(match: Match, context: TimeContext) -> TimeValue | None:
    """« trois jours plus tard », « la veille »: from the day that the text named shortly before."""
    way = group(match, "way").lower()
    if way == "veille" and not context.follows(match, r"\bla "):
        return None
    anchor, inferred = context.recent_day(match), "date:text"
    if way in _WAYS:
        return _in_day(_shifted(anchor, _WAYS[way], "D"), context.value(match, "p", "part"), inferred)
    return _counted(match, context, anchor, sign=-1 if way in _EARLIER else 1, inferred=inferred)


def season(match: Match, context: TimeContext) -> TimeValue | None:
    """« été 2011 », « au printemps », "last fall"; not « il a été »."""
    kind, kin = context.value(match, "s", "season"), context.value(match, "k", "kin")
    if group(match, "y"):
        if context.follows(match, r"\bd['’]"):
            return None  # « les Jeux d'été de 2004 »
        return calendar.season(digits(group(match, "y")), kind)
    if not kin and not group(match, "this"):
        before = _SUMMER_BEFORE if group(match, "s").lower() == "été" else _SEASON_BEFORE
        return calendar.season(calendar.UNKNOWN, kind) if context.follows(match, before) else None
    if context.today is None:
        return calendar.season(calendar.UNKNOWN, kind)
    toward = TOWARD.get(kin, "future")
    year = calendar.year_near(context.today, calendar.middle_of(kind), 15, toward=toward)
    found = calendar.season(year or calendar.UNKNOWN, kind)
    return found._replace(inferred=f"year:{context.source}")


def feast(match: Match, context: TimeContext) -> TimeValue | None:
    """« Noël », when it is not a first name."""
    month, number = context.value(match, "f", "feast").split("-")
    if group(match, "y"):
        return calendar.in_year(digits(group(match, "y")), int(month), int(number))
    if context.text[match.end() + 1 : match.end() + 2].isupper() or not context.follows(match, _FEAST_BEFORE):
        return None
    return in_nearest_year(context, int(month), int(number))
