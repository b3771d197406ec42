"""Candidates for a name -> the one that the article means, or none: a wrong link is worse than none."""

from collections.abc import Iterable
from dataclasses import dataclass

from newsdossier.knowledge.base import DOMINANT, LARGE
from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.naming.keys import words

_WELL_KNOWN = 50  # sites of Wikimedia about somebody whom a single word names
_SHORTEST = 4  # letters of a word that says something about what an entity is, of a name that needs no other word


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says besides the name."""

    countries: frozenset[str]
    """ISO codes of the countries that it names, by name or by adjective."""
    words: frozenset[str]
    """Its words, folded."""


def choose(form: str, kind: EntityType, candidates: Iterable[KnownEntity], *, context: Context) -> KnownEntity | None:
    """The candidate of that kind that the article bears out, or that its name alone means."""
    fitting = _merged([one for one in candidates if one.type == kind])
    cities = [one for one in fitting if one.by == "city"]
    if cities and len(cities) == len(fitting):
        return _city(form, cities, countries=context.countries)
    if cities:
        return _backed(fitting, context)
    return _backed(fitting, context) if len(fitting) > 1 else _only(form, fitting, context=context)


def _merged(candidates: list[KnownEntity]) -> list[KnownEntity]:
    """A city that the dump tells about too is one candidate, the dump's."""
    told = {one.geonames for one in candidates if one.by != "city" and one.geonames}
    return [one for one in candidates if one.by != "city" or one.geonames not in told]


def _city(form: str, cities: list[KnownEntity], *, countries: frozenset[str]) -> KnownEntity | None:
    """The city that outweighs the others, those of countries named in the article before all others."""
    near = [one for one in cities if one.country in countries]
    best = _dominant(near)
    if best is None:
        return None if near or len(form) < _SHORTEST else _large(_dominant(cities))
    if best == max(cities, key=lambda one: one.popularity):
        return best
    return best if countries == {best.country} and _dominant(cities) is None else None  # else it is perhaps the larger


def _large(city: KnownEntity | None) -> KnownEntity | None:
    """Without its country beside it, a small place is more likely another one that no list has."""
    return city if city and city.popularity >= LARGE else None


def _dominant(candidates: list[KnownEntity]) -> KnownEntity | None:
    ranked = sorted(candidates, key=lambda one: (-one.popularity, one.id))
    if not ranked:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[0].popularity >= DOMINANT * ranked[1].popularity else None


def _backed(candidates: list[KnownEntity], context: Context) -> KnownEntity | None:
    """The one that the article's words bear out; several are none, unless one is far better known."""
    backed = [one for one in candidates if _is_backed(one, context)]
    if len(backed) == 1:
        return backed[0]
    comparable = len({one.by for one in candidates}) == 1
    return _dominant(backed or candidates) if comparable else None


def _only(form: str, candidates: list[KnownEntity], *, context: Context) -> KnownEntity | None:
    """A full name with nobody else of that name; a single word needs the article's words or renown."""
    for one in candidates:
        if len(words(form)) > 1 or one.popularity >= _WELL_KNOWN or _is_backed(one, context):
            return one
    return None


def _is_backed(one: KnownEntity, context: Context) -> bool:
    telling = {word for word in words(one.description) if len(word) >= _SHORTEST} - set(words(one.name))
    return one.country in context.countries or bool(telling & context.words)
