"""What templates of the theme get from us: words, links of footer and feeds, and blocks that need not be made again."""

from collections.abc import Callable, Iterable
from importlib.resources import files as resources
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from newsdossier.locale import plurals, say
from newsdossier.model.settings import Settings
from newsdossier.site.page_html import DossierPage
from newsdossier.site.settings import is_private

_FOOTER = {
    "method": "method.md",
    "corrections": "dossiers/corrections.md",
    "legal": "legal.md",
    "accessibility": "accessibility.md",
    "manual": "manual/index.md",
}
_PACKAGES = ("newsdossier", "material", "mkdocs")  # whose templates are known

CachedBlock = Callable[[jinja2.runtime.Context, str, Callable[[], str]], str]
"""Context of a page, name of a block and what makes it -> the block."""


def prepare_templates(
    env: jinja2.Environment, config: MkDocsConfig, *, files: Files, settings: Settings, data: Iterable[str]
) -> None:
    """Gives the theme's templates our words and links; `data` are the paths of files for programs."""
    compiled = settings.work / "templates"
    compiled.mkdir(exist_ok=True)
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(compiled))
    env.globals.update(
        nd=say,
        nd_plurals=plurals,
        nd_private=is_private(),
        nd_cached=_cached_block(config),
        nd_languages=_languages(config),
        nd_feeds=_feeds(data),
        nd_footer=_footer(files, settings.language),
    )


def _cached_block(config: MkDocsConfig) -> CachedBlock:
    """Returns a cache of blocks that are the same on many pages: header, tabs, menu, configuration.

    They depend on the page's language and on its folder, from which links lead, and on nothing else of a page that no
    navigation lists. A project's own templates may ask for more: with these every block is made for each page.
    """
    blocks: dict[tuple[object, ...], str] = {}
    packages = [Path(str(resources(one))) for one in _PACKAGES]
    is_stock = all(any(Path(place).is_relative_to(one) for one in packages) for place in config.theme.dirs)

    @jinja2.pass_context
    def cached(context: jinja2.runtime.Context, name: str, block: Callable[[], str]) -> str:
        page = context.get("page")
        if not (is_stock and isinstance(page, DossierPage)) or _leads_below(page, context["nav"]):
            return block()
        folder = page.url.rstrip("/").rpartition("/")[0]
        key = (name, folder, page.meta.get("lang"), str(page.meta.get("hide")))
        if key not in blocks:
            blocks[key] = block()
        return blocks[key]

    return cached


def _leads_below(page: Page, nav: Navigation) -> bool:
    """True if the navigation lists something below this page: its siblings link there by another way."""
    return any(one.url.startswith(page.url) for one in nav.pages)


def _languages(config: MkDocsConfig) -> frozenset[str]:
    """Returns the languages that the theme's own words come in."""
    folders = [Path(folder) / "partials" / "languages" for folder in config.theme.dirs]
    return frozenset(path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.html"))


def _feeds(data: Iterable[str]) -> dict[str, str]:
    """Returns page -> path of its feed without the ending, for those that have one."""
    found = (path.removesuffix(".xml") for path in data if path.startswith("feed"))
    pages = {f"dossiers/{path.removeprefix('feeds/')}.md": path for path in found if not path.endswith(".json")}
    return {("dossiers/index.md" if path == "feed" else page): path for page, path in pages.items()}


def _footer(files: Files, language: str) -> list[dict[str, str]]:
    """Returns the pages that every page leads to, as far as they exist, with addresses from the site's root."""
    found = {key: files.get_file_from_path(path) for key, path in _FOOTER.items()}
    return [{"title": say(key, language), "url": file.url} for key, file in found.items() if file]
