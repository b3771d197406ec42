"""Dossiers -> the functions that articles give people, and those that depend on an entity."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.model.dossier import Dossier, HeldRole, Sentence
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Role
from newsdossier.views.dossier import sentence_at

MOST_ROLES = 40  # of one kind on an entity page, or on a dossier


@dataclass(frozen=True, slots=True)
class RoleInArticle:
    """A function that one article gives somebody."""

    holder: Listed
    """The person."""
    words: str
    """The function, as the article says it."""
    former: bool
    """As in `Role`."""
    whose: Listed | None
    """The entity that it depends on, if one is named."""
    sentence: Sentence
    """The sentence that says so; `names` is where the words of the function are."""


def roles_in(dossier: Dossier) -> tuple[RoleInArticle, ...]:
    """Returns the roles of one article in the order of its text, each once."""
    named = {one.entity.id: one for one in dossier.entities}
    found: dict[tuple[str, str, str], RoleInArticle] = {}
    for role in dossier.annotations.roles:
        if role.entity in named:
            words = " ".join(role.span.of(dossier.article.text).split())
            sentence = sentence_at(dossier, role.span)
            one = RoleInArticle(named[role.entity], words, role.former, named.get(role.whose), sentence)
            found.setdefault((role.entity, words.casefold(), role.whose), one)
    return tuple(found.values())[:MOST_ROLES]


def roles_of(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[HeldRole]:
    """Yields the roles that the entity holds."""
    roles = (role for role in dossier.annotations.roles if role.entity == entity)
    return (_held(dossier, role, named.get(role.whose)) for role in roles)


def roles_depending_on(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[HeldRole]:
    """Yields the roles of others that depend on the entity."""
    roles = (role for role in dossier.annotations.roles if role.whose == entity)
    return (_held(dossier, role, named[role.entity]) for role in roles)


def role_pairs(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Returns each holder of a role with the entity that the role depends on, once."""
    pairs = ((role.entity, role.whose) for role in dossier.annotations.roles)
    return tuple(sorted({(one, other) for one, other in pairs if one and other and one != other}))


def linked_by_roles(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Returns the entities that the roles on each entity's page link to."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


def merged_roles(roles: Iterable[HeldRole]) -> tuple[HeldRole, ...]:
    """Returns each role once, as its first dossier has it, with the number of dossiers and the oldest day.

    Dated ones come first, in the order given, then undated ones, the commonest first.
    """
    found: dict[tuple[str, str], list[HeldRole]] = {}
    for role in roles:
        words = " ".join(role.words.casefold().split())
        found.setdefault((words, role.other.entity.id if role.other else ""), []).append(role)
    merged = [_merged(same) for same in found.values()]
    return tuple(sorted(merged, key=lambda role: 0 if role.published else 1 / role.dossiers)[:MOST_ROLES])


def _merged(same: Sequence[HeldRole]) -> HeldRole:
    days = [role.published for role in same if role.published]
    return replace(same[0], dossiers=len({role.slug for role in same}), since=min(days, default=None))


def _held(dossier: Dossier, role: Role, other: Listed | None) -> HeldRole:
    article = dossier.article
    return HeldRole(
        words=role.span.of(article.text),
        former=role.former,
        other=other,
        slug=article.slug,
        published=article.source.published,
        sentence=sentence_at(dossier, role.span),
        language=article.language,
        since=article.source.published,
    )
