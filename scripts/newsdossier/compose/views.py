"""The dossiers that name an entity -> all that its page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsdossier.compose.entities import appearance, beside
from newsdossier.compose.lists import archive
from newsdossier.compose.quotes import said_by, said_of
from newsdossier.compose.roles import held, relations
from newsdossier.compose.timeline import events_naming, ordered
from newsdossier.model import Appearance, Dossier, Event, Held, Listed, Said

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
    roles: tuple[Held, ...] = ()
    """Functions that articles give this person, newest first."""
    relations: tuple[Held, ...] = ()
    """Functions of others that depend on this entity, newest first."""
    events: tuple[Event, ...] = ()
    """Dated sentences that name it, in the order of time."""
    said: tuple[Said, ...] = ()
    """Its own words, newest first."""
    said_of: tuple[Said, ...] = ()
    """Words of others in which it is named, newest first."""


def entity_view(listed: Listed, dossiers: Sequence[Dossier], named: Mapping[str, Listed]) -> EntityView:
    """All that an entity's page shows; `dossiers` are those that name it, newest first."""
    entity = listed.entity.id
    newest, older = archive(dossiers, MOST_DOSSIERS)
    return EntityView(
        listed=listed,
        appearances=tuple(appearance(dossier, entity) for dossier in newest),
        slugs=tuple(dossier.article.slug for dossier in dossiers),
        older=tuple(older_page(entity, number, members) for number, members in older.items()),
        beside=beside(dossiers, entity, named),
        roles=held(dossiers, entity, named),
        relations=relations(dossiers, entity, named),
        events=ordered(event for dossier in dossiers for event in events_naming(dossier, entity)),
        said=said_by(dossiers, entity, named),
        said_of=said_of(dossiers, entity, named),
    )


def older_page(entity: str, number: int, dossiers: Sequence[Dossier]) -> Older:
    """Where a number of older dossiers are shown."""
    days = [day for d in dossiers if (day := d.article.source.published)]
    return Older(f"entities/{entity}/{number}.md", len(dossiers), min(days, default=None), max(days, default=None))
