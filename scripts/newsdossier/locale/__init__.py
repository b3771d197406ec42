"""What the pages say around the articles, in each language of the interface."""

from collections.abc import Mapping
from datetime import date

from babel import Locale
from babel.dates import format_date

from newsdossier.locale import en, fr

_STRINGS: Mapping[str, Mapping[str, str]] = {"fr": fr.STRINGS, "en": en.STRINGS}
FALLBACK = "en"


def say(key: str, language: str, **values: object) -> str:
    """One string; `n` chooses between its singular and its plural, which stand apart by a bar."""
    text = _STRINGS.get(language.split("-")[0], _STRINGS[FALLBACK])[key]
    if "n" in values and "|" in text:
        one, many = text.split("|")
        text = one if _is_singular(int(str(values["n"])), language) else many
    return text.format(**values)


def say_day(day: date, language: str) -> str:
    """A day in words: « 14 octobre 2025 »."""
    return format_date(day, format="long", locale=known(language))


def known(language: str) -> str:
    """The language of the interface that serves a language."""
    base = language.split("-")[0]
    return base if base in _STRINGS else FALLBACK


def territory(code: str, language: str) -> str:
    """A country's name, from CLDR; its code where CLDR has none."""
    tag = language.split("-")[0]
    return str(Locale(tag if tag in _STRINGS else FALLBACK).territories.get(code, code))


def _is_singular(n: int, language: str) -> bool:
    return n < 2 if language.startswith("fr") else n == 1
