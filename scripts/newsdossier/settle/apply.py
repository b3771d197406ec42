"""Every article's findings, and the decisions at their places -> the findings as people settled them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.entity import Entity, KnownEntity
from newsdossier.model.findings import LocatedDecision
from newsdossier.settle.findings import corrected
from newsdossier.settle.names import Told, told
from newsdossier.settle.regroup import without

_Placed = Mapping[str, Sequence[LocatedDecision]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the articles say once people have spoken."""

    resolved: Mapping[str, Resolved]
    """By slug, with the names, speakers, modalities, roles and times that people gave."""
    said: Told
    """What decisions say of entities."""
    idle: tuple[tuple[LocatedDecision, str], ...]
    """Decisions that found nothing to correct, and why."""


def rejected(placed: Sequence[LocatedDecision]) -> tuple[Span, ...]:
    """Where people said that nothing is named."""
    return tuple(span for one in placed if one.decision.kind == "reject" for span in one.spans)


def settle(
    articles: Iterable[Article], resolved: Mapping[str, Resolved], what: tuple[_Placed, Iterable[KnownEntity]]
) -> Settled:
    """Names first, then what hangs on them; `what` is the decisions by slug, and the authority."""
    placed, authority = what
    decided = [article for article in articles if article.slug in placed]
    said = told(resolved, placed, (authority, {article.slug: article.text for article in decided}))
    now, idle = dict(said.resolved), [*said.idle]
    without = {id(one) for one, _ in said.idle}
    for article in decided:
        some = [one for one in placed[article.slug] if id(one) not in without]
        after = corrected(article, now[article.slug].with_found(), some)  # open, whatever comes of them
        now[article.slug] = after.resolved
        idle += after.idle
    return Settled(now, said, tuple(idle))


def without_hidden(
    articles: Iterable[Article], resolved: Mapping[str, Resolved], what: tuple[Iterable[KnownEntity], Mapping[str, str]]
) -> dict[str, Resolved]:
    """The articles without those whom the authority hides; `what` is the authority, and which ids were joined."""
    authority, into = what
    hidden = {into.get(known.id, known.id) for known in authority if known.hidden}
    return {article.slug: _without(article, resolved[article.slug], hidden) for article in articles}


def _without(article: Article, one: Resolved, hidden: set[str]) -> Resolved:
    if not any(local.key in hidden for local in one.locals):
        return one
    here = [m for m in one.mentions if m.entity in hidden]
    return without(one, here, (article.text, {})) if here else one


def of_entities(entities: Mapping[str, Entity], said: Told, into: Mapping[str, str]) -> dict[str, Entity]:
    """The entities with the types and names that decisions in articles give them; `into` is what was joined."""
    found = dict(entities)
    for key, kind in said.types.items():
        one = found[into.get(key, key)]
        found[one.id] = replace(one, type=kind)
    for key, name in said.names.items():
        one = found[into.get(key, key)]
        aliases = sorted({*one.aliases, one.name} - {name})
        found[one.id] = replace(one, name=name, aliases=tuple(aliases))
    return found
