"""The language of a text: as declared, else detected among those that the project reads."""

import re
from functools import cache
from typing import Any

_TAG = re.compile(r"^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$", re.I)
_SAMPLE = 4_000  # characters: more changes no answer


def language(declared: str, text: str, languages: tuple[str, ...]) -> str:
    """A BCP 47 primary tag such as `fr`."""
    tag = declared.strip().replace("_", "-")
    if _TAG.match(tag):
        return tag.split("-")[0].lower()
    if len(languages) == 1:
        return languages[0]
    return str(_identifier(languages).classify(text[:_SAMPLE])[0])


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
