"""A match of the grammar -> the year, part of a year, decade or century that its words name."""

import re

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import Reading
from newsdossier.analyse.times.context import Here, Match, digits, said
from newsdossier.analyse.times.days import in_third

_YEAR_BEFORE = (
    r"(?:\b(?:en|de|depuis|an|année|années|entre|et|à|avant|après|dès|fin|début|vers|in|since|of|by|from|to|until|through"
    r"|between|and|before|after|during|year|late|early|mid|the|for|d['’]ici|courant|est|horizon) |[(«“\[/–-])"
)
_YEAR_FOR_SURE = {"fr": r"\b(?:en|depuis|année) ", "en": r"\b(?:the|its|his|their|in|['’]s) "}
_COUNTED = (
    r"\b(?:environ|quelque|quelques|près de|plus de|moins de|les|des|ces|ses|about|some|over|than|nearly|least|up to"
    r"|almost|around|n°|numéro|no\.|article|page|route|vol) ?"
)
_PLURAL = re.compile(
    r"[ \u00a0\u202f](?!(?:dans|plus|sous|puis|mais|pas|vers|alors|après|très|sans|depuis|hors|ses|les|des|nos|aux"
    r"|seuls|was|has|does|its|this|is|as|us|plus|vs|across|versus|toutes|tous|nous|vous|ils|elles)\b)[a-zà-ÿ]{2,}[sx]\b"
    r"|[ \u00a0\u202f](?:km|m|kg|euros?|dollars?|francs?|mètres?|hectares?|millions?|milliards?|years?|people|men)\b"
)


def year(match: Match, here: Here) -> Reading | None:
    """« 2017 », « début 2024 »; not « 2000 personnes »."""
    if not said(match, "mod") and not said(match, "word") and not _is_year(match, here):
        return None
    return in_third(match, here, calendar.in_year(digits(said(match, "y"))))


def years(match: Match, here: Here) -> Reading | None:
    """« entre 2015 et 2017 », « 2015-2017 »: the first year, which is followed by the last."""
    first, last = digits(said(match, "y")), digits(said(match, "y2"))
    runs = here.text[match.end()] in "-–~" or here.follows(match, r"(?:entre|de|between|from) ")
    if first >= last or not runs or _PLURAL.match(here.text, match.end() + 7):
        return None
    return calendar.in_year(first)._replace(edtf=f"{first}/{last}")


def _is_year(match: Match, here: Here) -> bool:
    before = here.before(match)
    if re.search(r"(?:\d[.,/:]|[$€£#°.,/:_=]|(?<!\d{4})(?<=\d)[-–])$", before) or here.follows(match, _COUNTED):
        return False
    if re.search(r"\d[ \u00a0\u202f]$", before) and not re.search(r"[12]\d{3}[ \u00a0\u202f]$", before):
        return False
    plural = _PLURAL.match(here.text, match.end())
    if plural and not here.follows(match, _YEAR_FOR_SURE[here.language]):
        return False
    return 1850 <= digits(match.group()) <= 2100 or here.follows(match, _YEAR_BEFORE)


def century(match: Match, here: Here) -> Reading | None:
    """« XIXe siècle », "the 20th century"."""
    number = digits(said(match, "a")) or _roman(said(match, "i").upper())
    return calendar.century(number) if 1 <= number <= 30 else None


def _roman(letters: str) -> int:
    worth = [{"I": 1, "V": 5, "X": 10}[letter] for letter in letters]
    return sum(-v if v < max(worth[i:]) else v for i, v in enumerate(worth))


def decade(match: Match, here: Here) -> Reading | None:
    """« années 1990 », « années 90 », "the sixties"."""
    word = said(match, "dec")
    if word and here.language == "en" and not here.follows(match, r"\bthe(?: early| late| mid)? "):
        return None
    number = said(match, "a") or here.worth(match, "dec", "decade")
    if len(number) == 4:
        return Reading("DATE", number[:3], f"{number[:3]}X")
    return Reading("DATE", f"19{number[0]}", f"19{number[0]}X", "century:usage")


def part_of_year(match: Match, here: Here) -> Reading | None:
    """« premier semestre 2017 », "second quarter"."""
    number = digits(said(match, "n")) or digits(here.worth(match, "n", "number"))
    kind = "H" if said(match, "of").lower() == "semestre" else "Q"
    if not 1 <= number <= (2 if kind == "H" else 4):
        return None
    if said(match, "y"):
        return calendar.part_of_year(digits(said(match, "y")), kind, number)
    if here.published is None:
        return Reading("DATE")
    return calendar.part_of_year(here.published.year, kind, number)._replace(inferred=f"year:{here.source}")
