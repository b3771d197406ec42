"""The dated sentences of the site -> its timeline: one page, or where there are many one for each year or month."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, groupby

from newsdossier import escape
from newsdossier.locale import datetime_attribute, say, say_inferred, say_month, say_time
from newsdossier.model.article import Source
from newsdossier.model.dossier import Clock, Event, Page
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import Outlook
from newsdossier.pages.pieces import bar, boxed, count, emphasised, folded, foreign, in_source, paragraph_name
from newsdossier.pages.plan import Planned, Site, digest
from newsdossier.views.timeline import UNDATED, Year, ordered, year_of, years

MOST_EVENTS = 100  # on one dossier or entity page
MOST_OPEN = 15  # of them on an entity page, the others folded
TYPES: tuple[tuple[EntityType, str], ...] = (
    ("person", "people"), ("organisation", "organisations"), ("place", "places"),
    ("event", "events"), ("work", "works"),
)  # fmt: skip
CLOCKS: tuple[Clock, ...] = ("happened", "said", "published")
NOT_YET: frozenset[Outlook] = frozenset({"announced", "possible", "denied"})
Where = Callable[[Event], str]


def plan(site: Site) -> Iterator[Planned]:
    """Plans all its pages; one that gets no event and loses none stays as it is."""
    events, language = ordered(chain.from_iterable(site.events.values())), site.settings.language
    found = years(events)
    shown, pages = (() if found else events), tuple(found)
    yield Planned(
        "timeline.md",
        digest(site.program, language, pages, shown),
        lambda: page(shown, pages, language),
    )
    paths = ["", *(year.path for year in pages), ""]
    for year, before, after in zip(pages, paths, paths[2:], strict=False):
        signature = digest(site.program, language, year, (before, after), found[year])
        yield Planned(year.path, signature, partial(of_year, year, found[year], (before, after), language=language))


def of_dossier(events: Sequence[Event], source: Source, language: str) -> Iterator[str]:
    """« Chronologie » of one article, each entry with a link to its paragraph and to the source."""

    def where(event: Event) -> str:
        if event.clock == "published":
            return ""
        name = paragraph_name(event.sentence.anchor, language)
        place = f"[{name}](#{event.sentence.anchor})" if event.sentence.anchor else name
        return " · ".join(filter(None, [place, in_source(source, event.sentence.text, language)]))

    yield from _section(events, language, where)


def of_entity(events: Sequence[Event], language: str) -> Iterator[str]:
    """The dated sentences of all dossiers that name one entity: the latest shown, those before them folded."""
    if any(event.clock != "published" for event in events):
        rows = [_row(event, language, lambda one: _dossier(one, "../", language)) for event in events[-MOST_EVENTS:]]
        yield f"## {say('timeline', language)} {{ #timeline }}"
        yield from folded(
            rows[:-MOST_OPEN], "nd-sentences nd-timeline", say("earlier", language, n=len(rows) - MOST_OPEN)
        )
        yield boxed("nd-sentences nd-timeline", rows[-MOST_OPEN:])


def in_short(events: Sequence[Event], language: str) -> Iterator[str]:
    """The last days that the newest dossiers tell of, on the first page."""
    if events:
        yield f"## {say('timeline_short', language)} {{ #timeline }}"
        yield boxed(
            "nd-sentences nd-timeline", [_row(e, language, lambda one: _dossier(one, "", language)) for e in events]
        )
        yield f"[{say('timeline_whole', language)}](timeline.md)"


def page(events: Sequence[Event], years: Sequence[Year], language: str) -> Page:
    """All dated sentences of the site, folded by year; where there are many, the years with their pages."""
    title = say("timeline", language)
    lead = say("timeline_lead", language)
    blocks = [f"# {title}", f"{lead if events or years else say('none_yet', language)}\n{{ .nd-facts }}"]
    if years:
        blocks.append(boxed("nd-index", [f"- [{_named(y.name, language)}]({y.path}) {count(y.events)}" for y in years]))
    else:
        blocks += [*_clocks(events, language), *_chooser(events, language)]
        for year, members in groupby(events, key=year_of):
            rows = _rows(members, "", language)
            blocks.append(_folded(f"{_named(year, language)} {count(len(rows))}", rows))
    return Page("timeline.md", _meta(title, language), "\n\n".join(blocks) + "\n")


def of_year(year: Year, events: Sequence[Event], beside: tuple[str, str], *, language: str) -> Page:
    """The dated sentences of one year or month, open, and folded by month; `beside` are the pages before and after."""
    title = say("timeline_of", language, name=_named(year.name, language))
    places = [("", "timeline.md"), *((_name_in(path), path) for path in beside if path)]
    words = [_named(name, language) if path != "timeline.md" else say("timeline", language) for name, path in places]
    links = [(said, f"../{path}", False) for said, (_, path) in zip(words, places, strict=True)]
    blocks = [f"# {title}", bar(say("ways", language), links)]
    blocks += [*_clocks(events, language), *_chooser(events, language)]
    blocks.append(boxed("nd-sentences nd-timeline", _rows(events, "../", language)))
    return Page(year.path, _meta(title, language), "\n\n".join(blocks) + "\n")


def _rows(events: Iterable[Event], base: str, language: str) -> list[str]:
    return [_row(event, language, lambda one: _dossier(one, base, language)) + _classes(event) for event in events]


def _meta(title: str, language: str) -> dict[str, object]:
    return {"title": title, "lang": language, "hide": ["navigation", "toc"]}


def _name_in(path: str) -> str:
    """`timeline/2016-03.md` is of 2016-03."""
    return "" if path == UNDATED else path.removeprefix("timeline/").removesuffix(".md")


def _named(name: str, language: str) -> str:
    """« 2016 », « mars 2016 », « année non précisée »."""
    year, _, month = name.partition("-")
    if not month:
        return year.lstrip("0") or say("no_year", language)
    return say_month(date(int(year), int(month), 1), language)


def _chooser(events: Sequence[Event], language: str) -> Iterator[str]:
    """« Tout, Personnes, Lieux … »: radio buttons that the style sheet obeys, so that no script is needed."""
    found = {kind for event in events for kind in event.types}
    labels = [("all", "everything"), *((kind, label) for kind, label in TYPES if kind in found)]
    if len(labels) > 2:
        yield _radios("type", "sentences_that_name", labels, language=language)


def _clocks(events: Sequence[Event], language: str) -> Iterator[str]:
    """« Tout, ce qui s'est passé, ce qui a été dit, publications »."""
    found = {event.clock for event in events}
    labels = [("every-clock", "everything"), *((clock, f"clock_all_{clock}") for clock in CLOCKS if clock in found)]
    if len(labels) > 2:
        yield _radios("clock", "clocks", labels, language=language)


def _radios(name: str, legend: str, labels: Sequence[tuple[str, str]], *, language: str) -> str:
    """The first one is chosen until the reader chooses."""
    buttons = "".join(
        f'<label><input type="radio" name="nd-{name}" class="nd-only-{value}"{" checked" * (at == 0)}> '
        f"{say(label, language)}</label>"
        for at, (value, label) in enumerate(labels)
    )
    return f'<fieldset class="nd-chooser"><legend>{say(legend, language)}</legend>{buttons}</fieldset>'


def _classes(event: Event) -> str:
    """What the style sheet chooses by; on the list item, as Markdown's attribute lists have it."""
    names = [f".nd-has-{kind}" for kind in sorted(event.types)] + [f".nd-{event.clock}"]
    return "\n  { " + " ".join(names) + " }"


def _folded(summary: str, rows: Sequence[str]) -> str:
    listed = "\n".join(rows)
    opening = '<details class="nd-sentences nd-timeline" markdown="1">'
    return f"{opening}\n<summary>{summary}</summary>\n\n{listed}\n\n</details>"


def _section(events: Sequence[Event], language: str, where: Where) -> Iterator[str]:
    if any(event.clock != "published" for event in events):
        rows = "\n".join(_row(event, language, where) for event in events[:MOST_EVENTS])
        yield f"## {say('timeline', language)} {{ #timeline }}"
        yield f'<div class="nd-sentences nd-timeline" markdown="1">\n\n{rows}\n\n</div>'


def _row(event: Event, language: str, where: Where) -> str:
    if event.clock == "published":
        facts = [_time(event, language), say("clock_published", language), where(event)]
        return f"1. {' · '.join(filter(None, facts))}"
    quoted = foreign(say("quoted", language, text=emphasised(event.sentence)), event.language, language)
    facts = [_time(event, language), *_standing(event, language), f"{quoted} {where(event)}"]
    return f"1. {' · '.join(facts)}"


def _standing(event: Event, language: str) -> Iterator[str]:
    """In words, what the reader must not take for something that happened that day."""
    if event.clock == "said":
        yield f"*{say('clock_said', language)}*"
    elif event.outlook in NOT_YET:
        yield f"*{say(f'outlook_{event.outlook}', language)}*"


def _time(event: Event, language: str) -> str:
    words, exact = escape.text(say_time(event.edtf, language)), datetime_attribute(event.edtf)
    shown = f'<time datetime="{exact}">{words}</time>' if exact else f"<span>{words}</span>"
    if event.decided:
        return f"{shown} ({say('by_newsroom', language)})"
    inferred = say_inferred(event.inferred, language)
    return f"{shown} ({inferred})" if inferred else shown


def _dossier(event: Event, base: str, language: str) -> str:
    anchor = f"#{event.sentence.anchor}" if event.sentence.anchor else ""
    return f"[{foreign(escape.text(event.title), event.language, language)}]({base}{event.slug}.md{anchor})"
