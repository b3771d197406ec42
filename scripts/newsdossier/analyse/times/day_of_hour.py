"""Hours and parts of a day that no date stands beside -> the day that the text is on.

In one sentence the day named before is theirs; in a paragraph or the next one that tells of the past too. A live blog
and a report of the day are on the day of publication. « Ouvert de 6 h 45 à 13 h » stays open: it is of no day.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Dated, TimeExpression

_OF_NO_DAY = re.compile(r"T(?:\d|[A-Z])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STOP = re.compile(r"[.!?…][»”\"’)]?\s")
_HABIT = re.compile(
    r"\b(?:ouvert|ferm[ée]|open|closed|chaque|tous les|toutes les|every|daily|always|toujours)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|day\b", re.IGNORECASE)
_SO_FAR = 2  # paragraphs back in which the day may be named


def with_days_of_text(
    times: Sequence[TimeExpression], article: Article, verbs: Mapping[Span, Dated | None], today: date | None
) -> Iterator[TimeExpression]:
    """Yields the times, in order, with the day of those that are parts of one; its origin is in `inferred`."""
    starts = [part.span.start for part in article.parts]
    before: list[TimeExpression] = []
    for time in times:
        day = ""
        if time.type == "TIME" and _OF_NO_DAY.match(time.value):
            verb = verbs.get(time.span)
            day = _named(time, before, article, starts, verb) or _of_publication(time, article, verb, today)
        if day:
            source = "text" if any(one.value.startswith(day) for one in before) else "published"
            time = replace(time, value=day + time.value, edtf=day, inferred=f"date:{source}")
        if _DAY.match(time.value):
            before.append(time)
        yield time


def _named(
    time: TimeExpression, before: Sequence[TimeExpression], article: Article, starts: Sequence[int], verb: Dated | None
) -> str:
    """Returns the day that the text named last, where it is near enough for what the verb tells; empty for none."""
    last = before[-1] if before else None
    if last is None:
        return ""
    between = article.text[last.span.end : time.span.start]
    apart = bisect_right(starts, time.span.start) - bisect_right(starts, last.span.start)
    if apart == 0 and not _STOP.search(between):
        return last.value[:10]
    told = verb.outlook if verb else "unsaid"
    paragraph = apart == 0 and told != "unsaid"
    counted = last.inferred.startswith("date:") or _WEEKDAY.search(last.span.of(article.text))  # not « au 30 juin »
    near = apart <= _SO_FAR and told == "past" and bool(counted) and article.kind != "live"
    return last.value[:10] if (paragraph or near) and not _is_habit(time, article) else ""


def _of_publication(time: TimeExpression, article: Article, verb: Dated | None, today: date | None) -> str:
    """Returns the day of publication for the posts of a live blog, and for what a report tells in the past."""
    if today is None or _is_habit(time, article):
        return ""
    told = verb is not None and verb.outlook == "past" and article.kind == "report"
    return today.isoformat() if article.kind == "live" or told else ""


def _is_habit(time: TimeExpression, article: Article) -> bool:
    """True for the hours of a sentence that says « ouvert tous les jours »."""
    start = max(0, time.span.start - 120)
    sentence = re.split(_STOP, article.text[start : time.span.start])[-1]
    return _HABIT.search(sentence) is not None
