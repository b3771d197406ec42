"""Which pages and files of a site may stay as they are, found before anything is rendered.

A page's HTML is still good when its Markdown, its overlay, the configuration, theme and versions, and the addresses of
what it links to are as they were, and the HTML is in the folder as we left it.
"""

import hashlib
import json
import logging
import os
import re
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from newsdossier.cache.stamps import Stamp
from newsdossier.cache.store import installed, sources
from newsdossier.site.incremental.files import PipelineOutput
from newsdossier.site.incremental.install import site_stamps
from newsdossier.site.incremental.record import ROOT, PageRow, PageSummary, Record

_NOT_IN_PAGES = {"site_dir", "config_file_path", "docs_dir", "dev_addr", "watch", "strict", "plugins", "hooks", "theme"}

ReadMarkdown = Callable[[str], bytes | None]
"""Source of a page -> its Markdown, where there is one."""


class SourceState(NamedTuple):
    """What a page or file is made from; the first fields of its row in the record."""

    signature: str
    """Hash of all but its Markdown."""
    markdown: str
    """Hash of its Markdown; nothing for a file for programs."""
    mtime: int
    size: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """This build of a site beside the last one."""

    fingerprint: str
    """Hash of all that shapes every page."""
    unchanged: frozenset[str]
    """Pages and files whose HTML or text is still good."""
    changed: Mapping[str, SourceState]
    """All others of ours, with what they are made from."""
    removed: tuple[str, ...]
    """Pages and files of the last build that are none of ours any more."""
    leftovers: frozenset[str]
    """Paths on the site that belong to nothing unchanged."""
    summaries: Mapping[str, PageSummary]
    """What the last build recorded of its pages."""
    new_targets: Mapping[str, str]
    """All that there is to link to, with its place on the site; empty where nothing of that changed."""


def compare(output: PipelineOutput, record: Record, config: MkDocsConfig, files: Files) -> Comparison:
    """Finds what may stay of the site of that record; `files` are those that are not ours."""
    on_disk, places = site_stamps(Path(record.site)), output.places()
    targets = {file.src_uri: file.dest_uri for file in files} | places
    if record.has_targets(targets):  # reading them all takes ten times as long
        targets = {}
    fingerprint = site_fingerprint(config, partial(_markdown, output, files))
    same_site, astray = record.has_fingerprint(fingerprint), _led_astray(record, targets)
    unchanged, removed, summaries = set(), [], {}
    for uri, row in record.rows():
        place = output.place(uri)
        if place is None:
            removed.append(uri)
            continue
        if uri in output.pages:
            summaries[uri] = PageSummary(row.title, row.robots)
        if same_site and uri not in astray and _is_good(uri, row, output, on_disk.get(place)):
            unchanged.add(uri)
    return Comparison(
        fingerprint,
        frozenset(unchanged),
        changed={uri: _source_state(output, uri, None) for uri in places if uri not in unchanged},
        removed=tuple(removed),
        leftovers=frozenset(on_disk.keys() - {places[uri] for uri in unchanged}),
        summaries=summaries,
        new_targets=targets,
    )


def _is_good(uri: str, row: PageRow, output: PipelineOutput, on_disk: Stamp | None) -> bool:
    """True if the page or file was made from what there is now, and is on the site as we left it."""
    return (
        row.signature == output.signatures.get(uri, "")
        and on_disk is not None
        and (on_disk.mtime, on_disk.size) == (row.mtime, row.size)
        and _source_state(output, uri, row).markdown == row.source
    )


def _source_state(output: PipelineOutput, uri: str, row: PageRow | None) -> SourceState:
    """Returns what a page or file is made from; its Markdown is read only when it is not the file of that row."""
    signature = output.signatures.get(uri, "")
    if uri in output.data:
        return SourceState(signature, "", 0, 0)
    path = f"{output.folder}/{uri}"
    now = os.stat(path)  # noqa: PTH116 - asked for every page at every build
    if row and (row.source_mtime, row.source_size) == (now.st_mtime_ns, now.st_size):
        return SourceState(signature, row.source, row.source_mtime, row.source_size)
    markdown = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return SourceState(signature, markdown, now.st_mtime_ns, now.st_size)


def _led_astray(record: Record, targets: Mapping[str, str]) -> set[str]:
    """Returns the pages with a link to something that came, went or moved; `targets` are empty where nothing did."""
    if not targets:
        return set()
    before = record.targets()
    moved = {uri for uri in before.keys() | targets.keys() if before.get(uri) != targets.get(uri)}
    return {uri for uri, links in record.linking_to(moved) if any(link.target in moved for link in links)}


def _markdown(output: PipelineOutput, files: Files, uri: str) -> bytes | None:
    if uri in output.pages:
        return (output.folder / uri).read_bytes()
    file = files.get_file_from_path(uri)
    return file.content_bytes if file else None


def site_fingerprint(config: MkDocsConfig, read: ReadMarkdown) -> str:
    """Returns a hash of all that shapes every page: with equal hashes, equal Markdown gives equal HTML."""
    parts = {
        "generator": ROOT,
        "program": sources("newsdossier"),
        "versions": installed(),
        "config": {key: _plain(value) for key, value in config.items() if key not in _NOT_IN_PAGES},
        "theme": _plain({key: config.theme[key] for key in config.theme}),
        "templates": list(_templates(config.theme)),
        "plugins": [(name, _plain(dict(getattr(plugin, "config", {})))) for name, plugin in config.plugins.items()],
        "hooks": [_hash(Path(str(path))) for path in config.hooks],
        "nav": list(_titled_by_their_page(config.nav, read)),
        "verbose": logging.getLogger(ROOT).getEffectiveLevel() <= logging.DEBUG,  # MkDocs then checks no anchors
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _templates(theme: Theme) -> Iterator[str]:
    """Yields hashes of a project's own overrides; installed packages have versions."""
    packages = Path(sysconfig.get_paths()["purelib"])
    for folder in map(Path, theme.dirs):
        if not folder.is_relative_to(packages):
            yield from (_hash(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _titled_by_their_page(nav: object, read: ReadMarkdown) -> Iterator[str]:
    """Yields hashes of pages whose title every page shows, because their entry of the navigation has none."""
    if isinstance(nav, str):
        markdown = read(nav)
        yield "" if markdown is None else hashlib.sha256(markdown).hexdigest()
    elif isinstance(nav, dict):
        for value in nav.values():
            if not isinstance(value, str):
                yield from _titled_by_their_page(value, read)
    elif isinstance(nav, Iterable):
        for value in nav:
            yield from _titled_by_their_page(value, read)


def _hash(path: Path) -> str:
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _plain(value: object) -> object:
    """Returns the value as JSON, without what differs from one process to the next, such as a function's address."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict | Config):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, partial):
        return _plain([value.func, value.args, value.keywords])
    if hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return re.sub(r" at 0x\w+", "", repr(value))
