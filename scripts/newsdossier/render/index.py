"""Lists -> index pages: all dossiers, people, organisations, places, and the home page."""

from collections.abc import Iterator, Mapping, Sequence

from newsdossier.locale import say
from newsdossier.model import Dossier, Listed, Page
from newsdossier.render import escape
from newsdossier.render.pieces import CLASSES, count, description, link, source_line

_LATEST = 12  # dossiers on the home page
_MOST_CITED = 8  # of each kind on the home page


def entities(members: Sequence[Listed], label: str, language: str, *, where: Mapping[str, str]) -> Page:
    """All people, or organisations, or places, the most often named first; `where` is a dossier that names each."""
    lines = "\n".join(_row(one, language, where[one.entity.id]) for one in members)
    facts = say(f"count_{label}", language, n=len(members)) if members else say("none_yet", language)
    return _page(label, [f"{facts}\n{{ .nd-facts }}", *_boxed("nd-index", lines)], language)


def dossiers(members: Sequence[Dossier], language: str) -> Page:
    """All dossiers, newest first."""
    facts = say("count_dossiers", language, n=len(members)) if members else say("none_yet", language)
    lines = "\n".join(_dossier(one, language) for one in members)
    return _page("dossiers", [f"{facts}\n{{ .nd-facts }}", *_boxed("nd-latest", lines)], language)


def home(latest: Sequence[Dossier], cited: Sequence[tuple[str, Sequence[Listed]]], site: tuple[str, str, str]) -> Page:
    """The first page: newest dossiers, most cited names by kind; `site` is (name, intro, language)."""
    name, intro, language = site
    blocks = [f"# {escape.text(name)}", intro.strip() or f"{say('home_lead', language)}\n{{ .nd-lead }}"]
    if latest:
        lines = "\n".join(_dossier(one, language) for one in latest[:_LATEST])
        blocks += [f"## {say('latest', language)} {{ #latest }}", *_boxed("nd-latest", lines)]
        blocks += [f"[{say('all_dossiers', language)}](dossiers.md)", *_most_cited(cited, language)]
    else:
        blocks.append(say("empty_home", language))
    meta: dict[str, object] = {"title": name, "lang": language, "hide": ["navigation", "toc"]}
    return Page("index.md", meta, "\n\n".join(blocks) + "\n")


def _most_cited(cited: Sequence[tuple[str, Sequence[Listed]]], language: str) -> Iterator[str]:
    columns = [
        f"### [{say(label, language)}]({label}.md)\n\n"
        + "\n".join(_boxed("nd-index", "\n".join(_row(m, language) for m in members[:_MOST_CITED])))
        for label, members in cited
        if members
    ]
    if columns:
        yield f"## {say('most_cited', language)} {{ #cited }}"
        groups = "\n\n".join(f'<div class="nd-column" markdown="1">\n\n{column}\n\n</div>' for column in columns)
        yield f'<div class="nd-columns" markdown="1">\n\n{groups}\n\n</div>'


def _page(label: str, blocks: Sequence[str], language: str) -> Page:
    title = say(label, language)
    meta: dict[str, object] = {"title": title, "lang": language, "hide": ["navigation", "toc"]}
    return Page(f"{label}.md", meta, "\n\n".join([f"# {title}", *blocks]) + "\n")


def _row(one: Listed, language: str, dossier: str = "") -> str:
    words = escape.text(one.entity.name)
    counts = f"{say('n_mentions', language, n=one.mentions)} · {say('n_dossiers', language, n=one.dossiers)}"
    if one.target.startswith("entities/"):
        return f"- {link(one, words)} {count(counts)}"
    # without a page of its own the entity is this entry: what links to it lands here
    return f"- [{words}]({dossier}.md){{ .{CLASSES[one.entity.type]} #{one.entity.id} }} {count(counts)}"


def _dossier(one: Dossier, language: str) -> str:
    article = one.article
    lines = [f"[{escape.text(article.title)}]({article.slug}.md)", source_line(article.source, language)]
    return "- " + "  \n  ".join([*lines, *filter(None, [escape.text(description(one))])])


def _boxed(name: str, lines: str) -> Iterator[str]:
    if lines:
        yield f'<div class="{name}" markdown="1">\n\n{lines}\n\n</div>'
