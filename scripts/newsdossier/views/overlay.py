"""A dossier -> what is laid over its published page: marks in the text, the cards they open, a picture, a map.

The Markdown stays what a person would write. Offsets count characters other than white space, so that they hold
however a renderer breaks lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.views.dossier import anchors
from newsdossier.views.entities import neighbours
from newsdossier.views.graph import Graph, of_dossier, of_entity
from newsdossier.views.map import Atlas, atlas
from newsdossier.views.statements import quotes_in, shown_quotes

EXACTLY = 5  # from this count on, « 5 or more »
MAPPED = ("index.md", "places.md")  # pages with a map
MarkKind = Literal["hedged", "denied", "quote", "told", "name", "date"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of words to mark."""

    anchor: str
    """Anchor of its paragraph on the page."""
    at: int
    """Number of characters of the paragraph before it, white space not counted."""
    words: str
    """The words, as the article has them."""
    kind: MarkKind
    """What they are."""
    detail: str = ""
    """For a name its entity's type, for a quote its number on the page, for a date its EDTF and what was inferred."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader sees of an entity without leaving the page."""

    listed: Listed
    """The entity, with its mentions in this article."""
    role: str
    """A few words on it by the newsroom, else by this article; empty when there are none."""
    dossiers: int
    """Number of dossiers that name it, rounded down from five on, so that pages rarely change for it."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that is laid over one page."""

    marks: tuple[Mark, ...] = ()
    """In the order of the text; longer ones before those inside them."""
    cards: tuple[Card, ...] = ()
    """Cards of the entities that have a place of their own."""
    quotes: tuple[ShownQuote, ...] = ()
    """The quotes of the page: the first is number 1."""
    graph: Graph | None = None
    """Picture of the names that stand together."""
    atlas: Atlas | None = None
    """Map of the places."""


def overlay(dossier: Dossier) -> Overlay:
    """Returns the overlay of a dossier in its public form."""
    cards = tuple(_card(dossier, one) for one in dossier.entities if one.target)
    return Overlay(tuple(_marks(dossier)), cards, quotes_in(dossier), of_dossier(dossier))


def overlay_of_entity(listed: Listed, dossiers: Sequence[Dossier], named: Mapping[str, Listed]) -> Overlay:
    """Returns the overlay of an entity's page; `dossiers` are those that name it."""
    return Overlay(graph=of_entity(listed, neighbours(dossiers, listed.entity.id, named), dossiers))


def overlay_of_places(named: Iterable[Listed]) -> Overlay:
    """Returns the overlay of a page that lists places."""
    return Overlay(atlas=atlas(one for one in named if one.entity.type == "place"))


def rounded(n: int) -> int:
    """Rounds a count down so that it changes rarely: itself below five, then 5, 10, 20, 50, 100, 200, 500 …"""
    if n < EXACTLY:
        return n
    tens = int("1" + "0" * (len(str(n)) - 1))
    return next(step * tens for step in (5, 2, 1) if step * tens <= n)


def _card(dossier: Dossier, listed: Listed) -> Card:
    roles = (role for role in dossier.annotations.roles if role.entity == listed.entity.id and not role.former)
    words = next((role.span.of(dossier.article.text) for role in roles), "")
    return Card(listed, listed.entity.description or " ".join(words.split()), rounded(listed.dossiers))


def _marks(dossier: Dossier) -> Iterator[Mark]:
    """Yields the marks in the order of the text; none in headlines and headings, which have no anchor."""
    article = dossier.article
    places = list(zip(article.parts, anchors(article), strict=True))
    starts = [part.span.start for part in article.parts]
    for span, kind, detail in sorted(_marked_spans(dossier), key=lambda one: (one[0].start, -one[0].end)):
        part, anchor = places[bisect_right(starts, span.start) - 1]
        if anchor and part.span.holds(span):
            at = count_without_spaces(article.text[part.span.start : span.start])
            yield Mark(anchor, at, span.of(article.text), kind, detail)


def _marked_spans(dossier: Dossier) -> Iterator[tuple[Span, MarkKind, str]]:
    """Yields span, kind and detail of each mark."""
    found = dossier.annotations
    kinds = {one.entity.id: one.entity.type for one in dossier.entities if one.target}
    for number, quote in enumerate(shown_quotes(dossier), start=1):
        yield quote.span, "told" if quote.kind == "indirect" else "quote", str(number)
    for claim in found.claims:
        if claim.cue and claim.modality in ("hedged", "denied"):
            yield claim.cue, claim.modality, ""
    yield from ((m.span, "name", kinds[m.entity]) for m in found.mentions if m.entity in kinds)
    yield from ((time.span, "date", f"{time.edtf} {time.inferred}".strip()) for time in found.times)


def count_without_spaces(text: str) -> int:
    """Counts the characters other than white space."""
    return len("".join(text.split()))
