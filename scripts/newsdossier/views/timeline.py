"""Dossiers -> events: their dated sentences, in the order of time, and the pages of the timeline.

There are three clocks: a date belongs to what happened, to words about it when its verb is one that reports, or to the
article itself. The verb says whether it happened, unless the article takes that back: what is hedged is only possible.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from newsdossier.edtf import Bounds, bounds
from newsdossier.model.article import Article, Span
from newsdossier.model.dossier import Dossier, Event, Sentence
from newsdossier.model.findings import PERSON, Annotations, Outlook, Quote, TimeExpression
from newsdossier.views.dossier import sentence_at

FEWEST_WORDS = 4  # besides the date: « 2 mars 2017 – Paris » tells of nothing
MOST_ON_A_PAGE = 300  # events; a page with more is slow to read on a phone
UNDATED = "timeline/undated.md"
_ACTORS = frozenset({"PER", "ORG"})
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Year:
    """One page of the timeline."""

    name: str
    """YYYY, YYYY-MM, or nothing for events of an unknown year."""
    path: str
    """Its path, relative to `dossiers/`."""
    events: int
    """Number of events on it."""


def events(dossier: Dossier) -> tuple[Event, ...]:
    """Returns every dated sentence of the public form, in the order of the text, then the article's own day."""
    sentences = _times_by_sentence(dossier.annotations)
    dated = (event for sentence, times in sentences for event in _events_of(dossier, sentence, times))
    return (*dated, *_publication(dossier.article))


def events_naming(dossier: Dossier, entity: str) -> Iterator[Event]:
    """Yields the events whose sentence names an entity; no others are made."""
    spans = [mention.span for mention in dossier.annotations.mentions if mention.entity == entity]
    for sentence, times in _times_by_sentence(dossier.annotations):
        if any(sentence.holds(span) for span in spans):
            yield from _events_of(dossier, sentence, times)


def _events_of(dossier: Dossier, sentence: Span, times: Sequence[TimeExpression]) -> Iterator[Event]:
    titles = (part.span for part in dossier.article.parts if part.kind in {"title", "heading"})
    in_title = any(title.start <= sentence.start < title.end for title in titles)
    if not in_title and _tells_something(dossier, sentence, times):
        yield from (_event(dossier, time, sentence) for time in _distinct(times))


def _times_by_sentence(found: Annotations) -> Iterator[tuple[Span, list[TimeExpression]]]:
    """Returns the sentences with a time that can be placed, in the order of the text, each with its times."""
    starts = [sentence.start for sentence in found.sentences]
    times: dict[int, list[TimeExpression]] = {}
    for time in found.times:
        at = bisect_right(starts, time.span.start) - 1
        if time.edtf and at >= 0 and found.sentences[at].holds(time.span):
            times.setdefault(at, []).append(time)
    return ((found.sentences[at], some) for at, some in sorted(times.items()))


def _publication(article: Article) -> Iterator[Event]:
    """Yields the day of the article as an event, if it is known."""
    if day := article.source.published:
        yield Event(
            edtf=day.isoformat(),
            inferred="",
            order=(day, day),
            slug=article.slug,
            title=article.title,
            sentence=Sentence(article.title, (), ""),
            entities=frozenset(),
            types=frozenset(),
            clock="published",
            outlook="past",
            language=article.language,
        )


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sorts events by time; those of an unknown year come last, by day and month."""
    return tuple(sorted(events, key=chronological))


def chronological(event: Event) -> tuple[bool, date, date, str, str, int]:
    """Returns the sort key of an event."""
    first, last = event.order or (date.max, date.max)
    # an event that is only known to be before a day is sorted at that day
    begin = last if first == date.min else first
    return event.order is None, begin, last, event.edtf, event.slug, len(event.sentence.text)


def _tells_something(dossier: Dossier, sentence: Span, times: Iterable[TimeExpression]) -> bool:
    words = len(_WORD.findall(sentence.of(dossier.article.text)))
    return words - sum(len(_WORD.findall(t.span.of(dossier.article.text))) for t in times) >= FEWEST_WORDS


def _distinct(times: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """Leaves out times that lie in one already given: the hour of a day, the last day of an interval."""
    given: list[Bounds | str] = []
    for time in times:
        covers = bounds(time.edtf) or time.edtf
        if not any(_covers(one, covers) for one in given):
            given.append(covers)
            yield time


def _covers(one: Bounds | str, other: Bounds | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    interval = one[0] < one[1] < date.max and one[0] > date.min
    return one == other or (interval and one[0] <= other[0] and other[1] == one[1])


def _event(dossier: Dossier, time: TimeExpression, sentence: Span) -> Event:
    inside = [m for m in dossier.annotations.mentions if sentence.holds(m.span)]
    named, article = frozenset(m.entity for m in inside), dossier.article
    clause = time.dates.clause if time.dates else sentence
    who = [m.entity for m in inside if m.entity and m.type in _ACTORS and clause.holds(m.span)]
    return Event(
        edtf=time.edtf,
        inferred=time.inferred,
        order=bounds(time.edtf),
        slug=article.slug,
        title=article.title,
        sentence=sentence_at(dossier, time.span),
        entities=named,
        types=frozenset(one.entity.type for one in dossier.entities if one.entity.id in named),
        clock="said" if _is_of_speech(dossier, time) else "happened",
        outlook=_outlook(dossier.annotations, time),
        verb=time.dates.verb.of(article.text) if time.dates else "",
        participants=tuple(dict.fromkeys(who)),
        decided=time.by == PERSON,
        language=article.language,
    )


def said_on(dossier: Dossier, quote: Quote) -> str:
    """Returns the EDTF of the time that belongs to a quote's reporting verb; empty when it has none."""
    times = (t for t in dossier.annotations.times if t.dates and quote.cue and t.dates.verb.overlaps(quote.cue))
    return next((time.edtf for time in times if time.edtf), "")


def _is_of_speech(dossier: Dossier, time: TimeExpression) -> bool:
    """True if the verb of the time reports, claims or denies something."""
    found = dossier.annotations
    cues = [q.cue for q in found.quotes] + [c.cue for c in found.claims if c.modality in {"reported", "denied"}]
    return any(time.dates and cue and time.dates.verb.overlaps(cue) for cue in cues)


def _outlook(found: Annotations, time: TimeExpression) -> Outlook:
    """Returns the outlook of the verb, unless a claim around it is denied or hedged."""
    happens = time.dates
    if happens is None:
        return "unsaid"
    over = [c for c in found.claims if c.cue and c.span.holds(happens.verb) and c.span.holds(time.span)]
    if any(c.modality == "denied" and not c.cue.overlaps(happens.verb) for c in over if c.cue):
        return "denied"
    return "possible" if any(c.modality == "hedged" for c in over) else happens.outlook


def years(events: Iterable[Event]) -> Mapping[Year, tuple[Event, ...]]:
    """Returns each page with its events, which are given in the order of time; none where one page holds all of them.

    A page is of a stretch of time and never of a number of events: a new one changes no page but its own.
    """
    every = tuple(events)
    if len(every) <= MOST_ON_A_PAGE:
        return {}
    found: dict[str, list[Event]] = {}
    for name, group in groupby(every, key=year_of):
        members = list(group)
        by_month = len(members) > MOST_ON_A_PAGE and name != ""
        for event in members:
            found.setdefault(_month_of(event) if by_month else name, []).append(event)
    pages = {name: f"timeline/{name}.md" if name else UNDATED for name in found}
    in_order = sorted(found.items(), key=lambda one: (not one[0], one[0]))
    return {Year(name, pages[name], len(some)): tuple(some) for name, some in in_order}


def year_of(event: Event) -> str:
    """Returns the year (YYYY) of the first day, or of the last where only that is known; empty where no year is."""
    if event.order is None:
        return ""
    begin, end = event.order
    return f"{(end if begin.year == 1 else begin).year:04}"


def _month_of(event: Event) -> str:
    """Returns YYYY-MM where the time lies in one month, else YYYY: « en 2016 » comes before the months."""
    assert event.order
    begin, end = event.order
    inside = (begin.year, begin.month) == (end.year, end.month)
    return f"{begin.year:04}-{begin.month:02}" if inside else year_of(event)
