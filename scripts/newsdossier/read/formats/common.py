"""Libraries that not everybody needs: those of `newsdossier[formats]`."""

from importlib import import_module
from typing import Any

from newsdossier.errors import SeedError


def library(name: str, path: str) -> Any:
    """The library, or what the editor has to install to have that file read."""
    try:
        return import_module(name)
    except ImportError as missing:
        ending = path.rsplit(".", 1)[-1]
        remedy = 'Run: pip install "newsdossier[formats]"'
        raise SeedError(f"a file that ends in .{ending} needs the formats extra", path=path, remedy=remedy) from missing


def locked(kind: str, path: str) -> SeedError:
    """The error of a file of that kind, such as « Word file »."""
    remedy = (
        "Open it with the password and save a copy without one; who has none asks for an open copy, "
        "or puts the article's text into a .txt file"
    )
    return SeedError(f"this {kind} is locked with a password", path=path, remedy=remedy)
