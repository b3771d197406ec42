"""Mentions -> entities: within an article first, then across all of them."""

from newsdossier import spelling
from newsdossier.identify import alike, compare

_SPELLINGS = (spelling.fold, spelling.words, compare.romanised, compare.bones, compare.skeleton, alike.shapes)


def forget() -> None:
    """Drop what was worked out of all names: who is who is settled, and the pages of a large site need the memory."""
    for known in _SPELLINGS:
        known.cache_clear()
