"""A dossier -> the words of its text that show a reserve or a denial, for the page to mark where it is published."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsdossier.compose.dossiers import anchors
from newsdossier.model import Claim, Dossier, Modality, Part


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of words to mark."""

    anchor: str
    """Of its paragraph on the page."""
    words: str
    """As the article has them."""
    nth: int
    """Which of these words in the paragraph it is, counted from 0."""
    modality: Modality
    """What they show."""


def marks(dossier: Dossier) -> tuple[Mark, ...]:
    """In the order of the text; none in headlines and headings, which have no anchor."""
    places = zip(dossier.article.parts, anchors(dossier.article), strict=True)
    return tuple(mark for part, anchor in places if anchor for mark in _inside(dossier, part, anchor))


def _inside(dossier: Dossier, part: Part, anchor: str) -> Iterator[Mark]:
    text = dossier.article.text
    for claim in dossier.annotations.claims:
        if _is_inside(claim, part) and claim.cue:
            words = claim.cue.of(text)
            yield Mark(anchor, words, text[part.span.start : claim.cue.start].count(words), claim.modality)


def _is_inside(claim: Claim, part: Part) -> bool:
    cue = claim.cue if claim.modality in {"hedged", "denied"} else None
    return cue is not None and part.span.start <= cue.start and cue.end <= part.span.end
