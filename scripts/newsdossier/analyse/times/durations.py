"""A match of the grammar -> the hour that its words name; a duration and the eight o'clock news are left alone."""

import re

from newsdossier.analyse.times.calendar import Reading
from newsdossier.analyse.times.context import Here, Match, digits, said

_MINUTES = {"demie": "30", "quart": "15"}


_LASTS = (
    r"\b(?:pendant|durant|en|ces|les|des|dernières|prochaines|de|après|depuis|dans|il y a|plus de|moins de|quelque"
    r"|pour) "
)


_STANDS = (
    r"(?:\b(?:à|vers|dès|jusqu['’]à|avant|entre|et|à partir de|de|environ|il est|at|by|around|about|until|from|to|and"
    r"|before|after|since|as of) |[,(–-] ?|^|\n)"
)


def clock(match: Match, here: Here) -> Reading | None:
    """« 14h30 », « 23 heures », « minuit », "2 p.m. EST"."""
    name = said(match, "name")
    if name:
        named = name[0].islower() and not here.before(match).endswith(("-", "du ", "Midi ", "le "))
        return Reading("TIME", "T12" if name in {"midi", "noon"} else "T24") if named else None
    if not _is_hour(match, here):
        return None
    minutes = said(match, "min").lower()
    hour = _of_day(digits(said(match, "h") or here.worth(match, "n", "number")), match.group().lower())
    return Reading("TIME", f"T{hour:02}" + (f":{_MINUTES.get(minutes, minutes)}" if minutes else ""))


def _is_hour(match: Match, here: Here) -> bool:
    if re.search(r"\d[:/.,-]?$|[:/.,$€£]$", here.before(match)):
        return False
    if here.before(match).endswith("(") and re.fullmatch(r"\d:\d\d", match.group()):
        return False  # a time in a race
    if said(match, "n") and not 0 < digits(here.worth(match, "n", "number")) <= 24:
        return False
    if here.language == "fr" and here.follows(match, r"\ben (?:moins de |plus de )?"):
        return False  # « en 2 h 39 »
    plain = match.group().lower()
    if re.search(r"heures?$", plain) and not said(match, "min"):
        if here.follows(match, r"\b(?:le|du|au|un) ") or digits(plain) == 24:
            return False  # « le 20 heures »
        lasts = here.follows(match, r"\b(?:plus|moins|près|il y a|au bout) (?:de )?")
        return here.follows(match, _STANDS) and not lasts
    if re.fullmatch(r"\d{1,2}[ \u00a0\u202f]?h", plain):
        lasts = here.follows(match, _LASTS) and not here.follows(match, r"\bde ")
        return here.follows(match, _STANDS) and not lasts
    return here.language == "fr" or not re.fullmatch(r"\d{1,2}:\d\d", plain) or here.follows(match, _STANDS)


def _of_day(hour: int, words: str) -> int:
    afternoon = re.search(r"du soir|de l['’]après-midi|\bp[ .]{0,2}m\b|\dp[ .]{0,2}m\b", words)
    morning = re.search(r"\ba[ .]{0,2}m\b|\da[ .]{0,2}m\b", words)
    if afternoon and hour < 12:
        return hour + 12
    return 0 if morning and hour == 12 else hour


_ORDINALS = re.compile(r"premi|deuxi|troisi|quatri|second|first|third|fourth", re.I)


_MULTIPLES = {"DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "H": (6, "M")}


_YEARS_BEFORE = (
    r"\b(?:pendant|durant|depuis|en|pour|sur|après|dans|dure|duré|dernièr?e?s|prochaine?s|ces|d['’]ici|il y a|tous les"
    r"|(?:plus|moins|près|bout|terme|durée|délai|peine|mandat|période|bail|contrat|cours) d(?:e|['’]|es)"
    r"|environ|quelque|passé|encore|deux fois) ?"
)


_SENTENCE = re.compile(
    r" (?:de prison|d['’]emprisonnement|de réclusion|ferme|avec sursis|de guerre|plus tard|après|de mandat)"
)


_SMALLER = re.compile(r"(\d+) ?(m|s)")  # « 2 h 39 min 45 s »


_INDEFINITE = re.compile(
    r"un jour|une? (?:journée|nuit|minute|seconde)|(?:a|one|some) (?:day|night)|a (?:second|minute)", re.I
)


def length(match: Match, here: Here) -> Reading | None:
    """« trois ans », "10-hour"; not « 45 ans »."""
    number, unit = here.worth(match, "n", "number") or "0.5", here.worth(match, "u", "unit")
    if number.isdigit() and (1900 <= int(number) <= 2100 or number == "0"):
        return None  # « 2018 jour »
    if _ORDINALS.match(said(match, "n")) or _INDEFINITE.fullmatch(match.group()):
        return None
    if re.search(r"\d[.,/\u00a0\u202f ]?$|[$€£.-]$", here.before(match)):
        return None
    if unit == "TH" and here.follows(match, r"\b(?:le|du|au) "):
        return None  # « le 20 heures »
    if here.language == "fr" and unit == "Y" and not _is_length(match, here):
        return None
    if said(match, "half") and number.isdigit():
        number += ".5"
    smaller = "".join(f"{n}{kind.upper()}" for n, kind in _SMALLER.findall(said(match, "rest")))
    if minutes := said(match, "min"):
        if unit != "TH":
            return None
        smaller = f"{minutes}M"
    return Reading("DURATION", _amount(number, unit) + (smaller if unit.startswith("T") else ""))


def _is_length(match: Match, here: Here) -> bool:
    """Years that somebody has lived are no length of time."""
    if here.follows(match, r"(?:âgée?s?|agée?s?) (?:de |d['’])(?:plus de |moins de |près de )?"):
        return False
    return here.follows(match, _YEARS_BEFORE) or _SENTENCE.match(here.text, match.end()) is not None


def _amount(number: str, unit: str) -> str:
    number = number.replace(",", ".")
    if unit in _MULTIPLES:
        times, unit = _MULTIPLES[unit]
        number = f"{float(number) * times:g}" if number[:1].isdigit() else number
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def several(match: Match, here: Here) -> Reading | None:
    """« trois derniers mois », "the next two weeks"."""
    if re.search(r"[\d.,]$", here.before(match)):
        return None
    return Reading("DURATION", _amount(here.worth(match, "n", "number") or "X", here.worth(match, "u", "unit")))


def repeated(match: Match, here: Here) -> Reading | None:
    """« chaque lundi », « tous les deux mois », "Sundays"."""
    weekday, part, month = (here.worth(match, g, k) for g, k in (("w", "weekday"), ("p", "part"), ("m", "month")))
    plural = said(match, "wp").rstrip("s").rstrip("S")
    if plural == match.group()[:-1] and here.language == "fr" and not here.follows(match, r"\b(?:les|des|ces) "):
        return None
    weekday = weekday or here.words.of("weekday", plural)
    if weekday:
        return Reading("SET", f"XXXX-WXX-{weekday}")
    if part or month:
        return Reading("SET", f"T{part}" if part else f"XXXX-{int(month):02}")
    number = here.worth(match, "n", "number") or "1"
    times = re.search(r"\bfois\b|^(?:once|twice)", match.group(), re.I)
    return Reading("SET", _amount("1" if times else number, here.worth(match, "u", "unit")))


def adverb(match: Match, here: Here) -> Reading | None:
    """« annuel », "daily"."""
    return Reading("SET", here.worth(match, "freq", "freq"))


def present(match: Match, here: Here) -> Reading | None:
    """« maintenant »."""
    return Reading("DATE", "PRESENT_REF")
