"""EDTF -> words, in each language of the interface: « mi-octobre 2025 », « 14 octobre, année non précisée »."""

import re
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from newsdossier.locale import known, say, with_first

_THIRDS = {"01": "early", "11": "mid", "21": "late", "05": "mid", "09": "late"}


def say_time(edtf: str, language: str) -> str:
    """What the EDTF says, and no more; the EDTF itself where there are no words for it."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _single(begin, language)
    if begin == ".." or end == "..":
        key, one = ("before", end) if begin == ".." else ("from", begin)
        return say(f"{key}_day" if _is_day(one) else key, language, time=_single(one, language))
    return _named_interval(begin, end, language) or _interval(begin, end, language)


def say_inferred(inferred: str, language: str) -> str:
    """What of a time is not the text's, and from what it was taken; empty when all is."""
    what, _, source = inferred.partition(":")
    return say(f"inferred_{what}", language, source=say(f"by_{source}", language)) if what else ""


def datetime_attribute(edtf: str) -> str:
    """What HTML's `<time datetime>` can say of it; empty when it can say nothing."""
    if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", edtf):
        return edtf
    return edtf[5:] if re.fullmatch(r"XXXX-\d\d-\d\d", edtf) else ""


def _is_day(one: str) -> bool:
    return re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", one) is not None


def _named_interval(begin: str, end: str, language: str) -> str:
    """Thirds of months and years, weeks and weekends, which have names."""
    if begin.endswith("~") and end.endswith("~"):
        whole, _, first = begin.rstrip("~").rpartition("-")
        return say(_THIRDS.get(first, "about"), language, time=_single(whole, language))
    if _is_day(begin) and _is_day(end) and begin[:4].isdigit() and end[:4].isdigit():
        first_day, last_day = date.fromisoformat(begin), date.fromisoformat(end)
        key = {(1, 6): "week_of", (6, 1): "weekend_of"}.get((first_day.isoweekday(), (last_day - first_day).days), "")
        return say(key, language, time=_single(begin, language)) if key else ""
    return ""


def _interval(begin: str, end: str, language: str) -> str:
    first, last = _single(begin, language), _single(end, language)
    return say("between_days" if _is_day(begin) else "between", language, first=first, last=last)


def _single(edtf: str, language: str) -> str:
    plain = edtf.rstrip("~?%")
    year, _, rest = plain.partition("-")
    words = (_unknown(rest, language) if year == "XXXX" else _dated(year, rest, language)) or plain
    return words if plain == edtf else say("about", language, time=words)


def _dated(year: str, rest: str, language: str) -> str:
    if year.endswith("XX"):
        number = int(year[:2]) + 1
        form = Locale.parse(known(language)).ordinal_form(number)
        return say(f"century_{form}", language, number=number, roman=_roman(number))
    if year.endswith("X"):
        return say("decade", language, decade=f"{year[:3]}0")
    if not rest:
        return year
    month, _, day = rest.partition("-")
    if int(month) > 12:
        return _part_of_year(year, int(month), language)
    if not day:
        return _skeleton("yMMMM", date(int(year), int(month), 1), language)
    words = format_date(date(int(year), int(month), int(day)), format="long", locale=known(language))
    return with_first(words, language)


def _part_of_year(year: str, code: int, language: str) -> str:
    if 33 <= code <= 36:
        day = date(int(year), (code - 33) * 3 + 1, 1)
        return format_date(day, format="QQQQ y", locale=known(language))
    return say(f"edtf_{code}", language, year=year)


def _unknown(rest: str, language: str) -> str:
    """A month or a day of a year that nobody gave."""
    month, _, day = rest.partition("-")
    if not month.isdigit():
        return say("unknown_month", language, day=day.lstrip("0")) if day else ""
    leap = date(2000, int(month), int(day or 1))
    words = (
        with_first(_skeleton("MMMMd", leap, language), language)
        if day
        else format_date(leap, "LLLL", locale=known(language))
    )
    return say("unknown_year", language, time=words)


def _skeleton(skeleton: str, day: date, language: str) -> str:
    return format_skeleton(skeleton, day, locale=known(language))


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
