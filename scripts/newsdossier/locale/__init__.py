"""What the pages say around the articles: one gettext catalogue per language of the interface, `locale/<language>.po`.

Catalogues are read as they are, once per run: a clone, a wheel and a new language need no step between.
"""

import gettext
import io
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FALLBACK = "en"  # says what a catalogue leaves out, and serves the languages that have none


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
