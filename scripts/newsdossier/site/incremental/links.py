"""Links between pages: as the Markdown has them, as the HTML has them, and whether the places they name exist."""

import posixpath
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

_REMEMBERED = 1 << 17  # pairs of a folder and a page
_TOP = ("", ".", "./")


class Link(NamedTuple):
    """A relative link of a page."""

    target: str
    """Source of the page or file that it leads to, whether there is one or not."""
    anchor: str
    """The place on that page, or nothing."""
    written: str
    """The address as it stands in the Markdown."""


class LinkCollector(Extension):
    """Keeps the links of the page that was converted last."""

    def __init__(self) -> None:
        """No page was converted yet."""
        super().__init__()
        self.addresses: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Run just before MkDocs turns sources into addresses."""
        md.treeprocessors.register(_Collect(md, self), "newsdossier-links", 1)


class _Collect(Treeprocessor):
    def __init__(self, md: Markdown, collector: LinkCollector) -> None:
        super().__init__(md)
        self._collector = collector

    def run(self, root: Element) -> None:
        """Keep every address of the text."""
        keys = {"a": "href", "img": "src"}
        self._collector.addresses = [e.get(keys[e.tag], "") for e in root.iter() if e.tag in keys]


def resolved(addresses: Iterable[str], page: str) -> tuple[Link, ...]:
    """Returns the relative ones among the addresses on that page, once each."""
    return tuple(link for address in dict.fromkeys(addresses) if (link := _resolved(address, page)))


def _resolved(written: str, page: str) -> Link | None:
    scheme, netloc, path, _, anchor = urlsplit(written)
    if scheme or netloc or written.startswith(("/", "\\")):
        return None
    if not path:
        return Link(page, anchor, written) if anchor else None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return Link(target, anchor, written)


def relative(url: str, page: str) -> str:
    """Returns the address of `url` as seen from `page`, both below the site's root, as MkDocs does, but remembered."""
    if url.startswith(page) or page in _TOP:  # the page itself, or something below it
        return get_relative_url(url, page)
    return _from_folder(url, page.rstrip("/").rpartition("/")[0], page.endswith("/"))


@lru_cache(_REMEMBERED)
def _from_folder(url: str, folder: str, is_folder: bool) -> str:
    """Returns the address as seen from any page of the folder that `url` is neither, nor below."""
    return get_relative_url(url, f"{folder}/\0/" if is_folder else f"{folder}/\0.html")


def report_missing_anchors(page: str, links: Iterable[Link], files: Files, *, level: int) -> None:
    """Has MkDocs check these links of a page to places on pages: the words of its messages are its own."""
    unchecked: Any = Page.__new__(Page)
    unchecked.file, unchecked.links_to_anchors = files.get_file_from_path(page), {}
    for link in links:
        if target := files.get_file_from_path(link.target):
            unchecked.links_to_anchors.setdefault(target, {}).setdefault(link.anchor, link.written)
    if unchecked.links_to_anchors:
        unchecked.validate_anchor_links(files=files, log_level=level)
