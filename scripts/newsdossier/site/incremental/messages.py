"""MkDocs' messages -> which page each is about, so that they can be said again when the page is not rendered."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages

from newsdossier.site.incremental.record import Said

_ABOUT = re.compile(r"Doc file '(.+?)' contains a link '")
ROOT = pages.__name__.partition(".")[0]  # ProperDocs answers to the name MkDocs and logs under its own


class Hearing(logging.Handler):
    """Keeps what is said of each page: `said` while it is made, `late` when its links are checked after all."""

    def __init__(self, current: Callable[[], str]) -> None:
        """`current` names the page that is being made, or nothing."""
        super().__init__(logging.INFO)
        self.current = current
        self.said: dict[str, list[Said]] = {}
        self.late: dict[str, list[Said]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Put the message to its page; one about no page is nobody's."""
        message, page = record.getMessage(), self.current()
        about = _ABOUT.match(message)
        if page:
            self.said.setdefault(page, []).append(Said(record.name, record.levelno, message))
        elif about:
            self.late.setdefault(about.group(1), []).append(Said(record.name, record.levelno, message))


@contextmanager
def paused(hearing: Hearing) -> Iterator[None]:
    """What is said meanwhile is not kept."""
    logging.getLogger(ROOT).removeHandler(hearing)
    try:
        yield
    finally:
        logging.getLogger(ROOT).addHandler(hearing)


def begin(hearing: Hearing) -> Callable[[], None]:
    """Listen from now on, to what `--quiet` does not print as well; the result ends it.

    A build with `--quiet` must leave the same record as any other: a later one with `--strict` asks it.
    """
    logger = logging.getLogger(ROOT)
    before, shown = logger.level, [(handler, handler.level) for handler in logger.handlers]
    quiet = logger.getEffectiveLevel()
    if quiet > logging.INFO:
        logger.setLevel(logging.INFO)
        for handler, level in shown:
            handler.setLevel(max(level, quiet))
    logger.addHandler(hearing)

    def end() -> None:
        logger.removeHandler(hearing)
        logger.setLevel(before)
        for handler, level in shown:
            handler.setLevel(level)

    return end


def say_again(said: Iterable[Said]) -> None:
    """To MkDocs' own loggers, so that `--strict` counts them."""
    for one in said:
        logging.getLogger(one.logger).log(one.level, "%s", one.message)


def current(config: MkDocsConfig) -> str:
    """The page that MkDocs is at."""
    page = config._current_page
    return page.file.src_uri if page else ""
