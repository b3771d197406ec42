"""Article -> sentences and clauses, by punctuation: quick, and never a cut inside « … » or after « M. »."""

import re
from collections.abc import Iterator

from newsdossier.model.article import Article, Span

_STOP = re.compile(r"[.!?…]+[»”\"’')\]]*(?=\s+[«“\"‘'(\[—–-]*\s*[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"'’-])"
    r"(?:[A-ZÀ-Ý]|M|MM|Mme|Mlle|Mgr|Me|Dr|Pr|St|Ste|cf|art|av|bd|env|ex|fig|p|pp|n|no|vol|éd|al|chap"
    r"|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Jr|Sr|vs|No|Nos|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N|J\.-C|a\.m|p\.m)\.$"
)
_OPEN, _CLOSE = "«“", "»”"
_EDGE = re.compile(
    r"[;:()–—]\s?|,\s|[«“]\s?"
    r"|\s(?=(?:qui|dont|mais|car|puis|tandis\sque|alors\sque|who|which|but|while)\b)"
    r"|\b(?:que|that)\s|\bqu['’]",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s?(?:[;:()–—»”]|,\s|[.!?…]+$|\s(?:qui|dont|mais|car|puis|who|which|but|while|tandis|alors\sque)\b)"
)
CONTEXT = 300  # characters to either side of a cue: a text without full stops is one long sentence
_SHORT = 4  # characters: with fewer before the cue its subject stands before the comma


def split(article: Article) -> tuple[Span, ...]:
    """Returns every sentence of every part, without the white space around it; a title is one sentence."""
    return tuple(span for part in article.parts for span in _sentences(article.text, part.span))


def _sentences(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for stop in _STOP.finditer(text, part.start, part.end):
        if _is_end(text, start, stop):
            yield Span(start, stop.end())
            start = stop.end() + len(text[stop.end() : part.end]) - len(text[stop.end() : part.end].lstrip())
    if start < part.end:
        yield Span(start, part.end)


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop.group() == "." and _ABBREVIATION.search(text[max(start, stop.end() - 12) : stop.end()]):
        return False
    words = text[start : stop.end()]
    return sum(map(words.count, _OPEN)) <= sum(map(words.count, _CLOSE))


def ahead_of(text: str, sentence: Span, at: int) -> str:
    """Returns the characters before a place in its sentence, as far as they can matter there."""
    return text[max(sentence.start, at - CONTEXT) : at]


def clause(text: str, sentence: Span, cue: Span) -> Span:
    """Returns the clause from the edge before the cue to the one after it; past a comma when the cue opens it."""
    first = max(sentence.start, cue.start - CONTEXT)
    edges = [m.end() for m in _EDGE.finditer(text, first, cue.start) if m.end() <= cue.start]
    while edges and cue.start - edges[-1] < _SHORT:
        edges.pop()
    start = edges[-1] if edges else first
    last = min(sentence.end, cue.end + CONTEXT)
    close = _CLAUSE_END.search(text, cue.end, last)
    end = close.start() if close else last
    return Span(start, max(end, cue.end))
