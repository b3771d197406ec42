"""Known entities -> the rows of the knowledge base, and back."""

import atexit
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter

from newsdossier.knowledge import shipped
from newsdossier.knowledge.lists import FOLDER, read_list
from newsdossier.model.entity import KnownEntity
from newsdossier.naming import fold, key, words

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
_CODEC = TypeAdapter(KnownEntity)
_FORMAT = "2"
_ABOUT = "select fingerprint from about"
_CHECKED = 50_000_000  # bytes up to which each opening looks at every page: 15 ms for what is shipped
_CHUNK = 500  # SQLite's oldest limit on parameters is 999


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


def known_of(rank: Rank, suffix: str, *, value: str, language: str) -> KnownEntity:
    """The entity of a row; names of cities in the site's language."""
    if rank in {Rank.LARGE_CITY, Rank.CITY}:
        return _known_city(shipped.city(value), suffix, language)
    return _CODEC.validate_json(value)


def _known_city(city: shipped.City, suffix: str, language: str) -> KnownEntity:
    name = dict(city.names).get(language.split("-")[0], city.name)
    return KnownEntity(
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


@dataclass(frozen=True, slots=True)
class Base:
    """An open knowledge base; made by `open_base`."""

    connection: sqlite3.Connection
    """Read only; closed when the program ends."""
    language: str
    """Of the names that ids are made from."""
    fingerprint: str
    """Of all that it was made from."""

    def settled(self, folded: str) -> KnownEntity | None:
        """The entity that this name alone means; none when two of a newsroom's lists bear it."""
        return _settled(self, folded)

    def candidates(self, folded: str) -> tuple[KnownEntity, ...]:
        """Entities that this name may mean, if the article bears it out."""
        return _candidates(self, folded)

    def is_large_city(self, folded: str) -> bool:
        """A city of 100,000 people or more has that name, in some language."""
        found = "select 1 from form where folded = ? and rank = ?"
        return self.connection.execute(found, (folded, Rank.LARGE_CITY)).fetchone() is not None

    def longest(self, firsts: Iterable[str]) -> dict[str, int]:
        """First word -> how many words the longest name that begins with it has, among names that decide."""
        return {
            word: longest
            for marks, chunk in _chunks(firsts)
            for word, longest in self.connection.execute(f"select * from first where word in ({marks})", chunk)
        }

    def names(self, folded: Iterable[str]) -> set[str]:
        """Those of these forms that decide."""
        found = f"select folded from form where rank <= {Rank.SETTLED} and folded in"
        return {
            form for marks, chunk in _chunks(folded) for (form,) in self.connection.execute(f"{found} ({marks})", chunk)
        }


def open_base(folder: Path, language: str, seeds: Path | None = None) -> Base:
    """The base in that folder, made anew when what it is made from has changed or the file is damaged."""
    files_of = tuple(sorted((seeds / FOLDER).glob("*.csv"))) if seeds else ()
    fingerprint = _fingerprint(language, files_of)
    path = folder / f"knowledge-{language}.sqlite"
    if not _is_good(path, fingerprint):
        folder.mkdir(parents=True, exist_ok=True)
        build(path, language, fingerprint=fingerprint, lists=files_of)
    state = path.stat()
    return _opened(path, language, fingerprint, inode=state.st_ino, mtime=state.st_mtime_ns)


@cache
def shipped_base(language: str) -> Base:
    """What is known without any project, kept in the user's cache, else in a temporary folder."""
    try:
        return open_base(_user_cache() / "newsdossier", language)
    except (OSError, sqlite3.OperationalError):  # a home that cannot be written to
        return open_base(Path(tempfile.gettempdir()) / f"newsdossier-{os.getpid()}", language)


def _user_cache() -> Path:
    if said := os.environ.get("XDG_CACHE_HOME"):
        return Path(said)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


@lru_cache(maxsize=8)
def _opened(path: Path, language: str, fingerprint: str, *, inode: int, mtime: int) -> Base:
    """Opens the file once; another inode or time is another file."""
    connection = sqlite3.connect(path, check_same_thread=False)
    atexit.register(connection.close)
    return Base(connection, language, fingerprint)


def _fingerprint(language: str, lists: Iterable[Path]) -> str:
    found = hashlib.sha256(f"{_FORMAT} {version('babel')} {language}".encode())
    for name in shipped.FILES:
        found.update((files("newsdossier.data") / name).read_bytes())
    for path in lists:
        state = path.stat()
        found.update(f"{path.name} {state.st_size} {state.st_mtime_ns}".encode())
    return found.hexdigest()


def _is_good(path: Path, fingerprint: str) -> bool:
    """Made from the same things, and whole: no page of the file is missing or broken."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(_ABOUT).fetchone() == (fingerprint,) and _is_whole(connection, path)
    except sqlite3.DatabaseError:
        return False


@lru_cache(maxsize=100_000)
def _settled(base: Base, folded: str) -> KnownEntity | None:
    found = f"select n, rank from form where folded = ? and rank <= {Rank.SETTLED} order by rank, n limit 2"
    rows = base.connection.execute(found, (folded,)).fetchall()
    if not rows or len({rank for _, rank in rows}) < len(rows) and rows[0][1] == Rank.NEWSROOM:
        return None
    return _read(base, rows[0][0])


@lru_cache(maxsize=100_000)
def _candidates(base: Base, folded: str) -> tuple[KnownEntity, ...]:
    found = f"select n from form where folded = ? and rank != {Rank.SETTLED} order by n"
    return tuple(_read(base, n) for (n,) in base.connection.execute(found, (folded,)).fetchall())


def _read(base: Base, n: int) -> KnownEntity:
    found = "select rank, suffix, value from entity where n = ?"
    rank, suffix, value = base.connection.execute(found, (n,)).fetchone()
    return known_of(Rank(rank), suffix, value=value, language=base.language)


def _is_whole(connection: sqlite3.Connection, path: Path) -> bool:
    """Nothing is cut off; in a file that is read quickly, nothing is scribbled over either."""
    pages, size = (connection.execute(f"pragma {one}").fetchone()[0] for one in ("page_count", "page_size"))
    if path.stat().st_size != pages * size:
        return False
    large = pages * size > _CHECKED
    return bool(large or connection.execute("pragma quick_check(1)").fetchone() == ("ok",))


def _chunks(values: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    every = sorted(set(values))
    for i in range(0, len(every), _CHUNK):
        chunk = every[i : i + _CHUNK]
        yield ",".join("?" * len(chunk)), chunk
