"""What `mkdocs serve` has beside the builds: it gets ready for the next seed, and says what is not there."""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from mkdocs import utils

from newsdossier.again import Memory
from newsdossier.errors import DISK, NewsdossierError
from newsdossier.model import Settings
from newsdossier.pipeline import look
from newsdossier.steps import ready


def get_ready(settings: Settings, memory: Memory) -> None:
    """Load what a new article will need, and look at all others, so that whoever saves the first one does not wait."""
    ready(settings)
    if memory.is_empty():
        with suppress(NewsdossierError, *DISK):  # the next build says so
            look(settings, memory)


def keep_themes() -> None:
    """MkDocs looks through every installed package for themes at each reload; none comes while it serves."""
    found = utils.get_themes()
    utils.get_themes = lru_cache(lambda: found)


def error_page(folder: Path) -> Callable[[int], bytes | None]:
    """The site's own page for what is not there."""

    def page(code: int) -> bytes | None:
        path = folder / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    return page
