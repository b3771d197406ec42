"""Held roles -> the two lists of an entity page: its functions, and who holds a function that depends on it."""

from collections.abc import Iterator, Sequence

from newsdossier.locale import say, say_day
from newsdossier.model import Held
from newsdossier.render import escape
from newsdossier.render.pieces import emphasised, link, paragraph_name


def functions(roles: Sequence[Held], language: str) -> Iterator[str]:
    """« Fonctions » on a person's page: the words, whose, the day of the article, the sentence."""
    if roles:
        yield f"## {say('roles', language)} {{ #roles }}"
        yield _list(_row([_words(one, language), *_see(one, language)], one, language) for one in roles)


def relations(roles: Sequence[Held], language: str) -> Iterator[str]:
    """« Relations »: on the page of what a function depends on, its holders."""
    if roles:
        yield f"## {say('relations', language)} {{ #relations }}"
        yield _list(_row([*_who(one), _words(one, language)], one, language) for one in roles)


def _list(rows: Iterator[str]) -> str:
    return '<div class="nd-sentences nd-roles" markdown="1">\n\n' + "\n".join(rows) + "\n\n</div>"


def _row(facts: Sequence[str], one: Held, language: str) -> str:
    day = say_day(one.published, language) if one.published else say("unknown_date", language)
    where = f"../{one.slug}.md" + (f"#{one.sentence.anchor}" if one.sentence.anchor else "")
    quoted = say("quoted", language, text=emphasised(one.sentence))
    place = f"[{paragraph_name(one.sentence.anchor, language)}]({where})"
    return f"- {' · '.join([*facts, day])} · {quoted} {place}"


def _words(one: Held, language: str) -> str:
    words = f"**{escape.text(one.words)}**"
    return f"{words} ({say('former_role', language)})" if one.former else words


def _who(one: Held) -> Iterator[str]:
    if one.other:
        yield link(one.other, escape.text(one.other.entity.name), base="../")


def _see(one: Held, language: str) -> Iterator[str]:
    yield from (say("see", language, name=name) for name in _who(one))
