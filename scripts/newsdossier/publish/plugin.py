"""The plugin's events: each is one call."""

import logging
import subprocess
import threading
from collections.abc import Callable
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

from newsdossier.compose import Overlay
from newsdossier.errors import NewsdossierError
from newsdossier.locale import plurals, say
from newsdossier.pipeline import Report, build
from newsdossier.publish import search, site
from newsdossier.publish.overlay import laid_over
from newsdossier.publish.settings import PluginConfig, settings_of

log = logging.getLogger("mkdocs.plugins.newsdossier")


class NewsdossierPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Turns seeds into pages and adds them to the site."""

    def __init__(self) -> None:
        """No build has run yet."""
        self._serving = False
        self._indexed: list[str] = []
        self._overlay: Callable[[str], Overlay] = lambda _: Overlay()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether a person is waiting for a reload."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our theme, our styles and the navigation."""
        if "search" in config.plugins or "material/search" in config.plugins:
            raise PluginError(
                f"{config.config_file_path}: the search plugin makes every reader download the whole index. "
                "Remove it from plugins: newsdossier brings its own search page."
            )
        if not config.site_url:
            log.info("no site_url in %s: the site gets no canonical links and no sitemap", config.config_file_path)
        return site.configured(config)

    @event_priority(-50)  # after plugins that add pages: ours look at what is there
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Run the pipeline and add its pages."""
        settings = settings_of(config, self.config)
        try:
            report = build(settings)
        except NewsdossierError as error:
            raise PluginError(str(error)) from error
        _say(report)
        self._overlay = report.overlay
        return site.with_data(site.with_pages(files, config, (settings, report.pages)), config, report.data)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the names of the pages to index."""
        self._indexed = site.searchable(files)
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lay marks and cards over the page of a dossier."""
        folder, _, name = page.file.src_uri.rpartition("/")
        if folder != settings_of(config, self.config).dossiers.name:
            return html
        how = str(page.meta.get("lang", "")), site.link_from(page, files)
        return laid_over(html, self._overlay(name.removesuffix(".md")), how)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give the templates our words and the links of the footer."""
        env.globals["nd"] = say
        env.globals["nd_plurals"] = plurals
        env.globals["nd_languages"] = site.languages(config)
        env.globals["nd_footer"] = site.footer(files, settings_of(config, self.config).language)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the search index; under `serve` beside the reload, not before it."""
        folder = Path(config.site_dir)
        if self._serving:
            threading.Thread(target=_index_quietly, args=(folder, self._indexed), daemon=True).start()
        else:
            search.index(folder, self._indexed)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Build again when a seed comes, goes or changes. Not when `dossiers/` does: we write there ourselves."""
        server.watch(str(settings_of(config, self.config).seeds))
        return server


def _index_quietly(folder: Path, pages: list[str]) -> None:
    try:
        search.index(folder, pages)
    except (OSError, subprocess.CalledProcessError) as gone:  # the next reload took the pages away, and indexes anew
        log.debug("search index given up: %s", gone)


def _say(report: Report) -> None:
    for failure in report.failures:
        log.warning(failure.message)
    for path in report.kept:
        log.info("%s was edited by a person and is left as it is", path)
    log.info(
        "Dossiers: %d, pages: %d, of them written: %d; removed: %d",
        report.dossiers, len(report.pages), len(report.written), len(report.removed),
    )  # fmt: skip
