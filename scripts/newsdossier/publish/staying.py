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
    publication: Publication, files: Files, how: tuple[MkDocsConfig, Mapping[str, str], Callable[[], object]]
) -> None:
    """Find the pages and files that may stay as they are, and begin to write the few files that may not.

    `how` holds what each page's overlay is made from, by its source, and what finds out what all are made from.
    """
    config, overlays, know = how
    one = publication
    one.rows, one.before = one.record.rows(), tree.stamps(one.site)
    whole = identity(config, files)
    data = [file for file in files if isinstance(file, DataFile)]
    _settle(one, data, (whole, overlays))
    _write_beside(one, data, know)
    pages = [file for file in files if isinstance(file, DossierFile)]
    _settle(one, pages, (whole, overlays))
    one.staying -= _led_astray(one, {file.src_uri: file.url for file in files})
    for file in pages:
        file.published = file.src_uri in one.staying


def _settle(one: Publication, ours: Sequence[DossierFile | DataFile], what: tuple[str, Mapping[str, str]]) -> None:
    """Which of these stay, by the identity of the whole and what is laid over each."""
    whole, overlays = what
    for file in ours:
        source = _source(file, one.rows.get(file.src_uri)) if isinstance(file, DossierFile) else ("", 0, 0)
        signature = _digest(whole, file.src_uri, file.dest_uri, source[0], overlays.get(file.src_uri, ""))
        one.sources[file.src_uri] = (signature, *source)
        file.published = _holds(one, file)
    one.staying |= {file.src_uri for file in ours if file.published}


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
