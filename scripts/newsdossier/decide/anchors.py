"""Quoted words and what stands around them -> where a text has them now, or why nobody can say.

First as they are; then the same words whatever the marks, accents and capitals between them; then words nearly alike.
At each step what stands around decides between several. What is not certain is not answered.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from newsdossier.cache.store import Codec, Store, sources
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Anchor, Decision
from newsdossier.model.findings import FoundBy, LocatedDecision
from newsdossier.naming import fold

CONTEXT: Final = 32  # characters on each side that we write with an anchor
_WORD = re.compile(r"\w+")
_FITS = 60  # how like the surroundings must be, of 100
_LEAD = 15  # by how much the best place must be better than the next
_ALIKE = 80  # how like long words must be
_LONG = 6  # words that say by themselves where they stand
_TELLING = 4  # the same, when not a letter of them has changed
_TYPO = 5  # letters from which a word may have one mistake
_MARKS = "«»“”„‟\"‹›‘’'"
_BETWEEN = " \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its words."""

    folded: tuple[str, ...]
    """Without accents and capitals."""
    spans: tuple[Span, ...]
    """Where each stands."""


@dataclass(frozen=True, slots=True)
class _Place:
    first: int
    """Index of its first word."""
    last: int
    """Index after its last."""
    likeness: float
    """Of its words, of 100."""


def words_of(text: str) -> Words:
    """The words of a text, to look many anchors up in."""
    found = list(_WORD.finditer(text))
    return Words(tuple(fold(m.group()) for m in found), tuple(Span(m.start(), m.end()) for m in found))


def place(text: str, words: Words, decision: Decision) -> LocatedDecision:
    """Where the decision applies."""
    anchor = decision.anchor
    if not anchor.exact:
        return LocatedDecision(decision, (), "exact")
    if not anchor.exact.strip():
        return _lost(decision, "the anchor has no word")
    if decision.everywhere:
        spans = tuple(_as_written(text, anchor.exact)) or tuple(_same_words(text, words, anchor.exact))
        return (
            LocatedDecision(decision, spans, "exact")
            if spans
            else _lost(decision, "the article does not have these words")
        )
    return _one(text, words, decision)


def written(text: str, span: Span) -> Anchor:
    """The shortest anchor that means this place: words alone where they are there once, else with their neighbours."""
    exact = span.of(text)
    if len(list(_as_written(text, exact))) == 1 and len(_WORD.findall(exact)) >= _LONG:
        return Anchor(exact)
    line = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before = text[max(line, span.start - CONTEXT) : span.start]
    after = text[span.end : min(end if end >= 0 else len(text), span.end + CONTEXT)]
    return Anchor(exact, before, after)


def _one(text: str, words: Words, decision: Decision) -> LocatedDecision:
    anchor = decision.anchor
    as_written = list(_as_written(text, anchor.exact))
    fitting = [s for s in as_written if _has_around(text, s, anchor)]
    if len(fitting) == 1 and (anchor.prefix or anchor.suffix or len(as_written) == 1):
        return LocatedDecision(decision, (fitting[0],), "exact")
    wanted = _folded(anchor.exact)
    if not wanted:
        return _lost(decision, "the anchor has no word")
    several = len(as_written) > 1
    steps: tuple[tuple[FoundBy, Iterable[_Place]], ...] = (
        ("words", _equal(words.folded, wanted)),
        ("fuzzy", _near(words.folded, wanted)),
    )
    for how, places in steps:
        ranked = sorted(
            ((_around(words, one, anchor), one) for one in places), key=lambda pair: (-pair[0], pair[1].first)
        )
        chosen = _chosen(ranked, anchor, many=len(wanted) >= (_TELLING if how == "words" else _LONG))
        if chosen:
            score, one = chosen
            span = _widened(text, Span(words.spans[one.first].start, words.spans[one.last - 1].end), anchor.exact)
            plain = how == "words" and span.of(text) == anchor.exact
            return LocatedDecision(decision, (span,), "context" if plain else how, round((score + one.likeness) / 2))
        several = several or len(ranked) > 1
    return _lost(decision, "several places may be meant" if several else "the article does not have these words")


def _lost(decision: Decision, problem: str) -> LocatedDecision:
    return LocatedDecision(decision, (), "lost", 0, problem)


def _as_written(text: str, exact: str) -> Iterator[Span]:
    """Every place that has these characters and does not cut a word."""
    at = text.find(exact)
    while at >= 0:
        end = at + len(exact)
        cut = _inside_word(text, at) or _inside_word(text, end)
        if not cut:
            yield Span(at, end)
        at = text.find(exact, at + 1)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _has_around(text: str, span: Span, anchor: Anchor) -> bool:
    return text[: span.start].endswith(anchor.prefix) and text.startswith(anchor.suffix, span.end)


def _same_words(text: str, words: Words, exact: str) -> Iterator[Span]:
    for one in _equal(words.folded, _folded(exact)):
        yield _widened(text, Span(words.spans[one.first].start, words.spans[one.last - 1].end), exact)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(m.group()) for m in _WORD.finditer(text))


def _equal(text: Sequence[str], wanted: Sequence[str]) -> Iterator[_Place]:
    n = len(wanted)
    for i in range(len(text) - n + 1):
        if n and text[i] == wanted[0] and text[i : i + n] == wanted:
            yield _Place(i, i + n, 100)


def _near(text: Sequence[str], wanted: Sequence[str]) -> Iterator[_Place]:
    """Short words letter by letter; a long stretch by how much of it is left, with the same numbers in it."""
    if len(wanted) < _LONG:
        n = len(wanted)
        for i in range(len(text) - n + 1):
            if all(_is_typo(a, b) for a, b in zip(text[i : i + n], wanted, strict=True)):
                yield _Place(i, i + n, ratio(" ".join(text[i : i + n]), " ".join(wanted)))
    else:
        yield from _apart(sorted(_windows(text, wanted), key=lambda one: -one.likeness))


def _is_typo(one: str, other: str) -> bool:
    """Equal, or one letter inside a longer word; never a figure, and never the ends, where grammar stands."""
    if one == other or not one or not other:
        return one == other
    ends = one[0] == other[0] and one[-1] == other[-1]
    long = min(len(one), len(other)) >= _TYPO and (one + other).isalpha()
    return ends and long and OSA.distance(one, other, score_cutoff=1) == 1


def _windows(text: Sequence[str], wanted: Sequence[str]) -> Iterator[_Place]:
    """Stretches of about as many words, beginning or ending with a word of the anchor."""
    n, line, figures = len(wanted), " ".join(wanted), [w for w in wanted if not w.isalpha()]
    slack = max(1, n // 6)
    known = set(wanted)
    for i in range(len(text)):
        if text[i] in known:
            for last in range(i + n - slack, min(i + n + slack, len(text)) + 1):
                some = text[i:last]
                if text[last - 1] in known and [w for w in some if not w.isalpha()] == figures:
                    score = ratio(" ".join(some), line, score_cutoff=_ALIKE)
                    if score:
                        yield _Place(i, last, score)


def _apart(ranked: Iterable[_Place]) -> Iterator[_Place]:
    """The best of those that overlap."""
    kept: list[_Place] = []
    for one in ranked:
        if not any(one.first < other.last and other.first < one.last for other in kept):
            kept.append(one)
            yield one


def _around(words: Words, one: _Place, anchor: Anchor) -> float:
    """How like the words around the place are to those around the anchor; 100 where it has none."""
    sides = []
    before, after = _folded(anchor.prefix), _folded(anchor.suffix)
    if before:
        sides.append(ratio(" ".join(words.folded[max(0, one.first - len(before)) : one.first]), " ".join(before)))
    if after:
        sides.append(ratio(" ".join(words.folded[one.last : one.last + len(after)]), " ".join(after)))
    # a sentence that moved keeps one side; the better says more than the worse
    return 0.6 * max(sides) + 0.4 * min(sides) if sides else 100.0


def _chosen(ranked: Sequence[tuple[float, _Place]], anchor: Anchor, *, many: bool) -> tuple[float, _Place] | None:
    """The one place that is meant beyond doubt."""
    if not ranked:
        return None
    score, best = ranked[0]
    known = bool(_folded(anchor.prefix) or _folded(anchor.suffix))
    if len(ranked) == 1:
        return (score, best) if many or not known and best.likeness == 100 or known and score >= _FITS else None
    clear = known and score >= _FITS and score - ranked[1][0] >= _LEAD
    return (score, best) if clear else None


def _widened(text: str, span: Span, exact: str) -> Span:
    """With the quotation marks that the anchor had around its words, whatever they look like now."""
    start, end = span.start, span.end
    if exact[:1] in _MARKS:
        before = text[:start].rstrip(_BETWEEN)
        start = len(before) - 1 if before[-1:] in _MARKS and before else start
    if exact[-1:] in _MARKS or exact[-1:] in ".!?…":
        behind = end
        while behind < len(text) and text[behind] in _BETWEEN + _MARKS + ".!?…" and behind - end < 4:
            behind += 1
        while behind > end and text[behind - 1] in _BETWEEN:
            behind -= 1
        end = behind
    return Span(start, end)


_KIND = "placed"
_CODEC: Codec[tuple[LocatedDecision, ...]] = Codec(tuple[LocatedDecision, ...])


def placed(articles: Iterable[Article], store: Store) -> dict[str, tuple[LocatedDecision, ...]]:
    """By slug, for the articles that have decisions."""
    deciding = [article for article in articles if article.decisions]
    keys = {article.slug: _key(article) for article in deciding}
    kept = store.get(_KIND, keys.values())
    new = {a.slug: place_all(a) for a in deciding if keys[a.slug] not in kept}
    store.put(_KIND, {keys[slug]: _CODEC.encode(found) for slug, found in new.items()})
    store.forget_others(_KIND, keys.values())
    return {slug: new[slug] if slug in new else _CODEC.decode(kept[k]) for slug, k in keys.items()}


def place_all(article: Article) -> tuple[LocatedDecision, ...]:
    """Every decision of one article, in the order of the file."""
    words = words_of(article.text)
    return tuple(place(article.text, words, decision) for decision in article.decisions)


def _key(article: Article) -> str:
    """With file and line of each decision: what is said of it names them."""
    where = [decision.where for decision in article.decisions]
    said = repr((sources("newsdossier.decide"), article.text, article.decisions, where))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
