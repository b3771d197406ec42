"""Lists -> the home page and the page of all dossiers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.dossier import Dossier, Event, Page
from newsdossier.model.entity import Listed
from newsdossier.pages import timeline
from newsdossier.pages.facets import is_known
from newsdossier.pages.lists import ranked
from newsdossier.pages.pieces import bar, boxed, count, description, entity, foreign, link, source_line
from newsdossier.pages.plan import Planned, Site, as_counted, as_headline, digest, without
from newsdossier.views.lists import INDEXES, facets, front, pinned_first
from newsdossier.views.map import MOST_DOTS
from newsdossier.views.news import News, latest_events, news

LATEST = 12  # dossiers on the home page
_MOST_CITED = 8  # of each kind on the home page
MOST_DOSSIERS = 100  # on the page of all dossiers; months have every one


def plan(site: Site) -> Iterator[Planned]:
    """Plans the home page and the page of all dossiers, which lead to the facets of which anything is known."""
    settings, program = site.settings, site.program
    ways = tuple(kind for kind, values in facets(site.dossiers).items() if is_known(values))
    heads = [_head(one) for one in site.dossiers[:MOST_DOSSIERS]]
    signature = digest(program, settings.language, heads, ways, len(site.dossiers))
    yield Planned("dossiers.md", signature, lambda: dossiers(site.dossiers, ways, settings.language))
    shown = Front(
        name=settings.site_name,
        intro=settings.intro,
        language=settings.language,
        latest=front(site.dossiers)[:LATEST],
        cited=[(label, pinned_first(ranked(site, kind))[:20]) for kind, label in INDEXES.items()],
        news=news(site.dossiers, tuple(INDEXES)),
        events=latest_events(site.dossiers),
        ways=ways,
    )
    cited = [as_counted(one) for _, listed in shown.cited for one in listed]
    dots = [as_counted(one) for one in ranked(site, "place")[:MOST_DOTS]]  # of the map
    heads = [_head(one) for one in shown.latest]
    signature = digest(program, heads, cited, dots, without(shown, "latest", "cited"))
    yield Planned("index.md", signature, partial(home, shown))


def _head(dossier: Dossier) -> object:
    return as_headline(dossier), description(dossier)


def dossiers(members: Sequence[Dossier], ways: Sequence[str], language: str) -> Page:
    """The newest dossiers, and the ways to all of them: by month, outlet, language, theme."""
    title = say("dossiers", language)
    facts = say("count_dossiers", language, n=len(members)) if members else say("none_yet", language)
    blocks = [f"# {title}", f"{facts}\n{{ .nd-facts }}", *_ways(ways, language)]
    if members:
        blocks.append(boxed("nd-latest", [_dossier(one, language) for one in members[:MOST_DOSSIERS]]))
    if len(members) > MOST_DOSSIERS:
        way = "months" if "months" in ways else "languages"  # where no date is known there are no months
        blocks.append(f"{say('only_newest', language, n=MOST_DOSSIERS)} [{say(f'by_{way}', language)}]({way}.md)")
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page("dossiers.md", meta, "\n\n".join(blocks) + "\n")


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page shows."""

    name: str
    """Of the site."""
    intro: str
    """Markdown for its top; empty for the usual words."""
    language: str
    """Of the site (BCP 47)."""

    latest: Sequence[Dossier]
    """The newest dossiers."""
    cited: Sequence[tuple[str, Sequence[Listed]]]
    """The most cited names of the whole site, by kind."""
    news: News | None
    """Those of the last month, where it has enough."""
    events: Sequence[Event]
    """The last days that are told of."""
    ways: Sequence[str]
    """Lists to lead to."""


def home(shown: Front) -> Page:
    """The first page."""
    latest, ways, language = shown.latest, shown.ways, shown.language
    blocks = [f"# {escape.text(shown.name)}", shown.intro.strip() or f"{say('home_lead', language)}\n{{ .nd-lead }}"]
    if latest:
        blocks.append(f"## {say('latest', language)} {{ #latest }}")
        blocks.append(boxed("nd-latest", [_dossier(one, language) for one in latest[:LATEST]]))
        blocks += [f"[{say('all_dossiers', language)}](dossiers.md)", *_ways(ways, language)]
        blocks += _in_the_news(shown.news, language) if shown.news else _most_cited(shown.cited, language)
        blocks += timeline.in_short(shown.events, language)
        blocks += [f"## {say('how_made', language)} {{ #how }}", say("home_how", language)]
    else:
        blocks.append(say("empty_home", language))
    meta: dict[str, object] = {"title": shown.name, "lang": language, "hide": ["navigation", "toc"]}
    return Page("index.md", meta, "\n\n".join(blocks) + "\n")


def _ways(ways: Sequence[str], language: str) -> Iterator[str]:
    if ways:
        links = [(say(f"by_{kind}", language), f"{kind}.md", False) for kind in ways]
        yield bar(say("ways", language), links)


def _in_the_news(news: News, language: str) -> Iterator[str]:
    """« Dans l'actualité », by kind: in how many dossiers of the month."""
    span = say(
        "news_span", language, n=news.dossiers, first=say_day(news.first, language), last=say_day(news.last, language)
    )
    yield f"## {say('in_the_news', language)} {{ #cited }}"
    yield f"{span}\n{{ .nd-facts }}"
    columns = [
        f"### [{say(INDEXES[kind], language)}]({INDEXES[kind]}.md)\n\n"
        + boxed(
            "nd-index",
            [f"- {link(one, escape.text(one.entity.called(language)))} {count(one.dossiers)}" for one in members],
        )
        for kind, members in news.named.items()
        if members
    ]
    yield _columns(columns)


def _columns(columns: Sequence[str]) -> str:
    groups = "\n\n".join(f'<div class="nd-column" markdown="1">\n\n{column}\n\n</div>' for column in columns)
    return f'<div class="nd-columns" markdown="1">\n\n{groups}\n\n</div>'


def _most_cited(cited: Sequence[tuple[str, Sequence[Listed]]], language: str) -> Iterator[str]:
    columns = [
        f"### [{say(label, language)}]({label}.md)\n\n"
        + boxed("nd-index", [entity(m, language) for m in members[:_MOST_CITED]])
        for label, members in cited
        if members
    ]
    if columns:
        yield f"## {say('most_cited', language)} {{ #cited }}"
        yield _columns(columns)


def _dossier(one: Dossier, language: str) -> str:
    article = one.article
    lines = [f"[{foreign(escape.text(article.title), article.language, language)}]({article.slug}.md)"]
    pinned = f"{say('pinned', language)} · " if article.pinned else ""
    lines += [pinned + source_line(article.source, language)]
    lines += [foreign(escape.text(words), article.language, language) for words in (description(one),) if words]
    return "- " + "  \n  ".join(lines)
