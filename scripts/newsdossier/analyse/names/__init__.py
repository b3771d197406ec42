"""Article -> mentions: the names that the model finds, each cut down to the name alone."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from newsdossier.analyse.language_pipeline import model_name, reads
from newsdossier.analyse.names.bounds import TypedSpan, bounded
from newsdossier.languages import LANGUAGES, entries, sections, words
from newsdossier.languages.common_words import common_words
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Mention, MentionType

VERSION = "6"
_TYPES: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_FEAST = re.compile(r"(?:\bla|dès la|depuis la|avant la|après la) $")
_INDEFINITE = re.compile(r"(?:^|\s)(?:une?|an?) $", re.I)  # « un comité social et économique »
_WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?: (?:matin|midi|après-midi|soir|morning|afternoon|evening|night))?",
    re.I,
)
_COMMON = re.compile(r"(?:L['’]|(?:L[ae]|Les|Une?|The|An?)\s)[a-zà-ÿ][a-zà-ÿ\s'’-]*")  # « La réunion » opens a sentence
_OPENS = re.compile(r"(?:^|\n|[.!?…:;»”\"][ \u00a0\u202f]?|[«“‘\"][ \u00a0\u202f]?)$")
_MANY_WORDS = 4  # of a line in capitals: fewer are often a name
_LONGEST = 80  # characters: what the model takes for a longer name is a sentence in capitals


if TYPE_CHECKING:
    from spacy.tokens import Doc


def fingerprint(language: str) -> str:
    """Returns what a stored result depends on beside the text."""
    return f"names {VERSION}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Mention]:
    """Yields the model's names, without article, title or quotation mark.

    A language that has no model borrows another's, and then only names of several capitalised words in mid-sentence
    count.
    """
    by, own = model_name(article.language), reads(article.language)
    found = [one for one in _bounded(article, doc) if own or _is_plain(article.text, one.span)]
    elsewhere = {one.span.of(article.text).casefold() for one in found if not _shouts(article.text, one.span)}
    for one in found:
        if one.span.of(article.text).casefold() in elsewhere or not _shouts(article.text, one.span):
            yield Mention(one.span, one.type, by)


def _bounded(article: Article, doc: "Doc") -> Iterator[TypedSpan]:
    for entity in doc.ents:
        kind = _TYPES.get(entity.label_)
        if kind:
            for span in _lines(article.text, Span(entity.start_char, entity.end_char)):
                name = bounded(article.text, TypedSpan(span, kind), article.language)
                if _is_name(article, name):
                    yield name


def _shouts(text: str, span: Span) -> bool:
    """True in a line of capitals, where the model takes any word for a name: one that is named elsewhere is a name."""
    line = text[text.rfind("\n", 0, span.start) + 1 :].partition("\n")[0]
    return line.isupper() and len(line.split()) >= _MANY_WORDS


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Cuts a span at line ends: the model's names sometimes run from a headline into the text."""
    start = span.start
    for line in span.of(text).split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _is_name(article: Article, name: TypedSpan) -> bool:
    """True for words with a capital and the like of « armée turque »; false for a people, an office or a feast."""
    words = name.span.of(article.text)
    named = words[:1].isupper() if name.type == "MISC" else any(c.isupper() for c in words) or " " in words
    common = name.type == "LOC" and _COMMON.fullmatch(words) is not None
    before = article.text[max(0, name.span.start - 5) : name.span.start]
    any_one = words.islower() and _INDEFINITE.search(before) is not None
    opener = _opens_sentence(article, name.span) and not _elsewhere(article.text, words)
    is_none = (
        opener or words.lower() in no_names() or words in _listed(article.language) or _is_day(article.text, name.span)
    )
    return 1 < len(words) <= _LONGEST and named and not common and not any_one and not is_none


def _opens_sentence(article: Article, span: Span) -> bool:
    """True for one common word where a sentence, a line or words in quotation marks begin: « Entrée chez Orfraie »."""
    words = span.of(article.text)
    before = article.text[max(0, span.start - 3) : span.start]
    return words.lower() in common_words(article.language) and _OPENS.search(before) is not None


def _elsewhere(text: str, word: str) -> bool:
    """True if the text has the word with its capital in mid-sentence too."""
    return re.search(rf"[\w,;] {re.escape(word)}(?!\w)", text) is not None


def _is_day(text: str, span: Span) -> bool:
    """« la Saint-Martin » is a day, Saint-Martin a place; « Mardi soir » opens a sentence."""
    feast = _FEAST.search(text[max(0, span.start - 14) : span.start]) and span.of(text).startswith("Saint-")
    return bool(feast) or _WEEKDAY.fullmatch(span.of(text)) is not None


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset(entries(sections("names", language)["no names"])) if language in LANGUAGES else frozenset()


def _is_plain(text: str, span: Span) -> bool:
    """True for two words or more, the first and the last with a capital, with a word or comma before them."""
    split = span.of(text).split()
    capitals = len(split) > 1 and split[0][0].isupper() and split[-1][0].isupper()
    return capitals and re.search(r"[\w,] $", text[: span.start][-2:]) is not None


@cache
def no_names(group: str = "") -> frozenset[str]:
    """Returns words that are never a name, in lower case: of one section of the list, such as "peoples", or all."""
    groups = words("not_names")
    entries = groups[group] if group else chain(*groups.values())
    endings = ("", "e", "s", "es", "ne", "nes")
    return frozenset(w.rstrip("+") + end for w in entries for end in (endings if w.endswith("+") else ("",)))
