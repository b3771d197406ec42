"""Dossiers -> events: the sentences that carry a date, in the order of the time that they tell of."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from newsdossier.compose.entities import sentence_at
from newsdossier.edtf import Bounds, bounds
from newsdossier.model import Dossier, Event, Span, TimeExpression

FEWEST_WORDS = 4  # beside the date: « 2 mars 2017 – Paris » tells of nothing
_WORD = re.compile(r"[^\W\d_]{2,}")


def events(dossier: Dossier) -> tuple[Event, ...]:
    """Every dated sentence of the public form, in the order of the text; a time without EDTF cannot be placed."""
    titles = [part.span for part in dossier.article.parts if part.kind in {"title", "heading"}]
    found: list[Event] = []
    for sentence in dossier.annotations.sentences:
        if not any(title.start <= sentence.start < title.end for title in titles):
            times = [t for t in dossier.annotations.times if t.edtf and _within(t.span, sentence)]
            if times and _tells(dossier, sentence, times):
                found += [_event(dossier, time, sentence) for time in _distinct(times)]
    return tuple(found)


def ordered(some: Iterable[Event]) -> tuple[Event, ...]:
    """In the order of time; those of an unknown year last, by day and month."""
    return tuple(sorted(some, key=_place))


def _place(event: Event) -> tuple[bool, date, date, str, str, int]:
    first, last = event.order or (date.max, date.max)
    # what is only known to be before a day stands at that day
    begin = last if first == date.min else first
    return event.order is None, begin, last, event.edtf, event.slug, len(event.sentence.text)


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _tells(dossier: Dossier, sentence: Span, times: Iterable[TimeExpression]) -> bool:
    words = len(_WORD.findall(sentence.of(dossier.article.text)))
    return words - sum(len(_WORD.findall(t.span.of(dossier.article.text))) for t in times) >= FEWEST_WORDS


def _distinct(times: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """Without those that lie in a time already given: the hour of a day, the last day of an interval."""
    seen: list[Bounds | str] = []
    for time in times:
        covers = bounds(time.edtf) or time.edtf
        if not any(_covers(one, covers) for one in seen):
            seen.append(covers)
            yield time


def _covers(one: Bounds | str, other: Bounds | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    interval = one[0] < one[1] < date.max and one[0] > date.min
    return one == other or (interval and one[0] <= other[0] and other[1] == one[1])


def _event(dossier: Dossier, time: TimeExpression, sentence: Span) -> Event:
    named = frozenset(m.entity for m in dossier.annotations.mentions if _within(m.span, sentence))
    article = dossier.article
    shown = sentence_at(dossier, time.span)
    types = frozenset(one.entity.type for one in dossier.entities if one.entity.id in named)
    return Event(time.edtf, time.inferred, bounds(time.edtf), article.slug, article.title, shown, named, types)
