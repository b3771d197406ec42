"""What is asked of a page only when something it leads to has changed, and how the record keeps it: as JSON."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from newsdossier.cache.sqlite import open_database


_MANY_TARGETS = 50  # from which on looking for each takes longer


_TARGET = re.compile(r'\["([^"\\]*(?:\\.[^"\\]*)*)"')  # the first of what stands in brackets


class Said(NamedTuple):
    """A message of MkDocs about a page, to be said again when the page is not rendered again."""

    logger: str
    level: int
    message: str


class Link(NamedTuple):
    """A link as a page has it."""

    target: str
    """Source of the page or file that it leads to, whether there is one or not."""
    anchor: str
    """The place on that page, or nothing."""
    written: str
    """As it stands in the Markdown."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Of one page."""

    links: tuple[Link, ...] = ()
    """Relative links, in the page's order."""
    anchors: frozenset[str] = frozenset()
    """Places on the page that others may link to."""
    said: tuple[Said, ...] = ()
    """While it was rendered."""
    late: tuple[Said, ...] = ()
    """When its links were checked against the places on other pages."""


class Written(NamedTuple):
    """The same, each field as JSON: a third of the memory."""

    links: str
    anchors: str
    said: str
    late: str


def written(detail: Detail) -> Written:
    """For the record."""
    return Written(as_json(detail.links), as_json(sorted(detail.anchors)), as_json(detail.said), as_json(detail.late))


def read(found: Iterable[str]) -> Detail:
    """The fields of `Written` again."""
    links, anchors, *messages = found
    return Detail(
        tuple(Link(*link) for link in json.loads(links)), frozenset(json.loads(anchors)), *map(said_in, messages)
    )


def said_in(messages: str) -> tuple[Said, ...]:
    """The messages again."""
    return tuple(Said(*one) for one in json.loads(messages))


def as_json(values: Iterable[object]) -> str:
    """Links, places or messages for the record."""
    return json.dumps(list(values), ensure_ascii=False)


def to_any_of(targets: Iterable[str]) -> Callable[[str], object]:
    """Whether links, as JSON, may lead to one of these: few are looked for, of many the links are looked through."""
    wanted = {as_json([one])[2:-2] for one in targets}
    if len(wanted) > _MANY_TARGETS:
        return lambda links: not wanted.isdisjoint(_TARGET.findall(links))
    return re.compile("|".join(f'"{re.escape(one)}"' for one in sorted(wanted)) or r"(?!)").search


_SCHEMA = """
create table if not exists page (site text, uri text, signature text, source text, source_mtime integer,
  source_size integer, mtime integer, size integer, title text, robots text, primary key (site, uri)) without rowid;
create table if not exists detail (site text, uri text, links text, anchors text, said text, late text,
  primary key (site, uri)) without rowid;
create table if not exists target (site text, uri text, url text, primary key (site, uri)) without rowid;
create table if not exists targets (site text primary key, hash text) without rowid;
create table if not exists unindexed (site text primary key) without rowid;
create table if not exists whole (site text primary key, identity text) without rowid;
create index if not exists told on detail (site) where said <> '[]' or late <> '[]';
create temp table fresh (uri text primary key, links text, anchors text, said text, late text) without rowid;
"""


_KEPT = "insert or replace into detail select ?, * from fresh where uri in (select uri from page where site = ?)"


class Row(NamedTuple):
    """A page as it was published; a tuple, because there are tens of thousands at every build."""

    signature: str
    """Of all that it and what is laid over it are made from, but its Markdown and what shapes every page."""
    source: str
    """Hash of its Markdown."""
    source_mtime: int
    source_size: int
    mtime: int
    """Of the HTML in the site's folder."""
    size: int
    title: str
    robots: str
    """What its front matter says to search engines; the sitemap asks."""


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one site's folder; made by `open_record`."""

    connection: sqlite3.Connection
    path: Path
    """Of the SQLite file."""
    site: str
    """The folder."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every page with its source, one after the other: all of them at once would be much of a build's memory."""
        asked = "select uri, signature, source, source_mtime, source_size, mtime, size, title, robots from page"
        rows = self.connection.execute(f"{asked} where site = ?", (self.site,))
        return ((row[0], Row._make(row[1:])) for row in rows)

    def holds_more_than(self, many: int) -> bool:
        """There are more pages and files than that."""
        asked = "select 1 from page where site = ? limit 1 offset ?"
        return self.connection.execute(asked, (self.site, many)).fetchone() is not None

    def is_whole(self, identity: str) -> bool:
        """That is what every page was shaped by."""
        asked = "select identity from whole where site = ?"
        return bool(self.connection.execute(asked, (self.site,)).fetchone() == (identity,))

    def set_whole(self, identity: str) -> None:
        """Remember it, once no row is left of pages that were shaped by another."""
        with self.connection:
            self.connection.execute("insert or replace into whole values (?, ?)", (self.site, identity))

    def has_targets(self, targets: Mapping[str, str]) -> bool:
        """They are all that there was to link to, at the same places on the site."""
        asked = "select hash from targets where site = ?"
        return bool(self.connection.execute(asked, (self.site,)).fetchone() == (_hash(targets),))

    def targets(self) -> dict[str, str]:
        """Everything that a page could link to, with its place on the site."""
        return dict(self.connection.execute("select uri, url from target where site = ?", (self.site,)))

    def linking(self, targets: Iterable[str]) -> Iterator[tuple[str, Detail]]:
        """The pages with a link to one of these, with their details; and perhaps a few more."""
        is_among = to_any_of(targets)
        asked = "select uri, links from detail where site = ? and links <> '[]'"
        for uri, links in self.connection.execute(asked, (self.site,)):
            if is_among(links):  # reading JSON costs a hundred times as much
                yield uri, self.detail(uri)

    def detail(self, uri: str) -> Detail:
        """Of one page."""
        asked = "select links, anchors, said, late from detail where site = ? and uri = ?"
        found = self.connection.execute(asked, (self.site, uri)).fetchone()
        return read(found) if found else Detail()

    def hold(self, uri: str, detail: Written) -> None:
        """Put by what is to be kept of a page that was made in this build: on the disk, as those are many at times."""
        with self.connection:
            self.connection.execute("insert or replace into fresh values (?, ?, ?, ?, ?)", (uri, *detail))

    def fresh(self, uri: str) -> Detail:
        """Of one page that was made in this build."""
        asked = "select links, anchors, said, late from fresh where uri = ?"
        found = self.connection.execute(asked, (uri,)).fetchone()
        return read(found) if found else Detail()

    def anchors(self, uri: str) -> frozenset[str]:
        """Places on a page, as it was made in this build, else as it stays."""
        as_kept = "select anchors from detail where site = ? and uri = ?"
        asked = f"select anchors from fresh where uri = ? union all {as_kept}"
        found = self.connection.execute(asked, (uri, self.site, uri)).fetchone()
        return frozenset(json.loads(found[0])) if found else frozenset()

    def messages(self) -> dict[str, tuple[tuple[Said, ...], tuple[Said, ...]]]:
        """The pages about which something was said: while they were rendered, and after."""
        asked = "select uri, said, late from detail where site = ? and (said <> '[]' or late <> '[]')"
        return {uri: (said_in(said), said_in(late)) for uri, said, late in self.connection.execute(asked, (self.site,))}

    def keep(self, pages: Iterable[tuple[str, Row]], late: Mapping[str, Iterable[Said]]) -> None:
        """Remember pages that were made with what is held of them, and what was said of links that were checked."""
        messages = [(as_json(said), uri) for uri, said in late.items()]
        with self.connection:
            self.connection.executemany(
                "insert or replace into page values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((self.site, uri, *row) for uri, row in pages),
            )
            self.connection.execute(_KEPT, (self.site, self.site))
            self.connection.executemany(
                "update detail set late = ? where site = ? and uri = ?",
                ((said, self.site, uri) for said, uri in messages),
            )

    def forget(self, uris: Iterable[str]) -> None:
        """Drop pages that the site has no more."""
        with self.connection:
            for table in ("page", "detail"):
                self.connection.executemany(
                    f"delete from {table} where site = ? and uri = ?", ((self.site, uri) for uri in uris)
                )

    def set_targets(self, targets: Mapping[str, str]) -> None:
        """Remember what there is to link to; most of it is known."""
        before = self.targets()
        gone = [(self.site, uri) for uri in before.keys() - targets.keys()]
        new = [(self.site, uri, place) for uri, place in targets.items() if before.get(uri) != place]
        with self.connection:
            self.connection.executemany("delete from target where site = ? and uri = ?", gone)
            self.connection.executemany("insert or replace into target values (?, ?, ?)", new)
            self.connection.execute("insert or replace into targets values (?, ?)", (self.site, _hash(targets)))

    def is_indexed(self) -> bool:
        """The search index is of the pages as they are."""
        asked = "select 1 from unindexed where site = ?"
        return self.connection.execute(asked, (self.site,)).fetchone() is None

    def set_indexed(self, done: bool) -> None:
        """Remember that the index lags behind, or no more."""
        change = "delete from unindexed where site = ?" if done else "insert or ignore into unindexed values (?)"
        with self.connection:
            self.connection.execute(change, (self.site,))


@contextmanager
def open_record(path: Path, site: Path) -> Iterator[Record]:
    """The record of what was published into that folder; an empty one where there is none or it is damaged."""
    with open_database(path, _SCHEMA) as connection:
        _forget_sites_that_are_gone(connection)
        yield Record(connection, path, str(site))


def _forget_sites_that_are_gone(connection: sqlite3.Connection) -> None:
    gone = [(site,) for (site,) in connection.execute("select site from targets") if not Path(site).is_dir()]
    if gone:
        with connection:
            for table in ("page", "detail", "target", "targets", "unindexed", "whole"):
                connection.executemany(f"delete from {table} where site = ?", gone)


def _hash(targets: Mapping[str, str]) -> str:
    said = "\0".join(f"{uri}\0{url}" for uri, url in sorted(targets.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
