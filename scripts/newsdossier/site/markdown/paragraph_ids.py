"""Paragraph numbers: the ids `p1`, `p2`, … that entity pages link to, added where the site is made.

They are no part of the Markdown, which stays what a person would write; MkDocs sees them and checks links to them.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TEXT = "nd-text"


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
