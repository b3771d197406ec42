"""Publishing only what is new: which pages may stay as they are, and the record of those that were made.

A page stays when its Markdown, what is laid over it, the identity of the whole and the addresses of what it links to
are the same, and its HTML is still in the folder as we left it. MkDocs builds everything else into a folder of its own,
from which each file that differs is moved into the site in one step.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from newsdossier.publish import tree, workers
from newsdossier.publish.converting import DossierPage
from newsdossier.publish.hearing import paused, say_again
from newsdossier.publish.identity import identity
from newsdossier.publish.links import resolved
from newsdossier.publish.pages import DataFile, DossierFile, PublishedPage
from newsdossier.publish.publication import Publication
from newsdossier.publish.recheck import check_again
from newsdossier.publish.record import Detail, Row, Said
from newsdossier.publish.workers import Rendered

LEFT_ALONE = "pagefind/"  # the search index is made of the site, by itself


def begin(publication: Publication, files: Files, how: tuple[MkDocsConfig, Mapping[str, str]]) -> None:
    """Find the pages that may stay as they are. `how` holds what each page's overlay is made from, by its source."""
    config, overlays = how
    one = publication
    one.rows, one.before = one.record.rows(), tree.stamps(one.site)
    whole = identity(config, files)
    ours = _ours(files)
    for file in ours:
        source = _source(file, one.rows.get(file.src_uri)) if isinstance(file, DossierFile) else ("", 0, 0)
        signature = _digest(whole, file.src_uri, file.dest_uri, source[0], overlays.get(file.src_uri, ""))
        one.sources[file.src_uri] = (signature, *source)
    one.staying = {file.src_uri for file in ours if _holds(one, file)}
    one.staying -= _led_astray(one, {file.src_uri: file.url for file in files})
    for file in ours:
        file.published = file.src_uri in one.staying


def _ours(files: Files) -> list[DossierFile | DataFile]:
    return [file for file in files if isinstance(file, DossierFile | DataFile)]


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
    before = one.record.targets()
    if before == now:
        return set()
    one.targets = now
    moved = {uri for uri in before.keys() | now.keys() if before.get(uri) != now.get(uri)}
    linking = {uri for uri, detail in one.record.linking(moved) if any(link.target in moved for link in detail.links)}
    return linking | {uri for uri, (said, _) in one.record.messages().items() if said}


def after_navigation(
    publication: Publication, work: tuple[MkDocsConfig, Navigation, Files], know: Callable[[], object]
) -> None:
    """Give published pages what templates and link checks ask of them, and render the others on every core.

    `know` finds what pages are made from, once, before processes are started that would each find it.
    """
    config, nav, files = work
    for file in files:
        if isinstance(file, DossierFile) and file.published:
            _stand_in(publication, file, config)
    untitled = {page.file.src_uri for page in nav.pages if "title" not in vars(page)}  # only rendering finds theirs
    _take_over(nav, (config, files))
    pages = [f for f in files.documentation_pages() if isinstance(f, DossierFile) and f.src_uri not in untitled]
    if workers.can_fork(len(pages)):
        know()
        data = [f for f in files if isinstance(f, DataFile) and not f.published]
        hearing = publication.hearing
        shared = workers.Work(config, nav, files, hearing, pages, data, lambda file: about_page(publication, file))
        for done in workers.render(shared):
            publication.rendered[done.uri] = done
            with paused(hearing):
                say_again(done.detail.said)
        for file in data:
            file.published = True
        for page in pages:
            page.published = True
            _stand_in(publication, page, config)


def _take_over(nav: Navigation, where: tuple[MkDocsConfig, Files]) -> None:
    """Convert by our own reader what stands in no navigation: all but a few pages, whose titles MkDocs has settled."""
    config, files = where
    shown = {page.file.src_uri for page in nav.pages}
    for file in files.documentation_pages():
        if isinstance(file, DossierFile) and file.src_uri not in shown:
            DossierPage(None, file, config)


def _stand_in(one: Publication, file: File, config: MkDocsConfig) -> None:
    done, row = one.rendered.get(file.src_uri), one.rows.get(file.src_uri)
    known = done or row
    assert known is not None
    page: Any = PublishedPage(
        file, (known.title, known.robots, lambda uri: set(_detail(one, uri).anchors)), config.site_url
    )
    if file.page is None:
        file.page = page
    else:  # made for the navigation
        file.page.meta, file.page.present_anchor_ids = page.meta, page.present_anchor_ids
        if "title" not in vars(file.page):
            file.page.title = known.title


def _detail(one: Publication, uri: str) -> Detail:
    done = one.rendered.get(uri)
    return done.detail if done else one.record.detail(uri)


def keep_links(publication: Publication, page: Page) -> None:
    """Just after the page was converted."""
    if not hasattr(page, "nd_links"):  # our own reader has kept them
        page.nd_links = resolved(publication.links.found, page.file.src_uri)  # type: ignore[attr-defined]


def about_page(one: Publication, file: File) -> Rendered:
    """What the record keeps of a page that was rendered in this process."""
    page: Any = file.page
    if page is None:
        return Rendered(file.src_uri, "", "", Detail())
    detail = Detail(
        links=getattr(page, "nd_links", ()),
        anchors=frozenset(page.present_anchor_ids or ()),
        said=tuple(one.hearing.said.get(file.src_uri, ())),
        late=tuple(one.hearing.late.get(file.src_uri, ())),
    )
    return Rendered(file.src_uri, str(page.title or ""), str(page.meta.get("robots", "")), detail)


def finish(publication: Publication, config: MkDocsConfig, files: Files) -> None:
    """Say again what was said of pages that stayed, put the new files into the site, and remember them."""
    one = publication
    by_mkdocs = [file for file in _ours(files) if not file.published]
    by_workers = set(one.rendered)
    one.rendered.update({file.src_uri: about_page(one, file) for file in by_mkdocs})
    late = check_again(one, (config, files), by_workers)
    indexed = one.record.is_indexed()
    one.record.set_indexed(False)  # before anything moves: whoever is killed meanwhile leaves an index to be made
    made, changed = tree.install(one.made, one.site)
    pages = {file.src_uri: file.dest_uri for file in _ours(files)}
    gone = {path for path in one.before if not path.startswith(LEFT_ALONE)} - made - {pages[u] for u in one.staying}
    tree.remove(one.site, gone)
    one.record.keep(dict(_new_rows(one, pages, late)), {uri: said for uri, said in late.items() if uri in one.staying})
    one.record.forget(one.rows.keys() - pages.keys())
    if one.targets:
        one.record.set_targets(one.targets)  # only now: after a build that was broken off, the next must look again
    one.record.set_indexed(indexed and not changed and not gone)


def _new_rows(
    one: Publication, pages: Mapping[str, str], late: Mapping[str, tuple[Said, ...]]
) -> Iterator[tuple[str, tuple[Row, Detail]]]:
    for uri, done in one.rendered.items():
        path = one.site / pages[uri]
        if path.is_file():
            now, detail = path.stat(), replace(done.detail, late=late.get(uri, done.detail.late))
            row = Row(*one.sources[uri], now.st_mtime_ns, now.st_size, done.title, done.robots)
            yield uri, (row, detail)


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()
