"""Mentions -> entities: within an article first, then across all of them."""

from newsdossier.identify.site import pairs
from newsdossier.naming import keys, likeness

_SPELLINGS = (keys.fold, keys.words, likeness.romanised, likeness.bones, likeness.skeleton, pairs.shapes)


def forget() -> None:
    """Drop what was worked out of all names: who is who is settled, and the pages of a large site need the memory."""
    for known in _SPELLINGS:
        known.cache_clear()
