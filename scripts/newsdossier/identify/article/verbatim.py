"""An article's quotes -> those that are words of its text, and those that are left out."""

from collections.abc import Iterable

from newsdossier.model.article import Article
from newsdossier.model.findings import Quote

_DASHES = frozenset("—–―")
_OPENING = frozenset("«“\"„‟‹‘'")


def faithful(article: Article, quotes: Iterable[Quote]) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Quotes whose span is words of the text, with its marks where it must have some; and those that are not shown."""
    kept: list[Quote] = []
    wrong: list[Quote] = []
    for quote in quotes:
        (kept if _is_faithful(article.text, quote) else wrong).append(quote)
    return tuple(kept), tuple(wrong)


def _is_faithful(text: str, quote: Quote) -> bool:
    spans = [
        span for span in (quote.span, quote.cue, quote.speaker, *quote.joint, *quote.channels, *quote.others) if span
    ]
    if not all(0 <= span.start < span.end <= len(text) for span in spans):
        return False
    words = quote.span.of(text)
    marked = words[0] in _OPENING or quote.kind == "indirect" or quote.kind == "direct" and _in_dialogue(text, quote)
    return marked and words == words.strip()


def _in_dialogue(text: str, quote: Quote) -> bool:
    """A line that begins with a dash is somebody's turn; « dit-il » may stand in it."""
    line = text[text.rfind("\n", 0, quote.span.start) + 1 : quote.span.start].lstrip()
    return line[:1] in _DASHES and line != ""
