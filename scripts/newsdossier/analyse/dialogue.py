"""Article -> what dashes mark as speech: a paragraph that begins with one, up to « dit-il », and on behind it.

Such paragraphs may be a list: they count in an article in which a verb of speech stands behind the words of one.
"""

import re
from collections.abc import Iterator
from functools import cache

from newsdossier.analyse.speech import speech
from newsdossier.model import Article, Part, Span

_DASH = re.compile(r"[—–―][ \u00a0\u202f]?(?=[^\s—–―])")
_LINE = re.compile(r"[^\n]+")
_BEHIND = re.compile(r"[.,] (?=\w)")
_INSIDE = re.compile(r"[«“\"]")


def spoken(article: Article) -> tuple[Span, ...]:
    """Every turn, without its dash; none in languages without verbs, and none that holds quotation marks."""
    lines = [line for part in article.parts if part.kind != "title" for line in _turns(article.text, part)]
    turns = [line for line in lines if not _INSIDE.search(line.of(article.text))]
    asides = {turn: _aside(article.language).search(article.text, turn.start, turn.end) for turn in turns}
    if not any(asides.values()):
        return ()
    return tuple(piece for turn, aside in asides.items() for piece in _pieces(article.text, turn, aside))


def _turns(text: str, part: Part) -> Iterator[Span]:
    """Lines that begin with a dash."""
    for line in _LINE.finditer(text, part.span.start, part.span.end):
        if dash := _DASH.match(line.group()):
            yield Span(line.start() + dash.end(), line.start() + len(line.group().rstrip()))


def _pieces(text: str, turn: Span, aside: re.Match[str] | None) -> Iterator[Span]:
    """The words before « , dit-il » and those behind it."""
    if aside is None:
        yield turn
        return
    stop = _BEHIND.search(text, aside.end(), turn.end)
    said = text[turn.start : aside.start()].rstrip()
    pieces = [Span(turn.start, turn.start + len(said)), *([Span(stop.end(), turn.end)] if stop else [])]
    yield from (piece for piece in pieces if piece.of(text)[:1].isalnum())


@cache
def _aside(language: str) -> re.Pattern[str]:
    """A mark, and a verb of speech before its subject."""
    verbs = "|".join(sorted(map(re.escape, speech(language).verbs)))
    whom = r"(?:-t)?-(?:il|elle|ils|elles|on)\b" if language == "fr" else r" (?:he|she|they)\b"
    return re.compile(rf"(?:,|(?<=[!?…])) (?:a-t-il |a-t-elle )?(?:{verbs})(?:{whom}| (?:le|la|les|the|[A-ZÀ-Ý]\w+)\b)")
