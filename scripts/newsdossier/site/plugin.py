"""The plugin's events: each is one call."""

import logging
import shutil
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import jinja2
from filelock import FileLock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from newsdossier.cache.store import NO_MEMO
from newsdossier.cache.store import Memo
from newsdossier.analyse.executors import AUTO
from newsdossier.errors import DISK
from newsdossier.errors import NewsdossierError
from newsdossier.errors import explained
from newsdossier.locale import plurals
from newsdossier.locale import say
from newsdossier.model.dossier import Dossier
from newsdossier.build.result import BuildResult
from newsdossier.build.pipeline import build
from newsdossier.build.report import progress_lines
from newsdossier.site.incremental import publish
from newsdossier.site.incremental import late
from newsdossier.site import csp
from newsdossier.site import mining
from newsdossier.site import search
from newsdossier.site import setup
from newsdossier.site.incremental import unchanged
from newsdossier.site.head import Where
from newsdossier.site.head import head
from newsdossier.site.head import reusable
from newsdossier.site.incremental.messages import ROOT
from newsdossier.site.incremental.messages import Hearing
from newsdossier.site.incremental.messages import current
from newsdossier.site.incremental.messages import begin as begin_hearing
from newsdossier.site.incremental.links import Links
from newsdossier.site.overlay import laid_over
from newsdossier.site.settings import is_private
from newsdossier.site.incremental.session import Publication
from newsdossier.site.incremental.record import open_record
from newsdossier.site.markdown.shared_parts import same
from newsdossier.site.serve import error_page
from newsdossier.site.serve import get_ready
from newsdossier.site.serve import keep_themes
from newsdossier.site.settings import PluginConfig
from newsdossier.site.settings import settings_of
from newsdossier.site.incremental.files import Shown
from newsdossier.site.incremental.files import SiteFiles
from newsdossier.site.incremental.files import all_pages
from newsdossier.site.serve import told_by_the_system
from newsdossier.build.stages import AnalysisOptions
from newsdossier.parallel.garbage import rare_collection

log = logging.getLogger(f"{ROOT}.plugins.newsdossier")


class NewsdossierPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Turns seeds into pages and adds them to the site."""

    def __init__(self) -> None:
        """No build has run yet."""
        self._serving = False
        self._memo = NO_MEMO
        self._given_up = threading.Event()
        self._give_up: Callable[[], object] = lambda: None
        self._language = ""
        self._report: BuildResult
        self._folder = ""
        self._trusted: csp.Trusted | None = None
        self._open = ExitStack()
        self._now: Publication
        self._files: SiteFiles
        self._pages: list[File | Shown] = []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether a person is waiting for a reload."""
        self._serving = command == "serve"
        self._memo = Memo(lasting=self._serving)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our theme, our styles and the navigation."""
        if "search" in config.plugins or "material/search" in config.plugins:
            raise PluginError(
                f"{config.config_file_path}: the search plugin makes every reader download the whole index. "
                "Remove it from plugins: newsdossier brings its own search page."
            )
        if is_private():
            config.site_dir = str(settings_of(config, self.config).work / "site")
            config.site_url = ""  # it has no address: no canonical links, no feeds, no sitemap
        elif not config.site_url:
            log.info("no site_url in %s: the site gets no canonical links and no sitemap", config.config_file_path)
        config = setup.configured(config)
        self._give_up()
        self._begin(config)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """MkDocs builds into a folder of its own; what is new is moved from there."""
        work = settings_of(config, self.config).work
        readers, made = Path(config.site_dir), work / "made"
        if self._serving:
            readers = work / "served" / f"{config.dev_addr.host}-{config.dev_addr.port}".replace(":", ".")
        work.mkdir(parents=True, exist_ok=True)
        hearing, links = Hearing(lambda: current(config)), Links()
        self._open = ExitStack()
        self._open.enter_context(rare_collection())
        self._open.enter_context(FileLock(work / "publish.lock"))
        record = self._open.enter_context(open_record(work / "published.sqlite", readers))
        self._open.callback(setattr, config, "site_dir", config.site_dir)
        self._open.callback(shutil.rmtree, made, ignore_errors=True)
        self._open.callback(begin_hearing(hearing))
        config.markdown_extensions.append(links)  # type: ignore[arg-type]  # Markdown takes them made, too
        config.site_dir = str(made)
        self._pages = []
        look = unchanged.look(record, readers, self._open)
        self._now = Publication(readers, made, record, hearing, links, self._open, look, self._serving)

    @event_priority(-50)  # after plugins that add pages: ours look at what is there
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Run the pipeline and add its pages."""
        settings = settings_of(config, self.config)
        self._given_up.set()  # the index that is being made is of pages that may be gone in a moment
        try:
            report = build(settings, analysis=AnalysisOptions(AUTO, progress_lines(log.info)), memo=self._memo)
        except (NewsdossierError, *DISK) as bad:
            raise PluginError(str(explained(bad))) from bad
        _say(report)
        self._report, self._folder, self._language = report, settings.dossiers.name, settings.language
        files = setup.with_search(files, config, settings.language)
        ours = setup.ours(report, (config, files, settings), mining.files(config, self.config.mining))
        self._files = unchanged.begin(self._now, ours, (config, files, report.load))
        return self._files

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Render on every core what MkDocs would render on one."""
        publish.after_navigation(self._now, (config, nav, self._files), self._report.load)
        return nav

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap lists every page, not only those that were rendered."""
        self._pages = self._pages or all_pages(self._now, self._files, config)
        context["pages"] = self._pages  # type: ignore[typeddict-item]  # as much of files as the sitemap asks
        return context

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lay marks and cards over the page of a dossier."""
        publish.keep_links(self._now, page)
        folder, _, path = page.file.src_uri.partition("/")
        ours = folder == self._folder
        subject = self._report.subject(path) if ours else None
        where = Where(page, config, files, self._folder, settings_of(config, self.config).language)
        page.nd_head = head(where, subject)  # type: ignore[attr-defined]
        if not ours:
            return html
        if isinstance(subject, Dossier):
            html = reusable(html, where, (subject, self._report.first_shown(subject.article.slug)))
        how = str(page.meta.get("lang", "")), setup.link_from(page, files, folder)
        return laid_over(html, self._report.overlay(path), how)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give the templates our words and the links of the footer."""
        self._trusted = None if self._serving else csp.of_theme(env, config)
        compiled = self._now.made.parent / "templates"
        compiled.mkdir(exist_ok=True)
        env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(compiled))
        env.globals.update(nd=say, nd_plurals=plurals, nd_private=is_private(), nd_mining=self.config.mining)
        env.globals.update(
            nd_same=same(config), nd_languages=setup.languages(config), nd_feeds=setup.feeds(self._now.ours.data)
        )
        env.globals["nd_footer"] = setup.footer(files, settings_of(config, self.config).language)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let a built page run the site's own scripts only."""
        return csp.guarded(output, self._trusted) if self._trusted else output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages without Markdown, such as the one for what is not there."""
        return csp.guarded(output_content, self._trusted) if self._trusted else output_content

    @event_priority(-100)  # when all that others add is there
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what is new before the readers, then make the search index; under `serve` beside the reload."""
        publish.finish(self._now, config, self._files)
        behind = not self._now.record.is_indexed()
        self._open.close()
        if self._now.late:
            self._give_up = late.beside(self._now)
        if behind:
            self._index()

    def _index(self) -> None:
        """Make the search index; of a reload in the background, until the next reload wants another."""
        now, files, folder, report = self._now, self._files, self._folder, self._report

        def job() -> search.Job:
            pages = setup.searchable(files, now.ours.pages, (folder, report.search_entries()))
            return search.Job(now.site, now.record.path, pages, self._language)

        if self._serving:
            self._given_up = search.beside(job)
        else:
            search.index(job())

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it is."""
        self._open.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Build again when a seed comes, goes or changes. Not when `dossiers/` does: we write there ourselves."""
        settings = settings_of(config, self.config)
        threading.Thread(target=get_ready, args=(settings, self._memo), daemon=True).start()
        server.watch(str(settings.seeds))
        told_by_the_system(server)
        keep_themes()
        server.root = str(self._now.site)
        server.error_handler = error_page(self._now.site)
        return server


def _say(report: BuildResult) -> None:
    for failure in report.failures:
        log.warning(failure.message)
    for seed in report.withheld:
        log.info(seed.message)
    for remark in (one for one in report.remarks if one.kind in {"stray-sidecar", "seedless", "kept"}):
        log.info(remark.message)
    log.info(
        "Dossiers: %d, pages: %d, of them written: %d; removed: %d",
        report.dossiers, len(report.pages), len(report.written), len(report.removed),
    )  # fmt: skip
