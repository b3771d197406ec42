"""The MkDocs plugin: each event is one call."""

import logging
import threading
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from newsdossier.analyse.executors import AUTO
from newsdossier.build.pipeline import build
from newsdossier.build.report import progress_lines
from newsdossier.build.result import BuildResult
from newsdossier.build.stages import AnalysisOptions
from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.errors import DISK, NewsdossierError, explained
from newsdossier.model.dossier import Dossier
from newsdossier.model.settings import Settings
from newsdossier.site import head as head_site
from newsdossier.site import search, serve, setup
from newsdossier.site.head import PageContext, head, with_reuse
from newsdossier.site.incremental import publish
from newsdossier.site.incremental.record import ROOT
from newsdossier.site.overlay import add_overlay
from newsdossier.site.settings import PluginConfig, is_private, settings_of
from newsdossier.site.templates import prepare_templates

log = logging.getLogger(f"{ROOT}.plugins.newsdossier")


class NewsdossierPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Turns seeds into pages and adds them to the site."""

    def __init__(self) -> None:
        """No build has run yet."""
        self._serving = False
        self._memo = NO_MEMO
        self._lists: serve.AfterReload | None = None
        self._index: serve.AfterReload | None = None
        self._ends = ExitStack()
        self._settings: Settings
        self._report: BuildResult
        self._publication: publish.Publication
        self._trusted: head_site.TrustedScripts | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Notes whether a person is waiting for a reload."""
        self._serving = command == "serve"
        self._memo = Memo(lasting=self._serving)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Brings our theme, our styles and the navigation, and has MkDocs build into a folder of its own."""
        _check(config)
        work = settings_of(config, self.config).work
        if is_private():
            config.site_dir = str(work / "site")
            config.site_url = ""  # it has no address: no canonical links, no feeds, no sitemap
        config = setup.configure(config)
        site = serve.site_folder(work, config) if self._serving else Path(config.site_dir)
        if self._lists:  # they and this build would be in each other's way
            self._lists.give_up()
            self._lists.join()
            self._lists = None
        self._ends = ExitStack()
        self._publication = publish.begin(config, work, site, self._ends)
        return config

    @event_priority(-50)  # after plugins that add pages: ours look at what is there
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Runs the pipeline and adds its pages."""
        if self._index:  # it is of pages that may be gone in a moment
            self._index.give_up()
            self._index = None
        self._settings = settings_of(config, self.config)
        try:
            self._report = build(
                self._settings, analysis=AnalysisOptions(AUTO, progress_lines(log.info)), memo=self._memo
            )
        except (NewsdossierError, *DISK) as bad:
            raise PluginError(str(explained(bad))) from bad
        _log(self._report)
        files = setup.with_search(files, config, self._settings.language)
        mining = self.config.mining
        output = setup.pipeline_output(self._report, self._settings, config=config, files=files, mining=mining)
        return self._publication.compare(output, config, files, defer=self._serving)

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Renders on every core what MkDocs would render on one."""
        self._publication.render(config, nav, self._report.load)
        return nav

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Has the sitemap list every page, not only those that were rendered."""
        context["pages"] = self._publication.all_pages(config)  # type: ignore[typeddict-item]  # as much as it asks
        return context

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Adds what a page of ours has beside its Markdown, and a head to each page."""
        self._publication.keep_links(page)
        return _with_extras(html, PageContext(page, config, files, self._settings), self._report)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Gives the templates our words and the links of the footer."""
        self._trusted = None if self._serving else head_site.scripts_of_theme(env, config)
        env.globals["nd_mining"] = self.config.mining
        data = self._publication.output.data
        prepare_templates(env, config, files=files, settings=self._settings, data=data)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Lets a built page run the site's own scripts only."""
        return head_site.with_policy(output, self._trusted) if self._trusted else output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Lets pages without Markdown, such as the error page, run the site's own scripts only."""
        return head_site.with_policy(output_content, self._trusted) if self._trusted else output_content

    @event_priority(-100)  # when all that others add is there
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Puts what is new before the readers, then makes what they do not wait for; under `serve` while they read."""
        self._publication.finish(config)
        indexed = self._publication.record.is_indexed()
        self._ends.close()
        if self._publication.deferred:
            self._lists = serve.AfterReload(self._publication.write_deferred)
        if not indexed:
            self._make_index()

    def _make_index(self) -> None:
        job = partial(_index_job, self._publication, self._report, self._settings)
        if self._serving:
            self._index = serve.AfterReload(partial(search.index_in_process, job))
        else:
            search.index(job())

    def on_build_error(self, *, error: Exception) -> None:
        """Leaves the site as it is."""
        self._ends.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Has the site built again when a seed comes, goes or changes."""
        threading.Thread(target=serve.get_ready, args=(self._settings, self._memo), daemon=True).start()
        serve.prepare_server(server, self._settings, self._publication.site)
        return server


def _check(config: MkDocsConfig) -> None:
    if "search" in config.plugins or "material/search" in config.plugins:
        raise PluginError(
            f"{config.config_file_path}: the search plugin makes every reader download the whole index. "
            "Remove it from plugins: newsdossier brings its own search page."
        )
    if not is_private() and not config.site_url:
        log.info("no site_url in %s: the site gets no canonical links and no sitemap", config.config_file_path)


def _log(report: BuildResult) -> None:
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


def _with_extras(html: str, context: PageContext, report: BuildResult) -> str:
    """Returns the page with its files and citation, and its overlay, if it is one of ours; gives it a head."""
    folder, _, path = context.page.file.src_uri.partition("/")
    is_ours = folder == context.folder
    subject = report.subject(path) if is_ours else None
    context.page.nd_head = head(context, subject)  # type: ignore[attr-defined]
    if not is_ours:
        return html
    if isinstance(subject, Dossier):
        html = with_reuse(html, context, subject, first=report.first_shown(subject.article.slug))
    href = setup.link_from(context.page, context.files, folder)
    return add_overlay(html, report.overlay(path), language=str(context.page.meta.get("lang", "")), href=href)


def _index_job(publication: publish.Publication, report: BuildResult, settings: Settings) -> search.IndexJob:
    pages = setup.searchable(
        publication.files, publication.output.pages, report.search_entries(), folder=settings.dossiers.name
    )
    return search.IndexJob(publication.site, publication.record.path, pages, settings.language)
