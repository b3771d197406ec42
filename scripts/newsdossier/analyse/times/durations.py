"""A match of the grammar -> the hour, duration or frequency that its words name."""

import re

from newsdossier.analyse.times.calendar import TimeValue
from newsdossier.analyse.times.context import Match, TimeContext, digits, group
from newsdossier.languages.time_rules import calendar

_MINUTES = {"demie": "30", "quart": "15"}
_LASTS = (
    r"\b(?:pendant|durant|en|ces|les|des|dernières|prochaines|de|après|depuis|dans|il y a|plus de|moins de|quelque"
    r"|pour) "
)
_HOUR_BEFORE = (
    r"(?:\b(?:à|vers|dès|peu après|peu avant|jusqu['’]à|avant|entre|et|à partir de|de|environ|il est"
    r"|at|by|around|about|until|from|to|and"
    r"|before|after|since|as of) |[,(–-] ?|^|\n)"
)
_ORDINALS = re.compile(r"premi|deuxi|troisi|quatri|second|first|third|fourth", re.I)
_MULTIPLES = {"FN": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "H": (6, "M")}
_YEARS_BEFORE = (
    r"\b(?:pendant|durant|depuis|en|pour|sur|après|dans|dure|duré|dernièr?e?s|prochaine?s|ces|d['’]ici|il y a|tous les"
    r"|(?:plus|moins|près|bout|terme|durée|délai|peine|mandat|période|bail|contrat|cours) d(?:e|['’]|es)"
    r"|environ|quelque|passé|encore|deux fois) ?"
)
_AFTER_YEARS = re.compile(
    r" (?:de prison|d['’]emprisonnement|de réclusion|ferme|avec sursis|de guerre|plus tard|après|de mandat)"
)
_SMALLER = re.compile(r"(\d+) ?(m|s)")  # « 2 h 39 min 45 s »
_VAGUE = re.compile(
    r"un jour|une? (?:journée|nuit|minute|seconde)|(?:a|one|some) (?:day|night)|a (?:second|minute)", re.I
)


def clock(match: Match, context: TimeContext) -> TimeValue | None:
    """« 14h30 », « 23 heures », « minuit », "2 p.m. EST"."""
    name = group(match, "name")
    if name:
        named = name[0].islower() and not context.before(match).endswith(("-", "du ", "Midi ", "le "))
        return TimeValue("TIME", "T12" if name in {"midi", "noon"} else "T24") if named else None
    if not _is_hour(match, context):
        return None
    minutes = group(match, "min").lower()
    hour = _of_day(digits(group(match, "h") or context.value(match, "n", "number")), match.group().lower())
    return TimeValue("TIME", f"T{hour:02}" + (f":{_MINUTES.get(minutes, minutes)}" if minutes else ""))


def _is_hour(match: Match, context: TimeContext) -> bool:
    if re.search(r"\d[:/.,-]?$|[:/.,$€£]$", context.before(match)):
        return False
    if context.before(match).endswith("(") and re.fullmatch(r"\d:\d\d", match.group()):
        return False  # a time in a race
    if group(match, "n") and not 0 < digits(context.value(match, "n", "number")) <= 24:
        return False
    if context.language == "fr" and context.follows(match, r"\ben (?:moins de |plus de )?"):
        return False  # « en 2 h 39 »
    if group(match, "word") and context.follows(match, r"\b(?:dur\w+|pendant) "):
        return False  # « a duré une heure et demie »
    plain = match.group().lower()
    if re.search(r"heures?$", plain) and not group(match, "min"):
        if context.follows(match, r"\b(?:le|du|au|un) ") or digits(plain) == 24:
            return False  # « le 20 heures »
        lasts = context.follows(match, r"\b(?:plus|moins|près|il y a|au bout) (?:de )?")
        return context.follows(match, _HOUR_BEFORE) and not lasts
    if re.fullmatch(r"\d{1,2}\.\d\d", plain):  # “at 23.50”
        return context.follows(match, r"\b(?:at|until|till|from|timed at|before|after|by) ")
    if re.fullmatch(r"\d{1,2}[ \u00a0\u202f]?h", plain):
        lasts = context.follows(match, _LASTS) and not context.follows(match, r"\b(?:de|peu après) ")
        return context.follows(match, _HOUR_BEFORE) and not lasts
    return context.language == "fr" or not re.fullmatch(r"\d{1,2}:\d\d", plain) or context.follows(match, _HOUR_BEFORE)


def _of_day(hour: int, words: str) -> int:
    afternoon = re.search(
        r"du soir|de l['’]après-midi|in the (?:afternoon|evening)|\bp[ .]{0,2}m\b|\dp[ .]{0,2}m\b", words
    )
    morning = re.search(r"\ba[ .]{0,2}m\b|\da[ .]{0,2}m\b", words)
    if afternoon and hour < 12:
        return hour + 12
    return 0 if morning and hour == 12 else hour


def length(match: Match, context: TimeContext) -> TimeValue | None:
    """« trois ans », "10-hour"; not « 45 ans »."""
    number, unit = context.value(match, "n", "number"), context.value(match, "u", "unit")
    if not number:  # « une demi-heure »
        return TimeValue("DURATION", _with_half("0", unit))
    if number.isdigit() and (1900 <= int(number) <= 2100 or number == "0"):
        return None  # « 2018 jour »
    if _ORDINALS.match(group(match, "n")) or _VAGUE.fullmatch(match.group()):
        return None
    if re.search(r"\d[.,/\u00a0\u202f ]?$|[$€£.-]$", context.before(match)):
        return None
    if unit == "TH" and context.follows(match, r"\b(?:le|du|au) "):
        return None  # « le 20 heures »
    if context.language == "fr" and unit == "Y" and not _is_length(match, context):
        return None
    if group(match, "half") and number.isdigit():
        return TimeValue("DURATION", _with_half(number, unit))
    smaller = "".join(f"{n}{kind.upper()}" for n, kind in _SMALLER.findall(group(match, "rest")))
    if minutes := group(match, "min"):
        if unit != "TH":
            return None
        smaller = f"{minutes}M"
    return TimeValue("DURATION", _amount(number, unit) + (smaller if unit.startswith("T") else ""))


def _with_half(number: str, unit: str) -> str:
    """« une heure et demie » is an hour and thirty minutes; of a year the half is a fraction."""
    if unit in {"TH", "TM"} and number.isdigit():
        whole = f"{number}{unit[1]}" if int(number) else ""
        return f"PT{whole}30{'M' if unit == 'TH' else 'S'}"
    return _amount(f"{number}.5", unit)


def _is_length(match: Match, context: TimeContext) -> bool:
    """False for an age: years that somebody has lived are no duration."""
    if context.follows(match, r"(?:âgée?s?|agée?s?) (?:de |d['’])(?:plus de |moins de |près de )?"):
        return False
    return context.follows(match, _YEARS_BEFORE) or _AFTER_YEARS.match(context.text, match.end()) is not None


def _amount(number: str, unit: str) -> str:
    number = number.replace(",", ".")
    if unit in _MULTIPLES:
        times, unit = _MULTIPLES[unit]
        number = f"{float(number) * times:g}" if number[:1].isdigit() else number
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def several(match: Match, context: TimeContext) -> TimeValue | None:
    """« trois derniers mois », "the next two weeks"."""
    if re.search(r"[\d.,]$", context.before(match)):
        return None
    return TimeValue("DURATION", _amount(context.value(match, "n", "number") or "X", context.value(match, "u", "unit")))


def repeated(match: Match, context: TimeContext) -> TimeValue | None:
    """« chaque lundi », « tous les deux mois », "Sundays"."""
    weekday, part, month = (context.value(match, g, k) for g, k in (("w", "weekday"), ("p", "part"), ("m", "month")))
    plural = group(match, "wp").rstrip("s").rstrip("S")
    if plural == match.group()[:-1] and context.language == "fr" and not context.follows(match, r"\b(?:les|des|ces) "):
        return None
    weekday = weekday or calendar(context.language).value("weekday", plural)
    if weekday:
        return TimeValue("SET", f"XXXX-WXX-{weekday}")
    if part or month:
        return TimeValue("SET", f"XXXX-XX-XXT{part}" if part else f"XXXX-{int(month):02}")
    if group(match, "u").lower() in {"nuit", "night"} and not context.value(match, "n", "number"):
        return TimeValue("SET", "XXXX-XX-XXTNI")
    number = context.value(match, "n", "number") or "1"
    times = re.search(r"\bfois\b|^(?:once|twice)", match.group(), re.I)
    return TimeValue("SET", _amount("1" if times else number, context.value(match, "u", "unit")))


def adverb(match: Match, context: TimeContext) -> TimeValue | None:
    """« annuel », "daily"."""
    if _is_newspaper(match, context):
        return None
    return TimeValue("SET", context.value(match, "freq", "freq"))


def _is_newspaper(match: Match, context: TimeContext) -> bool:
    """True for « l'hebdomadaire Le Sillon », "the daily Ouest-Littoral", "Daily Compass"."""
    if context.language == "fr":
        return context.follows(match, r"(?:\bl['’]|\bd['’]|\b(?:le|du|un|cet|ce|au) )")
    named = context.text[match.end() + 1 : match.end() + 2].isupper()
    return named or match.group()[0].isupper()


def present(match: Match, context: TimeContext) -> TimeValue | None:
    """« maintenant », « désormais », "these days"."""
    return TimeValue("DATE", "PRESENT_REF")
