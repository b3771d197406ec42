"""Shipped data -> `Known`: countries, organisations, seats of power, cities, by their French and English names."""

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from babel import Locale

from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.naming import fold, key

FILES = (
    "cities.tsv.gz", "company_ids.tsv", "country_aliases.tsv", "country_ids.tsv", "country_spots.tsv", "groups.tsv",
    "organisations.txt", "seats.tsv",
)  # fmt: skip
_WORLD = {"002", "003", "005", "009", "013", "019", "142", "150", "419"}  # continents, as CLDR numbers them
_NOT_PLACES = {"EZ", "QO", "UM", "XA", "XB", "ZZ"}
_UNIONS = {"EU", "UN"}
_ENDINGS = ("", "e", "s", "es", "ne", "nes", "le", "les")  # of French adjectives


@dataclass(frozen=True, slots=True)
class City:
    """A city as GeoNames knows it."""

    geonames: int
    """Its number there."""
    name: str
    """Its name there."""
    country: str
    """ISO code."""
    coordinates: tuple[float, float]
    """Latitude and longitude in degrees."""
    population: int
    """Inhabitants."""
    names: tuple[tuple[str, str], ...]
    """(language, name) where French and English names are known to differ."""
    forms: tuple[str, ...]
    """Other names, folded."""


def settled(language: str) -> Iterator[KnownEntity]:
    """What a name alone settles: countries, then seats, then organisations; of two with one id the first stays."""
    taken: set[str] = set()
    for known in (*countries(language), *_seats(language), *_groups(language), *_companies()):
        if known.id not in taken:
            taken.add(known.id)
            yield known


@cache
def countries(language: str) -> tuple[KnownEntity, ...]:
    """Countries, continents and unions of states by their French and English names, from CLDR."""
    english = Locale("en").territories
    names = {tag: {**english, **Locale.parse(tag, sep="-").territories} for tag in {"fr", "en", language}}
    aliases: dict[str, list[str]] = defaultdict(list)
    for code, tag, alias in _rows("country_aliases.tsv"):
        aliases[code].append(alias)
        if tag.endswith("!"):
            names[tag[:-1]][code] = alias
    numbers = {code: (wikidata, geonames) for code, wikidata, geonames in _rows("country_ids.tsv")}
    spots = {code: (float(latitude), float(longitude)) for code, latitude, longitude in _rows("country_spots.tsv")}
    codes = sorted(c for c in names["en"] if c in _WORLD or (c.isalpha() and c not in _NOT_PLACES))
    found = (
        _country(code, language, names=names, aliases=aliases[code], numbers=numbers.get(code, ("", "")))
        for code in codes
    )
    return tuple(replace(one, coordinates=spots.get(one.country)) if one.country else one for one in found)


def _country(
    code: str,
    language: str,
    *,
    names: Mapping[str, Mapping[str, str]],
    aliases: list[str],
    numbers: tuple[str, str],
) -> KnownEntity:
    name = names[language][code].split(" (")[0]
    kind: EntityType = "organisation" if code in _UNIONS else "place"
    return KnownEntity(
        id=key(name),
        type=kind,
        name=name,
        by="country",
        forms=tuple(aliases),
        names=tuple((tag, names[tag][code].split(" (")[0]) for tag in sorted(names)),
        wikidata=numbers[0],
        geonames=int(numbers[1]) if numbers[1] else None,
        country=code if code.isalpha() and code not in _UNIONS else "",
    )


def _seats(language: str) -> Iterator[KnownEntity]:
    for wikidata, country, french, english, others, fr, en in _rows("seats.tsv"):
        seat = _called((french, english), others, language)
        yield replace(seat, type="place", wikidata=wikidata, country=country, stands_for=(("en", en), ("fr", fr)))


def _groups(language: str) -> Iterator[KnownEntity]:
    for wikidata, french, english, others in _rows("groups.tsv"):
        yield replace(_called((french, english), others, language), wikidata=wikidata)


def _called(pair: tuple[str, str], others: str, language: str) -> KnownEntity:
    french, english = pair
    name = french if language.startswith("fr") else english
    forms = tuple(form for form in others.split("|") if form)
    return KnownEntity(key(name), "organisation", name, "list", forms, (("en", english), ("fr", french)))


def _companies() -> Iterator[KnownEntity]:
    for name, wikidata in _rows("company_ids.tsv"):
        yield KnownEntity(key(name), "organisation", name, "list", wikidata=wikidata)


def city_lines() -> list[str]:
    """Cities of 15,000 people or more, the largest first, as `city` reads them."""
    packed = (files("newsdossier.data") / "cities.tsv.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8").splitlines()


def city(line: str) -> City:
    """A line of the shipped file."""
    geonames, name, country, latitude, longitude, people, french, english, forms = line.split("\t")
    names = (("en", english), ("fr", french)) if french else ()
    place = (float(latitude), float(longitude))
    return City(int(geonames), name, country, place, int(people), names, tuple(filter(None, forms.split("|"))))


@cache
def organisations() -> frozenset[str]:
    """Names of media, parties, institutions, companies, movements, as they are written: a hint at a type."""
    lines = (files("newsdossier.data") / "organisations.txt").read_text("utf-8").splitlines()
    return frozenset(name.strip() for line in lines if line[:1] not in {"", "#", "["} for name in line.split("|"))


@cache
def peoples() -> Mapping[str, str]:
    """Folded adjective of a country, in each of its endings -> ISO code: « française » and “French” are FR."""
    found: dict[str, str] = {}
    for code, french, english in _rows("demonyms.tsv"):
        for adjective in french.split("|"):
            for ending in _ENDINGS:
                found.setdefault(fold(adjective + ending), code)
        for adjective in english.split("|"):
            found.setdefault(fold(adjective), code)
            found.setdefault(fold(adjective + "s"), code)
    return found


@cache
def regions() -> frozenset[str]:
    """Folded names of states, provinces and regions that a smaller city also bears."""
    return frozenset(fold(name) for (name,) in _rows("regions.txt"))


def _rows(name: str) -> Iterator[list[str]]:
    lines = (files("newsdossier.data") / name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))
