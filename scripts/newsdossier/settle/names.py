"""Whom decisions name, by an id, a name or a part of one -> the id under which the article knows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from newsdossier.identify.article.missed import MENTION
from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.identify.site import entities, join
from newsdossier.model.article import Span
from newsdossier.model.decision import Decision
from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.model.findings import PERSON, Annotations, LocatedDecision, Mention
from newsdossier.model.lazy import mapped
from newsdossier.naming.keys import key
from newsdossier.settle.regroup import Kind, given, locals_of, without

OTHERS = frozenset({"merge", "not-same", "speaker", "role"})


"""Kinds of decisions that say an entity."""


_Placed = Mapping[str, tuple[LocatedDecision, ...]]


def meant(placed: _Placed, resolved: Mapping[str, Resolved], authority: Sequence[KnownEntity]) -> _Placed:
    """The same decisions by slug; one that may mean several is left as it is, and will be reported."""
    if all(_known_there(one.decision, resolved[slug]) for slug, some in placed.items() for one in some):
        return placed
    into = join.join(entities.assigned(resolved, authority), authority).into
    everywhere = _by_name(authority, resolved.values())
    return {
        slug: tuple(_with_id(one, _in_article(resolved[slug], into), everywhere) for one in some)
        for slug, some in placed.items()
    }


def _known_there(decision: Decision, article: Resolved) -> bool:
    return decision.kind not in OTHERS or decision.to in {"none", *(local.key for local in article.locals)}


def _with_id(one: LocatedDecision, here: Mapping[str, set[str]], everywhere: Mapping[str, set[str]]) -> LocatedDecision:
    said = one.decision.to
    if one.decision.kind not in OTHERS or said == "none":
        return one
    found = here.get(said) or everywhere.get(said) or set()
    new = said if said in found or len(found) != 1 else next(iter(found))
    return one if new == said else replace(one, decision=replace(one.decision, to=new))


def _in_article(article: Resolved, into: Mapping[str, str]) -> dict[str, set[str]]:
    """Everything by which an article's entities may be called: ids, the ids they are joined to, the article's words."""
    found: dict[str, set[str]] = {}
    for local in article.locals:
        for name in {local.key, into.get(local.key, local.key), *map(key, (local.name, *local.forms))}:
            found.setdefault(name, set()).add(local.key)
    return found


def _by_name(authority: Iterable[KnownEntity], articles: Iterable[Resolved]) -> dict[str, set[str]]:
    """The same of the whole site."""
    found: dict[str, set[str]] = {}
    for known in authority:
        for name in {known.id, *map(key, known.all_forms())}:
            found.setdefault(name, set()).add(known.id)
    for local in (local for article in articles for local in article.locals):
        for name in {local.key, *map(key, local.forms)}:
            found.setdefault(name, set()).add(local.key)
    return found


Decided = Mapping[str, Sequence[LocatedDecision]]


_NAMING = {"merge", "split", "not-same", "retype"}


_NO_NAME = "no name is found at these words"


_LONGEST = 80  # letters of an id


@dataclass(frozen=True, slots=True)
class Told:
    """What the decisions of all articles come to."""

    resolved: Mapping[str, Resolved]
    """By slug, with the entities that people said."""
    types: Mapping[str, EntityType]
    """Entity -> its type."""
    names: Mapping[str, str]
    """Entity -> its name."""
    apart: tuple[KnownEntity, ...]
    """Pairs that are never joined, as the authority would say it."""
    idle: tuple[tuple[LocatedDecision, str], ...]
    """Decisions that found nothing to correct, and why."""


def told(
    resolved: Mapping[str, Resolved], decided: Decided, what: tuple[Iterable[KnownEntity], Mapping[str, str]]
) -> Told:
    """Every decision on names; `what` is the authority, and the text of each article by slug."""
    if not decided:
        return Told(resolved, {}, {}, (), ())
    known = _known(resolved, what[0])
    found, idle, apart = dict(resolved), [], []
    for slug in sorted(decided):
        for one in decided[slug]:
            problem = _problem(one, found[slug], known)
            if problem:
                idle.append((one, problem))
            elif one.spans and one.decision.kind == "hide":
                inside = [m for m in found[slug].mentions if any(s.holds(m.span) for s in one.spans)]
                found[slug] = without(found[slug], inside, (what[1][slug], known)) if inside else found[slug]
            elif one.spans and one.decision.kind in _NAMING:
                found[slug], here, new = _renamed(found[slug], one, (what[1][slug], known, slug))
                apart += [
                    KnownEntity(new, "other", "", "authority", apart=(old,)) for old in _others(one.decision, here)
                ]
    types, wrong = _of_entities("retype", (found, decided), what[0])
    names, more = _of_entities("rename", (found, decided), what[0])
    kinds = {entity: _type(value) for entity, value in types.items()}
    return Told(_typed(found, kinds), kinds, names, tuple(apart), (*idle, *wrong, *more))


def _known(resolved: Mapping[str, Resolved], authority: Iterable[KnownEntity]) -> dict[str, Kind]:
    """Every entity that an article names or the authority knows: its type, and what is known of it."""
    found: dict[str, Kind] = {}
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            if local.key not in found or local.known:
                found[local.key] = local.type, local.known
    return {**found, **{known.id: (known.type, known) for known in authority}}


def _problem(one: LocatedDecision, there: Resolved, known: Mapping[str, Kind]) -> str:
    """Why a decision on names has nothing to do here."""
    decision = one.decision
    if not one.spans:
        return ""
    if decision.kind == "reject":
        hit = any(r.overlaps(s) for r in there.rejected for s in one.spans)
        return "" if hit else _NO_NAME
    if decision.kind in OTHERS and decision.to not in {*known, "none"}:
        return f"« {decision.to} » is no entity of this site"
    if decision.kind in {"split", "not-same", "rename"} and not _named(there, one.spans):
        return _NO_NAME
    return ""


def _renamed(
    there: Resolved, one: LocatedDecision, about: tuple[str, Mapping[str, Kind], str]
) -> tuple[Resolved, list[Mention], str]:
    """The article after a decision on whom words name; words that nobody took for a name become one."""
    text, known, slug = about
    here = _named(there, one.spans)
    if here and one.decision.kind == "retype":
        return there, here, here[0].entity
    if here:
        new = _new_key(one.decision, here, slug)
        return given(there, (here, new), (text, known)), here, new
    new = one.decision.to if one.decision.kind == "merge" else key(one.spans[0].of(text))
    kind = known[new][0] if one.decision.kind == "merge" else _type(one.decision.to)
    added = [Mention(span, MENTION[kind], PERSON, new) for span in one.spans]
    mentions = tuple(sorted([*there.mentions, *added], key=lambda m: m.span))
    now = replace(there, locals=locals_of(there, mentions, (text, known)))
    return now.with_found(mentions=mentions), added, new


def _named(one: Resolved, spans: Sequence[Span]) -> list[Mention]:
    """The mentions that overlap these places."""
    return [m for m in one.mentions if any(map(m.span.overlaps, spans))]


def _new_key(decision: Decision, here: Sequence[Mention], slug: str) -> str:
    """Whom the words name: who was said, or somebody of their own."""
    if decision.kind != "not-same" and decision.to:
        return decision.to
    if decision.kind == "not-same" and here[0].entity != decision.to:
        return here[0].entity
    return f"{here[0].entity}-{slug}"[:_LONGEST].rstrip("-")


def _others(decision: Decision, here: Sequence[Mention]) -> list[str]:
    """From whom they are kept apart for good."""
    if decision.kind == "not-same":
        return [decision.to]
    return sorted({m.entity for m in here} - {decision.to}) if decision.kind == "split" else []


def _of_entities(
    kind: str, what: tuple[Mapping[str, Resolved], Decided], authority: Iterable[KnownEntity]
) -> tuple[dict[str, str], list[tuple[LocatedDecision, str]]]:
    """What is said of entities, by id; the authority has the last word, then the first article that speaks."""
    found, decided = what
    fixed, idle = {known.id for known in authority}, []
    said: dict[str, str] = {}
    for slug in sorted(decided):
        for one in decided[slug]:
            if one.decision.kind == kind and one.spans:
                entities = sorted({m.entity for m in _named(found[slug], one.spans)})
                if fixed & set(entities):
                    idle.append((one, f"the authority has {entities[0]}: change it there"))
                elif any(said.setdefault(entity, one.decision.to) != one.decision.to for entity in entities):
                    idle.append((one, f"another decision says {said[entities[0]]}"))
    return said, idle


def _type(said: str) -> EntityType:
    return next(kind for kind in get_args(EntityType) if kind == said)


def _typed(found: Mapping[str, Resolved], types: Mapping[str, EntityType]) -> dict[str, Resolved]:
    """Every article with the types that people said; what is known of something of another kind is not its."""
    return {slug: _retyped(one, types) if types else one for slug, one in found.items()}


def _retyped(one: Resolved, types: Mapping[str, EntityType]) -> Resolved:
    if not any(local.key in types for local in one.locals):
        return one
    here = {local.key: types[local.key] for local in one.locals if local.key in types}
    return replace(
        one,
        locals=tuple(_local(local, here.get(local.key, local.type)) for local in one.locals),
        found=mapped(one.found, _of_types, here),
    )


def _of_types(found: Annotations, types: Mapping[str, EntityType]) -> Annotations:
    every = found.mentions
    return replace(
        found, mentions=tuple(replace(m, type=MENTION[types[m.entity]]) if m.entity in types else m for m in every)
    )


def _local(local: Local, kind: EntityType) -> Local:
    known = local.known if local.known and local.known.type == kind else None
    return replace(local, type=kind, known=known)
