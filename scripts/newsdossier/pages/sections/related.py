"""Dossier -> « Dossiers liés »: the nearest others, each with the names that it shares and what they count for."""

from collections.abc import Iterator

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.model.dossier import Dossier, Related, Sentence
from newsdossier.model.entity import Listed
from newsdossier.pages.pieces import boxed, foreign, link, mostly, paragraph_name
from newsdossier.views.graph import named_together


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


_SHOWN = 6  # rows that are not folded


_MOST = 24


def in_dossier(dossier: Dossier) -> Iterator[str]:
    """« Qui est nommé avec qui »; the published page has a picture of it as well."""
    language = dossier.article.language
    rows = [_row(row, language) for row in named_together(dossier)[:_MOST]]
    if rows:
        yield f"## {say('together', language)} {{ #together }}"
        yield from mostly(rows, "nd-sentences nd-together", language, shown=_SHOWN)


def _row(row: tuple[Listed, Listed, int, Sentence], language: str) -> str:
    first, second, times, sentence = row
    names = say("and", language).join(link(one, escape.text(one.entity.called(language))) for one in (first, second))
    words = say("quoted", language, text=escape.text(sentence.text))
    name = paragraph_name(sentence.anchor, language)
    place = f"[{name}](#{sentence.anchor})" if sentence.anchor else name
    often = f" · {say('n_sentences', language, n=times)}" if times > 1 else ""
    return f"- {names}{often} · {words} {place}"
