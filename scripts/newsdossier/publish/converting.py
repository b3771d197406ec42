"""A page of `dossiers/` in MkDocs' hands: converted by our own reader of our own Markdown, where it reads all of it."""

import logging
import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from newsdossier.publish.dialect import converted
from newsdossier.publish.hearing import ROOT
from newsdossier.publish.links import Links
from newsdossier.publish.spans import NotOursError

USUAL = {"toc", "tables", "fenced_code", "attr_list", "md_in_html", "newsdossier.publish.anchors:Anchors"}
_WEB = re.compile(r"https?://|mailto:")
_NEAR = re.compile(r"(?P<path>[^:?#/\\][^:?#\\]*)(?:#(?P<place>[^#]*))?")


class DossierPage(Page):
    """As any page, but for how its Markdown becomes HTML."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The same as MkDocs does, which is asked wherever it might have anything to say."""
        links = _links(config)
        found = _Addresses(self.file, files)
        made = converted(self.markdown or "", found) if links and "title" in self.meta else None
        if links is None or made is None:
            super().render(config, files)
            return
        links.found = made.links
        self.content, self.toc = made.html, get_toc(made.toc)
        self.present_anchor_ids = {*made.ids}
        if logging.getLogger(ROOT).getEffectiveLevel() > logging.DEBUG:  # MkDocs checks no places otherwise
            self.links_to_anchors = found.anchors


def _links(config: MkDocsConfig) -> Links | None:
    """Where links are kept; nothing where other extensions, or settings of these, make other HTML of our Markdown."""
    kept = [one for one in config.markdown_extensions if isinstance(one, Links)]
    others = {str(one) for one in config.markdown_extensions if not isinstance(one, Links)}
    configured = any((config.mdx_configs or {}).values())
    return kept[0] if kept and others == USUAL and not configured else None


class _Addresses:
    """Addresses as they are written on a page -> as they are on the site."""

    def __init__(self, file: File, files: Files) -> None:
        """Of that page, among these files."""
        self._file, self._files = file, files
        self._known: dict[str, str] = {}
        self.anchors: dict[File, dict[str, str]] = {}
        """Places that the page leads to, with how that is written; MkDocs checks them when all pages are made."""

    def __call__(self, written: str) -> str:
        """`NotOursError` where MkDocs has something to say about a link."""
        if written not in self._known:
            self._known[written] = self._address(written)
        return self._known[written]

    def _address(self, written: str) -> str:
        if _WEB.match(written):
            return written
        if written.startswith("#") and len(written) > 1:
            self.anchors.setdefault(self._file, {}).setdefault(written[1:], written)
            return written
        near = _NEAR.fullmatch(written)
        target = self._files.get_file_from_path(self._source(near["path"])) if near else None
        if near is None or target is None or target.inclusion.value <= InclusionLevel.EXCLUDED.value:
            raise NotOursError(written)
        if near["place"]:
            self.anchors.setdefault(target, {}).setdefault(near["place"], written)
        address = target.url_relative_to(self._file)
        return f"{address}#{near['place']}" if near["place"] else address

    def _source(self, path: str) -> str:
        return normpath(join(dirname(self._file.src_uri), unquote(path)))
