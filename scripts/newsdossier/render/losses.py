"""Article -> what of its file a reader does not see, in one line: nothing is left out in silence."""

from collections.abc import Iterator

from newsdossier.locale import say
from newsdossier.model import LOOKED_AT, Article


def losses(article: Article) -> str:
    """Characters and pages that could not be read, and where nothing was looked for; empty when all was."""
    return " ".join(_losses(article))


def _losses(article: Article) -> Iterator[str]:
    reading, language = article.reading, article.language
    if missing := reading.read - reading.kept:
        yield say("losses_characters", language, n=missing, of=reading.read)
    if reading.unread:
        yield say("losses_pages", language, n=reading.unread)
    if max(reading.kept, len(article.text)) > LOOKED_AT:
        yield say("losses_unsearched", language, n=LOOKED_AT)
