"""Who is named with whom -> the section of a dossier's page: pairs, the sentence in which both stand, and how often."""

from collections.abc import Iterator

from newsdossier import compose, escape
from newsdossier.locale import say
from newsdossier.model import Dossier, Listed, Sentence
from newsdossier.render.pieces import link, mostly, paragraph_name

_SHOWN = 6  # rows that are not folded
_MOST = 24


def in_dossier(dossier: Dossier) -> Iterator[str]:
    """« Qui est nommé avec qui »; the published page has a picture of it as well."""
    language = dossier.article.language
    rows = [_row(row, language) for row in compose.together(dossier)[:_MOST]]
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
