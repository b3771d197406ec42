"""Where a project's files are, and what it decided once for all seeds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from newsdossier.model.article import Rights


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of an article an excerpt may show at most; all three hold."""

    sentences: int = 3
    """Whole sentences."""
    characters: int = 600
    """Of these sentences."""
    share: int = 20
    """Percent of the article's characters, so that a short one is not shown whole."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a project's files are and what it decided once for all seeds."""

    root: Path
    """The project's folder; every path shown to a person is relative to it."""
    seeds: Path
    """What editors drop: articles, sidecars, `_authority.yml`."""
    dossiers: Path
    """What we write: Markdown pages and `_ids.tsv`."""
    work: Path
    """Cache, lock and report; never under version control."""
    intro: str = ""
    """Markdown for the top of the home page."""
    site_name: str = "newsdossier"
    """Title of the home page."""
    url: str = ""
    """Address of the published site, ending with a slash; without it there are no feeds."""
    rights: Rights = "excerpt"
    """Of seeds that do not state theirs: the cautious one unless the project says otherwise."""
    excerpt: Budget = Budget()
    """How much of a text is shown without the right to all of it."""
    removed: Literal["tombstone", "redirect"] = "tombstone"
    """What stands at the address of a dossier that is no more: a page that says so, or the way to all dossiers."""
    private: bool = False
    """The edition for the newsroom: every text in full, never published."""
    contact: str = ""
    """Where a person named on the site asks for a correction, as pages of persons link to it; empty when not said."""
    language: str = "fr"
    """Of entity, index and home pages (BCP 47)."""
    languages: tuple[str, ...] = ("fr", "en")
    """Among which a seed's language is detected when it is not declared."""
