"""Sentence and cue -> the clause that the cue qualifies: by punctuation and conjunctions, within the sentence."""

import re

from newsdossier.model import Span

_EDGE = re.compile(
    r"[;:()–—]\s?|,\s|[«“]\s?"
    r"|\s(?=(?:qui|dont|mais|car|puis|tandis\sque|alors\sque|who|which|but|while)\b)"
    r"|\b(?:que|that)\s|\bqu['’]",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\s?(?:[;:()–—»”]|,\s|[.!?…]+$|\s(?:qui|dont|mais|car|puis|who|which|but|while|tandis|alors\sque)\b)"
)
CONTEXT = 300  # characters to either side of a cue: a text without full stops is one long sentence
_SHORT = 4  # characters: with fewer before the cue its subject stands before the comma


def ahead_of(text: str, sentence: Span, at: int) -> str:
    """What stands before a place in its sentence, as far as it can matter there."""
    return text[max(sentence.start, at - CONTEXT) : at]


def clause(text: str, sentence: Span, cue: Span) -> Span:
    """From the edge before the cue to the one after it; past a comma when the cue opens its clause."""
    first = max(sentence.start, cue.start - CONTEXT)
    edges = [m.end() for m in _EDGE.finditer(text, first, cue.start) if m.end() <= cue.start]
    while edges and cue.start - edges[-1] < _SHORT:
        edges.pop()
    start = edges[-1] if edges else first
    last = min(sentence.end, cue.end + CONTEXT)
    close = _CLOSE.search(text, cue.end, last)
    end = close.start() if close else last
    return Span(start, max(end, cue.end))
