"""Dossiers and entities -> tables for spreadsheets: CSV (RFC 4180), with the mark by which Excel knows UTF-8."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from newsdossier.export.addresses import Home, page_path
from newsdossier.model.dossier import Dossier, Event, ShownQuote
from newsdossier.model.entity import Listed

_FORMULA = frozenset("=+-@")
_BREAKS = re.compile(r"[\t\r\n\x00-\x1f]+")
Cell = str | int | float | None


def entities(named: Iterable[Listed], members: Mapping[str, Sequence[Dossier]], home: Home) -> Iterator[str]:
    """`data/entities.csv`: one row an entity, by id."""
    head = ("id", "type", "name", "aliases", "wikidata", "geonames", "country", "latitude", "longitude", "mentions",
            "dossiers", "page")  # fmt: skip
    rows = (_entity(one, members, home) for one in sorted(named, key=lambda listed: listed.entity.id))
    return _table(head, (_lines([row]) for row in rows))


def _entity(listed: Listed, members: Mapping[str, Sequence[Dossier]], home: Home) -> tuple[Cell, ...]:
    one = listed.entity
    latitude, longitude = one.coordinates or (None, None)
    known = (one.wikidata, one.geonames, one.country, latitude, longitude)
    page = home.at(page_path(listed.target), up="../") if listed.target else ""
    counts = (listed.mentions, len(members.get(one.id, ())))
    return one.id, one.type, one.name, " | ".join(one.aliases), *known, *counts, page


def quotes(said: Iterable[ShownQuote], home: Home) -> str:
    """What is said in one dossier, as lines of `data/quotes.csv`."""
    return _lines(_quotes(said, home))


def all_quotes(lines: Iterable[str]) -> Iterator[str]:
    """`data/quotes.csv`: one row a quote, in the order of `quotes.json`; `lines` are those of each dossier."""
    head = ("dossier", "number", "words", "kind", "speaker", "speaker_name", "named", "verb", "channels", "confidence",
            "said_on", "published", "title", "page")  # fmt: skip
    return _table(head, lines)


def _quotes(said: Iterable[ShownQuote], home: Home) -> Iterable[tuple[Cell, ...]]:
    for number, one in enumerate(said, start=1):
        speaker = (one.speaker.entity.id, one.speaker.entity.name) if one.speaker else ("", "")
        how = (" | ".join(one.who), one.cue, " | ".join(one.channels), one.sure, one.said_on)
        day = one.published.isoformat() if one.published else ""
        page = home.at(f"dossiers/{one.slug}/#quote-{number}", up="../")
        yield one.slug, number, one.words, one.kind, *speaker, *how, day, one.title, page


def date(event: Event, home: Home) -> str:
    """An event as a line of `data/dates.csv`."""
    return _lines([_event(event, home)])


def all_dates(lines: Iterable[str]) -> Iterator[str]:
    """`data/dates.csv`: one row a dated sentence, in the order of time."""
    head = ("edtf", "first_day", "last_day", "clock", "outlook", "inferred", "verb", "sentence", "participants",
            "dossier", "title", "page")  # fmt: skip
    return _table(head, lines)


def _event(event: Event, home: Home) -> tuple[Cell, ...]:
    bounds = [_day(day.isoformat()) for day in event.order] if event.order else ["", ""]
    place = f"#{event.sentence.anchor}" if event.sentence.anchor else ""
    what = (event.clock, event.outlook, event.inferred, event.verb, event.sentence.text)
    page = home.at(f"dossiers/{event.slug}/{place}", up="../")
    return event.edtf, *bounds, *what, " | ".join(event.participants), event.slug, event.title, page


def _day(day: str) -> str:
    """Open ends have none."""
    return "" if day in ("0001-01-01", "9999-12-31") else day


def _table(head: Sequence[str], lines: Iterable[str]) -> Iterator[str]:
    return chain([f"\ufeff{_lines([head])}"], lines)


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Cell) -> Cell:
    """One line of text; what a spreadsheet would run as a formula is text to it, by an apostrophe before it."""
    if not isinstance(value, str):
        return value
    words = value if value.isprintable() else _BREAKS.sub(" ", value)
    return f"'{words}" if words.lstrip()[:1] in _FORMULA else words
