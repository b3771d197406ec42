"""Words: where they begin and end, in French and in English."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

from newsdossier.analyse.language_pipeline import tokenizer

TOKENIZERS = {language: tokenizer(spacy.blank("xx").vocab, language) for language in ("fr", "en")}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L'ambassade d’Ukraine", "L' ambassade d’ Ukraine"),
        ("fr", "qu’Ouchakov, aujourd’hui", "qu’ Ouchakov , aujourd’hui"),
        ("fr", "Jean-Yves Le Drian a-t-il parlé ?", "Jean-Yves Le Drian a -t- il parlé ?"),
        ("fr", "M. Trump et J.-C. Juncker (LR).", "M. Trump et J.-C. Juncker ( LR ) ."),
        ("fr", "l'« accord » de l'O.N.U.", "l' « accord » de l' O.N.U."),
        ("fr", "2,5 millions le 14/10/2025 à 14h30…", "2,5 millions le 14/10/2025 à 14h30 …"),
        ("fr", "Paris–Nice (AFP)/Reuters", "Paris – Nice ( AFP )/ Reuters"),
        ("fr", "Il part.Elle reste.", "Il part . Elle reste ."),
        ("en", "Moscow-based Putin's adviser didn't", "Moscow - based Putin 's adviser did n't"),
        ("en", "D'Amato isn’t in the U.S.", "D'Amato is n’t in the U.S."),
        ("en", "“We will see,” said Mr. Trump.", "“ We will see , ” said Mr. Trump ."),
    ],
)
def test_words(language: str, text: str, words: str) -> None:
    """Elided articles, contractions, quotation marks and stops are apart; abbreviations and numbers are whole."""
    assert " ".join(token.text for token in TOKENIZERS[language](text)) == words


@pytest.mark.parametrize("tokens", TOKENIZERS.values(), ids=TOKENIZERS)
@given(text=st.text(max_size=200))
def test_no_character_is_lost(tokens: Tokenizer, text: str) -> None:
    """Whatever the text, its words and the spaces between are the text."""
    assert tokens(text).text == text
