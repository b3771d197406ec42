"""Text -> the date that opens it: « 2 mars 2017 – », the day from which it counts where nobody else gives one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from newsdossier.analyse.times import calendar, days
from newsdossier.analyse.times.context import GRAMMARS, Here, Match, said
from newsdossier.languages.calendar import starts
from newsdossier.model.article import Article

_LINE = re.compile(r"[^\n]*")
_BEHIND = re.compile(r"[^\n]{0,40}?(?:[–—-]|\n|$)")
_WITHIN = 600  # characters of the beginning in which it may stand


def dated(article: Article) -> Article:
    """The article with the day of its dateline, where its seed gives none."""
    source = article.source
    day = dateline(article.text, article.language) if source.published is None else None
    if day is None:
        return article
    return replace(article, source=replace(source, published=day, published_from="dateline"))


def dateline(text: str, language: str) -> date | None:
    """A whole date, with its year, that opens one of the first lines; None in a language without a grammar."""
    if language not in GRAMMARS:
        return None
    here = Here(text, language, None)
    for match in _dates_that_open_lines(here):
        if said(match, "y") and _BEHIND.match(text, match.end()):
            reading = days.day_of_month(match, here)
            day = date.fromisoformat(reading.value) if reading else None
            if day and calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR:
                return day
    return None


def _dates_that_open_lines(here: Here) -> Iterator[Match]:
    rules = GRAMMARS[here.language].RULES
    for line in _LINE.finditer(here.text, 0, _WITHIN):
        first = next(starts(line.group()), None)
        for rule in rules.get(first[1], ()) if first and first[0] == 0 else ():
            match = rule.match(here.text, line.start()) if rule.kind == "date" else None
            if match:
                yield match
