"""The record of a published site: what each page was made from, how it was left, and where it links to."""

import hashlib
import json
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages

from newsdossier.cache.sqlite import open_database
from newsdossier.site.incremental.links import Link

_MANY_TARGETS = 50  # from which on looking for each takes longer
_TARGET = re.compile(r'\["([^"\\]*(?:\\.[^"\\]*)*)"')  # the first of what stands in brackets
_SCHEMA = """
drop table if exists detail;
create table if not exists page (site text, uri text, signature text, source text, source_mtime integer,
  source_size integer, mtime integer, size integer, title text, robots text, primary key (site, uri)) without rowid;
create table if not exists place (site text, uri text, links text, anchors text, primary key (site, uri)) without rowid;
create table if not exists target (site text, uri text, url text, primary key (site, uri)) without rowid;
create table if not exists targets (site text primary key, hash text) without rowid;
create table if not exists unindexed (site text primary key) without rowid;
create table if not exists whole (site text primary key, identity text) without rowid;
create temp table new_place (uri text primary key, links text, anchors text) without rowid;
"""
_TABLES = ("page", "place", "target", "targets", "unindexed", "whole")
_NEVER = -1  # the size of no file


class PageSummary(NamedTuple):
    """What the rest of the site shows of a page."""

    title: str
    robots: str
    """What its front matter says to search engines; the sitemap asks."""


class StoredLinks(NamedTuple):
    """Links and anchors of a page as JSON, which takes a third of the memory."""

    links: str
    """Its relative links, in their order."""
    anchors: str
    """The places on it that others may link to."""


class PageRow(NamedTuple):
    """A page or file as it was published; a tuple, because there are tens of thousands at every build."""

    signature: str
    """Hash of all that it is made from, but its Markdown and what shapes every page."""
    source: str
    """Hash of its Markdown."""
    source_mtime: int
    source_size: int
    mtime: int
    """Time of the HTML in the site's folder."""
    size: int
    title: str
    robots: str


def stored(links: Iterable[Link], anchors: Iterable[str]) -> StoredLinks:
    """Returns links and anchors as the record keeps them."""
    return StoredLinks(_as_json(links), _as_json(sorted(anchors)))


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of one site's folder; made by `open_record`."""

    connection: sqlite3.Connection
    path: Path
    """The SQLite file."""
    site: str
    """The folder."""

    def rows(self) -> Iterator[tuple[str, PageRow]]:
        """Yields every page with its source; a list of all would be much of a build's memory."""
        query = "select uri, signature, source, source_mtime, source_size, mtime, size, title, robots from page"
        rows = self.connection.execute(f"{query} where site = ?", (self.site,))
        return ((row[0], PageRow._make(row[1:])) for row in rows)

    def has_fingerprint(self, fingerprint: str) -> bool:
        """True if every page was made with the configuration, theme and versions of that fingerprint."""
        query = "select identity from whole where site = ?"
        return bool(self.connection.execute(query, (self.site,)).fetchone() == (fingerprint,))

    def has_targets(self, targets: Mapping[str, str]) -> bool:
        """True if these are all that there was to link to, at the same places on the site."""
        query = "select hash from targets where site = ?"
        return bool(self.connection.execute(query, (self.site,)).fetchone() == (_hash(targets),))

    def targets(self) -> dict[str, str]:
        """Returns everything that a page could link to, with its place on the site."""
        return dict(self.connection.execute("select uri, url from target where site = ?", (self.site,)))

    def linking_to(self, targets: Iterable[str]) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Yields the pages with a link to one of these, with all their links; and perhaps a few more."""
        may_lead = _to_any_of(targets)
        query = "select uri, links from place where site = ? and links <> '[]'"
        for uri, links in self.connection.execute(query, (self.site,)):
            if may_lead(links):  # reading JSON costs a hundred times as much
                yield uri, _links_of(links)

    def add(self, uri: str, page: StoredLinks) -> None:
        """Notes a page of this build; on the disk, because there may be many, and apart, until `save`."""
        with self.connection:
            self.connection.execute("insert or replace into new_place values (?, ?, ?)", (uri, *page))

    def new_links(self, uri: str) -> tuple[Link, ...]:
        """Returns the links of a page of this build."""
        found = self.connection.execute("select links from new_place where uri = ?", (uri,)).fetchone()
        return _links_of(found[0]) if found else ()

    def old_anchors(self, uri: str) -> frozenset[str]:
        """Returns the places on a page as the last build left it."""
        query = "select anchors from place where site = ? and uri = ?"
        found = self.connection.execute(query, (self.site, uri)).fetchone()
        return frozenset(json.loads(found[0])) if found else frozenset()

    def anchors(self, uri: str) -> frozenset[str]:
        """Returns the places on a page as this build made it, else as it stays."""
        found = self.connection.execute("select anchors from new_place where uri = ?", (uri,)).fetchone()
        return frozenset(json.loads(found[0])) if found else self.old_anchors(uri)

    def save(self, rows: Iterable[tuple[str, PageRow]], *, unfinished: Iterable[str] = ()) -> None:
        """Records pages and files that were made, with the links that were noted.

        The next build makes `unfinished` pages again, whatever they are made from.
        """
        with self.connection:
            self.connection.executemany(
                "insert or replace into page values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((self.site, uri, *row) for uri, row in rows),
            )
            self.connection.execute(
                "insert or replace into place select ?, * from new_place "
                "where uri in (select uri from page where site = ?)",
                (self.site, self.site),
            )
            self.connection.executemany(
                f"update page set size = {_NEVER} where site = ? and uri = ?", ((self.site, uri) for uri in unfinished)
            )

    def forget(self, uris: Iterable[str]) -> None:
        """Drops pages that the site has no more."""
        gone = [(self.site, uri) for uri in uris]
        with self.connection:
            for table in ("page", "place"):
                self.connection.executemany(f"delete from {table} where site = ? and uri = ?", gone)

    def set_fingerprint(self, fingerprint: str) -> None:
        """Records it, once no row is left of pages that were made with another."""
        with self.connection:
            self.connection.execute("insert or replace into whole values (?, ?)", (self.site, fingerprint))

    def set_targets(self, targets: Mapping[str, str]) -> None:
        """Records what there is to link to; most of it is known."""
        before = self.targets()
        gone = [(self.site, uri) for uri in before.keys() - targets.keys()]
        new = [(self.site, uri, place) for uri, place in targets.items() if before.get(uri) != place]
        with self.connection:
            self.connection.executemany("delete from target where site = ? and uri = ?", gone)
            self.connection.executemany("insert or replace into target values (?, ?, ?)", new)
            self.connection.execute("insert or replace into targets values (?, ?)", (self.site, _hash(targets)))

    def is_indexed(self) -> bool:
        """True if the search index is of the pages as they are."""
        query = "select 1 from unindexed where site = ?"
        return self.connection.execute(query, (self.site,)).fetchone() is None

    def set_indexed(self, done: bool) -> None:
        """Records that the search index is up to date, or lags behind."""
        change = "delete from unindexed where site = ?" if done else "insert or ignore into unindexed values (?)"
        with self.connection:
            self.connection.execute(change, (self.site,))


@contextmanager
def open_record(path: Path, site: Path) -> Iterator[Record]:
    """Opens the record of what was published into that folder; an empty one where there is none or it is damaged."""
    with open_database(path, _SCHEMA) as connection:
        _forget_sites_that_are_gone(connection)
        yield Record(connection, path, str(site))


def _forget_sites_that_are_gone(connection: sqlite3.Connection) -> None:
    gone = [(site,) for (site,) in connection.execute("select site from targets") if not Path(site).is_dir()]
    if gone:
        with connection:
            for table in _TABLES:
                connection.executemany(f"delete from {table} where site = ?", gone)


def _to_any_of(targets: Iterable[str]) -> Callable[[str], object]:
    """Returns a test of links as JSON: it looks for a few targets, or through the links for one of many."""
    wanted = {_as_json([one])[2:-2] for one in targets}
    if len(wanted) > _MANY_TARGETS:
        return lambda links: not wanted.isdisjoint(_TARGET.findall(links))
    return re.compile("|".join(f'"{re.escape(one)}"' for one in sorted(wanted)) or r"(?!)").search


def _links_of(text: str) -> tuple[Link, ...]:
    return tuple(Link(*link) for link in json.loads(text))


def _as_json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _hash(targets: Mapping[str, str]) -> str:
    lines = "\0".join(f"{uri}\0{url}" for uri, url in sorted(targets.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


_ABOUT = re.compile(r"Doc file '(.+?)' contains a link '")
ROOT = pages.__name__.partition(".")[0]  # ProperDocs answers to the name MkDocs and logs under its own


class Message(NamedTuple):
    """One log message, as it is sent from one process to another."""

    logger: str
    level: int
    text: str


class PageMessages(logging.Handler):
    """Collects what is logged about each page."""

    def __init__(self, config: MkDocsConfig) -> None:
        """`config` knows the page that MkDocs is working on."""
        super().__init__(logging.INFO)
        self._config = config
        self.by_page: dict[str, list[Message]] = {}
        """Source of a page -> its messages, in their order."""

    def emit(self, record: logging.LogRecord) -> None:
        """Collect the message under its page, if it is about one."""
        message, current = record.getMessage(), self._config._current_page
        about = _ABOUT.match(message)  # links to places are checked when no page is worked on any more
        page = current.file.src_uri if current else about[1] if about else ""
        if page:
            self.by_page.setdefault(page, []).append(Message(record.name, record.levelno, message))

    def replay(self, page: str, messages: Iterable[Message]) -> None:
        """Log what a worker found about a page, by MkDocs' own loggers, so that `--strict` counts it."""
        for one in messages:
            self.by_page.setdefault(page, []).append(one)
            logging.getLogger(one.logger).log(one.level, "%s", one.text)


@contextmanager
def collecting(messages: PageMessages) -> Iterator[None]:
    """Collect messages meanwhile, those that `--quiet` does not print as well.

    A build with `--quiet` must leave the same record as any other: a later one with `--strict` asks it.
    """
    logger = logging.getLogger(ROOT)
    before, shown = logger.level, [(handler, handler.level) for handler in logger.handlers]
    quiet = logger.getEffectiveLevel()
    if quiet > logging.INFO:
        logger.setLevel(logging.INFO)
        for handler, level in shown:
            handler.setLevel(max(level, quiet))
    logger.addHandler(messages)
    try:
        yield
    finally:
        logger.removeHandler(messages)
        logger.setLevel(before)
        for handler, level in shown:
            handler.setLevel(level)
