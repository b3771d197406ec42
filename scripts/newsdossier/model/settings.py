"""Settings of a project."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from newsdossier.model.article import Rights


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of an excerpt; all three hold."""

    sentences: int = 3
    """Most whole sentences."""
    characters: int = 600
    """Most characters of these sentences."""
    share: int = 20
    """Largest percentage of the article's characters, so that a short one is not shown whole."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The folders of a project, and its choices for all seeds."""

    root: Path
    """The project's folder; every path shown to a person is relative to it."""
    seeds: Path
    """Folder for what editors bring: articles, sidecars, `_authority.yml`."""
    dossiers: Path
    """Folder that we write: Markdown pages and `_ids.tsv`."""
    work: Path
    """Folder for cache, lock and report; never under version control."""
    intro: str = ""
    """Top of the home page, in Markdown."""
    site_name: str = "newsdossier"
    """Title of the home page."""
    url: str = ""
    """Address of the published site, ending with a slash; without it there are no feeds."""
    rights: Rights = "excerpt"
    """Rights of seeds that do not state theirs; cautious by default."""
    excerpt: Budget = Budget()
    """Limits of excerpts."""
    removed: Literal["tombstone", "redirect"] = "tombstone"
    """Page at the address of a removed dossier: a notice, or a redirect to all dossiers."""
    private: bool = False
    """True for the newsroom edition: every text in full, never published."""
    contact: str = ""
    """Address for requests of correction, linked from pages of persons; empty when not given."""
    language: str = "fr"
    """Language of entity, index and home pages (BCP 47)."""
    languages: tuple[str, ...] = ("fr", "en")
    """Languages among which an undeclared language is detected."""
