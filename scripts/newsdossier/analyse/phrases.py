"""Words -> the phrases that say a function, whoever holds it: « ancien ministre des Affaires étrangères »."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsdossier.analyse.complements import complement
from newsdossier.analyse.functions import Reading, core_end, function_at, joined
from newsdossier.analyse.names import no_names
from newsdossier.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a function."""

    span: Span
    """Without its article, with its complement."""
    outer: int
    """Where its article begins."""
    article: str
    """In lower case; empty when there is none."""
    head: str
    """The function itself, in lower case."""
    names: tuple[Mention, ...]
    """On which it depends, the nearest first."""
    first: int
    """Index of its first word, the article."""
    next: int
    """Index of the word after it."""
    bare: bool
    """It has no complement."""
    qualified: bool
    """A word before the function is part of it."""
    plural: bool
    """It stands for several people."""
    former: bool
    """It says that it is over."""


def phrases(reading: Reading) -> Iterator[Phrase]:
    """Every function that the text says, in order; those inside another's complement too."""
    at = 0
    for i, word in enumerate(reading.words):
        length = function_at(reading.words, i, reading.known) if i >= at else 0
        if length > 1 or (length and not word.name):  # a model may take « Home » in "Home Secretary" for a name
            at = core_end(reading, i + length)
            yield _phrase(reading, (i, i + length), at)


def _phrase(reading: Reading, head: tuple[int, int], core: int) -> Phrase:
    words, classes = reading.words, reading.known.classes
    end, names = complement(reading, core)
    start, owner = _owner(reading, _before(reading, head[0]))
    outer = start - 1 if start and joined(reading, start) and _is_article(reading, start - 1) else start
    entry = tuple(word.lower for word in words[head[0] : head[1]])
    return Phrase(
        span=Span(words[start].start, words[end - 1].end),
        outer=words[outer].start,
        article=words[outer].lower if outer < start else "",
        head=" ".join(entry),
        names=(*owner, *names),
        first=outer,
        next=end,
        bare=end == core,
        qualified=start < head[0],
        plural=entry in reading.known.plurals,
        former=any(word.lower.split("-")[0] in classes["former"] for word in words[start : head[0] + 1]),
    )


def _is_article(reading: Reading, at: int) -> bool:
    lower = reading.words[at].lower
    return lower in reading.known.classes["articles"] or lower in {"du", "des", "au", "aux", "'s"}


def _before(reading: Reading, at: int) -> int:
    """Where the words before a function begin that are part of it: « ancien », "Russian"."""
    words, classes = reading.words, reading.known.classes
    while at and _prefixed(reading, at) and not words[at - 1].name:
        word = words[at - 1].lower
        english = not reading.french and word in no_names("Peoples")
        if word not in classes["before"] and not english:
            break
        at -= 1
    return at


def _prefixed(reading: Reading, at: int) -> bool:
    """« ex- Premier ministre » is met with a space too."""
    between = reading.text[reading.words[at - 1].end : reading.words[at].start]
    return joined(reading, at) or (reading.words[at - 1].lower == "ex" and between.strip() == "-")


def _owner(reading: Reading, start: int) -> tuple[int, tuple[Mention, ...]]:
    """Where "Microsoft chief executive" begins, and on whom it depends; the « 's » of "France's" stays outside."""
    words = reading.words
    before = words[start - 1] if start and joined(reading, start) and not reading.french else None
    if before and before.name and before.name.type in {"ORG", "LOC"}:
        return start - 1, (before.name,)
    if before and before.lower == "'s" and start > 1 and (name := words[start - 2].name):
        return start, (name,)
    return start, ()
