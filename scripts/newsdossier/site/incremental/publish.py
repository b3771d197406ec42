"""Publishing only what is new: what stays stands in for itself, and what is rendered is put into the site.

MkDocs builds what does not stay into a folder of its own, from which each file that differs is moved into the site in
one step.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from newsdossier.parallel.forks import may_fork
from newsdossier.site.incremental import install
from newsdossier.site.incremental import workers
from newsdossier.site.markdown.page import DossierPage
from newsdossier.site.incremental.record import Detail
from newsdossier.site.incremental.record import Written
from newsdossier.site.incremental.record import said_in
from newsdossier.site.incremental.record import written
from newsdossier.site.incremental.messages import paused
from newsdossier.site.incremental.messages import say_again
from newsdossier.site.incremental.links import resolved
from newsdossier.site.incremental.files import DataFile
from newsdossier.site.incremental.files import DossierFile
from newsdossier.site.incremental.files import PipelineFile
from newsdossier.site.incremental.session import Publication
from newsdossier.site.incremental.recheck import check_again
from newsdossier.site.incremental.record import Row
from newsdossier.site.incremental.files import SiteFiles
from newsdossier.site.incremental.files import stand_in
from newsdossier.site.incremental.workers import Rendered

_Pages = Sequence[DossierFile]
_Data = Sequence[DataFile]
LEFT_ALONE = "pagefind/"  # the search index is made of the site, by itself


def after_navigation(
    publication: Publication, work: tuple[MkDocsConfig, Navigation, SiteFiles], know: Callable[[], object]
) -> None:
    """Give published pages what templates and link checks ask of them, and render the others on every core.

    `know` finds what pages are made from, once, before processes are started that would each find it.
    """
    config, nav, files = work
    publication.navigated = True
    for file in files.asked.values():
        stand_in(publication, file, config)
    untitled = {page.file.src_uri for page in nav.pages if "title" not in vars(page)}  # only rendering finds theirs
    _take_over(nav, (config, files))
    pages = [f for f in files.documentation_pages() if isinstance(f, DossierFile) and f.src_uri not in untitled]
    data = [f for f in files if isinstance(f, DataFile) and not f.published]
    if len(pages) >= workers.FEWEST and may_fork():
        know()
        _render(publication, work, (pages, data))


def _render(one: Publication, work: tuple[MkDocsConfig, Navigation, SiteFiles], what: tuple[_Pages, _Data]) -> None:
    """By processes that share it, pages and files for programs alike."""
    pages, data = what
    shared = workers.Work(*work, one.hearing, pages, data, lambda file: about_page(one, file))
    for done, detail in workers.render(shared):
        _hold(one, done, detail)
        with paused(one.hearing):
            say_again(said_in(detail.said))
    config, nav, files = work
    made = {file.src_uri for file in (*pages, *data)}
    for page in nav.pages:
        if page.file.src_uri in made:
            made.remove(page.file.src_uri)
            page.file.published = True  # type: ignore[attr-defined]
            stand_in(one, page.file, config)
    files.leave(made)


def _hold(one: Publication, done: Rendered, detail: Written) -> None:
    one.rendered[done.uri] = done
    one.record.hold(done.uri, detail)


def _take_over(nav: Navigation, where: tuple[MkDocsConfig, Files]) -> None:
    """Convert by our own reader; what stands in the navigation has a page already, whose title MkDocs has settled."""
    config, files = where
    shown = {page.file.src_uri: page for page in nav.pages}
    for file in files.documentation_pages():
        if isinstance(file, DossierFile):
            if page := shown.get(file.src_uri):
                page.__class__ = DossierPage
            else:
                DossierPage(None, file, config)


def keep_links(publication: Publication, page: Page) -> None:
    """Just after the page was converted."""
    if not hasattr(page, "nd_links"):  # our own reader has kept them
        page.nd_links = resolved(publication.links.found, page.file.src_uri)  # type: ignore[attr-defined]


def about_page(one: Publication, file: File) -> tuple[Rendered, Written]:
    """What the record keeps of a page or file that was made in this process."""
    page: Any = file.page
    if page is None:
        return Rendered(file.src_uri, "", ""), written(Detail())
    detail = Detail(
        links=getattr(page, "nd_links", ()),
        anchors=frozenset(page.present_anchor_ids or ()),
        said=tuple(one.hearing.said.get(file.src_uri, ())),
        late=tuple(one.hearing.late.get(file.src_uri, ())),
    )
    return Rendered(file.src_uri, str(page.title or ""), str(page.meta.get("robots", ""))), written(detail)


def finish(publication: Publication, config: MkDocsConfig, files: SiteFiles) -> None:
    """Say again what was said of pages that stayed, put the new files into the site, and remember them."""
    one = publication
    one.rendered.update({done.uri: done for done in one.written()})
    by_mkdocs = [file for file in files if isinstance(file, PipelineFile) and not file.published]
    by_workers = set(one.rendered)
    for file in by_mkdocs:
        _hold(one, *about_page(one, file))
    late = check_again(one, (config, files), by_workers)
    indexed = one.record.is_indexed()
    one.record.set_indexed(False)  # before anything moves: whoever is killed meanwhile leaves an index to be made
    made, changed = install.install(one.made, one.site)
    pages = one.ours.destinations()
    gone = {path for path in one.before if not path.startswith(LEFT_ALONE)} - made
    install.remove(one.site, gone)
    one.record.keep(_new_rows(one, pages), late)
    one.record.forget(one.gone)
    one.record.set_whole(one.whole)
    if one.targets:
        one.record.set_targets(one.targets)  # only now: after a build that was broken off, the next must look again
    one.record.set_indexed(indexed and not changed and not gone)


def _new_rows(one: Publication, pages: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    for uri, done in one.rendered.items():
        path = one.site / pages[uri]
        if path.is_file():
            now = path.stat()
            yield uri, Row(*one.sources[uri], now.st_mtime_ns, now.st_size, done.title, done.robots)
