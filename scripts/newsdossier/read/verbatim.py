"""A text given as it is -> article: nothing is normalised, so that offsets index the very input."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from newsdossier.model import Article, Part, PartKind, SeedRef, Source, Span
from newsdossier.read.language import language as language_of

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_TITLE = 200  # characters: a longer first block is text


def article_of_text(
    text: str,
    *,
    id: str,
    title: str = "",
    language: str = "",
    published: date | None = None,
    languages: tuple[str, ...] = ("fr", "en"),
) -> Article:
    """One article of that text; its seed is the text itself."""
    return Article(
        slug=id,
        title=title,
        title_origin="metadata",
        text=text,
        parts=tuple(_parts(text)),
        source=Source(published=published),
        language=language_of(language, text, languages),
        seed=SeedRef("", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()),
    )


def _parts(text: str) -> Iterator[Part]:
    blank = re.search(r"\n\s*\n", text.strip())
    spans = [Span(*found.span()) for found in (_BLOCK if blank else _LINE).finditer(text)]
    for number, span in enumerate(spans):
        kind: PartKind = "title" if number == 0 and len(spans) > 1 and _is_title(span.of(text)) else "paragraph"
        yield Part(kind, span)


def _is_title(words: str) -> bool:
    return "\n" not in words and len(words) <= _TITLE and words[-1] not in ".!?…»”\"'"
