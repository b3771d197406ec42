"""All dossiers -> which functions they give a person, and which depend on an entity."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.model.dossier import Dossier, HeldRole, Sentence
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Role
from newsdossier.views.entities import sentence_at

MOST_ROLES = 40  # of one kind on an entity page, or on a dossier


@dataclass(frozen=True, slots=True)
class Relation:
    """Who is what to whom, as one article says it."""

    holder: Listed
    """Who holds the function."""
    words: str
    """The function, as the article says it."""
    former: bool
    """As in `Role`."""
    whose: Listed | None
    """What it depends on, if it is named."""
    sentence: Sentence
    """Where the article says so; `names` is where the words of the function are."""


def relations_in(dossier: Dossier) -> tuple[Relation, ...]:
    """Of one article in the order of its text, each once."""
    named = {one.entity.id: one for one in dossier.entities}
    found: dict[tuple[str, str, str], Relation] = {}
    for role in dossier.annotations.roles:
        if role.entity in named:
            words = " ".join(role.span.of(dossier.article.text).split())
            sentence = sentence_at(dossier, role.span)
            one = Relation(named[role.entity], words, role.former, named.get(role.whose), sentence)
            found.setdefault((role.entity, words.casefold(), role.whose), one)
    return tuple(found.values())[:MOST_ROLES]


def held(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[HeldRole]:
    """What the entity is said to be."""
    return (_held(dossier, r, named.get(r.whose)) for r in dossier.annotations.roles if r.entity == entity)


def relations(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[HeldRole]:
    """Who is said to hold a function that depends on the entity."""
    return (_held(dossier, r, named[r.entity]) for r in dossier.annotations.roles if r.whose == entity)


def parties(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Entity -> everybody whom those lists of it link to: with the dossiers, all that they are made from."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


def parties_in(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Who holds a function in one dossier, and on whom it depends, each pair once."""
    every = ((role.entity, role.whose) for role in dossier.annotations.roles)
    return tuple(sorted({(one, other) for one, other in every if one and other and one != other}))


def _held(dossier: Dossier, role: Role, other: Listed | None) -> HeldRole:
    article = dossier.article
    sentence = sentence_at(dossier, role.span)
    day = article.source.published
    return HeldRole(
        role.span.of(article.text),
        role.former,
        other,
        article.slug,
        day,
        sentence,
        language=article.language,
        since=day,
    )


def distinct(every: Iterable[HeldRole]) -> tuple[HeldRole, ...]:
    """Each role once, with how many dossiers say so and since when; what comes first is of the newest dossier.

    The newest stand first, then undated ones, the commonest before the others.
    """
    found: dict[tuple[str, str], list[HeldRole]] = {}
    for one in every:
        words = " ".join(one.words.casefold().split())
        found.setdefault((words, one.other.entity.id if one.other else ""), []).append(one)
    together = [_together(same) for same in found.values()]
    return tuple(sorted(together, key=lambda one: 0 if one.published else 1 / one.dossiers)[:MOST_ROLES])


def _together(same: Sequence[HeldRole]) -> HeldRole:
    days = [one.published for one in same if one.published]
    return replace(same[0], dossiers=len({one.slug for one in same}), since=min(days, default=None))
