"""Which pages and files of a site may stay as they are, found before anything is rendered.

A page stays when its Markdown, what is laid over it, the identity of the whole and the addresses of what it links to
are the same, and its HTML is still in the folder as we left it.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from newsdossier.processes import may_fork
from newsdossier.publish import tree, workers
from newsdossier.publish.identity import identity
from newsdossier.publish.pages import DataFile, DossierFile
from newsdossier.publish.publication import Publication
from newsdossier.publish.record import Detail, Row
from newsdossier.publish.workers import Rendered


def begin(
    publication: Publication,
    files: Files,
    how: tuple[MkDocsConfig, Mapping[str, str], Callable[[], object], Callable[[str], str]],
) -> None:
    """Find the pages and files that may stay as they are, and begin to write the few files that may not.

    `how` holds what each page's overlay is made from, by its source, what finds out what all are made from, and what
    gives the hash of a page's overlay.
    """
    config, overlays, know, over = how
    one = publication
    one.rows, one.before, one.whole = one.record.rows(), tree.stamps(one.site), identity(config, files)
    data = [file for file in files if isinstance(file, DataFile)]
    _settle(one, data, overlays)
    _write_beside(one, data, know)
    pages = [file for file in files if isinstance(file, DossierFile)]
    _settle(one, pages, overlays)
    _keep_alike(one, [file for file in pages if not file.published], over)
    one.staying -= _led_astray(one, {file.src_uri: file.url for file in files})
    for file in pages:
        file.published = file.src_uri in one.staying


def _settle(one: Publication, ours: Sequence[DossierFile | DataFile], overlays: Mapping[str, str]) -> None:
    """Which of these stay, by the identity of the whole and what is laid over each."""
    for file in ours:
        source = _source(file, one.rows.get(file.src_uri)) if isinstance(file, DossierFile) else ("", 0, 0)
        signature = _digest(one.whole, file.src_uri, file.dest_uri, source[0], overlays.get(file.src_uri, ""))
        one.sources[file.src_uri] = (signature, *source)
        file.published = _holds(one, file)
    one.staying |= {file.src_uri for file in ours if file.published}


def _keep_alike(one: Publication, new: Sequence[DossierFile], over: Callable[[str], str]) -> None:
    """Of few pages, those that stay after all: made from something else, with the same Markdown and overlay as before.

    What a page is made from may change without a trace on it: how often the site names somebody, for one.
    """
    for file in new if len(new) < workers.FEWEST else ():
        row, before = one.rows.get(file.src_uri), one.record.laid(file.src_uri)
        as_left = row and before and one.before.get(file.dest_uri) == (row.mtime, row.size)
        if as_left and laid(one, file, over(file.src_uri)) == before:
            file.published = True
            one.staying.add(file.src_uri)
            one.signed[file.src_uri] = one.sources[file.src_uri][0]


def laid(one: Publication, file: File, over: str) -> str:
    """Hash of a page's Markdown, of what is laid over it, and of all that shapes every page; nothing of nothing."""
    return _digest(one.whole, file.src_uri, file.dest_uri, one.sources[file.src_uri][1], over) if over else ""


def _source(file: File, row: Row | None) -> tuple[str, int, int]:
    """Hash of the Markdown, read only when the file is not the one that the record knows."""
    path = str(file.abs_src_path)
    now = os.stat(path)  # noqa: PTH116 - asked for every page at every build
    if row and (row.source_mtime, row.source_size) == (now.st_mtime_ns, now.st_size):
        return row.source, row.source_mtime, row.source_size
    return hashlib.sha256(Path(path).read_bytes()).hexdigest(), now.st_mtime_ns, now.st_size


def _holds(one: Publication, file: File) -> bool:
    row = one.rows.get(file.src_uri)
    return (
        row is not None
        and row.signature == one.sources[file.src_uri][0]
        and one.before.get(file.dest_uri) == (row.mtime, row.size)
    )


def _led_astray(one: Publication, now: Mapping[str, str]) -> set[str]:
    """Pages that link to something that came, went or moved; and those with a message, which may name such a thing."""
    if one.record.has_targets(now):  # reading them all takes ten times as long
        return set()
    before = one.record.targets()
    one.targets = now
    moved = {uri for uri in before.keys() | now.keys() if before.get(uri) != now.get(uri)}
    linking = {uri for uri, detail in one.record.linking(moved) if any(link.target in moved for link in detail.links)}
    return linking | {uri for uri, (said, _) in one.record.messages().items() if said}


def _write_beside(one: Publication, data: Sequence[DataFile], know: Callable[[], object]) -> None:
    """Have files for programs written while pages are looked through: where few pages are new, lists are most of it."""
    new = [file for file in data if not file.published]
    if new and len(new) < workers.FEWEST and len(data) > workers.MANY and may_fork():
        know()
        one.written = workers.writing(new, one.ends)
        for file in new:
            file.published = True
            one.rendered[file.src_uri] = Rendered(file.src_uri, "", "", Detail())


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()
