"""Article -> sentences, by punctuation: quick, and never a cut inside « … » or after « M. »."""

import re
from collections.abc import Iterator

from newsdossier.model import Article, Span

_STOP = re.compile(r"[.!?…]+[»”\"’')\]]*(?=\s+[«“\"‘'(\[—–-]*\s*[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"'’-])"
    r"(?:[A-ZÀ-Ý]|M|MM|Mme|Mlle|Mgr|Me|Dr|Pr|St|Ste|cf|art|av|bd|env|ex|fig|p|pp|n|no|vol|éd|al|chap"
    r"|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Jr|Sr|vs|No|Nos|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.K|U\.N|J\.-C|a\.m|p\.m)\.$"
)
_OPEN, _CLOSE = "«“", "»”"


def split(article: Article) -> tuple[Span, ...]:
    """Every sentence of every part, without the white space around it; a title is one sentence."""
    return tuple(span for part in article.parts for span in _sentences(article.text, part.span))


def _sentences(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for stop in _STOP.finditer(text, part.start, part.end):
        if _ends_here(text, start, stop):
            yield Span(start, stop.end())
            start = stop.end() + len(text[stop.end() : part.end]) - len(text[stop.end() : part.end].lstrip())
    if start < part.end:
        yield Span(start, part.end)


def _ends_here(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop.group() == "." and _ABBREVIATION.search(text[max(start, stop.end() - 12) : stop.end()]):
        return False
    words = text[start : stop.end()]
    return sum(map(words.count, _OPEN)) <= sum(map(words.count, _CLOSE))
