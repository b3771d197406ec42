"""Dossiers and entities -> tables for spreadsheets: CSV (RFC 4180), with the byte order mark that Excel needs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from newsdossier.export.addresses import PublishedSite, page_path
from newsdossier.model.dossier import Dossier, Event, ShownQuote
from newsdossier.model.entity import Listed

_FORMULA = frozenset("=+-@")
_BREAKS = re.compile(r"[\t\r\n\x00-\x1f]+")
Cell = str | int | float | None


def entities(named: Iterable[Listed], members: Mapping[str, Sequence[Dossier]], site: PublishedSite) -> Iterator[str]:
    """Yields `data/entities.csv` in pieces: one row per entity, by id."""
    head = ("id", "type", "name", "aliases", "wikidata", "geonames", "country", "latitude", "longitude", "mentions",
            "dossiers", "page")  # fmt: skip
    rows = (_entity(one, members, site) for one in sorted(named, key=lambda listed: listed.entity.id))
    return _table(head, (_lines([row]) for row in rows))


def _entity(listed: Listed, members: Mapping[str, Sequence[Dossier]], site: PublishedSite) -> tuple[Cell, ...]:
    one = listed.entity
    latitude, longitude = one.coordinates or (None, None)
    known = (one.wikidata, one.geonames, one.country, latitude, longitude)
    page = site.at(page_path(listed.target), up="../") if listed.target else ""
    counts = (listed.mentions, len(members.get(one.id, ())))
    return one.id, one.type, one.name, " | ".join(one.aliases), *known, *counts, page


def quotes(shown: Iterable[ShownQuote], site: PublishedSite) -> str:
    """Returns the quotes of one dossier as lines of `data/quotes.csv`."""
    return _lines(_quotes(shown, site))


def all_quotes(lines: Iterable[str]) -> Iterator[str]:
    """Yields `data/quotes.csv` in pieces: one row per quote; `lines` are those of each dossier."""
    head = ("dossier", "number", "words", "kind", "speaker", "speaker_name", "named", "verb", "channels", "confidence",
            "said_on", "published", "title", "page")  # fmt: skip
    return _table(head, lines)


def _quotes(shown: Iterable[ShownQuote], site: PublishedSite) -> Iterable[tuple[Cell, ...]]:
    for number, one in enumerate(shown, start=1):
        speaker = (one.speaker.entity.id, one.speaker.entity.name) if one.speaker else ("", "")
        how = (" | ".join(one.who), one.cue, " | ".join(one.channels), one.sure, one.said_on)
        day = one.published.isoformat() if one.published else ""
        page = site.at(f"dossiers/{one.slug}/#quote-{number}", up="../")
        yield one.slug, number, one.words, one.kind, *speaker, *how, day, one.title, page


def date(event: Event, site: PublishedSite) -> str:
    """Returns an event as a line of `data/dates.csv`."""
    return _lines([_event(event, site)])


def all_dates(lines: Iterable[str]) -> Iterator[str]:
    """Yields `data/dates.csv` in pieces: one row per dated sentence, in the order of time."""
    head = ("edtf", "first_day", "last_day", "clock", "outlook", "inferred", "verb", "sentence", "participants",
            "dossier", "title", "page")  # fmt: skip
    return _table(head, lines)


def _event(event: Event, site: PublishedSite) -> tuple[Cell, ...]:
    bounds = [_day(day.isoformat()) for day in event.order] if event.order else ["", ""]
    anchor = f"#{event.sentence.anchor}" if event.sentence.anchor else ""
    what = (event.clock, event.outlook, event.inferred, event.verb, event.sentence.text)
    page = site.at(f"dossiers/{event.slug}/{anchor}", up="../")
    return event.edtf, *bounds, *what, " | ".join(event.participants), event.slug, event.title, page


def _day(day: str) -> str:
    """Returns the day, empty at an open end."""
    return "" if day in ("0001-01-01", "9999-12-31") else day


def _table(head: Sequence[str], lines: Iterable[str]) -> Iterator[str]:
    return chain([f"\ufeff{_lines([head])}"], lines)


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Cell) -> Cell:
    """Returns one line of text; an apostrophe keeps a spreadsheet from running it as a formula."""
    if not isinstance(value, str):
        return value
    words = value if value.isprintable() else _BREAKS.sub(" ", value)
    return f"'{words}" if words.lstrip()[:1] in _FORMULA else words
