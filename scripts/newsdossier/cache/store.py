"""What earlier builds worked out, kept by content on disk and in the process, so that it is never worked out twice.

On disk it is one SQLite file. Each value carries a checksum: a damaged row counts as missing.
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

from newsdossier.cache.sqlite import open_database

K = TypeVar("K")
T = TypeVar("T")
_SCHEMA = """
create table if not exists found (kind text, key text, value blob, hash blob, primary key (kind, key)) without rowid;
create table if not exists page (path text primary key, signature text, mtime integer, size integer) without rowid;
"""
_FORGETS = "secure_delete = on"  # a name that was withdrawn is not left in free pages
CACHE = "cache.sqlite"
"""Name of the cache in the project's working folder."""
_CHUNK = 500  # SQLite's oldest limit on parameters is 999


class Codec(Generic[T]):
    """Encodes values of one type as JSON, in which a withdrawn name can be looked for, and decodes them.

    With only one article new, decoding what is kept of the others is most of the work: msgspec takes a quarter of the
    time of pydantic, whose messages for people nobody needs here.
    """

    def __init__(self, kind: Any) -> None:
        """`kind` is the type, such as a dataclass or a tuple of some."""
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def encode(self, value: T) -> bytes:
        """Returns the value as JSON; equal values give equal bytes."""
        return msgspec.json.encode(value)

    def decode(self, data: bytes) -> T:
        """Returns the value that was encoded."""
        return self._decoder.decode(data)


class Memo:
    """Results of the previous build of this process, reused where a step's inputs are equal.

    Under `mkdocs serve` builds follow each other. Comparing inputs costs next to nothing, because most are the very
    objects of the previous build, and Python compares identity first.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        """One that is not lasting keeps nothing: a process that builds once would fill its memory for nobody."""
        self.lasting = lasting
        self._last: dict[str, dict[Any, Any]] = {}
        self._now: dict[str, dict[Any, Any]] = {}

    def next_build(self) -> None:
        """Begins another build: forgets what the last build did not ask for."""
        self._last, self._now = self._now, {}

    def is_empty(self) -> bool:
        """True while no build has stored anything."""
        return not self._now and not self._last

    def map(self, step: str, arguments: Mapping[K, tuple[Any, ...]], make: Callable[..., T]) -> dict[K, T]:
        """Returns `make(*arguments)` for each key, or the last build's result where the arguments are equal.

        `make` must be pure: it has no other source than its arguments, and changes none of them.
        """
        if not self.lasting:
            return {key: make(*some) for key, some in arguments.items()}
        last, now = self._last.get(step, {}), self._now.setdefault(step, {})
        for key, some in arguments.items():
            old = last.get(key)
            now[key] = old if old and old[0] == some else (some, make(*some))
        return {key: now[key][1] for key in arguments}

    def reuse(self, step: str, values: Mapping[K, T]) -> dict[K, T]:
        """Returns these values; where one equals that of the last build, that very object."""
        return self.map(step, {key: (value,) for key, value in values.items()}, _identity)

    def get(self, step: str, keys: Iterable[K]) -> dict[K, Any]:
        """Returns the values that were put under those keys in this build or the last."""
        last, now = self._last.get(step, {}), self._now.get(step, {})
        return {key: now[key] if key in now else last[key] for key in keys if key in now or key in last}

    def put(self, step: str, values: Mapping[K, T]) -> Mapping[K, T]:
        """Keeps these values, which must never change under their keys, and returns them."""
        if self.lasting:
            self._now.setdefault(step, {}).update(values)
        return values


NO_MEMO = Memo()
"""For a process that builds once: keeps nothing."""


def _identity(value: T) -> T:
    return value


class PageRecord(NamedTuple):
    """A page as the last build left it; a tuple, because there are thousands at every build."""

    signature: str
    """Digest of everything that the page was made from."""
    mtime: int
    """Time of the file's last change, in nanoseconds."""
    size: int
    """Size of the file, in bytes."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open cache; made by `open_store`."""

    connection: sqlite3.Connection
    """Closed by `open_store`."""
    memo: Memo = NO_MEMO
    """Memo of the process, where it builds again and again."""

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Returns the values of those keys that are there and undamaged."""
        return dict(self.rows(kind, keys))

    def rows(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yields each of those keys that is there and undamaged, with its value."""
        wanted = set(keys)
        found, marks = "select key, value, hash from found where kind = ?", ",".join("?" * len(wanted))
        if len(wanted) > _CHUNK:  # looking for so many costs more than going through all
            rows = self.connection.execute(found, (kind,))
        else:
            rows = self.connection.execute(f"{found} and key in ({marks})", (kind, *wanted))
        return ((key, value) for key, value, check in rows if key in wanted and _is_whole(value, check))

    def decoded(self, kind: str, decode: Callable[[bytes], T], keys: Iterable[str]) -> dict[str, T]:
        """Returns the decoded values of those keys that are there; a lasting memo has each decoded only once."""
        wanted = set(keys)
        known: dict[str, T] = self.memo.get(kind, wanted)
        found = {key: decode(value) for key, value in self.rows(kind, wanted - known.keys())}
        return {**self.memo.put(kind, known | found)}

    def cached(self, kind: str, codec: Codec[T], makers: Mapping[str, Callable[[], T]]) -> dict[str, T]:
        """Returns the values of those keys, each made only if it is not there; drops all others of that kind."""
        kept = self.decoded(kind, codec.decode, makers)
        new = {key: make() for key, make in makers.items() if key not in kept}
        self.put(kind, {key: codec.encode(value) for key, value in new.items()})
        self.memo.put(kind, new)
        self.forget_others(kind, makers)
        return {key: new[key] if key in new else kept[key] for key in makers}

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keeps these values."""
        self.put_all({(kind, key): value for key, value in values.items()})

    def put_all(self, values: Mapping[tuple[str, str], bytes]) -> None:
        """Keeps values of several kinds, all or none."""
        rows = ((kind, key, value, _checksum(value)) for (kind, key), value in values.items())
        with self.connection:
            self.connection.executemany("insert or replace into found values (?, ?, ?, ?)", rows)

    def forget_others(self, kind: str, keys: Iterable[str]) -> None:
        """Drops every value of that kind whose key is not among these, so that the file does not only grow."""
        wanted = set(keys)
        stale = [k for (k,) in self.connection.execute("select key from found where kind = ?", (kind,))]
        with self.connection:
            self.connection.executemany(
                "delete from found where kind = ? and key = ?", ((kind, k) for k in stale if k not in wanted)
            )

    def count(self, kind: str) -> int:
        """Returns how many values of that kind there are, damaged ones too."""
        (found,) = self.connection.execute("select count(*) from found where kind = ?", (kind,)).fetchone()
        return int(found)

    def forget_kinds(self, families: Iterable[str], kept: Iterable[str]) -> None:
        """Drops every kind whose first word is one of those, except the kinds to be kept."""
        wanted = set(kept)
        with self.connection:
            for family in families:
                rows = self.connection.execute("select distinct kind from found where kind like ?", (f"{family} %",))
                for kind in [kind for (kind,) in rows if kind not in wanted]:
                    self.connection.execute("delete from found where kind = ?", (kind,))

    def forget_words(self, words: Iterable[str]) -> None:
        """Drops every value that holds one of these words; each build makes it anew."""
        with self.connection:
            self.connection.executemany(
                "delete from found where instr(value, ?)", [(one.encode(),) for one in sorted(words) if one]
            )

    def pages(self) -> dict[str, PageRecord]:
        """Returns every page that the last build left, by path."""
        rows = self.connection.execute("select path, signature, mtime, size from page")
        return {row[0]: PageRecord._make(row[1:]) for row in rows}

    def put_pages(self, pages: Mapping[str, PageRecord], gone: Iterable[str]) -> None:
        """Keeps these pages and forgets those that are gone."""
        rows = ((path, page.signature, page.mtime, page.size) for path, page in pages.items())
        with self.connection:
            self.connection.executemany("insert or replace into page values (?, ?, ?, ?)", rows)
            self.connection.executemany("delete from page where path = ?", ((path,) for path in gone))


@contextmanager
def open_store(path: Path, memo: Memo = NO_MEMO) -> Iterator[Store]:
    """Opens the cache at `path`, or a new one where it is missing or damaged."""
    with open_database(path, _SCHEMA, [_FORGETS]) as connection:
        yield Store(connection, memo)


def chunks(every: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yields the sequence in pieces of at most that size."""
    return (every[i : i + size] for i in range(0, len(every), size))


@cache
def sources(*names: str) -> str:
    """Returns the hash of our own sources and data in those packages and modules: part of the key of a result."""
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
    """Returns the hash of our word lists and gazetteers: the files of `data/`, without the models in its folders."""
    found = hashlib.sha256()
    for path in sorted(p for p in _place("newsdossier.data").iterdir() if p.is_file()):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _place(name: str) -> Path:
    """Returns the folder of a package or the file of a module, importing only the parent package."""
    spec = find_spec(name)
    assert spec and spec.origin, name
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def installed() -> list[str]:
    """Returns every installed package with its version: analysers and Markdown extensions of others are among them."""
    return sorted(path.name for path in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info"))


def _is_whole(value: object, check: object) -> bool:
    return isinstance(value, bytes) and _checksum(value) == check


def _checksum(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4)  # against accidents; a strong hash takes as long as reading the values
