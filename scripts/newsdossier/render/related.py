"""Dossier -> « Dossiers liés »: the nearest others, each with the names that it shares and what they count for."""

from collections.abc import Iterator

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.model import Dossier, Related
from newsdossier.render.pieces import boxed, foreign


def section(dossier: Dossier) -> Iterator[str]:
    """The section, where there is any."""
    language = dossier.article.language
    if dossier.related:
        yield f"## {say('related', language)} {{ #related }}"
        yield f"{say('related_lead', language)}\n{{ .nd-facts }}"
        titles = [foreign(escape.text(other.title), other.language, language) for other in dossier.related]
        yield boxed(
            "nd-latest",
            [
                f"- [{title}]({other.slug}.md)  \n  {_reason(other, language)}"
                for title, other in zip(titles, dossier.related, strict=True)
            ],
        )


def _reason(other: Related, language: str) -> str:
    """« Proximité 11 · 3 noms communs : Iouri Ouchakov (6), Steve Witkoff (4), Gaza (1) »."""
    names = ", ".join(f"{escape.text(name)} ({points})" for name, points in other.shared)
    names += "…" if other.common > len(other.shared) else ""
    shared = say("shared", language, n=other.common, names=names)
    return f"{say('nearness', language, n=other.score)} · {shared}"
