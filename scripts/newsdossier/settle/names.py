"""Decisions on names applied to articles: names rejected, given, retyped, merged and split."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from newsdossier.identify.article.missed import MENTION
from newsdossier.identify.article.resolve import ENTITY, Local, Resolved
from newsdossier.identify.site import entities, join
from newsdossier.model.article import Span
from newsdossier.model.decision import Decision
from newsdossier.model.entity import EntityType, KnownEntity, Reason
from newsdossier.model.findings import PERSON, Annotations, IdleDecision, LocatedDecision, Mention, Quote
from newsdossier.model.lazy import mapped
from newsdossier.naming import key, words

_NewEntity = Callable[[Span | None, str], str]


"""Gives the entity of words that had another one, by their place and that entity."""
ENTITY_KINDS = frozenset({"merge", "not-same", "speaker", "role"})


"""Kinds of decisions of which `to` is an entity."""
Decisions = Mapping[str, Sequence[LocatedDecision]]


"""Decisions by slug of their article."""
_NAMING = {"merge", "split", "not-same", "retype"}
_NO_NAME = "no name is found at these words"
_LONGEST = 80  # letters of an id


@dataclass(frozen=True, slots=True)
class AssignedEntity:
    """What is known of an entity wherever it is named."""

    type: EntityType
    """Its type."""
    known: KnownEntity | None
    """Its entry in the authority or the knowledge base, if any."""


Facts = Mapping[str, AssignedEntity]


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


def _local(mentions: Sequence[Mention], text: str, before: Local | None, facts: AssignedEntity | None) -> Local:
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


@dataclass(frozen=True, slots=True)
class NamesDecided:
    """The outcome of all decisions on names."""

    resolved: Mapping[str, Resolved]
    """Articles by slug, with the entities that people gave."""
    types: Mapping[str, EntityType]
    """Entity id -> decided type."""
    names: Mapping[str, str]
    """Entity id -> decided name."""
    apart: tuple[KnownEntity, ...]
    """Pairs that are never joined, in the form of the authority."""
    idle: tuple[IdleDecision, ...]
    """Decisions that found nothing to correct."""


def with_entity_ids(
    decisions: Mapping[str, tuple[LocatedDecision, ...]],
    resolved: Mapping[str, Resolved],
    authority: Sequence[KnownEntity],
) -> Mapping[str, tuple[LocatedDecision, ...]]:
    """Returns the decisions with each entity that they name replaced by its id in the article.

    An entity may be named by its id, its name or one of its forms. An ambiguous name stays, and is reported later.
    """
    if all(_has_id(one.decision, resolved[slug]) for slug, some in decisions.items() for one in some):
        return decisions
    joined = join.join(entities.assigned(resolved, authority), authority).into
    on_site = _ids_on_site(authority, resolved.values())
    found = {}
    for slug, some in decisions.items():
        in_article = _ids_in_article(resolved[slug], joined)
        found[slug] = tuple(_with_id(one, in_article, on_site) for one in some)
    return found


def _has_id(decision: Decision, article: Resolved) -> bool:
    return decision.kind not in ENTITY_KINDS or decision.to in {"none", *(local.key for local in article.locals)}


def _with_id(
    one: LocatedDecision, in_article: Mapping[str, set[str]], on_site: Mapping[str, set[str]]
) -> LocatedDecision:
    name = one.decision.to
    if one.decision.kind not in ENTITY_KINDS or name == "none":
        return one
    ids = in_article.get(name) or on_site.get(name) or set()
    if name in ids or len(ids) != 1:
        return one
    return replace(one, decision=replace(one.decision, to=next(iter(ids))))


def _ids_in_article(article: Resolved, joined: Mapping[str, str]) -> dict[str, set[str]]:
    """Ids by everything that names them in an article: ids, the ids they are joined to, the article's words."""
    found: dict[str, set[str]] = {}
    for local in article.locals:
        for name in {local.key, joined.get(local.key, local.key), *map(key, (local.name, *local.forms))}:
            found.setdefault(name, set()).add(local.key)
    return found


def _ids_on_site(authority: Iterable[KnownEntity], articles: Iterable[Resolved]) -> dict[str, set[str]]:
    """Ids by everything that names them in the authority or in any article."""
    found: dict[str, set[str]] = {}
    for known in authority:
        for name in {known.id, *map(key, known.all_forms())}:
            found.setdefault(name, set()).add(known.id)
    for local in (local for article in articles for local in article.locals):
        for name in {local.key, *map(key, local.forms)}:
            found.setdefault(name, set()).add(local.key)
    return found


def decide_names(
    resolved: Mapping[str, Resolved],
    decisions: Decisions,
    *,
    authority: Sequence[KnownEntity],
    texts: Mapping[str, str],
) -> NamesDecided:
    """Applies every decision on names; `texts` are the texts of the articles by slug."""
    if not decisions:
        return NamesDecided(resolved, {}, {}, (), ())
    facts = _facts(resolved, authority)
    renamed = {slug: _Renaming(slug, resolved[slug], texts[slug], facts) for slug in sorted(decisions)}
    for slug, renaming in renamed.items():
        renaming.apply(decisions[slug])
    found = {**resolved, **{slug: one.resolved for slug, one in renamed.items()}}
    ids = {known.id for known in authority}
    retyped = _of_entities("retype", found, decisions, fixed=ids)
    called = _of_entities("rename", found, decisions, fixed=ids)
    types = {entity: _type(value) for entity, value in retyped.values.items()}
    return NamesDecided(
        resolved={slug: _retyped(one, types) for slug, one in found.items()},
        types=types,
        names=called.values,
        apart=tuple(pair for one in renamed.values() for pair in one.apart),
        idle=(*(each for one in renamed.values() for each in one.idle), *retyped.idle, *called.idle),
    )


def _facts(resolved: Mapping[str, Resolved], authority: Iterable[KnownEntity]) -> dict[str, AssignedEntity]:
    """Every entity that an article names or the authority knows."""
    found: dict[str, AssignedEntity] = {}
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            if local.key not in found or local.known:
                found[local.key] = AssignedEntity(local.type, local.known)
    return {**found, **{known.id: AssignedEntity(known.type, known) for known in authority}}


@dataclass(slots=True)
class _Renaming:
    """One article, while the decisions on its names are applied one after the other."""

    slug: str
    resolved: Resolved
    text: str
    facts: Facts
    apart: list[KnownEntity] = field(default_factory=list)
    idle: list[IdleDecision] = field(default_factory=list)

    def apply(self, decisions: Iterable[LocatedDecision]) -> None:
        """Applies each decision to what the ones before it left."""
        for one in decisions:
            if problem := self._problem(one):
                self.idle.append(IdleDecision(one, problem))
            elif one.spans and one.decision.kind == "hide":
                self._hide(one.spans)
            elif one.spans and one.decision.kind in _NAMING:
                self._rename(one)

    def _problem(self, one: LocatedDecision) -> str:
        """Returns why a decision has nothing to correct here; empty if it has."""
        decision = one.decision
        if not one.spans:
            return ""
        if decision.kind == "reject":
            hit = any(r.overlaps(s) for r in self.resolved.rejected for s in one.spans)
            return "" if hit else _NO_NAME
        if decision.kind in ENTITY_KINDS and decision.to not in {*self.facts, "none"}:
            return f"« {decision.to} » is no entity of this site"
        if decision.kind in {"split", "not-same", "rename"} and not _named_at(self.resolved, one.spans):
            return _NO_NAME
        return ""

    def _hide(self, spans: Sequence[Span]) -> None:
        inside = [m for m in self.resolved.mentions if any(span.holds(m.span) for span in spans)]
        if inside:
            self.resolved = without_mentions(self.resolved, inside, text=self.text, facts=self.facts)

    def _rename(self, one: LocatedDecision) -> None:
        """Gives words their entity; words that nobody took for a name become one."""
        named = _named_at(self.resolved, one.spans)
        if named and one.decision.kind == "retype":
            return
        if named:
            new = _new_key(one.decision, named[0].entity, self.slug)
            self.resolved = reassigned(self.resolved, named, new, text=self.text, facts=self.facts)
        else:
            merge = one.decision.kind == "merge"
            new = one.decision.to if merge else key(one.spans[0].of(self.text))
            type_ = MENTION[self.facts[new].type if merge else _type(one.decision.to)]
            named = [Mention(span, type_, PERSON, new) for span in one.spans]
            mentions = tuple(sorted([*self.resolved.mentions, *named], key=lambda m: m.span))
            self.resolved = with_mentions(self.resolved, mentions, text=self.text, facts=self.facts)
        others = _kept_apart(one.decision, named)
        self.apart += [KnownEntity(new, "other", "", "authority", apart=(old,)) for old in others]


def _named_at(one: Resolved, spans: Sequence[Span]) -> list[Mention]:
    return [m for m in one.mentions if any(map(m.span.overlaps, spans))]


def _new_key(decision: Decision, old: str, slug: str) -> str:
    """Returns the decided entity of words that named `old`; one of their own if none was given."""
    if decision.kind != "not-same" and decision.to:
        return decision.to
    if decision.kind == "not-same" and old != decision.to:
        return old
    return f"{old}-{slug}"[:_LONGEST].rstrip("-")


def _kept_apart(decision: Decision, named: Sequence[Mention]) -> list[str]:
    """Returns the entities with which the decided one is never joined."""
    if decision.kind == "not-same":
        return [decision.to]
    return sorted({m.entity for m in named} - {decision.to}) if decision.kind == "split" else []


@dataclass(frozen=True, slots=True)
class _OfEntities:
    """Decisions of one kind that are about entities as a whole."""

    values: Mapping[str, str]
    """Entity id -> decided value."""
    idle: tuple[IdleDecision, ...]
    """Decisions that another one overrules."""


def _of_entities(kind: str, found: Mapping[str, Resolved], decisions: Decisions, *, fixed: set[str]) -> _OfEntities:
    """The authority, with its `fixed` ids, has the last word; then the first article that has a decision."""
    values: dict[str, str] = {}
    idle = []
    for slug in sorted(decisions):
        for one in decisions[slug]:
            if one.decision.kind == kind and one.spans:
                ids = sorted({m.entity for m in _named_at(found[slug], one.spans)})
                if fixed & set(ids):
                    idle.append(IdleDecision(one, f"the authority has {ids[0]}: change it there"))
                elif any(values.setdefault(entity, one.decision.to) != one.decision.to for entity in ids):
                    idle.append(IdleDecision(one, f"another decision says {values[ids[0]]}"))
    return _OfEntities(values, tuple(idle))


def _type(value: str) -> EntityType:
    return next(kind for kind in get_args(EntityType) if kind == value)


def _retyped(one: Resolved, types: Mapping[str, EntityType]) -> Resolved:
    """Returns the article with the decided types of its entities."""
    decided = {local.key: types[local.key] for local in one.locals if local.key in types}
    if not decided:
        return one
    locals_ = tuple(_local_retyped(local, decided.get(local.key, local.type)) for local in one.locals)
    return replace(one, locals=locals_, found=mapped(one.found, _mentions_retyped, decided))


def _mentions_retyped(found: Annotations, types: Mapping[str, EntityType]) -> Annotations:
    return replace(
        found,
        mentions=tuple(replace(m, type=MENTION[types[m.entity]]) if m.entity in types else m for m in found.mentions),
    )


def _local_retyped(local: Local, kind: EntityType) -> Local:
    """Drops the known entity of another type: it is not the one that is named."""
    known = local.known if local.known and local.known.type == kind else None
    return replace(local, type=kind, known=known)
