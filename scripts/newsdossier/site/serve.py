"""What `mkdocs serve` has beside the builds: it gets ready for the next seed, watches files, says what is missing."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from newsdossier.build.pipeline import preview
from newsdossier.build.stages import ready
from newsdossier.cache.store import Memo
from newsdossier.errors import DISK, NewsdossierError
from newsdossier.model.settings import Settings

_CHANGES = [events.FileCreatedEvent, events.FileDeletedEvent, events.FileModifiedEvent, events.FileMovedEvent]
_EVERY = 0.5  # seconds, as MkDocs has it
_ARRIVAL = 1.0  # seconds, in which a browser fetches a page that was saved; whatever else runs then holds it up


class AfterReload:
    """Work in a background thread, begun when the browser has had time to fetch the page that was saved."""

    def __init__(self, work: Callable[[threading.Event], object]) -> None:
        """`work` looks at the event now and then, and ends when it is set."""
        self._work = work
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        if not self._given_up.wait(_ARRIVAL):
            self._work(self._given_up)

    def give_up(self) -> None:
        """Has the work end soon."""
        self._given_up.set()

    def join(self, seconds: float | None = None) -> bool:
        """Waits for the end of the work; True if it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


def site_folder(work: Path, config: MkDocsConfig) -> Path:
    """Returns where the site is that is served at that address."""
    return work / "served" / f"{config.dev_addr.host}-{config.dev_addr.port}".replace(":", ".")


def prepare_server(server: LiveReloadServer, settings: Settings, site: Path) -> None:
    """Has the server watch seeds as well, and serve that folder.

    It does not watch `dossiers/`, where we write ourselves.
    """
    server.watch(str(settings.seeds))
    _watch_by_events(server)
    _look_for_themes_once()
    server.root = str(site)
    server.error_handler = _error_page(site)


def get_ready(settings: Settings, memo: Memo) -> None:
    """Loads what a new article will need, and looks at all others, so that whoever saves the first does not wait."""
    ready(settings)
    if memo.is_empty():
        with suppress(NewsdossierError, *DISK):  # the next build says so
            preview(settings, memo)


def _look_for_themes_once() -> None:
    """MkDocs looks through every installed package for themes at each reload; none comes while it serves."""
    found = utils.get_themes()
    utils.get_themes = lru_cache(lambda: found)


def _error_page(folder: Path) -> Callable[[int], bytes | None]:
    """Returns what finds the site's own page for an address that does not exist."""

    def page(code: int) -> bytes | None:
        path = folder / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    return page


def _watch_by_events(server: LiveReloadServer) -> None:
    """Has the system report changes; where it cannot (a network folder, too many files), the server goes on looking."""
    observer = Observer()
    if isinstance(observer, PollingObserver):
        return
    paths = list(server._watched_paths)
    plain_schedule = observer.schedule

    def schedule(handler: Any, path: str, **options: Any) -> Any:
        """Leaves out files that were only read: we read them ourselves."""
        return plain_schedule(handler, path, **options, event_filter=_CHANGES)

    observer.schedule = schedule  # type: ignore[method-assign, assignment]
    try:
        observer.start()
        for path in paths:
            server.unwatch(path)
        server.observer = observer  # type: ignore[assignment]
        for path in paths:
            server.watch(path)
    except OSError:
        observer.stop()
        server._watched_paths.clear()
        server.observer = PollingObserver(timeout=_EVERY)
        for path in paths:
            server.watch(path)
    else:
        server.observer.start = lambda: None  # type: ignore[method-assign]  # `serve` starts what runs already
