"""What the theme says alike on many pages, rendered once: header, tabs, menu, configuration.

They depend on the page's language and on its folder, from which links lead, and on nothing else of a page that no
navigation lists. Templates of a project's own may ask for more: with these everything is rendered for each page.
"""

from collections.abc import Callable
from importlib.resources import files as resources
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from newsdossier.site.markdown.page import DossierPage

Same = Callable[[jinja2.runtime.Context, str, Callable[[], str]], str]


def same(config: MkDocsConfig) -> Same:
    """For templates: name of a block and the block -> what it says on this page."""
    known: dict[tuple[object, ...], str] = {}
    stock = all(any(Path(place).is_relative_to(ours) for ours in _packages()) for place in config.theme.dirs)

    @jinja2.pass_context
    def nd_same(context: jinja2.runtime.Context, name: str, block: Callable[[], str]) -> str:
        page = context.get("page")
        if not (stock and isinstance(page, DossierPage)) or _leads_below(page, context["nav"]):
            return block()
        folder = page.url.rstrip("/").rpartition("/")[0]
        key = (name, folder, page.meta.get("lang"), str(page.meta.get("hide")))
        if key not in known:
            known[key] = block()
        return known[key]

    return nd_same


def _leads_below(page: Page, nav: Navigation) -> bool:
    """The navigation lists something below this page: its siblings lead there by another way."""
    return any(one.url.startswith(page.url) for one in nav.pages)


def _packages() -> list[Path]:
    """Where templates come from that we know."""
    return [Path(str(resources(one))) for one in ("newsdossier", "material", "mkdocs")]
