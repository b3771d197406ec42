"""The programs that make the shipped components, on a few lines of our own."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import train_names as names
import train_structure as structure
from newsdossier.analyse import language_pipeline

ROWS = [
    {
        "id": "a",
        "text": "Un titre sans nom\nSteve Witkoff a vu la Croix-Rouge de Gaza.",
        "entities": [
            {"start": 18, "end": 31, "type": "PER"},
            {"start": 40, "end": 60, "type": "ORG"},
            {"start": 55, "end": 59, "type": "LOC", "nested": True},
            {"start": 0, "end": 2, "type": "DATE"},
        ],
    },
    {
        "id": "b",
        "text": "Le Tour part de Nice.",
        "entities": [{"start": 3, "end": 7, "type": "MISC"}, {"start": 16, "end": 20, "type": "LOC"}],
    },
]
LINES = list(names.lines(ROWS))


def test_lines_keep_their_names() -> None:
    """Each line comes with its own offsets, without what is nested or of another type."""
    assert LINES == [
        ("Un titre sans nom", ()),
        ("Steve Witkoff a vu la Croix-Rouge de Gaza.", ((0, 13, "PER"), (22, 42, "ORG"))),
        ("Le Tour part de Nice.", ((3, 7, "MISC"), (16, 20, "LOC"))),
    ]


def known(nlp: Language, text: str) -> list[tuple[str, str]]:
    """Types and names that it finds."""
    return [(span.label_, span.text) for span in nlp(text).ents]


@pytest.mark.filterwarnings("ignore:.*W095")  # the stock model is a little older than spaCy; so is it loaded
def test_training_begins_with_what_the_stock_model_knows() -> None:
    """Before any training the pipeline finds well-known names, with our types."""
    nlp = names.started("en", LINES)
    assert known(nlp, "Barack Obama spoke in Paris.") == [("PER", "Barack Obama"), ("LOC", "Paris")]


def test_names_then_structure(tmp_path: Path) -> None:
    """After stock names, a run changes the weights, the mean of two is between them, what is saved reads back."""
    nlp = names.started("fr", LINES)
    assert known(nlp, "Emmanuel Macron a parlé à Paris.") == [("PER", "Emmanuel Macron"), ("LOC", "Paris")]
    begin = names.weights(nlp)
    end = names.tuned(nlp, LINES * 12, seed=1, epochs=1)
    place = "ner 0 W" if "ner 0 W" in begin else next(p for p in begin if (begin[p] != end[p]).any())
    assert (begin[place] != end[place]).any()
    names.mean(nlp, [(0.5, begin), (0.5, end)])
    middle = names.weights(nlp)[place]
    assert abs(middle - (begin[place] + end[place]) / 2).max() < 0.01
    teacher = spacy.load(language_pipeline.stock("fr"), exclude=["ner", "lemmatizer", "senter"])
    examples = [structure.structured(names.example(nlp, line), teacher) for line in LINES * 12]
    structure.with_heads(nlp, examples)
    structure.learn(nlp, examples, epochs=1)
    names.save(nlp, tmp_path)
    read = language_pipeline.restored("fr", tmp_path, structure=True)
    text = "Steve Witkoff a vu la Croix-Rouge de Gaza."
    assert [t.dep_ for t in read(text)] == [t.dep_ for t in nlp(text)]
    assert [(s.text, s.label_) for s in read(text).ents] == [(s.text, s.label_) for s in nlp(text).ents]
