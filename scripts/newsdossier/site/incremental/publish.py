"""Publishing only what is new: one build of a site, from the moment when MkDocs begins to the one when readers see it.

MkDocs builds what has changed into a folder of its own, from which each file that differs is moved into the site in one
step. What has not changed stays, with stand-ins for MkDocs to link to.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Any
from weakref import proxy

from filelock import FileLock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from newsdossier.parallel.forks import may_fork
from newsdossier.parallel.garbage import rare_collection
from newsdossier.site.incremental import install, rendering
from newsdossier.site.incremental.files import (
    DataFile,
    DossierFile,
    PipelineFile,
    PipelineOutput,
    PublishedPage,
    SiteFiles,
    SitemapEntry,
    address,
)
from newsdossier.site.incremental.links import Link, LinkCollector, report_missing_anchors, resolved
from newsdossier.site.incremental.record import (
    PageMessages,
    PageRow,
    PageSummary,
    Record,
    collecting,
    open_record,
    stored,
)
from newsdossier.site.incremental.rendering import Rendered, RenderJob
from newsdossier.site.incremental.unchanged import Comparison, compare
from newsdossier.site.page_html import DossierPage

_INDEX = "pagefind/"  # the search index is made of the site, by itself
_PAGES = 2_000  # whose anchors are kept at hand while links are checked


def begin(config: MkDocsConfig, work: Path, site: Path, ends: ExitStack) -> "Publication":
    """Has MkDocs build into a folder in `work` instead of `site`; `ends` holds what is undone when that is over."""
    made, messages, collector = work / "made", PageMessages(config), LinkCollector()
    work.mkdir(parents=True, exist_ok=True)
    ends.enter_context(rare_collection())
    ends.enter_context(FileLock(work / "publish.lock"))
    record = ends.enter_context(open_record(work / "published.sqlite", site))
    ends.callback(setattr, config, "site_dir", config.site_dir)
    ends.callback(shutil.rmtree, made, ignore_errors=True)
    ends.enter_context(collecting(messages))
    config.markdown_extensions.append(collector)  # type: ignore[arg-type]  # Markdown takes them made, too
    config.site_dir = str(made)
    return Publication(site, made, record, messages, collector)


@dataclass(slots=True, weakref_slot=True)
class Publication:
    """One build of a site into its folder."""

    site: Path
    """Where readers look."""
    made: Path
    """Where MkDocs writes."""
    record: Record
    messages: PageMessages
    collector: LinkCollector
    output: PipelineOutput = field(init=False)
    """What the pipeline has for this build."""
    last: Comparison = field(init=False)
    """What of the last build may stay."""
    files: SiteFiles = field(init=False)
    deferred: tuple[str, ...] = ()
    """Files for programs that are written when the pages are in place."""
    navigated: bool = False
    """MkDocs has made its navigation: published pages may be given their stand-ins."""
    rendered: dict[str, PageSummary] = field(default_factory=dict)
    """Pages and files for programs that were made in this build."""

    def compare(self, output: PipelineOutput, config: MkDocsConfig, files: Files, *, defer: bool) -> SiteFiles:
        """Finds what may stay; returns the site's own files and those of ours that are to be made.

        With `defer`, a few files for programs are put off: the lists of all quotes, dates and names change with every
        seed, and no page shows what is in them.
        """
        self.output, self.last = output, compare(output, self.record, config, files)
        data = tuple(uri for uri in self.last.changed if uri in output.data)
        self.deferred = data if defer and len(data) < rendering.FEWEST else ()
        others = [file for file in files if output.place(file.src_uri) is None]
        changed = [output.file(uri, config) for uri in self.last.changed if uri not in self.deferred]
        make = partial(Publication._published_file, proxy(self), config=config)  # no circle: `serve` builds often
        self.files = SiteFiles([*others, *changed], self.last.unchanged.union(self.deferred), make)
        return self.files

    def render(self, config: MkDocsConfig, nav: Navigation, prepare: Callable[[], object]) -> None:
        """Renders on every core what MkDocs would render on one, where that pays.

        `prepare` finds what pages are made from, once, before processes are started that would each find it.
        """
        self.navigated = True
        for file in self.files.requested.values():
            self._stand_in(file, config)
        untitled = {page.file.src_uri for page in nav.pages if "title" not in vars(page)}  # only rendering finds theirs
        self._take_over(nav, config)
        pages = [f for f in self._new_pages() if f.src_uri not in untitled]
        if len(pages) >= rendering.FEWEST and may_fork():
            prepare()
            self._render_in_workers(config, nav, pages)

    def _new_pages(self) -> list[DossierFile]:
        return [file for file in self.files.documentation_pages() if isinstance(file, DossierFile)]

    def _take_over(self, nav: Navigation, config: MkDocsConfig) -> None:
        """Has pages converted by our own reader; those of the navigation exist already, with the title it settled."""
        shown = {page.file.src_uri: page for page in nav.pages}
        for file in self._new_pages():
            if page := shown.get(file.src_uri):
                page.__class__ = DossierPage
            else:
                DossierPage(None, file, config)

    def _render_in_workers(self, config: MkDocsConfig, nav: Navigation, pages: Sequence[DossierFile]) -> None:
        data = [file for file in self.files if isinstance(file, DataFile)]
        job = RenderJob(config, nav, self.files, self.messages, pages, data, self._describe)
        for one in rendering.render(job):
            self._add(one)
            self.messages.replay(one.uri, one.messages)
        made = {file.src_uri for file in (*pages, *data)}
        for page in nav.pages:
            if page.file.src_uri in made:
                made.remove(page.file.src_uri)
                page.file.published = True  # type: ignore[attr-defined]
                self._stand_in(page.file, config)
        self.files.mark_published(made)

    def keep_links(self, page: Page) -> None:
        """Notes the links of a page that was just converted."""
        if not hasattr(page, "nd_links"):  # our own reader has kept them
            page.nd_links = resolved(self.collector.addresses, page.file.src_uri)  # type: ignore[attr-defined]

    def _describe(self, file: File) -> Rendered:
        """Returns what the record keeps of a page or file that was made in this process."""
        page: Any = file.page
        if page is None:
            return Rendered(file.src_uri, PageSummary("", ""), stored((), ()))
        summary = PageSummary(str(page.title or ""), str(page.meta.get("robots", "")))
        links = stored(getattr(page, "nd_links", ()), page.present_anchor_ids or ())
        return Rendered(file.src_uri, summary, links, self.messages.by_page.get(file.src_uri, ()))

    def _add(self, one: Rendered) -> None:
        self.rendered[one.uri] = one.summary
        self.record.add(one.uri, one.links)

    def all_pages(self, config: MkDocsConfig) -> list[File | SitemapEntry]:
        """Returns every page of the site, rendered or not: what people wrote, then ours in their order."""
        published = self.last.unchanged | self.rendered.keys()
        ours = [
            SitemapEntry(self._published_page(uri, config)) if uri in published else self.files.file(uri)
            for uri in self.output.pages
        ]
        return [*self.files.written_by_people(self.output.pages), *ours]

    def _published_file(self, uri: str, config: MkDocsConfig) -> File:
        file = self.output.file(uri, config)
        file.published = True
        if self.navigated:  # MkDocs makes the pages of its navigation itself
            self._stand_in(file, config)
        return file

    def _stand_in(self, file: File, config: MkDocsConfig) -> None:
        """Gives a published page what templates and link checks ask of it."""
        if not isinstance(file, DossierFile):
            return
        page: Any = self._published_page(file.src_uri, config)
        if file.page is None:
            file.page = page
        else:  # made for the navigation
            file.page.meta, file.page.present_anchor_ids = page.meta, page.present_anchor_ids
            if "title" not in vars(file.page):
                file.page.title = page.title

    def _published_page(self, uri: str, config: MkDocsConfig) -> PublishedPage:
        url = address(self.output.pages[uri], folders=config.use_directory_urls)
        summary = self.rendered.get(uri) or self.last.summaries[uri]
        return PublishedPage(url, summary, site_url=config.site_url, anchors=partial(self.record.anchors, uri))

    def finish(self, config: MkDocsConfig) -> None:
        """Checks links that MkDocs did not check, puts the new files into the site, and records them."""
        by_workers = set(self.rendered)
        for file in [file for file in self.files if isinstance(file, PipelineFile) and not file.published]:
            self._add(self._describe(file))
        self._check_links(by_workers, level=config.validation.links.anchors)
        indexed = self.record.is_indexed()
        self.record.set_indexed(False)  # before anything moves: whoever is killed meanwhile leaves an index to be made
        installed = install.install(self.made, self.site)
        gone = {path for path in self.last.leftovers if not path.startswith(_INDEX)} - installed.files
        gone.difference_update(self.deferred)
        install.remove(self.site, gone)
        self.record.save(self._rows(), unfinished=self.messages.by_page)
        self.record.forget(self.last.removed)
        self.record.set_fingerprint(self.last.fingerprint)
        if self.last.new_targets:
            self.record.set_targets(self.last.new_targets)  # only now: after a broken build, the next must look again
        self.record.set_indexed(indexed and not installed.changed and not gone)

    def _check_links(self, by_workers: set[str], *, level: int) -> None:
        """Checks links to places, on pages that workers rendered and on those that stay though a place went."""
        anchors = lru_cache(_PAGES)(self.record.anchors)
        for uri, links in chain(self._newly_broken(), ((uri, self.record.new_links(uri)) for uri in by_workers)):
            missing = [link for link in links if link.anchor and link.anchor not in anchors(link.target)]
            report_missing_anchors(uri, missing, self.files, level=level)

    def _newly_broken(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Yields pages that stay and lead to a place that this build took away, with their links."""
        before = {uri: anchors for uri in self.rendered if (anchors := self.record.old_anchors(uri))}
        gone = {uri: lost for uri, anchors in before.items() if (lost := anchors - self.record.anchors(uri))}
        for uri, links in self.record.linking_to(gone) if gone else ():
            if uri in self.last.unchanged and any(link.anchor in gone.get(link.target, ()) for link in links):
                yield uri, links

    def _rows(self) -> Iterator[tuple[str, PageRow]]:
        for uri, summary in self.rendered.items():
            path = self.site / (self.output.place(uri) or "")
            if path.is_file():
                now = path.stat()
                yield uri, PageRow(*self.last.changed[uri], now.st_mtime_ns, now.st_size, *summary)

    def write_deferred(self, given_up: Event) -> None:
        """Writes the files for programs that were put off into the site; the next build writes what is left."""
        rows: dict[str, PageRow] = {}
        with suppress(OSError):  # the disk is full: the next build says so
            for uri in self.deferred:
                if given_up.is_set():
                    break
                stamp = install.put(self.site, uri, self.output.data[uri].parts())
                rows[uri] = PageRow(*self.last.changed[uri], stamp.mtime, stamp.size, "", "")
            with open_record(self.record.path, self.site) as record:
                record.save(rows.items())
