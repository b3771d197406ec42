"""Lists -> the home page and the page of all dossiers."""

from collections.abc import Iterator, Sequence

from newsdossier.locale import say
from newsdossier.model import Dossier, Listed, Page
from newsdossier.render import escape
from newsdossier.render.pieces import bar, boxed, description, foreign, source_line
from newsdossier.render.rows import entity

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
        blocks.append(f"{say('only_newest', language, n=MOST_DOSSIERS)} [{say('by_months', language)}](months.md)")
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page("dossiers.md", meta, "\n\n".join(blocks) + "\n")


def home(
    latest: Sequence[Dossier],
    cited: tuple[Sequence[tuple[str, Sequence[Listed]]], Sequence[str]],
    site: tuple[str, str, str],
) -> Page:
    """The first page: newest dossiers, most cited names by kind, other ways; `site` is (name, intro, language)."""
    (most, ways), (name, intro, language) = cited, site
    blocks = [f"# {escape.text(name)}", intro.strip() or f"{say('home_lead', language)}\n{{ .nd-lead }}"]
    if latest:
        blocks.append(f"## {say('latest', language)} {{ #latest }}")
        blocks.append(boxed("nd-latest", [_dossier(one, language) for one in latest[:LATEST]]))
        blocks += [f"[{say('all_dossiers', language)}](dossiers.md)", *_ways(ways, language)]
        blocks += _most_cited(most, language)
    else:
        blocks.append(say("empty_home", language))
    meta: dict[str, object] = {"title": name, "lang": language, "hide": ["navigation", "toc"]}
    return Page("index.md", meta, "\n\n".join(blocks) + "\n")


def _ways(ways: Sequence[str], language: str) -> Iterator[str]:
    if ways:
        links = [(say(f"by_{kind}", language), f"{kind}.md", False) for kind in ways]
        yield bar(say("ways", language), links)


def _most_cited(cited: Sequence[tuple[str, Sequence[Listed]]], language: str) -> Iterator[str]:
    columns = [
        f"### [{say(label, language)}]({label}.md)\n\n"
        + boxed("nd-index", [entity(m, language) for m in members[:_MOST_CITED]])
        for label, members in cited
        if members
    ]
    if columns:
        yield f"## {say('most_cited', language)} {{ #cited }}"
        groups = "\n\n".join(f'<div class="nd-column" markdown="1">\n\n{column}\n\n</div>' for column in columns)
        yield f'<div class="nd-columns" markdown="1">\n\n{groups}\n\n</div>'


def _dossier(one: Dossier, language: str) -> str:
    article = one.article
    lines = [f"[{foreign(escape.text(article.title), article.language, language)}]({article.slug}.md)"]
    pinned = f"{say('pinned', language)} · " if article.pinned else ""
    lines += [pinned + source_line(article.source, language)]
    lines += [foreign(escape.text(words), article.language, language) for words in (description(one),) if words]
    return "- " + "  \n  ".join(lines)
