"""Resolved articles -> entities: one per key across all of them, whatever the order in which they came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.identify.published_ids import Row
from newsdossier.identify.site.join import Joined
from newsdossier.knowledge import Knowledge
from newsdossier.model.entity import Entity, EntityType, KnownEntity, Reason
from newsdossier.model.findings import Annotations, Claim, Mention, Quote
from newsdossier.model.lazy import Lazy, mapped
from newsdossier.naming import fold, key, words

Statement = TypeVar("Statement", Quote, Claim)

_TIES: tuple[EntityType, ...] = ("person", "place", "organisation", "event", "work", "other")
_MOST_REASONS = 12  # a reader checks a few; the forms are all listed beside them


def assigned(resolved: Mapping[str, Resolved], decided: Iterable[KnownEntity]) -> dict[str, Resolved]:
    """Gives names to other entities in the articles for which people said so one by one."""
    found = dict(resolved)
    for known in decided:
        forms = {fold(form) for form in known.all_forms()}
        for slug in sorted(found.keys() & set(known.articles)):
            theirs = [local for local in found[slug].locals if forms & {fold(form) for form in local.forms}]
            found[slug] = _given(found[slug], {local.key for local in theirs}, known)
    return found


def _given(one: Resolved, keys: set[str], known: KnownEntity) -> Resolved:
    if not keys:
        return one
    moved = _relabelled(one, dict.fromkeys(keys, known.id))
    told = [replace(n, type=known.type, known=known, name=known.name) if n.key == known.id else n for n in moved.locals]
    return replace(moved, locals=tuple(told))


def relabelled(resolved: Mapping[str, Resolved], joined: Joined, memo: Memo = NO_MEMO) -> dict[str, Resolved]:
    """Replaces the keys that were joined in each article by those that stand for them."""
    into = joined.into
    here = {slug: into.keys() & _keys(one) for slug, one in resolved.items()} if into else {}
    moved = {slug: (resolved[slug], {k: into[k] for k in some}) for slug, some in here.items() if some}
    return {**resolved, **memo.map("relabelled", moved, _relabelled)}


def _keys(one: Resolved) -> set[str]:
    """The keys of all entities that an article names, and of speakers that people gave it without a name in it."""
    named = {local.key for local in one.locals}
    if isinstance(one.found, Lazy):
        return named
    every: tuple[Quote | Claim, ...] = (*one.quotes, *one.claims)
    behind = {key for told in every for key in (told.entity, *told.joint_entities)}
    return named | {role.whose for role in one.roles} | behind


def _relabelled(one: Resolved, into: Mapping[str, str]) -> Resolved:
    groups: dict[str, list[Local]] = defaultdict(list)
    for local in one.locals:
        groups[into.get(local.key, local.key)].append(local)
    return replace(
        one,
        locals=tuple(
            groups[k][0] if len(groups[k]) == 1 and groups[k][0].key == k else _merged(k, groups[k])
            for k in sorted(groups)
        ),
        found=mapped(one.found, _moved_into, dict(sorted(into.items()))),
    )


def _moved_into(found: Annotations, into: Mapping[str, str]) -> Annotations:
    return replace(
        found,
        mentions=tuple(
            Mention(m.span, m.type, m.by, into[m.entity]) if m.entity in into else m for m in found.mentions
        ),
        roles=tuple(
            replace(r, entity=into.get(r.entity, r.entity), whose=into.get(r.whose, r.whose))
            if r.entity in into or r.whose in into
            else r
            for r in found.roles
        ),
        quotes=tuple(_by(q, into) for q in found.quotes),
        claims=tuple(_by(c, into) for c in found.claims),
    )


def _by(statement: Statement, into: Mapping[str, str]) -> Statement:
    """Gives the speaker or source of a statement its new key."""
    if statement.entity not in into and into.keys().isdisjoint(statement.joint_entities):
        return statement
    joint = tuple(into.get(one, one) for one in statement.joint_entities)
    return replace(statement, entity=into.get(statement.entity, statement.entity), joint_entities=joint)


def _merged(key: str, some: list[Local]) -> Local:
    """Several of one article as one: the one that had the key names it, else the most often named."""
    first = min(some, key=lambda local: (local.key != key, -local.mentions, local.key))
    return replace(
        first,
        key=key,
        forms=tuple(sorted({form for local in some for form in local.forms})),
        mentions=sum(local.mentions for local in some),
        first=min(local.first for local in some),
        because=tuple(sorted({reason for local in some for reason in local.because})),
    )


def entities(
    resolved: Mapping[str, Resolved],
    *,
    knowledge: Knowledge,
    decided: Iterable[KnownEntity] = (),
    because: Mapping[str, tuple[Reason, ...]] = {},
    memo: Memo = NO_MEMO,
) -> dict[str, Entity]:
    """Every entity by its key; the order of `resolved`, by slug, changes nothing; `because` is why keys were joined."""
    seen: dict[str, list[Local]] = defaultdict(list)
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            seen[local.key].append(local)
    known = {**{k.id: k for k in decided}, **knowledge.ids}
    given = {k: (k, seen[k], known.get(k), because.get(k, ())) for k in sorted(seen)}
    return memo.map("entities", given, _with_reasons)


def _with_reasons(key: str, seen: list[Local], known: KnownEntity | None, because: tuple[Reason, ...]) -> Entity:
    """Makes an entity of what articles and lists know by that key, with the reasons why others were joined to it."""
    entity = _entity(key, seen, known or _known(seen))
    if not because and len(entity.because) <= _MOST_REASONS:
        return entity
    return replace(entity, because=(*because, *entity.because)[:_MOST_REASONS])


def moved(
    rows: Iterable[Row], entities: Mapping[str, Entity], *, joined: Joined, knowledge: Knowledge
) -> dict[str, str]:
    """Ids that are no entity, or no more -> the entity that they were joined to, or that people said they are."""
    found = dict(joined.into)
    for row in rows:
        if row.kind == "entity" and row.id not in entities and row.id not in found:
            known = knowledge.find(row.name)
            new = known.id if known else row.redirect
            if new in entities:
                found[row.id] = new
    return found


def _entity(entity: str, seen: list[Local], known: KnownEntity | None) -> Entity:
    forms = {form for local in seen for form in local.forms}
    reasons = tuple(sorted({reason for local in seen for reason in local.because})[:_MOST_REASONS])
    if known is None:
        name = _commonest(seen)
        reasons += _same_name(name, seen)
        return Entity(entity, _type(seen), name, aliases=_others(forms, name), because=reasons)
    return Entity(
        id=entity,
        type=known.type,
        name=known.name,
        names=tuple((tag, name) for tag, name in known.names if name != known.name),
        aliases=_others({*forms, *known.forms} if known.by == "authority" else forms, known.name),
        wikidata=known.wikidata,
        geonames=known.geonames,
        country=known.country,
        coordinates=known.coordinates,
        stands_for=known.stands_for,
        description=known.description,
        because=reasons,
        public=known.public,
        note=known.note,
        note_by=known.note_by,
        pinned=known.pinned,
    )


def _known(seen: list[Local]) -> KnownEntity | None:
    """The known entity that the articles mean by a name, unless most mean something of another kind."""
    if not any(local.known for local in seen):
        return None
    meant: Counter[KnownEntity] = Counter()
    for local in seen:
        if local.known:
            meant[local.known] += local.mentions
    best = min(meant, key=lambda known: (-meant[known], known.by, known.name), default=None)
    settled = best and not best.popularity
    return best if best and (settled or best.type == _type(seen)) else None


def _commonest(seen: list[Local]) -> str:
    """The form most articles use, by how often they name it; of two as common the first in the alphabet."""
    if len(seen) == 1:
        return seen[0].name
    forms: Counter[str] = Counter()
    for local in seen:
        forms[local.name] += local.mentions
    return min(forms, key=lambda form: (-forms[form], form))


def _type(seen: list[Local]) -> EntityType:
    if len(seen) == 1:
        return seen[0].type
    votes: Counter[EntityType] = Counter()
    for local in seen:
        votes[local.type] += local.mentions + local.evidence
    return min(_TIES, key=lambda kind: (-votes[kind], _TIES.index(kind)))


def _same_name(name: str, seen: list[Local]) -> tuple[Reason, ...]:
    """Two articles with one name are one entity; a single word says less, and the reader is told so."""
    if len(seen) < 2:
        return ()
    return (Reason("because_same_word" if len(words(name)) == 1 else "because_same_name", (name,)),)


def _others(forms: set[str], name: str) -> tuple[str, ...]:
    return tuple(sorted((form for form in forms if form != name), key=lambda form: (key(form), form)))
