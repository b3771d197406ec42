"""The common words of French and English: those that news writes in small letters, counted by `count_words.py`."""

import gzip
from functools import cache
from importlib.resources import files


@cache
def common_words(language: str) -> frozenset[str]:
    """Returns the words of a language in small letters; none for one that was not counted."""
    packed = (files("newsdossier.data") / "common_words.tsv.gz").read_bytes()
    lines = (line.partition("\t") for line in gzip.decompress(packed).decode().splitlines())
    return next((frozenset(words.split()) for code, _, words in lines if code == language), frozenset())
