"""Article -> mentions: the names that the model finds, each cut down to the name alone."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from newsdossier.analyse.language_pipeline import model_name, reads
from newsdossier.languages import words
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Mention, MentionType

VERSION = "4"
_TYPES: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_AROUND = " \t\n\u00a0\u202f«»“”„\"'’‘`()[]{}<>,;:.!?…-–—*/|"
_ELIDED = re.compile(r"(?:[dlnsjcmt]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=\w)", re.I)
_ARTICLE = re.compile(r"(?:le|la|les|un|une|des|du|de|au|aux|ce|cette|son|sa|ses|the|a|an)\s+", re.I)
_TITLE = re.compile(
    r"(?:MM?\.|Mmes?|Mlles?|Mgr|Mᵉ|Me|Dr|Pr|Mr|Mrs|Ms|Sir|Lord|Lady|"
    r"(?:vice-)?pr[ée]sident(?:e)?|premi(?:er|ère) ministre|ministre|s[ée]nat(?:eur|rice|or)|d[ée]put[ée]e?|"
    r"g[ée]n[ée]ral|colonel|maire|pape|roi|reine|prince(?:sse)?|prime minister|minister|secretary|governor|"
    r"congress(?:wo)?man|judge|king|queen|pope|mayor|chancellor|chanceli[eè]re?)\.?\s+",
    re.I,
)
_PLACE_ARTICLE = re.compile(r"[a-zà-ÿ,] ((?:La|Le|Les|L['’]) ?)$")
_GENITIVE = re.compile(r"['’]s?$")
_COMMON = re.compile(r"(?:L['’]|(?:L[ae]|Les|Une?|The|An?)\s)[a-zà-ÿ][a-zà-ÿ\s'’-]*")  # « La réunion » opens a sentence
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
    for entity in doc.ents:
        kind = _TYPES.get(entity.label_)
        if kind:
            for span in _lines(article.text, Span(entity.start_char, entity.end_char)):
                bare = _with_article(article.text, _bare(article.text, span), kind)
                if _is_name(bare.of(article.text), kind) and (own or _is_plain(article.text, bare)):
                    yield Mention(bare, kind, by)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Cuts a span at line ends: the model's names sometimes run from a headline into the text."""
    start = span.start
    for line in span.of(text).split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _bare(text: str, span: Span) -> Span:
    before = None
    while span != before:
        before = span
        span = _stripped(text, span)
        words = span.of(text)
        for what in (_ELIDED, _ARTICLE, _TITLE):
            head = what.match(words)
            if head and not (what is _ARTICLE and _part_of_name(text, span, head.group())):
                span = Span(span.start + head.end(), span.end)
                break
        tail = _GENITIVE.search(span.of(text))
        if tail:
            span = Span(span.start, span.start + tail.start())
    return span


def _with_article(text: str, span: Span, kind: MentionType) -> Span:
    """« à La Ciotat »: a capital article in mid-sentence is part of the place's name, which models cut off."""
    article = _PLACE_ARTICLE.search(text[max(0, span.start - 6) : span.start]) if kind == "LOC" else None
    return Span(span.start - len(article.group(1)), span.end) if article else span


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_AROUND))
    end = span.end - len(words) + len(words.rstrip(_AROUND))
    if text[end : end + 1] == "." and re.search(r"(?:^|[.\s])\w(?:\.\w)*$", text[start:end]):
        end += 1  # « U.S. » and « George W. » keep their last stop
    return Span(start, max(start, end))


def _part_of_name(text: str, span: Span, article: str) -> bool:
    """True for « La Haye » in mid-sentence, which keeps its article, not for « La Russie » opening a sentence."""
    if not article[:1].isupper() or article.strip().lower() in {"the", "a", "an"}:
        return False
    return bool(re.search(r"[\w,’'][ \u00a0]$", text[max(0, span.start - 2) : span.start]))


def _is_name(words: str, kind: MentionType) -> bool:
    """True for words with a capital and the like of « armée turque »; false for a people or an office."""
    named = words[:1].isupper() if kind == "MISC" else any(c.isupper() for c in words) or " " in words
    common = kind == "LOC" and _COMMON.fullmatch(words) is not None
    return 1 < len(words) <= _LONGEST and named and not common and words.lower() not in no_names()


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
