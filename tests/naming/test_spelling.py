"""Ids of names: the short way for plain names gives what the library gives."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify

from newsdossier.naming import slug

LETTERS = "abcXYZ àâçéèêëîïôùûüÿÀÉÈÇœŒæÆßøØðÞ×÷-'’ʼ&.,1²"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Iouri Ouchakov", "iouri-ouchakov"),
        ("L’Œuvre de Saint-Éloi", "l-oeuvre-de-saint-eloi"),
        ("  --  ", ""),
        ("1,000 €", "1000-eur"),
        ("Владимир", "vladimir"),
    ],
)
def test_a_slug_is_small_latin_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=100))
def test_the_short_way_is_the_library_s(name: str) -> None:
    assert slug(name) == slugify(re.sub("['’ʼ]", "-", name), max_length=80, word_boundary=True)
