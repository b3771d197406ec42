"""Known entities -> the rows of the knowledge base, and back."""

import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from enum import IntEnum
from pathlib import Path

from pydantic import TypeAdapter

from newsdossier.identify import shipped
from newsdossier.identify.lists import read_list
from newsdossier.model import Known
from newsdossier.spelling import fold, key, words

SHORT = 3  # letters up to which a form counts only in capitals: « US » is a country, « us » is not
LARGE = 100_000  # inhabitants of a city whose name is a hint at a type
DOMINANT = 10  # times the next one's inhabitants, or sites: the one that a bare name means
_SCHEMA = """
create table about (fingerprint text);
create table entity (n integer primary key, rank integer, suffix text, value text);
create table form (folded text, rank integer, n integer, primary key (folded, rank, n)) without rowid;
create table first (word text primary key, longest integer) without rowid;
"""
_ENTITY = "insert into entity values (?, ?, ?, ?)"
_FORM = "insert or ignore into form values (?, ?, ?)"
_CODEC = TypeAdapter(Known)


class Rank(IntEnum):
    """Which comes first of entities with one name; up to SETTLED the name alone decides."""

    NEWSROOM = 0
    SETTLED = 1
    LARGE_CITY = 2
    CITY = 3
    CANDIDATE = 4


def build(path: Path, language: str, *, fingerprint: str, lists: Iterable[Path]) -> None:
    """Write beside the file, then put it in its place, so that nobody ever opens half of one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            connection.executescript(f"pragma journal_mode = off; pragma synchronous = off; {_SCHEMA} begin;")
            n = _fill(connection, language, lists)
            _fill_cities(connection, n, language)
            connection.execute("insert into about values (?)", (fingerprint,))
            connection.execute("commit")
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def longest_of(forms: Iterable[str]) -> dict[str, int]:
    """First word of folded forms -> how many words the longest such form has."""
    longest: dict[str, int] = {}
    for form in forms:
        # « U.S. » folds to one word but is read as two
        first, n = words(form)[0], max(len(words(form)), len(form) if len(form) <= SHORT else 0)
        longest[first] = max(longest.get(first, 0), n)
        if len(form) <= SHORT:
            longest[form[0]] = max(longest.get(form[0], 0), n)
    return longest


def known_of(rank: Rank, suffix: str, *, value: str, language: str) -> Known:
    """The entity of a row; names of cities in the site's language."""
    if rank in {Rank.LARGE_CITY, Rank.CITY}:
        return _known_city(shipped.city(value), suffix, language)
    return _CODEC.validate_json(value)


def _known_city(city: shipped.City, suffix: str, language: str) -> Known:
    name = dict(city.names).get(language.split("-")[0], city.name)
    return Known(
        id=key(name) + suffix,
        type="place",
        name=name,
        by="city",
        forms=(city.name,),
        names=city.names,
        geonames=city.geonames,
        country=city.country,
        coordinates=city.coordinates,
        popularity=city.population,
    )


def _fill(connection: sqlite3.Connection, language: str, lists: Iterable[Path]) -> int:
    """All but cities; returns how many."""
    n, deciding = 0, set[str]()
    listed = (known for path in lists for known in read_list(path))
    for n, known in enumerate((k for source in (shipped.settled(language), listed) for k in source), start=1):
        rank = Rank.CANDIDATE if known.popularity else Rank.NEWSROOM if known.by == "newsroom" else Rank.SETTLED
        forms = {form for form in map(fold, known.all_forms()) if form and not form.startswith("the ")}
        connection.execute(_ENTITY, (n, rank, "", _CODEC.dump_json(known, exclude_defaults=True).decode()))
        connection.executemany(_FORM, [(form, rank, n) for form in forms])
        if rank <= Rank.SETTLED:
            deciding |= forms
    connection.executemany("insert into first values (?, ?)", longest_of(deciding).items())
    return n


def _fill_cities(connection: sqlite3.Connection, n: int, language: str) -> None:
    settled = {form for (form,) in connection.execute("select folded from form where rank <= ?", (Rank.SETTLED,))}
    rows, forms = [], []
    for number, (city, line, suffix) in enumerate(_with_suffixes(settled, language), start=n + 1):
        rank = Rank.LARGE_CITY if city.population >= LARGE else Rank.CITY
        rows.append((number, rank, suffix, line))
        own = {fold(city.name), *(fold(name) for _, name in city.names), *city.forms}
        forms += [(form, rank, number) for form in own]
    connection.executemany(_ENTITY, rows)
    connection.executemany(_FORM, sorted(forms))


def _with_suffixes(settled: set[str], language: str) -> Iterator[tuple[shipped.City, str, str]]:
    """Each city with its line and the end of its id: none for the one that its name alone means."""
    lines = {city: line for line in shipped.city_lines() for city in (shipped.city(line),)}
    named = {city: fold(dict(city.names).get(language.split("-")[0], city.name)) for city in lines}
    sizes: dict[str, list[int]] = defaultdict(list)
    for city, name in named.items():
        sizes[name].append(city.population)
    taken: set[tuple[str, str]] = set()
    for city, name in named.items():
        largest, next_ = [*sizes[name], 0][:2]
        alone = name not in settled and city.population == largest >= DOMINANT * next_
        code = "" if alone else city.country.lower()
        ending = code if (name, code) not in taken else str(city.geonames)
        taken.add((name, code))
        yield city, lines[city], f"-{ending}" if ending else ""
