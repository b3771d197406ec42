"""A dossier -> what it adds to the lists of the whole site, as it stands in them.

One new article changes every list, and nothing in what the other dossiers add to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdossier import compose
from newsdossier.exchange import said, tables, timelinejs
from newsdossier.exchange.addresses import Home
from newsdossier.model import Dossier, Event


@dataclass(frozen=True, slots=True)
class Pieces:
    """Rows of the lists that have one for each quote or date."""

    quotes_json: str
    """Of `quotes.json`, with commas between them."""
    quotes_csv: str
    """Lines of `quotes.csv`."""
    dates_json: tuple[str, ...]
    """Of `timeline.json`, one for each event; empty where its year is unknown."""
    dates_csv: tuple[str, ...]
    """Lines of `dates.csv`, one for each event."""


def pieces(dossier: Dossier, events: Sequence[Event], home: Home) -> Pieces:
    """`events` are the dossier's, in any order; pieces of them are in the same."""
    spoken = compose.said_in(dossier)
    return Pieces(
        quotes_json=said.rows(spoken),
        quotes_csv=tables.quotes(spoken, home),
        dates_json=tuple(timelinejs.row(event, home.language) for event in events),
        dates_csv=tuple(tables.date(event, home) for event in events),
    )
