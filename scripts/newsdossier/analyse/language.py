"""Texts -> language pipeline's Docs: one trained pipeline per language, loaded when a text needs it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from newsdossier.analyse import trained

if TYPE_CHECKING:  # spaCy takes half a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.tokens import Doc

LENT = "fr"  # the pipeline that also reads languages without one of their own, as far as capitals carry
_LONGEST = 40_000  # characters in one pass: a model needs about 1 GB for 100,000


def reads(language: str) -> bool:
    """There is a pipeline for that very language."""
    return language in trained.STOCK


@cache
def model_name(language: str) -> str:
    """Model and version that read a language: part of a cached result's key."""
    own = language if reads(language) else LENT
    return f"newsdossier-{own} {trained.fingerprint(own)}"


def docs(texts: Iterable[str], language: str, *, structure: bool = False) -> Iterator["Doc"]:
    """One Doc per text, in order, with names and, if asked for, clause structure; its tokens index the very text."""
    from spacy.tokens import Doc

    pipeline = _pipeline(language, structure)
    for text in texts:
        pieces = list(pipeline.pipe(_pieces(text)))
        yield pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)


@cache
def _pipeline(language: str, structure: bool) -> "Language":
    return trained.pipeline(language if reads(language) else LENT, structure=structure)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text too long for one pass, at a blank line or else at a space; the pieces joined are the text."""
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind("\n\n", start, limit), text.rfind(" ", limit - 2_000, limit))
        cut = cut if cut > start else limit
        yield text[start:cut]
        start = cut
    yield text[start:]
