"""People, organisations, places, events and works: as found, as known before, as listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

EntityType = Literal["person", "organisation", "place", "event", "work", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why names were taken for one entity, in a form that every language can say."""

    kind: str
    """A key of `locale`, such as `because_surname`."""
    forms: tuple[str, ...]
    """The names that it joins."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, event or work: one across all dossiers."""

    id: str
    """Readable, frozen once published; the name of its page."""
    type: EntityType
    """What it is; `other` has no page."""
    name: str
    """As the site calls it."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name) where other languages name it otherwise."""
    aliases: tuple[str, ...] = ()
    """Other forms met in the articles or given by people, sorted."""
    wikidata: str = ""
    """Q-number, only when a person or a sure source gave it."""
    geonames: int | None = None
    """GeoNames number, under the same condition."""
    country: str = ""
    """ISO 3166-1 code of the country that it lies in or belongs to; empty when unknown."""
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """(language, whom articles mean by it): « l'Élysée » is often the presidency."""
    description: str = ""
    """What it is in a few words, as the newsroom's list says."""
    because: tuple[Reason, ...] = ()
    """Why these names were taken for one entity."""
    public: bool = False
    """A person's page may be listed by search engines; places and organisations always may."""
    note: str = ""
    """What the newsroom says of it on its page: Markdown."""
    note_by: str = ""
    """Whose the note is; empty when not said."""
    pinned: bool = False
    """It comes first among its kind on the home page."""
    noindex: bool = False
    """Somebody asked that search engines find neither its page nor dossiers that name it."""

    def called(self, language: str) -> str:
        """Its name in that language, where it has one there."""
        return dict(self.names).get(language, self.name)


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that is known before it is named."""

    id: str
    """Its id on the site."""
    type: EntityType
    """What it is."""
    name: str
    """As the site calls it."""
    by: Literal["authority", "newsroom", "country", "list", "city", "wikidata"]
    """Who says so: the authority file, a list of the newsroom, or what is shipped or taken from a dump."""
    forms: tuple[str, ...] = ()
    """Other names under which an article may name it."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name)."""
    wikidata: str = ""
    """As in `Entity`."""
    geonames: int | None = None
    """As in `Entity`."""
    public: bool = False
    """As in `Entity`."""
    page: bool = False
    """It gets a page of its own however rarely it is named."""
    rejected: bool = False
    """It is no name at all."""
    hidden: bool = False
    """It is a name, and the site does not say so."""
    note: str = ""
    """As in `Entity`."""
    note_by: str = ""
    """As in `Entity`."""
    pinned: bool = False
    """As in `Entity`."""
    same: tuple[str, ...] = ()
    """Ids of entities that people said are this one."""
    apart: tuple[str, ...] = ()
    """Ids of entities that people said are another."""
    articles: tuple[str, ...] = ()
    """Slugs of the only articles in which its names lead here; all when empty."""
    country: str = ""
    """As in `Entity`."""
    coordinates: tuple[float, float] | None = None
    """As in `Entity`."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """As in `Entity`."""
    description: str = ""
    """As in `Entity`."""
    popularity: int = 0
    """Inhabitants of a city, sites about an entity of a dump: how likely its name alone means it; 0 = not compared."""

    def all_forms(self) -> Iterator[str]:
        """Every name that leads to it."""
        yield self.name
        yield from (name for _, name in self.names)
        yield from self.forms


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity as one dossier lists it."""

    entity: Entity
    """Who or what."""
    mentions: int
    """How often the whole article names it, shown or not."""
    target: str
    """Where its link leads, relative to `dossiers/`; empty when it has no place of its own."""
    dossiers: int = 0
    """In how many dossiers of the site it is named."""
