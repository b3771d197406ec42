"""A match of the grammar -> the hour that its words name; a duration and the eight o'clock news are left alone."""

import re

from newsdossier.analyse.here import Here, Match, digits, said
from newsdossier.analyse.when import Reading

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
