"""Shipped data and the newsroom's lists -> one SQLite file, built once and opened in milliseconds until they change."""

import atexit
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from newsdossier.identify import shipped
from newsdossier.identify.fill import Rank, build, known_of
from newsdossier.identify.lists import FOLDER
from newsdossier.model import Known

_FORMAT = "2"
_ABOUT = "select fingerprint from about"
_CHECKED = 50_000_000  # bytes up to which each opening looks at every page: 15 ms for what is shipped
_CHUNK = 500  # SQLite's oldest limit on parameters is 999


@dataclass(frozen=True, slots=True)
class Base:
    """An open knowledge base; made by `open_base`."""

    connection: sqlite3.Connection
    """Read only; closed when the program ends."""
    language: str
    """Of the names that ids are made from."""
    fingerprint: str
    """Of all that it was made from."""

    def settled(self, folded: str) -> Known | None:
        """The entity that this name alone means; none when two of a newsroom's lists bear it."""
        return _settled(self, folded)

    def candidates(self, folded: str) -> tuple[Known, ...]:
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
    return _opened(path, language, (fingerprint, state.st_ino, state.st_mtime_ns))


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
def _opened(path: Path, language: str, state: tuple[str, int, int]) -> Base:
    connection = sqlite3.connect(path, check_same_thread=False)
    atexit.register(connection.close)
    return Base(connection, language, state[0])


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
def _settled(base: Base, folded: str) -> Known | None:
    found = f"select n, rank from form where folded = ? and rank <= {Rank.SETTLED} order by rank, n limit 2"
    rows = base.connection.execute(found, (folded,)).fetchall()
    if not rows or len({rank for _, rank in rows}) < len(rows) and rows[0][1] == Rank.NEWSROOM:
        return None
    return _read(base, rows[0][0])


@lru_cache(maxsize=100_000)
def _candidates(base: Base, folded: str) -> tuple[Known, ...]:
    found = f"select n from form where folded = ? and rank != {Rank.SETTLED} order by n"
    return tuple(_read(base, n) for (n,) in base.connection.execute(found, (folded,)).fetchall())


def _read(base: Base, n: int) -> Known:
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
