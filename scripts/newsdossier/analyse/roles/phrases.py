"""Text -> the phrases that say a function, « l'ancien ministre des Affaires étrangères », and what it depends on."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsdossier.analyse.names import no_names
from newsdossier.analyse.roles.complements import complement, core_end
from newsdossier.analyse.roles.tagged_text import TaggedText, function_at, is_article, joined
from newsdossier.analyse.roles.trades import modified_from, trade_at
from newsdossier.model.article import Span
from newsdossier.model.findings import Mention

_MOST_NOUNS = 3  # in the possessor of a function: "the county board's secretary"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a function."""

    span: Span
    """From the function or a word before it to the end of its complement, without the article."""
    outer: int
    """Index of the first character, that of the article if there is one."""
    article: str
    """The article, in lower case; empty when there is none."""
    head: str
    """The function itself, in lower case."""
    names: tuple[Mention, ...]
    """The names on which it depends, the nearest first."""
    first: int
    """Index of the first word, the article if there is one."""
    next: int
    """Index of the word after the phrase."""
    bare: bool
    """True without a complement."""
    qualified: bool
    """True if a word before the function is part of it."""
    plural: bool
    """True if it stands for several people."""
    former: bool
    """True if it says that the function is over."""


def phrases(tagged: TaggedText) -> Iterator[Phrase]:
    """Yields every phrase that says a function, in order, those inside another's complement too."""
    at = 0
    for i, word in enumerate(tagged.words):
        length = (function_at(tagged.words, i, tagged.lists) or trade_at(tagged, i)) if i >= at else 0
        if length > 1 or (length and not word.name):  # a model may take « Home » in "Home Secretary" for a name
            at = core_end(tagged, i + length)
            yield _phrase(tagged, i, i + length, core=at)


def _phrase(tagged: TaggedText, first: int, last: int, *, core: int) -> Phrase:
    """Returns the phrase around a function, the words from `first` to before `last`."""
    words, classes = tagged.words, tagged.lists.classes
    depends = complement(tagged, core)
    start, owner = _owner(tagged, _before(tagged, first))
    outer = start - 1 if start and joined(tagged, start) and is_article(tagged, start - 1) else start
    article = words[outer].lower if outer < start else ""
    if article == "'s" and (possessor := _possessor(tagged, outer)) < outer:
        outer, article = possessor, "the"
    entry = tuple(word.lower for word in words[first:last])
    return Phrase(
        span=Span(words[start].start, words[depends.end - 1].end),
        outer=words[outer].start,
        article=article,
        head=" ".join(entry),
        names=(*owner, *depends.names, *depends.loose),
        first=outer,
        next=depends.end,
        bare=depends.end == core,
        qualified=start < first,
        plural=entry in tagged.lists.plurals,
        former=any(word.lower.split("-")[0] in classes["former"] for word in words[start : first + 1]),
    )


def _before(tagged: TaggedText, at: int) -> int:
    """Returns the index of the first word that is part of a function and before it: « ancien », "Russian"."""
    words, classes = tagged.words, tagged.lists.classes
    if (first := modified_from(tagged, at)) < at:
        return first
    while at and _prefixed(tagged, at) and not words[at - 1].name:
        word = words[at - 1].lower
        english = not tagged.is_french and word in no_names("peoples")
        if word not in classes["before"] and not english:
            break
        at -= 1
    return at


def _prefixed(tagged: TaggedText, at: int) -> bool:
    """True if nothing parts the two words; « ex- Premier ministre » is met with a space too."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    return joined(tagged, at) or (tagged.words[at - 1].lower == "ex" and between.strip() == "-")


def _owner(tagged: TaggedText, start: int) -> tuple[int, tuple[Mention, ...]]:
    """Returns where "Microsoft chief executive" begins, and that name; the « 's » of "France's" stays outside."""
    words = tagged.words
    before = words[start - 1] if start and joined(tagged, start) and not tagged.is_french else None
    if before and before.name and before.name.type in {"ORG", "LOC"}:
        return start - 1, (before.name,)
    if before and before.lower == "'s" and start > 1 and (name := words[start - 2].name):
        return start, (name,)
    return start, ()


def _possessor(tagged: TaggedText, at: int) -> int:
    """Returns where the possessor before the « 's » at `at` begins: a name, or "the county board"; `at` for neither."""
    if tagged.words[at - 1].name:
        return at - 1
    nouns = range(at - 1, max(0, at - 1 - _MOST_NOUNS), -1)
    return next((i - 1 for i in nouns if tagged.words[i - 1].lower == "the" and joined(tagged, i)), at)
