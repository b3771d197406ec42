"""Dossiers -> what is in the news: the names of the month that ends with the newest article, and the latest events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsdossier.model.dossier import Dossier, Event
from newsdossier.model.entity import EntityType, Listed
from newsdossier.views.timeline import events

MONTH = timedelta(days=30)
FEWEST = 3  # dossiers of a month under which counts of it tell nothing
MOST_NAMES = 8  # of each kind
MOST_EVENTS = 6
NEWEST = 12  # dossiers whose dates are looked at


@dataclass(frozen=True, slots=True)
class News:
    """The names of one month."""

    first: date
    """Its first day."""
    last: date
    """The day of the newest article that has one."""
    dossiers: int
    """Number of articles of this month."""
    named: Mapping[EntityType, tuple[Listed, ...]]
    """The entities named in most of them; `dossiers` counts these alone."""


def news(dossiers: Sequence[Dossier], kinds: Sequence[EntityType]) -> News | None:
    """Returns the news of the last month that has dates; None where it has too few dossiers to count."""
    last = max((day for d in dossiers if (day := d.article.source.published)), default=None)
    if last is None:
        return None
    first = last - MONTH
    inside = [d for d in dossiers if (day := d.article.source.published) and day >= first]
    if len(inside) < FEWEST:
        return None
    counts = Counter(listed.entity.id for d in inside for listed in d.entities)
    listed = {one.entity.id: one for d in inside for one in d.entities if one.target}
    best = sorted(listed.values(), key=lambda one: (-counts[one.entity.id], one.dossiers, one.entity.id))
    named = {
        kind: tuple(
            replace(one, dossiers=counts[one.entity.id])
            for one in [b for b in best if b.entity.type == kind and counts[b.entity.id] > 1][:MOST_NAMES]
        )
        for kind in kinds
    }
    return News(first, last, len(inside), named) if any(named.values()) else None


def latest_events(dossiers: Sequence[Dossier]) -> tuple[Event, ...]:
    """Returns the events of the last days that the newest dossiers tell of, the latest first; each sentence once."""
    found: dict[str, Event] = {}
    for event in (event for dossier in dossiers[:NEWEST] for event in events(dossier)):
        if event.clock != "published" and event.order and event.order[0] == event.order[1]:
            found.setdefault(event.sentence.text, event)
    latest = sorted(found.values(), key=lambda e: (e.order or (date.min,) * 2, e.slug), reverse=True)
    return tuple(latest[:MOST_EVENTS])
