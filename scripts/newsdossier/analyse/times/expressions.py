"""Article -> times: dates, hours, durations, frequencies, resolved as far as the text and its day allow, never further.

The value is TIMEX3's; the EDTF is what pages show and sort by. Without a year the publication or the nearest dated day
decides, and `inferred` says so; without either the year stays unknown: `XXXX-10-14`. An hour's EDTF is its day: EDTF
has no hours without seconds, and « 14h30 » does not say them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from newsdossier.analyse.times import calendar, days, durations, relative, years
from newsdossier.analyse.times.calendar import Reading
from newsdossier.analyse.times.context import GRAMMARS, Here, Match, said
from newsdossier.analyse.times.dateline import dateline
from newsdossier.edtf import valid
from newsdossier.languages.calendar import SPACE, Rule, starts
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import TimeExpression

Matches = tuple[tuple[str, Match], ...]
"""Kinds of rules and what they match, all from one character on."""
Written = tuple[Matches, ...]
"""Those of an article, in order."""

BY = "times 3"
READERS: dict[str, Callable[[Match, Here], Reading | None]] = {
    "date": days.day_of_month, "until": days.until, "month": days.month, "year": years.year,
    "years": years.years, "numeric": days.numeric, "century": years.century, "decade": years.decade,
    "part": years.part_of_year, "clock": durations.clock, "day": relative.day, "thispart": relative.this_part,
    "somepart": relative.some_part, "weekday": relative.weekday, "dayonly": relative.weekday_and_number,
    "night": relative.night, "period": relative.period, "ago": relative.ago, "hence": relative.hence,
    "later": relative.later, "season": relative.season, "feast": relative.feast, "span": durations.several,
    "duration": durations.length, "set": durations.repeated, "freq": durations.adverb,
    "number": relative.number, "beside": relative.beside, "now": durations.present,
}  # fmt: skip
_JOIN = re.compile(rf"{SPACE}?,?{SPACE}?(?:(?:à|vers|dès|at|around|about|by|on|le|avant|après|before|after){SPACE})?")
_FROM = re.compile(rf"\b(?P<word>de|du|d['’]|entre|from|between)(?:{SPACE}(?:le|la|the))?{SPACE}?$", re.I)
_TO = re.compile(
    rf"{SPACE}(?P<word>à|au|et|to|and|through|until|jusqu['’](?:à|au))(?:{SPACE}(?:le|la|the))?{SPACE}", re.I
)
_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d-\d\d|WXX-\d)")
_SINCE = {name: re.compile(grammar.SINCE, re.I) for name, grammar in GRAMMARS.items()}
_UNTIL = {name: re.compile(grammar.UNTIL, re.I) for name, grammar in GRAMMARS.items()}


def written(article: Article) -> Written:
    """Where rules of the grammar of a French or English article match, in order; they may overlap."""
    if article.language not in GRAMMARS:
        return ()
    rules, text = GRAMMARS[article.language].RULES, article.text
    places = (_matches(rules[key], text, start) for start, key in starts(text) if key in rules)
    return tuple(matches for matches in places if matches)


def _matches(rules: tuple[Rule, ...], text: str, start: int) -> Matches:
    """The longest first; of two as long the one that comes first in the grammar."""
    matches = [(rule.kind, match) for rule in rules if (match := rule.match(text, start))]
    return tuple(sorted(matches, key=lambda one: -one[1].end()))


def expressions(
    article: Article, places: Written, told: Mapping[int, bool] | None = None
) -> Iterator[TimeExpression]:  # fmt: skip
    """The times of an article, in order; they do not overlap. `told` is that of `Here`."""
    if not places:
        return
    found = _with_days(list(_scan(places, _here(article, told or {}))), article.text)
    for span, reading in _with_ends(found, article.text):
        kind, value, edtf, inferred = reading
        bounded = _bounded(edtf, article, span)
        yield TimeExpression(span, kind, value, bounded, BY, inferred)


def _here(article: Article, told: Mapping[int, bool]) -> Here:
    """Counting from the day of publication, else from the date that opens the text."""
    day, text = published(article), article.text
    opening = dateline(text, article.language) if day is None else None
    source = "dateline" if opening or article.source.published_from == "dateline" else "published"
    return Here(text, article.language, day or opening, source, told=told)


def published(article: Article) -> date | None:
    """The day to count from, unless it is a slip that no newspaper can be from."""
    day = article.source.published
    return day if day and calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR else None


def _scan(places: Written, here: Here) -> Iterator[tuple[Span, Reading]]:
    end = 0
    for matches in places:
        best = _best(matches, here) if matches[0][1].start() >= end else None
        if best:
            span, reading = best
            end = span.end
            yield span, reading
            if re.fullmatch(r"\d{4}-\d\d-\d\d", reading.value[:10]):
                here = replace(here, last=date.fromisoformat(reading.value[:10]), named=end)


def _best(matches: Matches, here: Here) -> tuple[Span, Reading] | None:
    """The longest that can be read."""
    for kind, match in matches:
        reading = READERS[kind](match, here)
        if reading:
            return Span(match.start("x") if said(match, "x") else match.start(), match.end()), reading
    return None


def _with_days(found: list[tuple[Span, Reading]], text: str) -> list[tuple[Span, Reading]]:
    """« mardi 14 octobre à 14h30 » are two expressions; the hour takes its day from the date beside it.

    Where nothing but a space parts them, "noon Saturday", « mardi 14h30 », they are one.
    """
    result: dict[int, tuple[Span, Reading]] = dict(enumerate(found))
    for at, (span, reading) in enumerate(found):
        other = _day_beside(found, at, text) if re.match(r"T\d", reading.value) else None
        if other is not None and other in result:
            whose, day = found[other]
            first, second = sorted((span, whose))
            one = text[first.end : second.start].isspace()
            if one:
                del result[other]
            whole = Span(first.start, second.end) if one else span
            result[at] = whole, Reading("TIME", day.value[:10] + reading.value, day.edtf, day.inferred)
    return [result[at] for at in sorted(result)]


def _day_beside(found: list[tuple[Span, Reading]], hour: int, text: str) -> int | None:
    beside = (n for n in (hour - 1, hour + 1) if 0 <= n < len(found) and _beside(found[hour][0], found[n], text))
    return next(beside, None)


def _beside(hour: Span, other: tuple[Span, Reading], text: str) -> bool:
    span, day = other
    first, second = sorted((hour, span))
    return bool(_DAY.match(day.value)) and _JOIN.fullmatch(text, first.end, second.start) is not None


def _with_ends(found: list[tuple[Span, Reading]], text: str) -> Iterator[tuple[Span, Reading]]:
    """« de novembre 2024 à février 2025 »: the first of two dates becomes the interval that they bound."""
    for at, (span, first) in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        if (
            after
            and _runs(span, after[0], text)
            and len(first.edtf) == len(after[1].edtf)
            and first.edtf < after[1].edtf
        ):
            joined = f"{first.edtf}/{after[1].edtf}"
            yield span, first._replace(edtf=joined if valid(joined) else first.edtf)
        else:
            yield span, first


def _runs(first: Span, second: Span, text: str) -> bool:
    joint = _TO.fullmatch(text, first.end, second.start)
    opening = _FROM.search(text[max(0, first.start - 14) : first.start]) if joint else None
    if not joint or not opening:
        return False
    return (joint["word"].lower() in {"et", "and"}) == (opening["word"].lower() in {"entre", "between"})


def _bounded(edtf: str, article: Article, span: Span) -> str:
    """« depuis mars » is an interval without end, « jusqu'au 20 janvier » one without beginning."""
    if not edtf or "/" in edtf:
        return edtf
    before = article.text[max(0, span.start - 30) : span.start]
    if _SINCE[article.language].search(before):
        return f"{edtf}/.."
    return f"../{edtf}" if _UNTIL[article.language].search(before) else edtf
