"""An article -> the sentences of it that may be shown without the right to the whole, and the text that they make.

They are chosen once per article, so that page, lists, quotes, timelines, search and data files all show the same ones:
those that carry its names, words and dates, from all over the article, as far as the budget goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdossier.model.article import Article, Part, Span
from newsdossier.model.findings import Annotations
from newsdossier.model.settings import Budget

CUT = "[…]"  # words of the article are left out here; the brackets say that it is ours
_LEAD, _APART, _ATTRIBUTED, _DATED, _VOUCHED = 4.0, 1.5, 2.0, 1.5, 0.5
_HEADLINE = 100.0  # what is the headline is shown anyway
_REGIONS = 3  # of the article from which sentences should come
_MOST_NAMES = 4  # that count: a list of names tells little


@dataclass(frozen=True, slots=True)
class Unit:
    """What is shown together or not at all: a sentence, or those that one quote runs over."""

    span: Span
    """From the first to the last sentence."""
    sentences: tuple[Span, ...]
    """One or more that follow one another in one part."""
    part: Part
    """In which they stand."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An article cut down to some of its sentences."""

    text: str
    """These, with a mark of ours where words are left out."""
    parts: tuple[Part, ...]
    """Its blocks."""
    moves: tuple[tuple[Span, int], ...]
    """Each stretch that was kept, and by how much it moved."""

    def place(self, span: Span) -> Span | None:
        """Returns where a span of the whole article is in this text; None if it is cut off."""
        return next((span.moved(by) for kept, by in self.moves if kept.holds(span)), None)


def cut_down(article: Article, chosen: Sequence[Unit]) -> Cut:
    """The text of the chosen units, by part; what stood beside them in their paragraph is marked as left out."""
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
    """Stretches of one part with their spans, and marks of ours without one; sentences side by side are one stretch."""
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


def chosen(article: Article, found: Annotations, budget: Budget) -> tuple[Unit, ...]:
    """The units to show, in the order of the text: each time the one that tells most that is not told yet."""
    units = list(_units(article, found))
    what = (article, found, units[0] if units else None)
    characters = min(budget.characters, len(article.text) * budget.share // 100)
    sentences, picked = budget.sentences, list[Unit]()
    while True:
        paid = [u for u in units if len(u.sentences) <= sentences and u.span.end - u.span.start <= characters]
        if not paid:
            return tuple(sorted(picked, key=lambda unit: unit.span))
        best = max(paid, key=lambda u: (_worth(u, picked, what), -u.span.start))
        picked.append(best)
        units.remove(best)
        sentences -= len(best.sentences)
        characters -= best.span.end - best.span.start


def _units(article: Article, found: Annotations) -> Iterator[Unit]:
    """Sentences of the text below its headlines; a quote is never shown in part."""
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


def _worth(unit: Unit, picked: Sequence[Unit], what: tuple[Article, Annotations, Unit | None]) -> float:
    """What a unit adds to those picked, by the room that it takes."""
    article, found, lead = what
    shown = [one.span for one in picked]
    new = {m.entity for m in found.mentions if _inside(m.span, [unit.span])}
    new -= {m.entity for m in found.mentions if _inside(m.span, shown)}
    dates = {t.edtf for t in found.times if t.edtf and _inside(t.span, [unit.span])}
    dates -= {t.edtf for t in found.times if _inside(t.span, shown)}
    said = any(q.speaker and q.sure != "unsure" and _inside(q.span, [unit.span]) for q in found.quotes)
    vouched = any(c.modality in {"hedged", "denied"} and _inside(c.span, [unit.span]) for c in found.claims)
    regions = {_region(one, article) for one in picked}
    worth = min(len(new), _MOST_NAMES) + _ATTRIBUTED * said + _DATED * bool(dates) + _VOUCHED * vouched
    worth += (
        _HEADLINE * _begins_title(unit, article)
        + _LEAD * (unit is lead)
        + _APART * (_region(unit, article) not in regions)
    )
    return float(worth / (unit.span.end - unit.span.start + 60))  # the little that a few words take is no merit


def _begins_title(unit: Unit, article: Article) -> bool:
    """The headline is the beginning of that sentence."""
    return article.title_origin == "standfirst" and unit.span.of(article.text).startswith(article.title)


def _region(unit: Unit, article: Article) -> int:
    return _REGIONS * unit.span.start // max(1, len(article.text))


def _inside(span: Span, some: Iterable[Span]) -> bool:
    return any(one.holds(span) for one in some)
