"""Gives mentions of one article to another entity, or takes them away, with all that depends on them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.identify.article.resolve import ENTITY, Local, Resolved
from newsdossier.model.article import Span
from newsdossier.model.entity import EntityType, KnownEntity, Reason
from newsdossier.model.findings import Mention, Quote
from newsdossier.naming.keys import words

_NewEntity = Callable[[Span | None, str], str]
"""Gives the entity of words that had another one, by their place and that entity."""


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What is known of an entity wherever it is named."""

    type: EntityType
    """Its type."""
    known: KnownEntity | None
    """Its entry in the authority or the knowledge base, if any."""


Facts = Mapping[str, EntityFacts]
"""The facts of every entity of the site, by id."""


def reassigned(one: Resolved, some: Sequence[Mention], entity: str, *, text: str, facts: Facts) -> Resolved:
    """Returns the article with those mentions naming the entity; roles, quotes and claims go with their words."""
    mentions = tuple(replace(m, entity=entity) if m in some else m for m in one.mentions)
    gone = {m.entity for m in some} - {m.entity for m in mentions}

    def now(span: Span | None, old: str) -> str:
        moved = any(span and span.overlaps(m.span) and m.entity == old for m in some)
        return entity if moved or old in gone else old

    return _relinked(with_mentions(one, mentions, text=text, facts=facts), now)


def without_mentions(one: Resolved, some: Sequence[Mention], *, text: str, facts: Facts) -> Resolved:
    """Returns the article without those mentions; an entity left without any speaks and holds nothing."""
    mentions = tuple(m for m in one.mentions if m not in some)
    left = {m.entity for m in mentions}
    shown = with_mentions(one, mentions, text=text, facts=facts)
    return _relinked(
        shown.with_found(roles=tuple(r for r in one.roles if r.entity in left)),
        lambda _, entity: entity if entity in left else "",
    )


def with_mentions(one: Resolved, mentions: tuple[Mention, ...], *, text: str, facts: Facts) -> Resolved:
    """Returns the article with those mentions, and its entities counted anew from them."""
    before = {local.key: local for local in one.locals}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.entity].append(mention)
    locals_ = tuple(_local(group, text, before.get(id_), facts.get(id_)) for id_, group in sorted(groups.items()))
    return replace(one, locals=locals_).with_found(mentions=mentions)


def _local(mentions: Sequence[Mention], text: str, before: Local | None, facts: EntityFacts | None) -> Local:
    forms = tuple(sorted({m.span.of(text) for m in mentions}))
    old = before or _new_local(mentions[0], forms, facts.known if facts else None)
    return replace(
        old,
        name=old.name if old.known or old.name in forms else _fullest(forms),
        forms=forms,
        because=tuple(reason for reason in old.because if set(reason.forms) & set(forms)),
        mentions=len(mentions),
        first=min(m.span.start for m in mentions),
    )


def _new_local(mention: Mention, forms: tuple[str, ...], known: KnownEntity | None) -> Local:
    name = known.name if known else _fullest(forms)
    because = tuple(Reason("because_said", (form, name)) for form in forms if form != name)
    return Local(mention.entity, known.type if known else ENTITY[mention.type], name, forms, 1, because, known)


def _fullest(forms: Sequence[str]) -> str:
    return min(forms, key=lambda form: (-len(words(form)), form))


def _relinked(one: Resolved, now: _NewEntity) -> Resolved:
    return one.with_found(
        roles=tuple(replace(r, entity=now(r.holder, r.entity), whose=now(r.of, r.whose)) for r in one.roles),
        quotes=tuple(_quote(q, now) for q in one.quotes),
        claims=tuple(replace(c, entity=now(c.source, c.entity)) for c in one.claims),
    )


def _quote(quote: Quote, now: _NewEntity) -> Quote:
    joint = tuple(now(span, entity) for span, entity in zip(quote.joint, quote.joint_entities, strict=True))
    return replace(quote, entity=now(quote.speaker, quote.entity), joint_entities=joint)
