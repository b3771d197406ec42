"""The blocks of a page's text -> the same without the headline, day and byline above it and the links below it."""

import re
from collections.abc import Iterator

from newsdossier.model import PartKind
from newsdossier.read import bylines
from newsdossier.read.blocks import Blocks
from newsdossier.read.days import day_alone
from newsdossier.read.rooms import Leaf, key, linked

_ABOVE = 3  # blocks among which headline, day and byline stand
_SHORT = 90  # characters of a line that is a day or a byline
_BELOW = 5  # links after a text at most: more are a list that belongs to it


def trimmed(found: Blocks, title: str, leaves: list[Leaf]) -> Blocks:
    """Between its edges nothing is changed, but for lines without a word."""
    kept = list(_below_the_headline(found, title))
    links = {key(line) for element, line in leaves if linked(element) >= len(line)}
    links -= {key(line) for element, line in leaves if linked(element) < len(line)}
    end = len(kept)
    while end and key(kept[end - 1][1]) in links:
        end -= 1
    return kept[:end] if end and len(kept) - end <= _BELOW else kept


def _below_the_headline(found: Blocks, title: str) -> Iterator[tuple[PartKind, str]]:
    for at, (kind, line) in enumerate(found):
        if repeats(line, title) and (kind == "heading" or at < _ABOVE):
            continue
        if at < _ABOVE and kind != "heading" and _is_head(line):
            continue
        if re.search(r"\w", line):
            yield kind, line


def repeats(line: str, title: str) -> bool:
    """It is the headline, be it after a kicker."""
    short, whole = key(title), key(line)
    return bool(short) and whole.endswith(short) and len(whole) < 2 * len(short)


def _is_head(line: str) -> bool:
    """A day, or « Par » and names, and nothing else."""
    return len(line) <= _SHORT and (day_alone(line) is not None or bylines.is_signature(line))
