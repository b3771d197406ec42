"""Mentions -> entities: within an article first, then across all of them."""

from newsdossier import naming
from newsdossier.identify.site import join
from newsdossier.naming import likeness

_SPELLINGS = (naming.fold, naming.words, likeness.romanised, likeness.bones, likeness.skeleton, join.shapes)


def forget() -> None:
    """Drop what was worked out of all names: who is who is settled, and the pages of a large site need the memory."""
    for known in _SPELLINGS:
        known.cache_clear()
