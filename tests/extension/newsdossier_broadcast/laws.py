"""Article -> mentions of French laws by their number: « loi n° 78-17 »."""

import re
from collections.abc import Iterator

from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Mention

VERSION = "laws 1"  # another one when results change: what is kept of earlier builds is then not used
_LAW = re.compile(r"\bloi n° ?\d{2,4}-\d+\b")


def find(article: Article) -> Iterator[Mention]:
    """Each law that the text names."""
    for law in _LAW.finditer(article.text):
        yield Mention(Span(*law.span()), "MISC", by=VERSION)
