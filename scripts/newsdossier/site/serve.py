"""What `mkdocs serve` has beside the builds: it gets ready for the next seed, and says what is not there."""

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from mkdocs import utils
from newsdossier.cache.store import Memo
from newsdossier.errors import DISK
from newsdossier.errors import NewsdossierError
from newsdossier.model.settings import Settings
from newsdossier.build.pipeline import preview
from newsdossier.build.stages import ready
from typing import Any
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver



def get_ready(settings: Settings, memo: Memo) -> None:
    """Load what a new article will need, and look at all others, so that whoever saves the first one does not wait."""
    ready(settings)
    if memo.is_empty():
        with suppress(NewsdossierError, *DISK):  # the next build says so
            preview(settings, memo)


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


_CHANGES = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]


_EVERY = 0.5  # seconds, as MkDocs has it


def told_by_the_system(server: LiveReloadServer) -> None:
    """Where the system cannot (a network folder, too many files), the server goes on looking."""
    told = Observer()
    if isinstance(told, PollingObserver):
        return
    paths = list(server._watched_paths)
    heard = told.schedule

    def schedule(handler: Any, path: str, **options: Any) -> Any:
        """That a file was only read is no change: we read them ourselves."""
        return heard(handler, path, **options, event_filter=_CHANGES)

    told.schedule = schedule  # type: ignore[method-assign, assignment]
    try:
        told.start()
        for path in paths:
            server.unwatch(path)
        server.observer = told  # type: ignore[assignment]
        for path in paths:
            server.watch(path)
    except OSError:
        told.stop()
        server._watched_paths.clear()
        server.observer = PollingObserver(timeout=_EVERY)
        for path in paths:
            server.watch(path)
    else:
        server.observer.start = lambda: None  # type: ignore[method-assign]  # `serve` starts what runs already
