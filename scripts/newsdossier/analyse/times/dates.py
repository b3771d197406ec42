"""A match of the grammar -> the day, month, year, decade or century that its words name.

A year that the words leave out is taken from the day of publication or from a dated day near by; where neither is
known, from the dateline: the date, « 2 mars 2017 – », that opens a text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from newsdossier.analyse.times import calendar
from newsdossier.analyse.times.calendar import UNKNOWN, TimeValue
from newsdossier.analyse.times.context import GRAMMARS, Match, TimeContext, digits, group
from newsdossier.languages.time_rules import word_starts
from newsdossier.model.article import Article

TOWARD = {"-1": "last", "1": "next"}  # by the value of « dernier » and « prochain »
_NEEDS_COMPANY = {"march", "may", "april", "june", "august", "jun"}
_NEAR_DAYS = 60  # from the publication, within which a numeric date is likely
_ABOUT_YEAR = (
    r"\b(?:vers|autour de|aux alentours de|environ|circa|around|about|c\.|ca\.)(?: l['’]an| the| les| the year)? "
)
_SHORT = 4  # letters up to which a month without anything beside it may be another word
_MONTH_BEFORE = (
    r"\b(?:in|of|since|until|by|last|next|this|early|late|mid|through|from|to|before|after|and|during|between"
    r"|every|each) "
)
_DAY_BEFORE = r"\b(?:le|du|au|dès|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) "
_YEAR_BEFORE = (
    r"(?:\b(?:en|de|depuis|an|année|années|entre|et|à|avant|après|dès|fin|début|vers|in|since|of|by|from|to|until|through"
    r"|between|and|before|after|during|year|late|early|mid|the|for|d['’]ici|courant|est|horizon) |[(«“\[/–-])"
)
_COUNTED = (
    r"\b(?:environ|quelque|quelques|près de|plus de|moins de|les|des|ces|ses|about|some|over|than|nearly|least|up to"
    r"|almost|around|n°|numéro|no\.|article|page|route|vol) ?"
)
_PLURAL = re.compile(
    r"[ \u00a0\u202f](?!(?:dans|plus|sous|puis|mais|pas|vers|alors|après|très|sans|depuis|hors|ses|les|des|nos|aux"
    r"|seuls|was|has|does|its|this|is|as|us|plus|vs|across|versus|toutes|tous|nous|vous|ils|elles)\b)[a-zà-ÿ]{2,}[sx]\b"
    r"|[ \u00a0\u202f](?:km|m|kg|euros?|dollars?|francs?|mètres?|hectares?|millions?|milliards?|years?|people|men)\b"
)
_NOUN = re.compile(
    r"[ \u00a0\u202f](?!and\b|et\b|by\b|par\b|in\b|puis\b|or\b|ou\b|to\b)[a-zà-ÿ]{3,}"
)  # “around 1900 people”
_LINE = re.compile(r"[^\n]*")
_AFTER_DATELINE = re.compile(r"[^\n]{0,40}?(?:[–—-]|\n|$)")
_DATELINE_WITHIN = 600  # characters of the beginning in which a dateline may be


def day_of_month(match: Match, context: TimeContext) -> TimeValue | None:
    """« mardi 14 octobre 2025 », « 1er mars », "October 14"."""
    month, day = int(context.value(match, "m", "month")), digits(group(match, "d"))
    year = digits(group(match, "y"))
    if re.search(r"\d[.,]?$|[$€£]$", context.before(match)):
        return None  # "$107.31 May"
    if not year and context.language == "en" and group(match, "m")[0].islower():
        return None  # "may 5"
    if year or (shared := context.shared_year(match, month)):
        if not calendar.exists(year or shared, month, day):
            return None
        return calendar.in_year(year or shared, month, day)._replace(inferred="" if year else "year:text")
    weekday = context.value(match, "w", "weekday")
    toward, story_year = _toward(match, context, "day"), context.year_of_story(match)
    return in_nearest_year(context, month, day, weekday=weekday, toward=toward, story_year=story_year)


def _toward(match: Match, context: TimeContext, named: str) -> str:
    """Returns where to look for the year: what lasts since a day began before the publication."""
    if context.follows(match, r"\b(?:depuis(?: le)?|since) "):
        return "last"
    if named == "month" and context.follows(match, r"\b(?:de |d['’]|en vue de )"):
        named = "clear"  # « la présidentielle de mai »
    if context.follows(match, r"\b(?:jusqu['’](?:en|à|au)|d['’]ici(?: à| au| en)?|until|till) "):
        return "future"
    return TOWARD.get(context.value(match, "k", "kin")) or way_of_verb(match, context, otherwise=named)


def month_told(match: Match, context: TimeContext) -> TimeValue | None:
    """Returns the month that a match names, in the year that it names or that the verb points to."""
    month, year = int(context.value(match, "m", "month")), digits(group(match, "y"))
    if year:
        return calendar.in_year(year, month)
    return in_nearest_year(context, month, 0, toward=way_of_verb(match, context))


def way_of_verb(match: Match, context: TimeContext, *, otherwise: str = "month") -> str:
    """Returns where to look for a year, as `calendar.year_near` takes it: ahead or back where the verb says so."""
    return "future" if context.is_future(match) else "past" if context.is_past(match) else otherwise


def in_nearest_year(
    context: TimeContext, month: int, day: int, *, weekday: str = "", toward: str = "day", story_year: int = 0
) -> TimeValue | None:
    """Returns a day in the year in which it is nearest to the publication or to a dated day; day 0 means the month.

    `weekday` is the number of the weekday, if it is named; `toward` is that of `calendar.year_near`; `story_year` is
    the year in which the text tells.
    """
    if not calendar.exists(None, month, day or 1):
        return None
    base = context.today or context.last_day
    if base is None:
        return calendar.in_year(UNKNOWN, month, day)
    near = calendar.year_near(base, month, day or (1 if toward == "past" else 15), toward=toward)
    if toward == "past" and 0 < story_year < base.year:
        near = story_year  # told of another year, a bare date is of that year
    for year in (near, near - 1, near + 1) if near else ():
        if _is_that_weekday(year, month, day, weekday=weekday):
            source = context.source if context.today else "text"
            return calendar.in_year(year, month, day)._replace(inferred=f"year:{source}")
    return calendar.in_year(UNKNOWN, month, day)


def _is_that_weekday(year: int, month: int, day: int, *, weekday: str) -> bool:
    if not 1 <= year <= 9999 or not calendar.exists(year, month, day or 1):
        return False
    return not weekday or date(year, month, day).isoweekday() == int(weekday)


def until(match: Match, context: TimeContext) -> TimeValue | None:
    """« du 3 au 5 mars »: the first day, which is followed by the last one and their month."""
    month, year = int(context.value(match, "m", "month")), digits(group(match, "y"))
    first, last = digits(group(match, "d")), digits(group(match, "d2"))
    # of « entre le 3 et le 5 mars » the first day shares the year of the last
    found = calendar.in_year(year, month, last) if year else in_nearest_year(context, month, last)
    if found is None or not calendar.exists(year or None, month, first) or first >= last:
        return None
    start = f"{found.edtf[:-2]}{first:02}"
    both = re.match(r"\W*(?:et|ou|and|or)\b", context.text[match.end() :])
    runs = not both or context.follows(match, r"(?:entre|between)(?: le| the)? ")
    return found._replace(value=start, edtf=f"{start}/{found.edtf}" if runs else start)


def month(match: Match, context: TimeContext) -> TimeValue | None:
    """« mars 2017 », « mi-octobre », « juin dernier », "January this year"."""
    word, year, this = group(match, "m"), digits(group(match, "y")), group(match, "this")
    if context.language == "en" and word.lower() == "may" and not word[0].isupper():
        return None  # “somebody in the middle may have added something”
    kin = context.value(match, "k", "kin") or context.value(match, "this", "kin")
    if context.follows(match, r"\d(?:er)? "):
        return None  # of a day that the calendar does not have, « 30 février »
    words = match.group().lower()
    alone = not (year or kin or group(match, "mod") or words.startswith(("mois", "ce")))
    if (alone and not _is_month(match, context)) or not word:
        return None
    number = int(context.value(match, "m", "month"))
    found: TimeValue | None
    if year:
        found = calendar.in_year(year, number)
    elif shared := context.shared_year(match, number):
        found = calendar.in_year(shared, number)._replace(inferred="year:text")
    elif kin and context.today and (this or words.endswith("year")):
        found = calendar.in_year(context.today.year + int(kin), number)._replace(inferred=f"year:{context.source}")
    elif alone and _is_of_event(match, context):
        found = calendar.in_year(UNKNOWN, number)
    else:
        found = in_nearest_year(context, number, 0, toward=_toward(match, context, "month"))
    return found and in_third(match, context, found)


def _is_of_event(match: Match, context: TimeContext) -> bool:
    """ "the November election" may be the last one or the next."""
    noun = re.match(r" [a-z]{3,}", context.text[match.end() : match.end() + 5])
    return context.language == "en" and noun is not None and context.follows(match, r"(?:\bthe|['’]s|\bits|\btheir) ")


def _is_month(match: Match, context: TimeContext) -> bool:
    """« Mars » may be a planet and "May" a name: such words alone must be where a month would be."""
    word = group(match, "m")
    if context.language == "fr":
        opens = not context.before(match, 2).strip(' «“"(')
        full = len(word) > _SHORT or word.lower() in {"mars", "mai", "juin", "août", "aout"}
        return full and not word.endswith(".") and (word[0].islower() or opens)
    if not word[0].isupper():
        return False
    full = len(word) > _SHORT or word.lower() in {"may", "june", "july"}
    return full and (word.lower() not in _NEEDS_COMPANY or context.follows(match, _MONTH_BEFORE))


def in_third(match: Match, context: TimeContext, whole: TimeValue) -> TimeValue:
    """Returns the beginning, middle or end of a time, where the words say so."""
    which = context.value(match, "mod", "mod")
    return calendar.third(whole, int(which)) if which.isdigit() else whole


def numeric(match: Match, context: TimeContext) -> TimeValue | None:
    """« 14/10/2025 », « 2025-10-14 », « 14/10 »; in English the month comes first unless it cannot."""
    text, start = context.text, match.start()
    if start and (text[start - 1] in "./-–_+" or text[start - 1].isalnum()):
        return None
    day, number, year = int(match["a"]), int(match["b"]), group(match, "c")
    if number > 12 >= day or _is_day_first(match, context):
        day, number = number, day
    if not year:
        return in_nearest_year(context, number, day) if context.follows(match, _DAY_BEFORE) else None
    if len(year) == 2 and (match["sep"] == "-" or (len(match.group()) < 8 and match["sep"] == ".")):
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)
    if not 1000 <= full <= 2999 or not calendar.exists(full, number, day):
        return None
    found = calendar.in_year(full, number, day)
    if len(year) == 2:
        return found._replace(inferred="century:usage")
    either = context.language == "en" and max(number, day) <= 12 and number != day and match["sep"] == "/"
    return found._replace(inferred="order:usage") if either else found


def _is_day_first(match: Match, context: TimeContext) -> bool:
    """True for English "11/02/2026" of 17 February 2026: read as November it would be to come, as February it was."""
    first, second, year = int(match["b"]), int(match["a"]), group(match, "c")
    ambiguous = context.language == "en" and first != second and max(first, second) <= 12 and len(year) == 4
    if not ambiguous or context.today is None or match["sep"] != "/" or not 1000 < int(year) < 3000:
        return False
    usual, other = (date(int(year), m, d) - context.today for m, d in ((first, second), (second, first)))
    return usual.days > 0 >= other.days > -_NEAR_DAYS


def year(match: Match, context: TimeContext) -> TimeValue | None:
    """« 2017 », « début 2024 »; not « 2000 personnes »."""
    if not group(match, "mod") and not group(match, "word") and not _is_year(match, context):
        return None
    return in_third(match, context, _about(match, context, calendar.in_year(digits(group(match, "y")))))


def _about(match: Match, context: TimeContext, found: TimeValue) -> TimeValue:
    """« vers 1921 », "around 1921", "circa 1870s": approximate."""
    return found._replace(edtf=f"{found.edtf}~") if context.follows(match, _ABOUT_YEAR) and found.edtf else found


def old_year(match: Match, context: TimeContext) -> TimeValue | None:
    """« en 987 »: a year before 1000, with the four digits that EDTF asks for."""
    return calendar.in_year(digits(group(match, "old")))


def years(match: Match, context: TimeContext) -> TimeValue | None:
    """« entre 2015 et 2017 », « 2015-2017 »: the first year, which is followed by the last."""
    first, last = digits(group(match, "y")), digits(group(match, "y2"))
    runs = context.text[match.end()] in "-–~" or context.follows(match, r"(?:entre|de|between|from) ")
    if first >= last or not runs or _PLURAL.match(context.text, match.end() + 7):
        return None
    return calendar.in_year(first)._replace(edtf=f"{first}/{last}")


def _is_year(match: Match, context: TimeContext) -> bool:
    before = context.before(match)
    if context.follows(match, r"\b(?:vers|circa|around|about) ") and 1400 <= digits(match.group()) <= 2100:
        return _PLURAL.match(context.text, match.end()) is None and _NOUN.match(context.text, match.end()) is None
    if re.search(r"(?:\d[.,/:]|[$€£#°.,/:_=]|(?<!\d{4})(?<=\d)[-–])$", before) or context.follows(match, _COUNTED):
        return False
    if re.search(r"\d[ \u00a0\u202f]$", before) and not re.search(r"[12]\d{3}[ \u00a0\u202f]$", before):
        return False
    if _PLURAL.match(context.text, match.end()) and not context.follows(match, GRAMMARS[context.language].IN_YEAR):
        return False
    return 1850 <= digits(match.group()) <= 2100 or context.follows(match, _YEAR_BEFORE)


def century(match: Match, context: TimeContext) -> TimeValue | None:
    """« XIXe siècle », "the 20th century"."""
    number = digits(group(match, "a")) or _roman(group(match, "i").upper())
    return calendar.century(number) if 1 <= number <= 30 else None


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def decade(match: Match, context: TimeContext) -> TimeValue | None:
    """« années 1990 », « années 90 », "the sixties"."""
    word = group(match, "dec")
    if word and context.language == "en" and not context.follows(match, r"\bthe(?: early| late| mid)? "):
        return None
    number = group(match, "a") or context.value(match, "dec", "decade")
    if len(number) == 4:
        return _about(match, context, TimeValue("DATE", number[:3], f"{number[:3]}X"))
    return TimeValue("DATE", f"19{number[0]}", f"19{number[0]}X", "century:usage")


def part_of_year(match: Match, context: TimeContext) -> TimeValue | None:
    """« premier semestre 2017 », "second quarter"."""
    number = digits(group(match, "n")) or digits(context.value(match, "n", "number"))
    kind = "H" if group(match, "of").lower() in {"semestre", "half"} else "Q"
    if not 1 <= number <= (2 if kind == "H" else 4):
        return None
    if group(match, "y"):
        return calendar.part_of_year(digits(group(match, "y")), kind, number)
    if context.today is None:
        return TimeValue("DATE")
    begins = (number - 1) * (6 if kind == "H" else 3) + 1
    year = context.today.year - (begins > context.today.month and not context.is_future(match))
    return calendar.part_of_year(year, kind, number)._replace(inferred=f"year:{context.source}")


def with_dateline(article: Article) -> Article:
    """Returns the article with the day of its dateline, where its seed gives none."""
    source = article.source
    day = dateline(article.text, article.language) if source.published is None else None
    if day is None:
        return article
    return replace(article, source=replace(source, published=day, published_from="dateline"))


def dateline(text: str, language: str) -> date | None:
    """Returns the whole date that opens one of the first lines; None in a language without a grammar."""
    if language not in GRAMMARS:
        return None
    context = TimeContext(text, language, None)
    for match in _dates_that_open_lines(context):
        if group(match, "y") and _AFTER_DATELINE.match(text, match.end()):
            found = day_of_month(match, context)
            day = date.fromisoformat(found.value) if found else None
            if day and calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR:
                return day
    return None


def _dates_that_open_lines(context: TimeContext) -> Iterator[Match]:
    rules = GRAMMARS[context.language].RULES
    for line in _LINE.finditer(context.text, 0, _DATELINE_WITHIN):
        start, key = next(word_starts(line.group()), (0, ""))
        for rule in rules.get(key, ()) if start == 0 else ():
            match = rule.match(context.text, line.start()) if rule.kind == "date" else None
            if match:
                yield match
