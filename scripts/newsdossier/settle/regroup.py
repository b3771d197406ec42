"""Mentions that people give to another entity, or take away -> the same article with all that hangs on them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from newsdossier.identify.article.resolve import ENTITY, Local, Resolved
from newsdossier.model.article import Span
from newsdossier.model.entity import EntityType, KnownEntity, Reason
from newsdossier.model.findings import Mention, Quote
from newsdossier.naming.keys import words

Kind = tuple[EntityType, KnownEntity | None]
"""What an entity is, and what is known of it."""
About = tuple[str, Mapping[str, Kind]]
"""The article's text, and every entity of the site."""


def given(one: Resolved, what: tuple[Sequence[Mention], str], about: About) -> Resolved:
    """The same article, where those mentions name another entity; roles, quotes and claims go with their words."""
    here, new = what
    mentions = tuple(replace(m, entity=new) if m in here else m for m in one.mentions)
    gone = {m.entity for m in here} - {m.entity for m in mentions}

    def now(span: Span | None, entity: str) -> str:
        moved = any(span and span.overlaps(m.span) and m.entity == entity for m in here)
        return new if moved or entity in gone else entity

    return _relinked(replace(one, locals=locals_of(one, mentions, about)).with_found(mentions=mentions), now)


def without(one: Resolved, here: Sequence[Mention], about: About) -> Resolved:
    """The same article, where those mentions are not shown; who is named no more says nothing and holds nothing."""
    mentions = tuple(m for m in one.mentions if m not in here)
    left = {m.entity for m in mentions}
    hidden = replace(one, locals=locals_of(one, mentions, about))
    return _relinked(
        hidden.with_found(mentions=mentions, roles=tuple(r for r in one.roles if r.entity in left)),
        lambda _, entity: entity if entity in left else "",
    )


def _relinked(one: Resolved, now: Callable[[Span | None, str], str]) -> Resolved:
    return one.with_found(
        roles=tuple(replace(r, entity=now(r.holder, r.entity), whose=now(r.of, r.whose)) for r in one.roles),
        quotes=tuple(_quote(q, now) for q in one.quotes),
        claims=tuple(replace(c, entity=now(c.source, c.entity)) for c in one.claims),
    )


def _quote(quote: Quote, now: Callable[[Span | None, str], str]) -> Quote:
    joint = tuple(now(span, entity) for span, entity in zip(quote.joint, quote.joint_entities, strict=True))
    return replace(quote, entity=now(quote.speaker, quote.entity), joint_entities=joint)


def locals_of(one: Resolved, mentions: Sequence[Mention], about: About) -> tuple[Local, ...]:
    """The entities of the article anew, from what names them now."""
    text, known = about
    before = {local.key: local for local in one.locals}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.entity].append(mention)
    found = []
    for entity in sorted(groups):
        forms = tuple(sorted({m.span.of(text) for m in groups[entity]}))
        old = before.get(entity) or _new_local(
            entity, groups[entity][0], (forms, known[entity][1] if entity in known else None)
        )
        because = tuple(reason for reason in old.because if set(reason.forms) & set(forms))
        name = old.name if old.known or old.name in forms else _fullest(forms)
        now = replace(old, name=name, forms=forms, because=because)
        first = min(m.span.start for m in groups[entity])
        found.append(replace(now, mentions=len(groups[entity]), first=first))
    return tuple(found)


def _new_local(entity: str, mention: Mention, what: tuple[tuple[str, ...], KnownEntity | None]) -> Local:
    forms, known = what
    name = known.name if known else _fullest(forms)
    because = tuple(Reason("because_said", (form, name)) for form in forms if form != name)
    return Local(entity, known.type if known else ENTITY[mention.type], name, forms, 1, because, known)


def _fullest(forms: Sequence[str]) -> str:
    return min(forms, key=lambda form: (-len(words(form)), form))
