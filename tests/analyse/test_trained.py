"""The trained pipelines: what they load, what they find, what structure they give."""

import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from newsdossier.analyse import language_pipeline as pipeline_text


@cache
def pipeline(tag: str) -> Any:
    """With everything, loaded once."""
    return pipeline_text.pipeline(tag, structure=True)


@pytest.mark.parametrize("tag", pipeline_text.STOCK)
def test_loading_leaves_the_slow_parts_out(tag: str) -> None:
    """Neither spaCy's own tables of a language nor its check of every vector is needed to load."""
    code = (
        "import sys; from newsdossier.analyse import language_pipeline as trained; "
        f"nlp = trained.pipeline({tag!r}); assert not [m for m in sys.modules if m.startswith('spacy.lang.{tag}')]; "
        "assert nlp.pipe_names == list(trained.NAMES); assert nlp.vocab.vectors.shape == (20000, 300)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("tag", "text", "relations"),
    [
        (
            "fr",
            "Le ministre a déclaré que la guerre finirait bientôt.",
            "ministre nsubj déclaré, finirait ccomp déclaré",
        ),
        (
            "fr",
            "Steve Witkoff a félicité le conseiller, selon Bloomberg.",
            "Steve nsubj félicité, conseiller obj félicité",
        ),
        ("en", "The adviser said that the war would end.", "adviser nsubj said, end ccomp said"),
    ],
)
def test_clause_structure(tag: str, text: str, relations: str) -> None:
    """The subject of a verb of speech, and the clause that is said, hang on the verb."""
    found = {f"{token.text} {token.dep_} {token.head.text}" for token in pipeline(tag)(text)}
    assert set(relations.split(", ")) <= found


def test_parts_of_speech_and_mood() -> None:
    """A conditional is a verb in that mood."""
    doc = pipeline("fr")("Le président serait prêt à rencontrer son homologue.")
    verb = next(token for token in doc if token.text == "serait")
    assert verb.pos_ in {"AUX", "VERB"}
    assert verb.morph.get("Mood") == ["Cnd"]


@pytest.mark.parametrize("tag", pipeline_text.STOCK)
def test_structure_changes_no_name(tag: str) -> None:
    """Names are the same with and without clause structure."""
    text = "Emmanuel Macron met Angela Merkel in Berlin. Emmanuel Macron a vu Angela Merkel à Berlin."
    names = [(span.start, span.end, span.label_) for span in pipeline_text.pipeline(tag)(text).ents]
    assert names == [(span.start, span.end, span.label_) for span in pipeline(tag)(text).ents]
    assert names


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "…", "« »", "A" * 5_000, "й " * 300, "\u200b\ufeff\x00", "😀 Paris 😀"]
)
def test_no_text_breaks_it(text: str) -> None:
    """Empty, odd and endless texts give a Doc of that very text."""
    for tag in ("fr", "en", "zh"):
        (doc,) = pipeline_text.docs([text], tag, structure=True)
        assert doc.text == text
