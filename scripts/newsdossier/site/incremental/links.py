"""The links of a page as its Markdown has them: what decides, later, whether the page's HTML still holds."""

import posixpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from newsdossier.site.incremental.record import Link


class Links(Extension):
    """Keeps the links of the page that was converted last."""

    def __init__(self) -> None:
        """No page was converted yet."""
        super().__init__()
        self.found: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Look just before MkDocs turns sources into addresses."""
        md.treeprocessors.register(_Collector(md, self), "newsdossier-links", 1)


class _Collector(Treeprocessor):
    def __init__(self, md: Markdown, links: Links) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        """Every address in the text."""
        keys = {"a": "href", "img": "src"}
        self.links.found = [e.get(keys[e.tag], "") for e in root.iter() if e.tag in keys]


def resolved(written: list[str], page: str) -> tuple[Link, ...]:
    """The relative ones among these, once each, as seen from that page."""
    return tuple(link for address in dict.fromkeys(written) if (link := _resolved(address, page)))


def _resolved(written: str, page: str) -> Link | None:
    scheme, netloc, path, _, anchor = urlsplit(written)
    if scheme or netloc or written.startswith(("/", "\\")):
        return None
    if not path:
        return Link(page, anchor, written) if anchor else None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return Link(target, anchor, written)
