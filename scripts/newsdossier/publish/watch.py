"""`mkdocs serve` -> the same with the system telling it of changes, where it can, instead of a look twice a second."""

from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

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
