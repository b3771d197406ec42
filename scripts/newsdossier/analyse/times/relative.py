"""A match of the grammar -> the day or period that its words count from the publication, or from a day of the text."""

import re
from calendar import monthrange
from datetime import date

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import TimeValue
from newsdossier.analyse.times.context import Match, TimeContext, digits, group
from newsdossier.analyse.times.dates import TOWARD, in_nearest_year, in_third, month_told, way_of_verb

_ORDINAL = re.compile(r"first|second|third|fourth", re.I)
_UNTIL_FEAST = r"\b(?:avant|jusqu['’]à|d['’]ici(?: à)?|before|until|by) (?:la |l['’])?"
_SINCE_FEAST = r"\b(?:depuis|après|since|after) (?:la |l['’]|le )?"
_PARTS_OF_MONTH = {
    "premi": (1, 15),
    "secon": (16, 31),
    "deuxi": (16, 31),
    "derni": (-7, 31),
    "first": (1, 7),
    "last": (-7, 31),
}
_WAYS = {
    "lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2, "following": 1, "next": 1, "same": 0,
}  # fmt: skip
_EARLIER = {"avant", "plus tôt", "auparavant", "earlier", "before"}
_SUMMER_BEFORE = r"(?:\bl['’]|\bcet |\ben |\bd['’]|\bfin |\bdébut |mi-)"
_BEFORE_SEASON = r"\b(?:avant|dès|d['’]ici(?: à)?|jusqu['’]à|before|by|until|this) ?(?:l['’]|le |au |the )?"
_SEASON_BEFORE = (
    r"\b(?:in|this|by|during|since|until|the|of|every|each|early|late|au|le|du|cet|l['’]|d['’]|en|ce|dès le) ?"
)
_FEAST_BEFORE = (
    r"\b(?:à|de|avant|après|depuis|pour|dès|le|du|au|la|jusqu['’]à|d['’]ici(?: à)?|at|on|before|after|by|since"
    r"|until|for|over|this|last|next) (?:la |l['’])?|\b(?:à|de|avant|pour) l['’]|\bl['’]"
)


def day(match: Match, context: TimeContext) -> TimeValue | None:
    """« hier », « demain matin »."""
    base = counted_from(context.today, int(context.value(match, "r", "day")), "D")
    return in_day(base, context.value(match, "p", "part"), f"date:{context.source}")


def this_part(match: Match, context: TimeContext) -> TimeValue | None:
    """« ce soir », « cette nuit », "last night"."""
    back = -1 if group(match, "k").lower() == "last" else 0
    return in_day(
        counted_from(context.today, back, "D"), context.value(match, "p", "part") or "NI", f"date:{context.source}"
    )


def some_part(match: Match, context: TimeContext) -> TimeValue | None:
    """« dans la soirée »: a part of a day that the words do not name."""
    before = r"\b(?:dans (?:la |l['’])|en (?:(?:début|fin|milieu) (?:de |d['’]))?|à (?:la |l['’])|in the |on the |at )"
    if group(match, "mod"):
        before = r"\b(?:en |dès le |à la |au )"
    return in_day(None, context.value(match, "p", "part"), "") if context.follows(match, before) else None


def counted_from(base: date | None, number: int, unit: str) -> date | None:
    """Returns the day so many units from another; None where that is unknown."""
    return calendar.shifted(base, number, unit) if base else None


def in_day(day: date | None, part: str, inferred: str) -> TimeValue:
    """Returns a day, or a part of it; of an unknown day only the part."""
    if day is None:
        return TimeValue("TIME", f"T{part}") if part else TimeValue("DATE")
    whole = calendar.on(day, inferred)
    return whole._replace(type="TIME", value=f"{whole.value}T{part}") if part else whole


def that_day(match: Match, context: TimeContext) -> TimeValue | None:
    """« ce jour-là », « ce soir-là », "that night": the day that the text named last."""
    return in_day(context.recent_day(match), context.value(match, "p", "part"), "date:text")


def half_of_month(match: Match, context: TimeContext) -> TimeValue | None:
    """« première quinzaine de mars », « dernière semaine d'août »: a part of a month, about so long."""
    whole = month_told(match, context)
    if whole is None or not whole.edtf[:4].isdigit():
        return whole
    length = monthrange(int(whole.edtf[:4]), int(whole.edtf[5:7]))[1]
    first, last = _PARTS_OF_MONTH[group(match, "part").lower()[:5]]
    start, end = max(1, length + first + 1) if first < 0 else first, min(last, length)
    return whole._replace(edtf=f"{whole.edtf}-{start:02}~/{whole.edtf}-{end:02}~")


def open_day(match: Match, context: TimeContext) -> TimeValue | None:
    """« à l'époque », "at the time": some time gone by that the words do not name."""
    named = context.follows(match, r"\b(?:à l['’]|at the )")
    return TimeValue("DATE", "PAST_REF") if named else None


def period(match: Match, context: TimeContext) -> TimeValue | None:
    """« cette semaine », « mois dernier », « fin d'année », "early next year"."""
    unit, kin = context.value(match, "u", "unit"), context.value(match, "k", "kin") or context.value(match, "k2", "kin")
    if unit.startswith("T") or (not kin and not group(match, "bare") and unit not in {"W", "M", "Y"}):
        return None
    if group(match, "bare"):
        return _weekend(match, context)
    if context.language == "en" and group(match, "u").lower().endswith("s") and unit != "D":
        return TimeValue("DURATION", f"PX{unit}")  # "coming years"
    found = counted_from(context.today, int(kin or 0), unit)
    if found is None:
        return TimeValue("DATE")
    if group(match, "u").lower().startswith(("nuit", "night")):
        # the night to come begins today
        return in_day(context.today if kin == "1" else found, "NI", f"date:{context.source}")
    return in_third(match, context, calendar.period(found, unit)._replace(inferred=f"date:{context.source}"))


def _weekend(match: Match, context: TimeContext) -> TimeValue | None:
    """« le week-end »: the last one, or the one to come."""
    if not context.follows(match, r"\b(?:the|this|le|du|au|ce) ") or context.today is None:
        return None
    saturday = calendar.weekday_near(context.today, 6, "future" if context.is_future(match) else "past")
    return calendar.period(saturday, "WE")._replace(inferred=f"date:{context.source}") if saturday else None


def adjacent(match: Match, context: TimeContext) -> TimeValue | None:
    """« semaine suivante », « année précédente »: next to the period of the day that the text named shortly before."""
    unit = context.value(match, "u", "unit")
    if unit.startswith("T"):
        return None
    found = counted_from(context.recent_day(match), 1 if group(match, "next") else -1, unit)
    return calendar.period(found, unit)._replace(inferred="date:text") if found else TimeValue("DATE")


def ago(match: Match, context: TimeContext) -> TimeValue | None:
    """« il y a trois jours », « dans deux ans »: as exact as the unit, and no unit but the day is counted exactly."""
    return _counted(match, context, context.today, sign=-1, inferred=f"date:{context.source}")


def hence(match: Match, context: TimeContext) -> TimeValue | None:
    """« dans trois jours »; in English, "in two weeks" is a time only where the sentence speaks of what is to come."""
    if context.language == "en" and (not context.is_future(match) or _ORDINAL.match(group(match, "n"))):
        return None  # “in the fourth quarter”
    return _counted(match, context, context.today, sign=1, inferred=f"date:{context.source}")


def _counted(match: Match, context: TimeContext, base: date | None, *, sign: int, inferred: str) -> TimeValue:
    """Counts the number and unit that the match names from a day: forward or, with sign -1, back."""
    number, unit = context.value(match, "n", "number"), context.value(match, "u", "unit")
    if unit.startswith("T"):
        return TimeValue("TIME")
    day = counted_from(base, sign * int(number), unit) if number.isdigit() else None
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
        return in_day(counted_from(anchor, _WAYS[way], "D"), context.value(match, "p", "part"), inferred)
    return _counted(match, context, anchor, sign=-1 if way in _EARLIER else 1, inferred=inferred)


def season(match: Match, context: TimeContext) -> TimeValue | None:
    """« été 2011 », « au printemps », "last fall"; not « il a été »."""
    kind, kin = context.value(match, "s", "season"), context.value(match, "k", "kin")
    if group(match, "y"):
        if context.follows(match, r"\bd['’]"):
            return None  # « les Jeux d'été de 2004 »
        return calendar.season(digits(group(match, "y")), kind)
    if group(match, "k").lower() in {"ce", "cet", "cette"}:
        return None  # « n'a pas toujours été ce bloc »
    if not kin and not group(match, "this"):
        before = _SUMMER_BEFORE if group(match, "s").lower() == "été" else _SEASON_BEFORE
        return _season_to_come(kind, match, context) if context.follows(match, before) else None
    if context.today is None:
        return calendar.season(calendar.UNKNOWN, kind)
    return _season_near(kind, context, toward=TOWARD.get(kin, "past" if context.is_past(match) else "future"))


def _season_to_come(kind: str, match: Match, context: TimeContext) -> TimeValue:
    """« avant l'été », « dès le printemps » of what is to come; without such words the year stays open."""
    ahead = context.is_future(match) or context.follows(match, _BEFORE_SEASON)
    if not ahead or context.today is None or context.follows(match, r"\b(?:every|each|chaque|the|de l['’]|du) "):
        return calendar.season(calendar.UNKNOWN, kind)
    return _season_near(kind, context, toward="future")


def _season_near(kind: str, context: TimeContext, *, toward: str) -> TimeValue:
    year = calendar.year_near(context.today, calendar.middle_of(kind), 15, toward=toward) if context.today else None
    return calendar.season(year or calendar.UNKNOWN, kind)._replace(inferred=f"year:{context.source}")


def feast(match: Match, context: TimeContext) -> TimeValue | None:
    """« Noël », « Pâques », "Thanksgiving", when it is not a first name."""
    code = context.value(match, "f", "feast")
    if year := digits(group(match, "y")):
        return _feast_in(code, year)
    if context.text[match.end() + 1 : match.end() + 2].isupper() or not context.follows(match, _FEAST_BEFORE):
        return None
    base = context.today or context.last_day
    if base is None:
        return _feast_in(code, 0)
    if code == "09":
        return in_nearest_year(context, 9, 0, toward=_toward_feast(match, context))
    days = [date.fromisoformat(_feast_in(code, base.year + more).value) for more in (-1, 0, 1)]
    kin = context.value(match, "k", "kin")
    before, after = [one for one in days if one < base], [one for one in days if one >= base]
    if kin == "-1" or context.follows(match, _SINCE_FEAST):
        day = before[-1]
    elif context.is_past(match):  # « promised by Christmas » may be either one
        near = context.follows(match, _UNTIL_FEAST) and (after[0] - base) < (base - before[-1])
        day = after[0] if near else before[-1]
    else:
        day = after[0]
    return calendar.on(day, f"year:{context.source}")


def _toward_feast(match: Match, context: TimeContext) -> str:
    if context.follows(match, r"\bdepuis la "):
        return "last"
    return TOWARD.get(context.value(match, "k", "kin")) or way_of_verb(match, context)


def _feast_in(code: str, year: int) -> TimeValue:
    """Returns the day of a feast in a year: a fixed day, so many days from Easter, or the nth weekday of a month."""
    if code.startswith("E"):
        day = calendar.shifted(calendar.easter(year), int(code[1:]), "D") if year else None
        return calendar.on(day) if day else TimeValue("DATE")
    if code.startswith("W"):
        which, weekday, of = map(int, code[1:].split("-"))
        found = calendar.weekday_of_month(year, of, weekday, which=which) if year else None
        return calendar.on(found) if found else TimeValue("DATE")
    month, _, number = code.partition("-")
    return calendar.in_year(year or calendar.UNKNOWN, int(month), int(number or 0))
