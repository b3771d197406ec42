"""A match of the grammar -> the day or month that its words name; a missing year comes from near by."""

import re
from datetime import date

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import UNKNOWN, Reading
from newsdossier.analyse.times.context import Here, Match, digits, said

TOWARD = {"-1": "last", "1": "next"}
_NEEDS_COMPANY = {"march", "may", "april", "june", "august", "jun"}
_SHORT = 4  # letters up to which a month without anything beside it may be another word
_MONTH_BEFORE = (
    r"\b(?:in|of|since|until|by|last|next|this|early|late|mid|through|from|to|before|after|and|during|between"
    r"|every|each) "
)
_DAY_BEFORE = r"\b(?:le|du|au|dès|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) "


def day_of_month(match: Match, here: Here) -> Reading | None:
    """« mardi 14 octobre 2025 », « 1er mars », "October 14"."""
    month, day = int(here.worth(match, "m", "month")), digits(said(match, "d"))
    year = digits(said(match, "y"))
    if re.search(r"\d[.,]?$|[$€£]$", here.before(match)):
        return None  # "$107.31 May"
    if year:
        return calendar.in_year(year, month, day) if calendar.exists(year, month, day) else None
    if here.language == "en" and said(match, "m")[0].islower():
        return None  # "may 5"
    if year := here.shared_year(match, month):
        return (
            calendar.in_year(year, month, day)._replace(inferred="year:text")
            if calendar.exists(year, month, day)
            else None
        )
    return dated(here, (month, day), (here.worth(match, "w", "weekday"), _toward(match, here, "day")))


def _toward(match: Match, here: Here, named: str) -> str:
    """Where to look for the year: what lasts since a day began before the publication."""
    if here.follows(match, r"\b(?:depuis(?: le)?|since) "):
        return "last"
    if named == "month" and here.follows(match, r"\b(?:de |d['’]|en vue de )"):
        named = "clear"  # « la présidentielle de mai »
    return TOWARD.get(here.worth(match, "k", "kin")) or ("future" if here.future(match) else named)


def dated(here: Here, day: tuple[int, int], hints: tuple[str, str] = ("", "day")) -> Reading | None:
    """A (month, day) in the year that lies nearest to the publication or a dated day; day 0 means the whole month.

    Hints are the number of the weekday, if it is named, and where to look, as `when.year_near` has it.
    """
    month, number = day
    base, source = _base(here)
    if not calendar.exists(None, month, number or 1):
        return None
    if base is None:
        return calendar.in_year(UNKNOWN, month, number)
    year = calendar.year_near(base, (month, number or 15), hints[1])
    fitting = [y for y in (year, year - 1, year + 1) if _fits(y, day, hints[0])] if year else []
    if not fitting:
        return calendar.in_year(UNKNOWN, month, number)
    return calendar.in_year(fitting[0], month, number)._replace(inferred=f"year:{source}")


def _base(here: Here) -> tuple[date | None, str]:
    return (here.published, here.source) if here.published else (here.last, "text")


def _fits(year: int, day: tuple[int, int], weekday: str) -> bool:
    month, number = day
    if not 1 <= year <= 9999 or not calendar.exists(year, month, number or 1):
        return False
    return not weekday or date(year, month, number).isoweekday() == int(weekday)


def until(match: Match, here: Here) -> Reading | None:
    """« du 3 au 5 mars »: the first day, which is followed by the last one and their month."""
    month, year = int(here.worth(match, "m", "month")), digits(said(match, "y"))
    first, last = digits(said(match, "d")), digits(said(match, "d2"))
    # of « entre le 3 et le 5 mars » the first day shares the year of the last
    found = calendar.in_year(year, month, last) if year else dated(here, (month, last))
    if found is None or not calendar.exists(year or None, month, first) or first >= last:
        return None
    begin = f"{found.edtf[:-2]}{first:02}"
    both = re.match(r"\W*(?:et|ou|and|or)\b", here.text[match.end() :])
    runs = not both or here.follows(match, r"(?:entre|between)(?: le| the)? ")
    return found._replace(value=begin, edtf=f"{begin}/{found.edtf}" if runs else begin)


def month(match: Match, here: Here) -> Reading | None:
    """« mars 2017 », « mi-octobre », « juin dernier », "January this year"."""
    word, year = said(match, "m"), digits(said(match, "y"))
    kin = here.worth(match, "k", "kin") or here.worth(match, "this", "kin")
    if here.follows(match, r"\d(?:er)? "):
        return None  # of a day that the calendar does not have, « 30 février »
    alone = not (year or kin or said(match, "mod") or match.group().lower().startswith(("mois", "ce")))
    if (alone and not _is_month(match, here)) or not word:
        return None
    number = int(here.worth(match, "m", "month"))
    if year:
        found: Reading | None = calendar.in_year(year, number)
    elif shared := here.shared_year(match, number):
        found = calendar.in_year(shared, number)._replace(inferred="year:text")
    elif kin and here.published and (said(match, "this") or match.group().lower().endswith("year")):
        found = calendar.in_year(here.published.year + int(kin), number)._replace(inferred=f"year:{here.source}")
    elif alone and _of_an_event(match, here):
        found = calendar.in_year(calendar.UNKNOWN, number)
    else:
        found = dated(here, (number, 0), ("", _toward(match, here, "month")))
    return found and in_third(match, here, found)


def _of_an_event(match: Match, here: Here) -> bool:
    """ "the November election" may be the last one or the next."""
    noun = re.match(r" [a-z]{3,}", here.text[match.end() : match.end() + 5])
    return here.language == "en" and noun is not None and here.follows(match, r"(?:\bthe|['’]s|\bits|\btheir) ")


def _is_month(match: Match, here: Here) -> bool:
    """« Mars » may be a planet and "May" a name: alone, such words must stand where a month stands."""
    word = said(match, "m")
    if here.language == "fr":
        opens = not here.before(match, 2).strip(' «“"(')
        full = len(word) > _SHORT or word.lower() in {"mars", "mai", "juin", "août", "aout"}
        return full and not word.endswith(".") and (word[0].islower() or opens)
    if not word[0].isupper():
        return False
    full = len(word) > _SHORT or word.lower() in {"may", "june", "july"}
    return full and (word.lower() not in _NEEDS_COMPANY or here.follows(match, _MONTH_BEFORE))


def in_third(match: Match, here: Here, found: Reading) -> Reading:
    """The beginning, middle or end of it, where the words say so."""
    which = here.worth(match, "mod", "mod")
    return calendar.third(found, int(which)) if which.isdigit() else found


def numeric(match: Match, here: Here) -> Reading | None:
    """« 14/10/2025 », « 2025-10-14 », « 14/10 »; in English the month comes first unless it cannot."""
    text, start = here.text, match.start()
    if start and (text[start - 1] in "./-–_+" or text[start - 1].isalnum()):
        return None
    day, number, said_year = int(match["a"]), int(match["b"]), said(match, "c")
    if number > 12 >= day:
        day, number = number, day
    if not said_year:
        return dated(here, (number, day)) if here.follows(match, _DAY_BEFORE) else None
    if len(said_year) == 2 and (match["sep"] == "-" or len(match.group()) < 8 and match["sep"] == "."):
        return None
    full = int(said_year) if len(said_year) == 4 else int(said_year) + (2000 if int(said_year) < 50 else 1900)
    if not 1000 <= full <= 2999 or not calendar.exists(full, number, day):
        return None
    found = calendar.in_year(full, number, day)
    if len(said_year) == 2:
        return found._replace(inferred="century:usage")
    either = here.language == "en" and max(number, day) <= 12 and number != day and match["sep"] == "/"
    return found._replace(inferred="order:usage") if either else found
