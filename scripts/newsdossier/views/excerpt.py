"""An article -> the sentences that may be shown without the right to the whole, and the text that they make.

They are chosen once per article, so that page, lists, quotes, timelines, search and data files all show the same ones:
those with its names, quotes and dates, from all over the article, as far as the budget goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdossier.model.article import Article, Part, Span
from newsdossier.model.findings import Annotations
from newsdossier.model.settings import Budget

CUT = "[…]"  # words of the article are left out here; the brackets say that it is ours
_LEAD, _NEW_REGION, _ATTRIBUTED, _DATED, _VOUCHED = 4.0, 1.5, 2.0, 1.5, 0.5  # points of a unit
_HEADLINE = 100.0  # points: the headline is shown anyway
_REGIONS = 3  # of the article from which sentences should come
_MOST_NAMES = 4  # that count: a list of names tells little


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences that are shown together or not at all: one, or those that one quote runs over."""

    span: Span
    """From the first to the last sentence."""
    sentences: tuple[Span, ...]
    """One or more that follow one another in one part."""
    part: Part
    """The part that they are in."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An article cut down to some of its sentences."""

    text: str
    """The sentences, with a mark of ours where words are left out."""
    parts: tuple[Part, ...]
    """The blocks of that text."""
    moves: tuple[tuple[Span, int], ...]
    """Each stretch of the whole article that was kept, and by how much it moved."""

    def place(self, span: Span) -> Span | None:
        """Returns where a span of the whole article is in this text; None if it is cut off."""
        return next((span.moved(by) for kept, by in self.moves if kept.holds(span)), None)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a unit is measured against."""

    article: Article
    found: Annotations
    lead: Unit | None
    """The first unit of the article."""


def choose(article: Article, found: Annotations, budget: Budget) -> tuple[Unit, ...]:
    """Returns the units to show, in the order of the text: each in turn adds the most to those chosen before."""
    left = list(_units(article, found))
    choice = _Choice(article, found, left[0] if left else None)
    characters = min(budget.characters, len(article.text) * budget.share // 100)
    sentences, picked = budget.sentences, list[Unit]()
    while True:
        affordable = [u for u in left if len(u.sentences) <= sentences and _length(u) <= characters]
        if not affordable:
            return tuple(sorted(picked, key=lambda unit: unit.span))
        best = max(affordable, key=lambda unit: (_worth(unit, picked, choice), -unit.span.start))
        picked.append(best)
        left.remove(best)
        sentences -= len(best.sentences)
        characters -= _length(best)


def _units(article: Article, found: Annotations) -> Iterator[Unit]:
    """Yields the units of the text below its headlines; a quote is never shown in part."""
    for part in article.parts:
        if part.kind in {"title", "heading"}:
            continue
        inside = [s for s in found.sentences if part.span.holds(s)]
        group: list[Span] = []
        for sentence in inside:
            group.append(sentence)
            if not any(quote.span.start < sentence.end < quote.span.end for quote in found.quotes):
                yield Unit(Span(group[0].start, sentence.end), tuple(group), part)
                group = []


def _worth(unit: Unit, picked: Sequence[Unit], choice: _Choice) -> float:
    """Returns the points that a unit adds to those picked, per character."""
    article, found = choice.article, choice.found
    own, shown = [unit.span], [one.span for one in picked]
    names = {m.entity for m in found.mentions if _inside(m.span, own)}
    names -= {m.entity for m in found.mentions if _inside(m.span, shown)}
    dates = {t.edtf for t in found.times if t.edtf and _inside(t.span, own)}
    dates -= {t.edtf for t in found.times if _inside(t.span, shown)}
    quoted = any(q.speaker and q.sure != "unsure" and _inside(q.span, own) for q in found.quotes)
    vouched = any(c.modality in {"hedged", "denied"} and _inside(c.span, own) for c in found.claims)
    new_region = _region(unit, article) not in {_region(one, article) for one in picked}
    points = min(len(names), _MOST_NAMES) + _ATTRIBUTED * quoted + _DATED * bool(dates) + _VOUCHED * vouched
    points += _HEADLINE * _begins_title(unit, article) + _LEAD * (unit is choice.lead) + _NEW_REGION * new_region
    return float(points / (_length(unit) + 60))  # so that very short units gain nothing by being short


def _begins_title(unit: Unit, article: Article) -> bool:
    """True if the headline is the beginning of that sentence."""
    return article.title_origin == "standfirst" and unit.span.of(article.text).startswith(article.title)


def _region(unit: Unit, article: Article) -> int:
    return _REGIONS * unit.span.start // max(1, len(article.text))


def _inside(span: Span, some: Iterable[Span]) -> bool:
    return any(one.holds(span) for one in some)


def _length(unit: Unit) -> int:
    return unit.span.end - unit.span.start


def cut_down(article: Article, chosen: Sequence[Unit]) -> Cut:
    """Returns the text of the chosen units, by part; the rest of their paragraphs is marked as left out."""
    pieces: list[str] = []
    parts: list[Part] = []
    moves: list[tuple[Span, int]] = []
    length = 0
    for part in article.parts:
        begun = length
        for words, span in _pieces(article, part, [unit for unit in chosen if unit.part == part]):
            if span:
                moves.append((span, length - span.start))
            pieces.append(words)
            length += len(words)
        if length > begun:
            parts.append(Part(part.kind, Span(begun, length)))
            pieces.append("\n\n")
            length += 2
    return Cut("".join(pieces[:-1]), tuple(parts), tuple(moves))


def _pieces(article: Article, part: Part, units: Sequence[Unit]) -> Iterator[tuple[str, Span | None]]:
    """Yields stretches of one part with their spans, and marks of ours without one; adjacent sentences are joined."""
    stretches: list[Span] = []
    for unit in units:
        before = stretches[-1] if stretches else None
        if before and not article.text[before.end : unit.span.start].strip():
            stretches[-1] = Span(before.start, unit.span.end)
        else:
            stretches.append(unit.span)
    for number, span in enumerate(stretches):
        if number or span.start > part.span.start:
            yield f" {CUT} " if number else f"{CUT} ", None
        yield span.of(article.text), span
    if stretches and stretches[-1].end < part.span.end:
        yield f" {CUT}", None
