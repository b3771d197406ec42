"""A match of the grammar -> the day or period that its words count from the publication, or from a day of the text."""

from datetime import date, timedelta

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import Reading
from newsdossier.analyse.times.context import Here, Match, digits, said
from newsdossier.analyse.times.days import TOWARD, dated, in_third

_WAYS = {
    "lendemain": 1, "surlendemain": 2, "veille": -1, "avant-veille": -2, "following": 1, "next": 1, "same": 0,
}  # fmt: skip
_EARLIER = {"avant", "plus tôt", "auparavant", "earlier", "before"}
_SUMMER_BEFORE = r"(?:\bl['’]|\bcet |\ben |\bd['’]|\bfin |\bdébut |mi-)"
_SEASON_BEFORE = r"\b(?:in|this|by|during|since|until|the|of|every|each|early|late|au|le|du|cet|l['’]|d['’]|en|ce) ?"
_FEAST_BEFORE = (
    r"\b(?:à|de|avant|après|depuis|pour|d['’]ici|le|du|at|on|before|after|by|since|until|for|over|this|last|next) "
)


def day(match: Match, here: Here) -> Reading | None:
    """« hier », « demain matin »."""
    base = _counted(here.published, int(here.worth(match, "r", "day")), "D")
    return _at(base, here.worth(match, "p", "part"), f"date:{here.source}")


def this_part(match: Match, here: Here) -> Reading | None:
    """« ce soir », « cette nuit », "last night"."""
    back = -1 if said(match, "k").lower() == "last" else 0
    return _at(_counted(here.published, back, "D"), here.worth(match, "p", "part") or "NI", f"date:{here.source}")


def some_part(match: Match, here: Here) -> Reading | None:
    """« dans la soirée »: a part of a day that the words do not name."""
    stands = r"\b(?:dans (?:la |l['’])|en (?:(?:début|fin|milieu) (?:de |d['’]))?|in the )"
    return _at(None, here.worth(match, "p", "part"), "") if here.follows(match, stands) else None


def _counted(base: date | None, number: int, unit: str) -> date | None:
    return calendar.shifted(base, number, unit) if base else None


def _at(found: date | None, part: str, inferred: str) -> Reading:
    """A day, or a part of it; of an unknown day only the part."""
    if found is None:
        return Reading("TIME", f"T{part}") if part else Reading("DATE")
    reading = calendar.on(found, inferred)
    return reading._replace(type="TIME", value=f"{reading.value}T{part}") if part else reading


def weekday(match: Match, here: Here) -> Reading | None:
    """« jeudi », « ce jeudi », « mardi dernier », "next Monday", each with « matin » or without."""
    if said(match, "w").endswith("."):
        return None  # « la mer. »
    number, part = int(here.worth(match, "w", "weekday")), here.worth(match, "p", "part")
    if here.published is None:
        plain = Reading("DATE", f"XXXX-WXX-{number}")
        return plain._replace(type="TIME", value=f"{plain.value}T{part}") if part else plain
    toward = TOWARD.get(here.worth(match, "k", "kin")) or ("future" if here.future(match) else "past")
    return _at(calendar.weekday_near(here.published, number, toward), part, f"date:{here.source}")


def weekday_and_number(match: Match, here: Here) -> Reading | None:
    """« jeudi 26 »: the nearest such day; with none near, only its number is known."""
    number, wanted = digits(said(match, "d")), int(here.worth(match, "w", "weekday"))
    near = sorted(range(-45, 46), key=abs) if here.published else []
    days = (_counted(here.published, ahead, "D") for ahead in near)
    found = next((one for one in days if one and (one.day, one.isoweekday()) == (number, wanted)), None)
    unknown = f"XXXX-XX-{number:02}"
    return calendar.on(found, f"month:{here.source}") if found else Reading("DATE", unknown, unknown)


def number(match: Match, here: Here) -> Reading | None:
    """« le 17 au soir »: the nearest day of that number."""
    if not here.follows(match, r"\b(?:le|au|du) "):
        return None
    wanted = digits(said(match, "d"))
    ahead = 1 if here.future(match) else -1
    days = (_counted(here.published, ahead * number, "D") for number in range(31))
    found = next((one for one in days if one and one.day == wanted), None)
    unknown = f"XXXX-XX-{wanted:02}"
    return calendar.on(found, f"month:{here.source}") if found else Reading("DATE", unknown, unknown)


def night(match: Match, here: Here) -> Reading | None:
    """« nuit de lundi à mardi »: from the evening of the first to the morning of the second."""
    first, second = int(here.worth(match, "w", "weekday")), int(here.worth(match, "w2", "weekday"))
    if second != first % 7 + 1:
        return None
    if here.published is None:
        return Reading("TIME", f"XXXX-WXX-{first}TNI")
    begin = calendar.weekday_near(here.published, first, "future" if here.future(match) else "past")
    if begin is None or begin == date.max:
        return Reading("TIME")
    return Reading("TIME", f"{begin}TNI", f"{begin}/{begin + timedelta(days=1)}", f"date:{here.source}")


def period(match: Match, here: Here) -> Reading | None:
    """« cette semaine », « mois dernier », « fin d'année », "early next year"."""
    unit, kin = here.worth(match, "u", "unit"), here.worth(match, "k", "kin") or here.worth(match, "k2", "kin")
    if unit.startswith("T") or (not kin and not said(match, "bare") and unit not in {"W", "M", "Y"}):
        return None
    if said(match, "bare"):
        return _weekend(match, here)
    if here.language == "en" and said(match, "u").lower().endswith("s") and unit != "D":
        return Reading("DURATION", f"PX{unit}")  # "coming years"
    found = _counted(here.published, int(kin or 0), unit)
    if found is None:
        return Reading("DATE")
    if said(match, "u").lower().startswith(("nuit", "night")):
        # the night to come begins today
        return _at(here.published if kin == "1" else found, "NI", f"date:{here.source}")
    return in_third(match, here, calendar.period(found, unit)._replace(inferred=f"date:{here.source}"))


def _weekend(match: Match, here: Here) -> Reading | None:
    """« le week-end »: the last one, or the one to come."""
    if not here.follows(match, r"\b(?:the|le|du|au) ") or here.published is None:
        return None
    saturday = calendar.weekday_near(here.published, 6, "future" if here.future(match) else "past")
    return calendar.period(saturday, "WE")._replace(inferred=f"date:{here.source}") if saturday else None


def beside(match: Match, here: Here) -> Reading | None:
    """« semaine suivante », « année précédente »: beside the period of the day that the text named shortly before."""
    unit = here.worth(match, "u", "unit")
    if unit.startswith("T"):
        return None
    found = _counted(here.anchor(match), 1 if said(match, "next") else -1, unit)
    return calendar.period(found, unit)._replace(inferred="date:text") if found else Reading("DATE")


def ago(match: Match, here: Here) -> Reading | None:
    """« il y a trois jours », « dans deux ans »: as exact as the unit, and no unit but the day is counted exactly."""
    number, unit = here.worth(match, "n", "number"), here.worth(match, "u", "unit")
    if unit.startswith("T"):
        return Reading("TIME")
    found = _counted(here.published, -int(number), unit) if number.isdigit() else None
    return _about(found, unit, f"date:{here.source}")


def hence(match: Match, here: Here) -> Reading | None:
    """« dans trois jours »; in English, "in two weeks" is a time only where the sentence speaks of what is to come."""
    number, unit = here.worth(match, "n", "number"), here.worth(match, "u", "unit")
    if here.language == "en" and not here.future(match):
        return None
    if unit.startswith("T"):
        return Reading("TIME")
    found = _counted(here.published, int(number), unit) if number.isdigit() else None
    return _about(found, unit, f"date:{here.source}")


def _about(found: date | None, unit: str, inferred: str) -> Reading:
    if found is None:
        return Reading("DATE")
    reading = calendar.period(found, "Y" if unit in {"DE", "CE"} else unit)._replace(inferred=inferred)
    return reading if unit == "D" or "/" in reading.edtf else reading._replace(edtf=f"{reading.edtf}~")


def later(match: Match, here: Here) -> Reading | None:
    """« trois jours plus tard », « la veille »: from the day that the text named shortly before."""
    way = said(match, "way").lower()
    if way == "veille" and not here.follows(match, r"\bla "):
        return None
    anchor, inferred = here.anchor(match), "date:text"
    if way in _WAYS:
        return _at(_counted(anchor, _WAYS[way], "D"), here.worth(match, "p", "part"), inferred)
    number, unit = here.worth(match, "n", "number"), here.worth(match, "u", "unit")
    if unit.startswith("T"):
        return Reading("TIME")
    sign = -1 if way in _EARLIER else 1
    found = _counted(anchor, sign * int(number), unit) if number.isdigit() else None
    return _about(found, unit, inferred)


def season(match: Match, here: Here) -> Reading | None:
    """« été 2011 », « au printemps », "last fall"; not « il a été »."""
    kind, kin = here.worth(match, "s", "season"), here.worth(match, "k", "kin")
    if said(match, "y"):
        if here.follows(match, r"\bd['’]"):
            return None  # « les Jeux d'été de 2004 »
        return calendar.season(digits(said(match, "y")), kind)
    if not kin and not said(match, "this"):
        before = _SUMMER_BEFORE if said(match, "s").lower() == "été" else _SEASON_BEFORE
        return calendar.season(calendar.UNKNOWN, kind) if here.follows(match, before) else None
    if here.published is None:
        return calendar.season(calendar.UNKNOWN, kind)
    toward = TOWARD.get(kin, "future")
    year = calendar.year_near(here.published, (calendar.middle_of(kind), 15), toward)
    found = calendar.season(year or calendar.UNKNOWN, kind)
    return found._replace(inferred=f"year:{here.source}")


def feast(match: Match, here: Here) -> Reading | None:
    """« Noël », when it is not a first name."""
    month, number = here.worth(match, "f", "feast").split("-")
    if said(match, "y"):
        return calendar.in_year(digits(said(match, "y")), int(month), int(number))
    if here.text[match.end() + 1 : match.end() + 2].isupper() or not here.follows(match, _FEAST_BEFORE):
        return None
    return dated(here, (int(month), int(number)))
