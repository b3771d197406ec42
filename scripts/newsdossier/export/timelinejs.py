"""Events -> JSON in TimelineJS's format, for those who show our timeline elsewhere; none of an unknown year."""

from collections.abc import Iterable, Iterator
from datetime import date

from newsdossier import escape
from newsdossier.edtf import qualified
from newsdossier.export import schemas
from newsdossier.export.addresses import Home
from newsdossier.export.shapes import EventShape
from newsdossier.locale import say
from newsdossier.locale.times import say_time
from newsdossier.model.dossier import Event


def written(rows: Iterable[str], home: Home) -> Iterator[str]:
    """The whole file, of what `row` gave of each event."""
    says = {"$schema": home.at(schemas.schema_path("timeline"), up="../"), "events": ()}
    return schemas.with_rows(schemas.Timeline.model_validate(says), rows)


def row(event: Event, language: str) -> str:
    """An event in it, nothing where the year is unknown; `text` is HTML, so the words of articles are escaped."""
    if event.order is None:
        return ""
    return schemas.as_rows([EventShape.model_validate(_event(event, event.order, language))])


def _event(event: Event, order: tuple[date, date], language: str) -> dict[str, object]:
    first, last = order
    known = [day for day in (first, last) if date.min < day < date.max]
    exact = "" if qualified(event.edtf) else event.edtf.partition("/")[0]
    says = {
        "start_date": _day(known[0], event.edtf),
        "display_date": say_time(event.edtf, language),
        "text": {"headline": escape.html(event.title), "text": escape.html(event.sentence.text)},
    }
    if len(known) == 2 and known[0] != known[1] and "/" in event.edtf:
        says["end_date"] = _day(known[1], event.edtf)
    return {
        **says,
        "group": say(f"clock_all_{event.clock}", language),
        "edtf": event.edtf,
        "exact": bool(exact) and not event.inferred,
        "clock": event.clock,
        "outlook": event.outlook,
        "verb": event.verb or None,
        "participants": list(event.participants),
        "dossier": event.slug,
    }


def _day(day: date, edtf: str) -> dict[str, int]:
    """No finer than the EDTF says: a year has no month there."""
    parts = edtf.strip("./").partition("/")[0].rstrip("~?%").split("-")
    found = {"year": day.year, "month": day.month, "day": day.day}
    return dict(list(found.items())[: max(1, len(parts))])
