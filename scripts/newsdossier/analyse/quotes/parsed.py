"""Doc and quotation marks -> the words, sentences and quotations of an article, as the grammar of quotes reads them.

A stretch between quotation marks is one thing in its sentence, however many sentences it holds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from newsdossier.languages.speech import Speech, speech
from newsdossier.model.article import Article, Span

_WRAPPED = 1 << 64  # heads are told by how far away they are, in a table without signs
_STOPS = frozenset({".", "!", "?", "…", "...", ";"})
_DASHES = frozenset("-–—―")
_MARKS = frozenset("«»“”\"„‟‹›‘'’–—―-([")


if TYPE_CHECKING:
    from spacy.tokens import Doc


class ParsedWord(NamedTuple):
    """A word or mark; a tuple, because every word of every article becomes one."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last one."""
    lower: str
    """In lower case, with a plain apostrophe."""
    pos: str
    """Part of speech, as Universal Dependencies name it."""
    dep: str
    """Its relation to its head."""
    head: int
    """Index of its head; its own for a root."""
    ent: str
    """PER, ORG, LOC, MISC; empty outside of names."""
    upper: bool
    """True if it begins with a capital."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article with its words, sentences and quotations by number."""

    text: str
    """All of it."""
    words: Sequence[ParsedWord]
    """In order, without white space."""
    quote: Sequence[int]
    """Per word the number of the quotation that it is in, -1 outside."""
    sentence: Sequence[int]
    """Per word the number of its sentence."""
    quotes: Sequence[tuple[int, int]]
    """Per quotation its first word and the one after its last."""
    marks: Sequence[Span]
    """Per quotation its characters, from mark to mark."""
    bounds: Sequence[tuple[int, int]]
    """Per sentence its first word and the one after its last."""
    part: Sequence[int]
    """Per sentence the number of its paragraph."""
    known: Speech
    """The verbs and frames of speech in its language."""
    french: bool
    """True if the article is French, false if English."""

    def span(self, first: int, end: int) -> Span:
        """Returns the characters of a range of words."""
        return Span(self.words[first].start, self.words[end - 1].end)

    def outside(self, at: int) -> bool:
        """True if there is such a word, and it stands in no quotation."""
        return 0 <= at < len(self.words) and self.quote[at] < 0

    def lower(self, at: int) -> str:
        """Returns a word in lower case; an empty string where there is none."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def bounds_at(self, at: int) -> tuple[int, int]:
        """Returns the first word of the sentence that a word is in, and the one after its last."""
        return self.bounds[self.sentence[at]]

    def sentence_at(self, place: int) -> int:
        """Returns the number of the sentence that holds this character of the text."""
        return self.sentence[bisect_right(self.words, place, key=lambda word: word.start) - 1]


def parse(article: Article, doc: "Doc", marks: Sequence[Span]) -> ParsedArticle:
    """Returns the words of an article with the quotations that they are in."""
    words = tuple(_words(doc))
    starts = [word.start for word in words]
    quotes = [(bisect_left(starts, m.start), bisect_left(starts, m.end)) for m in marks]
    inside = [-1] * len(words)
    for number, (first, end) in enumerate(quotes):
        inside[first:end] = [number] * (end - first)
    parts = [bisect_right([part.span.start for part in article.parts], start) for start in starts]
    first_of = list(_sentence_starts(article.text, words, inside=inside, parts=parts))
    bounds = list(pairwise([*first_of, len(words)]))
    numbers = [number for number, (first, end) in enumerate(bounds) for _ in range(first, end)]
    return ParsedArticle(
        text=article.text,
        words=words,
        quote=inside,
        sentence=numbers,
        quotes=quotes,
        marks=marks,
        bounds=bounds,
        part=[parts[first] for first, _ in bounds],
        known=speech(article.language),
        french=article.language == "fr",
    )


def _words(doc: "Doc") -> Iterator[ParsedWord]:
    """From the Doc's table: a `Token` for each word, asked field by field, takes three times as long."""
    from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_SPACE, LENGTH, POS

    rows = doc.to_array([IDX, LENGTH, POS, DEP, ENT_TYPE, HEAD, IS_SPACE]).tolist()
    number = list(accumulate((not row[-1] for row in rows), initial=0))  # white space of its own is no word
    text, last, name = doc.text, number[-1] - 1, cache(doc.vocab.strings.as_string)
    for at, (start, length, pos, dep, ent, head, space) in enumerate(rows):
        if not space:
            own = text[start : start + length]
            up = at + (head - _WRAPPED if head >= _WRAPPED // 2 else head)
            lower = own.lower().replace("’", "'")
            yield ParsedWord(
                start, start + length, lower, name(pos), name(dep), min(number[up], last), name(ent), own[:1].isupper()
            )


def _sentence_starts(
    text: str, words: Sequence[ParsedWord], *, inside: Sequence[int], parts: Sequence[int]
) -> Iterator[int]:
    """Sentences start with a paragraph, behind a stop outside of quotations, behind a quotation that ends with one."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else None
        starts = word.upper or word.lower in _MARKS
        may_start = starts and word.lower not in _DASHES
        if before is None or parts[at] != parts[at - 1] or "\n" in text[before.end : word.start]:
            if inside[at] < 0 or at == 0 or inside[at] != inside[at - 1]:
                yield at
        elif inside[at - 1] < 0:
            stop = before.lower in _STOPS or (before.lower.endswith(".") and inside[at] >= 0)  # « -6 °C. « … » »
            if stop and (starts or before.lower == ";"):
                yield at
        elif inside[at] != inside[at - 1] and words[at - 2].lower[-1:] in _STOPS and may_start:
            yield at
