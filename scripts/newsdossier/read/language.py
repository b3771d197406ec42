"""The language of a text: as declared, else by its commonest words, else detected among those that a project reads."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

_TAG = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.I)
_SAMPLE = 4_000  # characters: more changes no answer
_WORD = re.compile(r"[^\W\d_]+")
_COMMON: Mapping[str, frozenset[str]] = {
    "fr": frozenset(
        "au aux avec ce cette dans des du elle est et il la le les ne ont par pas pour que qui sa ses son sur une été"
        .split()
    ),
    "en": frozenset(
        "and are at been by for from has have he his is its of that the they this to was were which will with".split()
    ),
}  # fmt: skip
_FEWEST, _SHARE, _RATIO = 10, 0.12, 8  # such words of one language; of all words; as many as of another


def language_of(declared: str, text: str, languages: tuple[str, ...]) -> str:
    """Returns the BCP 47 primary tag, such as `fr`: as declared, else the likeliest of the project's `languages`."""
    tag = declared.strip().replace("_", "-")
    if _TAG.match(tag):
        return tag.split("-")[0].lower()
    if len(languages) == 1:
        return languages[0]
    return _by_common_words(text[:_SAMPLE], languages) or str(_identifier(languages).classify(text[:_SAMPLE])[0])


def _by_common_words(text: str, languages: tuple[str, ...]) -> str:
    """Returns the language of nearly all common words; empty where that is not clear, or not all languages have some.

    Loading the detector takes longer than reading the one seed that changed.
    """
    if not _COMMON.keys() >= {*languages}:
        return ""
    words = _WORD.findall(text.lower())
    counts = sorted((sum(word in _COMMON[one] for word in words), one) for one in languages)
    (other, _), (most, best) = counts[-2:]
    return best if most >= max(_FEWEST, _SHARE * len(words), _RATIO * other) else ""


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
