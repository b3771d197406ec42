"""Disk cache -> values: what earlier builds found out, kept by content so that it is never found out twice.

One SQLite file. Each value carries a hash of its own: a damaged row is a row that is not there.
"""

import hashlib
import sqlite3
import sysconfig
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from newsdossier.cache.memory import ONCE, Memory
from newsdossier.cache.sqlite import opened

T = TypeVar("T")
_SCHEMA = """
create table if not exists found (kind text, key text, value blob, hash blob, primary key (kind, key)) without rowid;
create table if not exists page (path text primary key, signature text, mtime integer, size integer) without rowid;
"""
_FORGETS = "secure_delete = on"  # a name that was withdrawn is not left in free pages
CACHE = "cache.sqlite"
"""Of the project, in its working folder."""
_CHUNK = 500  # SQLite's oldest limit on parameters is 999


class Codec(Generic[T]):
    """Values of one type as bytes, and back: JSON, in which a name that was withdrawn can be looked for.

    With nothing but one article new, reading what is kept of the others is most of the work: msgspec takes a quarter
    of the time of pydantic, whose messages for people nobody needs here.
    """

    def __init__(self, kind: Any) -> None:
        """`kind` is the type, such as a dataclass or a tuple of some."""
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def written(self, value: T) -> bytes:
        """The same value gives the same bytes."""
        return msgspec.json.encode(value)

    def read(self, data: bytes) -> T:
        """The value again."""
        return self._decoder.decode(data)


class Written(NamedTuple):
    """A page as the last build left it; a tuple, because there are thousands at every build."""

    signature: str
    """Of everything that the page was made from."""
    mtime: int
    """Of the file, in nanoseconds."""
    size: int
    """Of the file, in bytes."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open cache; made by `open_store`."""

    connection: sqlite3.Connection
    """Closed by `open_store`."""
    memory: Memory = ONCE
    """Of the process, where it builds again and again."""

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The values of those keys that are there and undamaged."""
        return dict(self.each(kind, keys))

    def each(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The same, one after the other."""
        wanted = set(keys)
        found, marks = "select key, value, hash from found where kind = ?", ",".join("?" * len(wanted))
        if len(wanted) > _CHUNK:  # looking for so many costs more than going through all
            rows = self.connection.execute(found, (kind,))
        else:
            rows = self.connection.execute(f"{found} and key in ({marks})", (kind, *wanted))
        return ((key, value) for key, value, check in rows if key in wanted and _is_whole(value, check))

    def values(self, kind: str, read: Callable[[bytes], T], keys: Iterable[str]) -> dict[str, T]:
        """The same, as `read` has them; what is kept under a key never changes: this process reads none twice."""
        wanted = set(keys)
        known: dict[str, T] = self.memory.known(kind, wanted)
        found = {key: read(value) for key, value in self.each(kind, wanted - known.keys())}
        return {**self.memory.learn(kind, known | found)}

    def once(self, kind: str, codec: Codec[T], makers: Mapping[str, Callable[[], T]]) -> dict[str, T]:
        """The values of those keys, each made only when it is not there; all others of that kind are dropped."""
        kept = self.values(kind, codec.read, makers)
        new = {key: make() for key, make in makers.items() if key not in kept}
        self.put(kind, {key: codec.written(value) for key, value in new.items()})
        self.memory.learn(kind, new)
        self.forget_others(kind, makers)
        return {key: new[key] if key in new else kept[key] for key in makers}

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep these values."""
        self.put_all({(kind, key): value for key, value in values.items()})

    def put_all(self, values: Mapping[tuple[str, str], bytes]) -> None:
        """Keep values of several kinds, all or none."""
        rows = ((kind, key, value, _hash(value)) for (kind, key), value in values.items())
        with self.connection:
            self.connection.executemany("insert or replace into found values (?, ?, ?, ?)", rows)

    def forget_others(self, kind: str, keys: Iterable[str]) -> None:
        """Drop every value of that kind whose key is not among these, so that the file does not only grow."""
        wanted = set(keys)
        stale = [k for (k,) in self.connection.execute("select key from found where kind = ?", (kind,))]
        with self.connection:
            self.connection.executemany(
                "delete from found where kind = ? and key = ?", ((kind, k) for k in stale if k not in wanted)
            )

    def count(self, kind: str) -> int:
        """How many values of that kind there are, damaged ones too."""
        (found,) = self.connection.execute("select count(*) from found where kind = ?", (kind,)).fetchone()
        return int(found)

    def forget_kinds(self, families: Iterable[str], kept: Iterable[str]) -> None:
        """Drop every kind whose first word is one of those, but for the kinds to be kept."""
        wanted = set(kept)
        with self.connection:
            for family in families:
                rows = self.connection.execute("select distinct kind from found where kind like ?", (f"{family} %",))
                for kind in [kind for (kind,) in rows if kind not in wanted]:
                    self.connection.execute("delete from found where kind = ?", (kind,))

    def forget_words(self, some: Iterable[str]) -> None:
        """Drop every value that holds one of these; it is made anew by each build and never kept."""
        with self.connection:
            self.connection.executemany(
                "delete from found where instr(value, ?)", [(one.encode(),) for one in sorted(some) if one]
            )

    def pages(self) -> dict[str, Written]:
        """Every page that the last build left, by path."""
        rows = self.connection.execute("select path, signature, mtime, size from page")
        return {row[0]: Written._make(row[1:]) for row in rows}

    def put_pages(self, pages: Mapping[str, Written], gone: Iterable[str]) -> None:
        """Remember these pages and forget those."""
        rows = ((path, page.signature, page.mtime, page.size) for path, page in pages.items())
        with self.connection:
            self.connection.executemany("insert or replace into page values (?, ?, ?, ?)", rows)
            self.connection.executemany("delete from page where path = ?", ((path,) for path in gone))


@contextmanager
def open_store(path: Path, memory: Memory = ONCE) -> Iterator[Store]:
    """Open the cache at `path`, or a new one where it is missing or damaged; `memory` is of the process."""
    with opened(path, _SCHEMA, [_FORGETS]) as connection:
        yield Store(connection, memory)


def chunks(every: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """So many at a time."""
    return (every[i : i + size] for i in range(0, len(every), size))


@cache
def sources(*names: str) -> str:
    """Hash of our own sources and data in those packages and modules: what an old result was made by."""
    found = hashlib.sha256()
    for name in names:
        place = _place(name)
        every = (
            [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file() and p.suffix != ".pyc")
        )
        for path in every:
            found.update(path.relative_to(place.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@cache
def data_files() -> str:
    """Hash of our word lists and gazetteers: the files of `data/`, without the models in its folders."""
    found = hashlib.sha256()
    for path in sorted(p for p in _place("newsdossier.data").iterdir() if p.is_file()):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _place(name: str) -> Path:
    """Folder of a package, file of a module; nothing is imported but what the module is in."""
    spec = find_spec(name)
    assert spec and spec.origin, name
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def installed() -> list[str]:
    """Every installed package with its version: an analyser of somebody else, a Markdown extension."""
    return sorted(path.name for path in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info"))


def _is_whole(value: object, check: object) -> bool:
    return isinstance(value, bytes) and _hash(value) == check


def _hash(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4)  # against accidents; a strong hash takes as long as reading the values
