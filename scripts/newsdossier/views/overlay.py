"""A dossier -> what is laid over its page where it is published: marks in the text, and the cards they show.

The Markdown stays what a person would write. Places are counted in characters that are no white space, so that they
hold however a renderer breaks lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.views.dossier import anchors
from newsdossier.views.entities import beside
from newsdossier.views.graph import Graph, of_dossier, of_entity
from newsdossier.views.map import Atlas, atlas
from newsdossier.views.statements import said_in, shown

EXACTLY = 5  # from here on a count is « 5 or more »
MAPPED = ("index.md", "places.md")  # pages with a map
MarkKind = Literal["hedged", "denied", "quote", "told", "name", "date"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of words to mark."""

    anchor: str
    """Of its paragraph on the page."""
    at: int
    """How many characters of the paragraph stand before it, white space not counted."""
    words: str
    """As the article has them."""
    kind: MarkKind
    """What they are."""
    what: str = ""
    """Of a name the type of its entity, of a quote its number on the page, of a date its EDTF and what was inferred."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader sees of an entity without leaving the page."""

    listed: Listed
    """Who or what, with its mentions in this article."""
    role: str
    """Who it is in a few words: what the newsroom says, else what this article says; empty when neither does."""
    dossiers: int
    """In how many dossiers it is named: whole below five, then rounded down, so that pages rarely change for it."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that is laid over one page."""

    marks: tuple[Mark, ...] = ()
    """In the order of the text; longer ones before those inside them."""
    cards: tuple[Card, ...] = ()
    """Of the entities that have a place of their own."""
    said: tuple[ShownQuote, ...] = ()
    """The quotes of the page: the first is number 1."""
    graph: Graph | None = None
    """Who is named with whom."""
    atlas: Atlas | None = None
    """Where the places are."""


def overlay(dossier: Dossier) -> Overlay:
    """Of the public form of a dossier."""
    cards = tuple(_card(dossier, one) for one in dossier.entities if one.target)
    return Overlay(tuple(_marks(dossier)), cards, said_in(dossier), of_dossier(dossier))


def overlay_of_entity(listed: Listed, dossiers: Sequence[Dossier], named: Mapping[str, Listed]) -> Overlay:
    """Of an entity's page; `dossiers` are those that name it."""
    return Overlay(graph=of_entity(listed, beside(dossiers, listed.entity.id, named), dossiers))


def overlay_of_places(named: Iterable[Listed]) -> Overlay:
    """Of a page that lists places."""
    return Overlay(atlas=atlas(one for one in named if one.entity.type == "place"))


def rounded(n: int) -> int:
    """A count that changes rarely: itself below five, then 5, 10, 20, 50, 100, 200, 500 …"""
    if n < EXACTLY:
        return n
    tens = int("1" + "0" * (len(str(n)) - 1))
    return next(step * tens for step in (5, 2, 1) if step * tens <= n)


def _card(dossier: Dossier, listed: Listed) -> Card:
    mine = (role for role in dossier.annotations.roles if role.entity == listed.entity.id and not role.former)
    said_here = next((role.span.of(dossier.article.text) for role in mine), "")
    return Card(listed, listed.entity.description or " ".join(said_here.split()), rounded(listed.dossiers))


def _marks(dossier: Dossier) -> Iterator[Mark]:
    """None in headlines and headings, which have no anchor."""
    article = dossier.article
    places = list(zip(article.parts, anchors(article), strict=True))
    starts = [part.span.start for part in article.parts]
    for span, kind, what in sorted(_found(dossier), key=lambda one: (one[0].start, -one[0].end)):
        part, anchor = places[bisect_right(starts, span.start) - 1]
        if anchor and part.span.holds(span):
            yield Mark(anchor, inked(article.text[part.span.start : span.start]), span.of(article.text), kind, what)


def _found(dossier: Dossier) -> Iterator[tuple[Span, MarkKind, str]]:
    notes = dossier.annotations
    kinds = {one.entity.id: one.entity.type for one in dossier.entities if one.target}
    for number, quote in enumerate(shown(dossier), start=1):
        yield quote.span, "told" if quote.kind == "indirect" else "quote", str(number)
    for claim in notes.claims:
        if claim.cue and claim.modality in ("hedged", "denied"):
            yield claim.cue, claim.modality, ""
    yield from ((m.span, "name", kinds[m.entity]) for m in notes.mentions if m.entity in kinds)
    yield from ((time.span, "date", f"{time.edtf} {time.inferred}".strip()) for time in notes.times)


def inked(text: str) -> int:
    """How many characters are no white space."""
    return len("".join(text.split()))
