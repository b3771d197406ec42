"""Which pages and files of a site may stay as they are, found before anything is rendered.

A page stays when its Markdown, what is laid over it, the identity of the whole and the addresses of what it links to
are the same, and its HTML is still in the folder as we left it.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from newsdossier.cache.stamps import Stamp
from newsdossier.parallel.forks import start_map_in_forks
from newsdossier.parallel.forks import may_fork
from newsdossier.parallel.forks import start_in_fork
from newsdossier.site.incremental import install
from newsdossier.site.incremental import workers
from newsdossier.site.incremental.fingerprint import identity
from newsdossier.site.incremental.session import Ours
from newsdossier.site.incremental.session import Publication
from newsdossier.site.incremental.record import Record
from newsdossier.site.incremental.record import Row
from newsdossier.site.incremental.files import SiteFiles
from newsdossier.site.incremental.files import made_file
from newsdossier.site.incremental.files import site_files

MANY = 2_000  # files; to look at them all, or to write their lists, takes longer than starting a process


def look(record: Record, site: Path, ends: ExitStack) -> Callable[[], dict[str, Stamp]]:
    """How to find the files of the site; where they are many, a process begins to look at once."""
    looking = partial(install.stamps, site)
    return start_in_fork(looking, ends) if record.holds_more_than(MANY) else looking


def begin(
    publication: Publication, ours: Ours, how: tuple[MkDocsConfig, Files, Callable[[], object]]
) -> SiteFiles:  # fmt: skip
    """Find the pages and files that may stay as they are, and begin to write the few files that may not.

    `how` holds the site's other files, and what finds out what all of ours are made from.
    """
    config, files, know = how
    one = publication
    one.ours, one.whole = ours, identity(config, lambda uri: _read(ours, files, uri))
    found, places = one.look(), ours.destinations()
    one.staying = set(_settled(one, found))
    beside = _write_beside(one, config, know)
    others = {file.src_uri: file.dest_uri for file in files}
    one.staying -= _led_astray(one, others | places)
    new = (uri for uri in places if uri not in one.staying)
    one.sources = {uri: (ours.signatures.get(uri, ""), *_source(ours, uri, None)) for uri in chain(new, beside)}
    one.before = found.keys() - {places[uri] for uri in one.staying}
    return site_files(one, files, config)


def _read(ours: Ours, files: Files, uri: str) -> bytes | None:
    """A page's Markdown."""
    if uri in ours.pages:
        return (ours.folder / uri).read_bytes()
    file = files.get_file_from_path(uri)
    return file.content_bytes if file else None


def _settled(one: Publication, found: Mapping[str, Stamp]) -> Iterator[str]:
    """The pages and files that are in place, made from the same."""
    same = one.record.is_whole(one.whole)
    for uri, row in one.record.rows():
        place = one.ours.place(uri)
        if place is None:
            one.gone.append(uri)
            continue
        if uri in one.ours.pages:
            one.known[uri] = row.title, row.robots
        alike = same and row.signature == one.ours.signatures.get(uri, "")
        now = found.get(place)
        as_left = now is not None and (now.mtime, now.size) == (row.mtime, row.size)
        if alike and as_left and _source(one.ours, uri, row)[0] == row.source:
            yield uri


def _source(ours: Ours, uri: str, row: Row | None) -> tuple[str, int, int]:
    """Hash of a page's Markdown, read only when it is not the file that the record knows; its time and size."""
    if uri in ours.data:
        return "", 0, 0
    path = f"{ours.folder}/{uri}"
    now = os.stat(path)  # noqa: PTH116 - asked for every page at every build
    if row and (row.source_mtime, row.source_size) == (now.st_mtime_ns, now.st_size):
        return row.source, row.source_mtime, row.source_size
    return hashlib.sha256(Path(path).read_bytes()).hexdigest(), now.st_mtime_ns, now.st_size


def _led_astray(one: Publication, now: Mapping[str, str]) -> set[str]:
    """Pages that link to something that came, went or moved; and those with a message, which may name such a thing."""
    if one.record.has_targets(now):  # reading them all takes ten times as long
        return set()
    before = one.record.targets()
    one.targets = now
    moved = {uri for uri in before.keys() | now.keys() if before.get(uri) != now.get(uri)}
    linking = {uri for uri, detail in one.record.linking(moved) if any(link.target in moved for link in detail.links)}
    return linking | {uri for uri, (said, _) in one.record.messages().items() if said}


def _write_beside(one: Publication, config: MkDocsConfig, know: Callable[[], object]) -> tuple[str, ...]:
    """Have files for programs written by themselves: where few pages are new, lists are most of what is to be made.

    By other processes, while links are looked through, and what is left by this one when the pages are made; or after
    that, if somebody waits for the pages.
    """
    new = tuple(uri for uri in one.ours.data if uri not in one.staying)
    if not 0 < len(new) < workers.FEWEST:
        return ()
    if one.waited_for:
        one.late = new
    elif len(one.ours.data) > MANY and may_fork():
        know()
        one.written = start_map_in_forks(workers.write, [made_file(one.ours, uri, config) for uri in new], one.ends)
    else:
        return ()
    one.staying.update(new)
    return new
