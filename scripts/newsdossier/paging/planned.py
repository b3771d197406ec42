"""What every page plan is made from, and what it is: a page with the signature of all that it shows."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsdossier.decisions import Change
from newsdossier.model import Dossier, Listed, Page, Settings


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages of one build are made from."""

    settings: Settings
    """Language and name of the site."""
    dossiers: tuple[Dossier, ...]
    """Public forms, newest first."""
    named: Mapping[str, Listed]
    """Every entity by id, with its counts."""
    moved: Mapping[str, str]
    """Entity ids that became another."""
    history: tuple[Change, ...]
    """What was decided of entities when."""
    program: str
    """Fingerprint of our own sources: a new version renders anew."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that the site should have."""

    path: str
    """Relative to `dossiers/`."""
    signature: str
    """Of everything that `render` reads."""
    render: Callable[[], Page]
    """Makes the page; called only when the signature is new."""


def digest(*values: object) -> str:
    """One signature of all these values."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()
