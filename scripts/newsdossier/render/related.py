"""Dossier -> « Dossiers liés »: the nearest others, each with the names that it shares."""

from collections.abc import Iterator

from newsdossier.locale import say
from newsdossier.model import Dossier, Related
from newsdossier.render import escape
from newsdossier.render.pieces import foreign


def section(dossier: Dossier) -> Iterator[str]:
    """The section, where there is any."""
    language = dossier.article.language
    if dossier.related:
        yield f"## {say('related', language)} {{ #related }}"
        titles = [foreign(escape.text(other.title), other.language, language) for other in dossier.related]
        rows = "\n".join(
            f"- [{title}]({other.slug}.md)  \n  {_reason(other, language)}"
            for title, other in zip(titles, dossier.related, strict=True)
        )
        yield f'<div class="nd-latest" markdown="1">\n\n{rows}\n\n</div>'


def _reason(other: Related, language: str) -> str:
    names = ", ".join(other.shared) + ("…" if other.common > len(other.shared) else "")
    return say("shared", language, n=other.common, names=escape.text(names))
