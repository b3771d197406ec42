"""Events of the site -> the pages of its timeline: one, or where there are many one for each year or month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from newsdossier.model import Event

MOST_ON_A_PAGE = 300  # events; a page with more is slow to read on a phone
UNDATED = "timeline/undated.md"


@dataclass(frozen=True, slots=True)
class Year:
    """One page of the timeline."""

    name: str
    """YYYY, YYYY-MM, or nothing for events of an unknown year."""
    path: str
    """Relative to `dossiers/`."""
    events: int
    """How many are on it."""


def years(events: Iterable[Event]) -> Mapping[Year, tuple[Event, ...]]:
    """Each page with its events, which are in the order of time; none where one page holds all of them.

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
    """YYYY of the first day, or of the last where only that is known; nothing where no year is."""
    if event.order is None:
        return ""
    begin, end = event.order
    return f"{(end if begin.year == 1 else begin).year:04}"


def _month_of(event: Event) -> str:
    """YYYY-MM where the time lies in one month, else YYYY: « en 2016 » comes before the months."""
    assert event.order
    begin, end = event.order
    inside = (begin.year, begin.month) == (end.year, end.month)
    return f"{begin.year:04}-{begin.month:02}" if inside else year_of(event)
