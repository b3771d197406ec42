"""Sections on how entities and dossiers belong together: functions, names in the same sentences, related dossiers."""

from collections.abc import Iterator, Sequence

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.article import Source
from newsdossier.model.dossier import Dossier, HeldRole, Related
from newsdossier.pages.pieces import boxed, emphasised, foreign, in_source, link, mostly, paragraph_name
from newsdossier.views.graph import NamedPair, named_together
from newsdossier.views.roles import RoleInArticle

_OPEN = 8  # rows of each list of functions that are not folded
_OPEN_TOGETHER = 6
_MOST_TOGETHER = 24  # pairs of names


def functions(roles: Sequence[HeldRole], language: str) -> Iterator[str]:
    """« Fonctions » on a person's page: the words, whose, the day of the article, the sentence."""
    if roles:
        yield f"## {say('roles', language)} {{ #roles }}"
        rows = [_row([_words(one, language), *_see(one, language)], one, language) for one in roles]
        yield from mostly(rows, "nd-sentences nd-roles", language, shown=_OPEN)


def relations(roles: Sequence[HeldRole], language: str) -> Iterator[str]:
    """« Relations »: on the page of what a function depends on, its holders."""
    if roles:
        yield f"## {say('relations', language)} {{ #relations }}"
        rows = [_row([*_who(one), _words(one, language)], one, language) for one in roles]
        yield from mostly(rows, "nd-sentences nd-roles", language, shown=_OPEN)


def roles_in_dossier(relations: Sequence[RoleInArticle], source: Source, language: str) -> Iterator[str]:
    """« Relations » of one article: who, what, whose, and the sentence that says so."""
    if relations:
        yield f"## {say('relations', language)} {{ #relations }}"
        yield boxed("nd-sentences nd-roles", [_relation(one, source, language) for one in relations])


def _relation(one: RoleInArticle, source: Source, language: str) -> str:
    words = f"**{escape.text(one.words)}**" + (f" ({say('former_role', language)})" if one.former else "")
    facts = [link(one.holder, escape.text(one.holder.entity.called(language))), words]
    if one.whose:
        facts.append(say("see", language, name=link(one.whose, escape.text(one.whose.entity.called(language)))))
    name, quoted = paragraph_name(one.sentence.anchor, language), say("quoted", language, text=emphasised(one.sentence))
    place = f"[{name}](#{one.sentence.anchor})" if one.sentence.anchor else name
    where = " · ".join(filter(None, [place, in_source(source, one.sentence.text, language)]))
    return f"- {' · '.join(facts)}  \n  {quoted} {where}"


def lead(roles: Sequence[HeldRole], language: str) -> Iterator[str]:
    """What the newest article says that it is, in its words and with its day: the line under the name."""
    now = [one for one in roles if not one.former]
    if now:
        held = max((one for one in now if one.slug == now[0].slug), key=lambda one: len(one.words))
        words = foreign(escape.text(held.words), held.language, language)
        day = f" ({say_day(held.published, language)})" if held.published else ""
        yield f"{words}{day}\n{{ .nd-lead }}"


def _row(facts: Sequence[str], one: HeldRole, language: str) -> str:
    day = say_day(one.published, language) if one.published else say("unknown_date", language)
    if one.dossiers > 1:
        older = one.since if one.since != one.published else None
        since = say("since", language, day=say_day(older, language)) if older else ""
        day = " ".join(filter(None, [f"{day},", say("n_dossiers", language, n=one.dossiers), since]))
    where = f"../{one.slug}.md" + (f"#{one.sentence.anchor}" if one.sentence.anchor else "")
    quoted = foreign(say("quoted", language, text=emphasised(one.sentence)), one.language, language)
    place = f"[{paragraph_name(one.sentence.anchor, language)}]({where})"
    return f"- {' · '.join([*facts, day])} · {quoted} {place}"


def _words(one: HeldRole, language: str) -> str:
    words = f"**{foreign(escape.text(one.words), one.language, language)}**"
    return f"{words} ({say('former_role', language)})" if one.former else words


def _who(one: HeldRole) -> Iterator[str]:
    if one.other:
        yield link(one.other, escape.text(one.other.entity.name), base="../")


def _see(one: HeldRole, language: str) -> Iterator[str]:
    yield from (say("see", language, name=name) for name in _who(one))


def related_dossiers(dossier: Dossier) -> Iterator[str]:
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


def names_together(dossier: Dossier) -> Iterator[str]:
    """« Qui est nommé avec qui »; the published page has a picture of it as well."""
    language = dossier.article.language
    rows = [_together(pair, language) for pair in named_together(dossier)[:_MOST_TOGETHER]]
    if rows:
        yield f"## {say('together', language)} {{ #together }}"
        yield from mostly(rows, "nd-sentences nd-together", language, shown=_OPEN_TOGETHER)


def _together(pair: NamedPair, language: str) -> str:
    both, sentence = (pair.first, pair.second), pair.shortest
    names = say("and", language).join(link(one, escape.text(one.entity.called(language))) for one in both)
    words = say("quoted", language, text=escape.text(sentence.text))
    name = paragraph_name(sentence.anchor, language)
    place = f"[{name}](#{sentence.anchor})" if sentence.anchor else name
    often = f" · {say('n_sentences', language, n=pair.sentences)}" if pair.sentences > 1 else ""
    return f"- {names}{often} · {words} {place}"
