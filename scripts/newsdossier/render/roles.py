"""Roles -> lists: on an entity's page its functions and who depends on it, on a dossier who is what to whom."""

from collections.abc import Iterator, Sequence

from newsdossier.compose import Relation
from newsdossier.locale import say, say_day
from newsdossier.model import Held, Source
from newsdossier.render import escape
from newsdossier.render.pieces import emphasised, in_source, link, paragraph_name


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


def in_dossier(relations: Sequence[Relation], source: Source, language: str) -> Iterator[str]:
    """« Relations » of one article: who, what, whose, and the sentence that says so."""
    if relations:
        yield f"## {say('relations', language)} {{ #relations }}"
        yield _list(_relation(one, source, language) for one in relations)


def _relation(one: Relation, source: Source, language: str) -> str:
    words = f"**{escape.text(one.words)}**" + (f" ({say('former_role', language)})" if one.former else "")
    facts = [link(one.holder, escape.text(one.holder.entity.called(language))), words]
    if one.whose:
        facts.append(say("see", language, name=link(one.whose, escape.text(one.whose.entity.called(language)))))
    name, quoted = paragraph_name(one.sentence.anchor, language), say("quoted", language, text=emphasised(one.sentence))
    place = f"[{name}](#{one.sentence.anchor})" if one.sentence.anchor else name
    where = " · ".join(filter(None, [place, in_source(source, one.sentence.text, language)]))
    return f"- {' · '.join(facts)}  \n  {quoted} {where}"


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
