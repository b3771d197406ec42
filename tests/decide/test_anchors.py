"""Quoted words find their place again, or nobody's: never the wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdossier.decide.anchors import place, words_of, written
from newsdossier.model.article import Span
from newsdossier.model.decision import Anchor, Decision
from newsdossier.model.findings import LocatedDecision

TEXT = (
    "Le maire de Brest a reçu Anne Le Goff mardi. « Nous n’irons pas à Quimper », a dit la députée.\n\n"
    "Le maire de Quimper attend. Il a écrit à Anne Le Goff le 14 octobre, puis le 15 octobre."
)


def found(text: str, exact: str, prefix: str = "", suffix: str = "", *, everywhere: bool = False) -> LocatedDecision:
    """Where an anchor stands in a text."""
    return place(text, words_of(text), Decision("pin", Anchor(exact, prefix, suffix), everywhere=everywhere))


def words(text: str, one: LocatedDecision) -> list[str]:
    """What stands there."""
    return [span.of(text) for span in one.spans]


def test_words_that_are_there_once() -> None:
    """They need nothing around them."""
    assert words(TEXT, found(TEXT, "le 14 octobre")) == ["le 14 octobre"]


def test_words_that_are_there_twice() -> None:
    """Without their neighbours they are nobody's; with them there is one."""
    assert found(TEXT, "Le maire").how == "lost"
    assert found(TEXT, "Le maire").problem == "several places may be meant"
    assert found(TEXT, "Le maire", suffix=" de Quimper").spans == (
        Span(TEXT.index("Le maire de Q"), TEXT.index(" de Quimper att")),
    )


def test_everywhere() -> None:
    """All places, when that is what was decided."""
    assert len(found(TEXT, "Anne Le Goff", everywhere=True).spans) == 2
    assert found(TEXT, "Jean Le Goff", everywhere=True).how == "lost"


def test_no_part_of_a_word() -> None:
    """« mai » is not in « maire »."""
    assert found(TEXT, "mai").how == "lost"


@pytest.mark.parametrize(
    ("old", "new", "exact", "how"),
    [
        ("« Nous n’irons pas à Quimper »", '"Nous n\'irons pas à Quimper"', "« Nous n’irons pas à Quimper »", "words"),
        ("Anne Le Goff mardi", "ANNE LE GOFF mardi", "Anne Le Goff mardi", "words"),
        ("la députée", "la deputee", "la députée", "words"),
        ("Brest a reçu", "Brest a ressu", "Le maire de Brest a reçu Anne Le Goff mardi", "fuzzy"),
        ("le 14 octobre", "le 16 octobre", "14 octobre", "lost"),
        ("Anne Le Goff mardi", "Jeanne Le Goff mardi", "Anne Le Goff mardi", "lost"),
        ("reçu Anne", "reçu hier Anne", "reçu Anne Le Goff", "lost"),
    ],
)
def test_after_a_correction(old: str, new: str, exact: str, how: str) -> None:
    """The same words in other marks, capitals and accents are found; other figures and other names are not."""
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    assert found(text, exact).how == how


def test_a_typo_in_a_name() -> None:
    """One letter inside a long word may be wrong when what stands around is right, and the likeness is told."""
    text = TEXT.replace("Quimper attend", "Quimpper attend")
    one = found(text, "Quimper", "Le maire de ", " attend. Il a écrit")
    assert words(text, one) == ["Quimpper"]
    assert one.how == "fuzzy"
    assert 80 <= one.score < 100


def test_what_is_left_is_not_the_same() -> None:
    """When the place is gone, the other place with these words does not take its decision."""
    second = TEXT.split("\n\n")[1]
    assert found(second, "Anne Le Goff", "Le maire de Brest a reçu ", " mardi. « Nous n’irons").how == "lost"


def test_a_moved_sentence() -> None:
    """What stands behind the words still tells where they are, when what stood before them does not."""
    first, second = TEXT.split("\n\n")
    text = f"{second}\n\n{first}"
    one = found(text, "Quimper", "a dit la députée. Le maire de ", " attend. Il a écrit à Anne")
    assert words(text, one) == ["Quimper"]
    assert text[one.spans[0].end :].startswith(" attend")


_LETTERS = st.text("abcdeé ’.«»\n1", min_size=1, max_size=80)


@given(_LETTERS, st.data())
def test_what_we_write_we_find(text: str, data: st.DataObject) -> None:
    """An anchor made for a word of any text leads back to it; to none only where the same words stand twice."""
    every = words_of(text).spans
    if every:
        span = data.draw(st.sampled_from(every))
        one = place(text, words_of(text), Decision("pin", written(text, span)))
        once = sum(other.of(text) == span.of(text) for other in every) == 1
        assert one.spans in ({(span,)} if once else {(span,), ()})


def test_white_space_is_no_anchor() -> None:
    """An anchor of spaces alone is lost, also where the text has just these."""
    assert (found("a b", " ").spans, found("a b", "\u00a0").spans) == ((), ())
    assert found("a b", " ").problem == "the anchor has no word"


@given(_LETTERS, _LETTERS, st.text("ab é’", max_size=5), st.text("ab é’", max_size=5))
def test_spans_are_of_the_text(text: str, exact: str, prefix: str, suffix: str) -> None:
    """Whatever is asked, an answer lies in the text, has words, and says how sure it is."""
    one = found(text, exact, prefix, suffix)
    assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() for s in one.spans)
    assert (one.how == "lost") == (one.spans == ()) == bool(one.problem)
    assert 0 <= one.score <= 100


@given(_LETTERS, _LETTERS, st.data())
def test_text_elsewhere_changes_nothing(text: str, more: str, data: st.DataObject) -> None:
    """A paragraph put before the text does not move a decision to other words."""
    every = words_of(text).spans
    if every:
        span = data.draw(st.sampled_from(every))
        longer = f"{more}\n\n{text}"
        one = place(longer, words_of(longer), Decision("pin", written(text, span)))
        assert [s.of(longer) for s in one.spans] in ([span.of(text)], [])
