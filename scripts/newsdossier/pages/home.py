"""Lists -> the home page and the page of all dossiers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.dossier import Dossier, Event, Page
from newsdossier.model.entity import Listed
from newsdossier.pages import timeline
from newsdossier.pages.pieces import bar, boxed, count, description, entity, foreign, link, source_line
from newsdossier.views.lists import INDEXES
from newsdossier.views.news import News

LATEST = 12  # dossiers on the home page
_MOST_CITED = 8  # of each kind on the home page
MOST_DOSSIERS = 100  # on the page of all dossiers; months have every one


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


def home(front: Front, site: tuple[str, str, str]) -> Page:
    """The first page; `site` is its name, its introduction and its language."""
    name, intro, language = site
    latest, ways = front.latest, front.ways
    blocks = [f"# {escape.text(name)}", intro.strip() or f"{say('home_lead', language)}\n{{ .nd-lead }}"]
    if latest:
        blocks.append(f"## {say('latest', language)} {{ #latest }}")
        blocks.append(boxed("nd-latest", [_dossier(one, language) for one in latest[:LATEST]]))
        blocks += [f"[{say('all_dossiers', language)}](dossiers.md)", *_ways(ways, language)]
        blocks += _in_the_news(front.news, language) if front.news else _most_cited(front.cited, language)
        blocks += timeline.in_short(front.events, language)
        blocks += [f"## {say('how_made', language)} {{ #how }}", say("home_how", language)]
    else:
        blocks.append(say("empty_home", language))
    meta: dict[str, object] = {"title": name, "lang": language, "hide": ["navigation", "toc"]}
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
