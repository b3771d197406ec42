"""The dated sentences of the site -> its timeline: one page, or where there are many one for each year or month."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from newsdossier import compose
from newsdossier.compose.years import years
from newsdossier.model import Event
from newsdossier.paging.planned import Planned, Site, digest
from newsdossier.render import timeline as timeline_page


def of_site(site: Site) -> Iterator[Planned]:
    """All its pages; one that gets no event and loses none stays as it is."""
    events, language = compose.ordered(chain.from_iterable(site.events.values())), site.settings.language
    found = years(events)
    shown, pages = (() if found else events), tuple(found)
    yield Planned(
        "timeline.md",
        digest(site.program, language, pages, told(shown)),
        lambda: timeline_page.page(shown, pages, language),
    )
    paths = ["", *(year.path for year in pages), ""]
    for year, before, after in zip(pages, paths, paths[2:], strict=False):
        signature = digest(site.program, language, year, (before, after), told(found[year]))
        yield Planned(
            year.path, signature, partial(timeline_page.of_year, year, found[year], (before, after), language=language)
        )


def told(events: Sequence[Event]) -> list[tuple[object, ...]]:
    """All that a page tells of them; sets have no order of their own."""
    return [
        (
            *(e.edtf, e.inferred, e.slug, e.title, e.sentence, sorted(e.types)),
            *(e.clock, e.outlook, e.decided, e.language),
        )
        for e in events
    ]
