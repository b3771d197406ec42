"""Spans: how two of them lie to each other, and how everything found in an article moves to another text."""

from typing import Any

import pytest

from newsdossier.model.article import Span
from newsdossier.model.findings import Annotations, Claim, Correction, Dated, Mention, Note, Quote, Role, TimeExpression

WORDS, LATER, CUT_OFF = Span(10, 20), Span(22, 26), Span(40, 50)


def move(span: Span) -> Span | None:
    """Returns the place of a span in a text of which only the characters 10 to 30 are left."""
    return span.moved(-10) if Span(10, 30).holds(span) else None


def test_spans_overlap_when_they_share_a_character() -> None:
    """Spans that only touch do not overlap."""
    assert Span(0, 5).overlaps(Span(4, 9))
    assert Span(4, 9).overlaps(Span(0, 5))
    assert not Span(0, 5).overlaps(Span(5, 9))


def test_a_span_holds_itself_and_what_is_inside() -> None:
    """A span holds no span that begins before it or ends after it."""
    assert Span(2, 8).holds(Span(2, 8))
    assert Span(2, 8).holds(Span(3, 4))
    assert not Span(2, 8).holds(Span(1, 4))
    assert not Span(2, 8).holds(Span(4, 9))


def test_a_span_moves_with_its_length() -> None:
    """A span moved by a number of characters is as long as before."""
    assert Span(3, 7).moved(5) == Span(8, 12)
    assert Span(8, 12).moved(-5) == Span(3, 7)


@pytest.mark.parametrize(
    ("field", "kept", "after"),
    [
        ("mentions", Mention(WORDS, "PER", "model"), {"span": Span(0, 10)}),
        ("sentences", WORDS, Span(0, 10)),
        ("rejected", WORDS, Span(0, 10)),
        ("roles", Role(WORDS, LATER, CUT_OFF, former=False, by="model"), {"holder": Span(12, 16), "of": None}),
        (
            "quotes",
            Quote(WORDS, "direct", CUT_OFF, LATER, "sure", "model", channels=(CUT_OFF, LATER)),
            {"cue": None, "speaker": Span(12, 16), "channels": (Span(12, 16),)},
        ),
        (
            "quotes",
            Quote(WORDS, "direct", None, None, "sure", "model", joint=(CUT_OFF, LATER), joint_entities=("a", "b")),
            {"joint": (Span(12, 16),), "joint_entities": ("b",)},
        ),
        ("claims", Claim(WORDS, "hedged", LATER, CUT_OFF, "model"), {"cue": Span(12, 16), "source": None}),
        ("times", TimeExpression(WORDS, "DATE", "", "", "model"), {"span": Span(0, 10)}),
        (
            "times",
            TimeExpression(WORDS, "DATE", "", "", "model", dates=Dated(LATER, CUT_OFF, "past")),
            {"span": Span(0, 10), "dates": None},
        ),
        ("notes", Note("note", CUT_OFF, "Why", ""), {"span": None}),
        ("corrections", Correction("date", CUT_OFF, "2025", "", None), {"span": None}),
    ],
)
def test_findings_move_with_their_words(field: str, kept: Any, after: Any) -> None:
    """A finding whose words are left moves with them; a part of it that is cut off is dropped."""
    (moved,) = getattr(Annotations(**{field: (kept,)}).map_spans(move), field)
    if isinstance(after, Span):
        assert moved == after
    else:
        assert {name: getattr(moved, name) for name in after} == after


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ("mentions", Mention(CUT_OFF, "PER", "model")),
        ("sentences", CUT_OFF),
        ("roles", Role(WORDS, CUT_OFF, None, former=False, by="model")),
        ("quotes", Quote(CUT_OFF, "direct", None, None, "sure", "model")),
        ("quotes", Quote(WORDS, "direct", None, CUT_OFF, "sure", "model")),
        ("claims", Claim(WORDS, "hedged", CUT_OFF, None, "model")),
        ("times", TimeExpression(CUT_OFF, "DATE", "", "", "model")),
        ("notes", Note("pin", CUT_OFF, "", "")),
    ],
)
def test_findings_that_are_cut_off_are_dropped(field: str, lost: Any) -> None:
    """A finding without its words, or without the words that bear it out, is left out."""
    assert getattr(Annotations(**{field: (lost,)}).map_spans(move), field) == ()
