"""HTML of a page: by our own reader where the page is ours and plain, by Python-Markdown elsewhere."""

import logging
import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from newsdossier.site.dialect import NotOursError, converted
from newsdossier.site.incremental.links import Link, LinkCollector, relative
from newsdossier.site.incremental.record import ROOT

_TEXT = "nd-text"
USUAL = {
    "toc",
    "tables",
    "fenced_code",
    "attr_list",
    "md_in_html",
    "newsdossier.site.page_html:ParagraphIds",
}
_WEB = re.compile(r"https?://|mailto:")
_NEAR = re.compile(r"(?P<path>[^:?#/\\][^:?#\\]*)?(?:#(?P<place>[^#]+))?")


class ParagraphIds(Extension):
    """Numbers the paragraphs of articles."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after attribute lists, and before MkDocs collects the ids of the page."""
        md.treeprocessors.register(_Number(md), "newsdossier-paragraph-ids", 7)


class _Number(Treeprocessor):
    def run(self, root: Element) -> None:
        """Number paragraphs and items of the article, in the order in which `views.dossier.anchors` counts them."""
        for text in root.iter("div"):
            if text.get("class") == _TEXT:
                blocks = [e for e in text.iter() if e.tag in {"p", "li"}]
                for number, block in enumerate(blocks, start=1):
                    block.set("id", f"p{number}")


class DossierPage(Page):
    """As any page, but for how its Markdown becomes HTML."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Renders as MkDocs does, and asks MkDocs wherever it might have a message."""
        found = _Addresses(self.file, files)
        made = converted(self.markdown or "", found) if "title" in self.meta and _is_usual(config) else None
        if made is None:
            super().render(config, files)
            return
        self.nd_links = (*found.links.values(),)
        self.content, self.toc = made.html, get_toc(made.toc)
        self.present_anchor_ids = {*made.ids}
        if logging.getLogger(ROOT).getEffectiveLevel() > logging.DEBUG:  # MkDocs checks no places otherwise
            self.links_to_anchors = found.anchors


def _is_usual(config: MkDocsConfig) -> bool:
    """No other extensions, and no settings of these, make other HTML of our Markdown."""
    extensions = {str(one) for one in config.markdown_extensions if not isinstance(one, LinkCollector)}
    return extensions == USUAL and not any((config.mdx_configs or {}).values())


class _Addresses:
    """Addresses as they are written on a page -> as they are on the site."""

    def __init__(self, file: File, files: Files) -> None:
        """Takes the page and the files that its links may lead to."""
        self._file, self._files, self._folder = file, files.src_uris, dirname(file.src_uri)
        self._known: dict[str, str] = {}
        self.links: dict[str, Link] = {}
        """Those that stay on the site, as `links.resolved` finds them."""
        self.anchors: dict[File, dict[str, str]] = {}
        """Places that the page leads to, with how that is written; MkDocs checks them when all pages are made."""

    def __call__(self, written: str) -> str:
        """`NotOursError` where MkDocs has something to say about a link."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._address(written)
        return known

    def _address(self, written: str) -> str:
        if _WEB.match(written):
            return written
        near = _NEAR.fullmatch(written)
        if near is None:
            raise NotOursError(written)
        path, place = near["path"], near["place"]
        source = normpath(join(self._folder, unquote(path))) if path else self._file.src_uri
        target = self._files.get(source)
        if target is None or target.inclusion.value <= InclusionLevel.EXCLUDED.value:
            raise NotOursError(written)
        self.links[written] = Link(source, place or "", written)
        if place:
            self.anchors.setdefault(target, {}).setdefault(place, written)
        return f"{relative(target.url, self._file.url) if path else ''}{f'#{place}' if place else ''}"
