"""What the pages say around the articles: one gettext catalogue per language of the interface, `locale/<language>.po`.

Catalogues are read as they are, once per run: a clone, a wheel and a new language need no step between.
"""

import gettext
import io
import re
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FALLBACK = "en"  # says what a catalogue leaves out, and serves the languages that have none
_THIRDS = {"01": "early", "11": "mid", "21": "late", "05": "mid", "09": "late"}


class _Nowhere(gettext.NullTranslations):
    """A key that no catalogue has is a mistake of ours."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


def say(key: str, language: str, **values: object) -> str:
    """One string; `n` chooses among its plural forms by the rule that the catalogue states."""
    words, tag = _catalogue(known(language)), known(language)
    if "n" not in values:
        return words.gettext(key).format(**values)
    n = int(str(values["n"]))
    return words.ngettext(key, key, n).format(**{**values, "n": format_decimal(n, locale=tag) if n > 999 else n})


def plurals(key: str, language: str) -> dict[str, str]:
    """The forms of a plural by their CLDR names, for a script: {"one": "{n} result", "other": "{n} results"}."""
    tag = known(language)
    named = Locale.parse(tag).plural_form
    examples = {named(n): n for n in (1_000_000, *range(200, -1, -1))}
    forms = {name: _catalogue(tag).ngettext(key, key, n) for name, n in sorted(examples.items())}
    return {"other": _catalogue(tag).ngettext(key, key, 100), **forms}


def say_day(day: date, language: str) -> str:
    """A day in words: « 14 octobre 2025 »."""
    return with_first(format_date(day, format="long", locale=known(language)), language)


def say_months(first: date, last: date, language: str) -> str:
    """The months from one day to another: « janvier – mars 2016 »."""
    return str(format_interval(first, last, "yMMMM", locale=known(language)))


def say_month(day: date, language: str) -> str:
    """« janvier 2016 »."""
    return str(format_skeleton("yMMMM", day, locale=known(language)))


def language_name(tag: str, language: str) -> str:
    """What a language is called: « russe »; its tag where CLDR has no name."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(known(language)) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def with_first(words: str, language: str) -> str:
    """A date that begins with the first of a month: « 1er octobre », which CLDR does not know."""
    head, space, rest = words.partition(" ")
    return say("first_of_month", language) + space + rest if head == "1" else words


def known(language: str) -> str:
    """The language of the interface that serves a language."""
    base = language.split("-")[0]
    return base if base in languages() else FALLBACK


@cache
def languages() -> frozenset[str]:
    """Those that have a catalogue."""
    return frozenset(one.name.removesuffix(".po") for one in files(__name__).iterdir() if one.name.endswith(".po"))


def decimal(value: float, language: str) -> str:
    """With four decimals, as degrees have them: « 48,8534 »."""
    return str(format_decimal(value, "0.0000", locale=known(language)))


def territory(code: str, language: str) -> str:
    """A country's name, from CLDR; its code where CLDR has none."""
    return str(Locale.parse(known(language)).territories.get(code, code))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    with (files(__name__) / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    catalogue = gettext.GNUTranslations(compiled)
    catalogue.add_fallback(_Nowhere() if language == FALLBACK else _catalogue(FALLBACK))
    return catalogue


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
