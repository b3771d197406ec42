"""The dossiers that name an entity -> all that its page shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from newsdossier.model.dossier import Appearance, Dossier, Event, HeldRole, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.views.entities import appearance, beside
from newsdossier.views.lists import archive
from newsdossier.views.roles import distinct, held, relations
from newsdossier.views.statements import MOST_SAID, said_by, said_of
from newsdossier.views.timeline import events_naming, ordered

MOST_DOSSIERS = 30  # with their sentences, on one page of an entity; a country is named in hundreds


@dataclass(frozen=True, slots=True)
class Older:
    """A page of older dossiers that name an entity."""

    path: str
    """Relative to `dossiers/`."""
    dossiers: int
    """How many it has."""
    first: date | None
    """Day of its oldest article; None when no day is known."""
    last: date | None
    """Day of its newest."""


@dataclass(frozen=True, slots=True)
class EntityView:
    """What an entity page is made of."""

    listed: Listed
    """Who or what, with its counts on the whole site."""
    appearances: tuple[Appearance, ...]
    """In the newest dossiers, newest first."""
    older: tuple[Older, ...]
    """Pages with the others, newest first."""
    slugs: tuple[str, ...]
    """Of all dossiers that name it, newest first."""
    beside: tuple[Listed, ...]
    """Entities named in the same dossiers; `dossiers` counts those in common."""
    roles: tuple[HeldRole, ...] = ()
    """Functions that articles give this person, newest first."""
    relations: tuple[HeldRole, ...] = ()
    """Functions of others that depend on this entity, newest first."""
    events: tuple[Event, ...] = ()
    """Dated sentences that name it, in the order of time."""
    said: tuple[ShownQuote, ...] = ()
    """Its own words, newest first."""
    said_of: tuple[ShownQuote, ...] = ()
    """Words of others in which it is named, newest first."""


class Told(NamedTuple):
    """What one dossier says of an entity, beside naming it; the fields are those of its page."""

    roles: tuple[HeldRole, ...]
    relations: tuple[HeldRole, ...]
    events: tuple[Event, ...]
    said: tuple[ShownQuote, ...]
    said_of: tuple[ShownQuote, ...]


def entity_view(
    listed: Listed, dossiers: Sequence[Dossier], named: Mapping[str, Listed], *, silent: Collection[str] = ()
) -> EntityView:  # fmt: skip
    """All that an entity's page shows; `dossiers` are those that name it, newest first; `silent` ones do no more."""
    entity = listed.entity.id
    newest, older = archive(dossiers, MOST_DOSSIERS)
    tell = [told(dossier, entity, named) for dossier in dossiers if dossier.article.slug not in silent]
    return EntityView(
        listed=listed,
        appearances=tuple(appearance(dossier, entity) for dossier in newest),
        slugs=tuple(dossier.article.slug for dossier in dossiers),
        older=tuple(older_page(entity, number, members) for number, members in older.items()),
        beside=beside(dossiers, entity, named),
        roles=distinct(role for one in tell for role in one.roles),
        relations=distinct(role for one in tell for role in one.relations),
        events=ordered(event for one in tell for event in one.events),
        said=tuple(said for one in tell for said in one.said)[:MOST_SAID],
        said_of=tuple(said for one in tell for said in one.said_of)[:MOST_SAID],
    )


def told(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Told:
    """All of it at once, so that no dossier is opened twice."""
    return Told(
        tuple(held(dossier, entity, named)),
        tuple(relations(dossier, entity, named)),
        tuple(events_naming(dossier, entity)),
        tuple(said_by(dossier, entity, named)),
        tuple(said_of(dossier, entity, named)),
    )


def older_page(entity: str, number: int, dossiers: Sequence[Dossier]) -> Older:
    """Where a number of older dossiers are shown."""
    days = [day for d in dossiers if (day := d.article.source.published)]
    return Older(f"entities/{entity}/{number}.md", len(dossiers), min(days, default=None), max(days, default=None))
