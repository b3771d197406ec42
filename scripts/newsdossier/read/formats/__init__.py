"""One module per file format: `SUFFIXES` are the endings that it reads, `read(raw)` returns the draft of an article.

A new format is one more module here, such as `docx.py`, and its line in `pyproject.toml`: nothing else lists them.
"""

from importlib import import_module
from typing import Any

from newsdossier.errors import SeedError


def library(name: str, path: str) -> Any:
    """Returns a library of `newsdossier[formats]`, or tells the editor to install it to have that file read."""
    try:
        return import_module(name)
    except ImportError as missing:
        ending = path.rsplit(".", 1)[-1]
        remedy = 'Run: pip install "newsdossier[formats]"'
        raise SeedError(f"a file that ends in .{ending} needs the formats extra", path=path, remedy=remedy) from missing


def locked(kind: str, path: str) -> SeedError:
    """Returns the error of a file of that kind, such as « Word file »."""
    remedy = (
        "Open it with the password and save a copy without one; who has none asks for an open copy, "
        "or puts the article's text into a .txt file"
    )
    return SeedError(f"this {kind} is locked with a password", path=path, remedy=remedy)
