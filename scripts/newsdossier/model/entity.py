"""People, organisations, places, events and works: as found, as known beforehand, as a dossier lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

EntityType = Literal["person", "organisation", "place", "event", "work", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Reason why names were taken for one entity, as a message that can be translated."""

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
    """Kind of entity; `other` has no page."""
    name: str
    """Its name on the site."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name) for languages in which its name differs."""
    aliases: tuple[str, ...] = ()
    """Other forms met in the articles or given by people, sorted."""
    wikidata: str = ""
    """Q-number, only when a person or a sure source gave it."""
    geonames: int | None = None
    """GeoNames number, only when a person or a sure source gave it."""
    country: str = ""
    """ISO 3166-1 code of the country that it lies in or belongs to; empty when unknown."""
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """(language, id of the entity often meant): « l'Élysée » is often the presidency."""
    description: str = ""
    """Short description from the newsroom's list."""
    because: tuple[Reason, ...] = ()
    """Reasons why these names were taken for one entity."""
    public: bool = False
    """True if search engines may list a person's page; they always may list places and organisations."""
    note: str = ""
    """The newsroom's note on its page, in Markdown."""
    note_by: str = ""
    """Author of the note; empty when not given."""
    pinned: bool = False
    """True if it comes first among its kind on the home page."""
    noindex: bool = False
    """True if search engines must find neither its page nor dossiers that name it."""

    def called(self, language: str) -> str:
        """Returns its name in that language, or its usual name."""
        return dict(self.names).get(language, self.name)


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that is known before any article is read."""

    id: str
    """Its id on the site."""
    type: EntityType
    """Kind of entity."""
    name: str
    """Its name on the site."""
    by: Literal["authority", "newsroom", "country", "list", "city", "wikidata"]
    """Source: the authority file, a list of the newsroom, or data that is shipped or taken from a dump."""
    forms: tuple[str, ...] = ()
    """Other names under which an article may name it."""
    names: tuple[tuple[str, str], ...] = ()
    """(language, name)."""
    wikidata: str = ""
    """Q-number."""
    geonames: int | None = None
    """GeoNames number."""
    public: bool = False
    """True if search engines may list a person's page."""
    page: bool = False
    """True if it gets a page of its own however rarely it is named."""
    rejected: bool = False
    """True if its names are no names at all."""
    hidden: bool = False
    """True if the site does not mark its names."""
    note: str = ""
    """The newsroom's note on its page, in Markdown."""
    note_by: str = ""
    """Author of the note; empty when not given."""
    pinned: bool = False
    """True if it comes first among its kind on the home page."""
    same: tuple[str, ...] = ()
    """Ids of entities that people declared to be this one."""
    apart: tuple[str, ...] = ()
    """Ids of entities that people declared to be others."""
    articles: tuple[str, ...] = ()
    """Slugs of the only articles in which its names lead here; all when empty."""
    country: str = ""
    """ISO 3166-1 code of the country that it lies in or belongs to; empty when unknown."""
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84)."""
    stands_for: tuple[tuple[str, str], ...] = ()
    """(language, id of the entity often meant)."""
    description: str = ""
    """Short description."""
    popularity: int = 0
    """Inhabitants of a city, or sites about an entity of a dump, to choose among namesakes; 0 = not compared."""

    def all_forms(self) -> Iterator[str]:
        """Yields every name that leads to it."""
        yield self.name
        yield from (name for _, name in self.names)
        yield from self.forms


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity as one dossier lists it."""

    entity: Entity
    """The entity."""
    mentions: int
    """Number of mentions in the whole article, shown or not."""
    target: str
    """Target of its link, relative to `dossiers/`; empty when it has no page."""
    dossiers: int = 0
    """Number of dossiers of the site that name it."""
