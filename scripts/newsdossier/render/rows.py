"""The rows of lists: an entity with its counts, a dossier with its source."""

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.model import Dossier, Listed
from newsdossier.render.pieces import CLASSES, count, foreign, link, source_line


def entity(one: Listed, language: str, *, base: str = "", dossier: str = "", entry: bool = False) -> str:
    """A name and how often it is met; without a page of its own it leads to a `dossier` that names it.

    `entry`: this row is what links to such an entity lead to.
    """
    words = escape.text(one.entity.name)
    counts = f"{say('n_mentions', language, n=one.mentions)} · {say('n_dossiers', language, n=one.dossiers)}"
    if one.target.startswith("entities/") or not dossier:
        return f"- {link(one, words, base=base)} {count(counts)}"
    attributes = f".{CLASSES[one.entity.type]}" + (f" #{one.entity.id}" if entry else "")
    return f"- [{words}]({base}{dossier}.md){{ {attributes} }} {count(counts)}"


def dossier(one: Dossier, language: str, *, base: str) -> str:
    """A headline and where it is from, in two lines."""
    article = one.article
    title = foreign(escape.text(article.title), article.language, language)
    return f"- [{title}]({base}{article.slug}.md)  \n  {source_line(article.source, language)}"
