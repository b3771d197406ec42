"""Log messages of MkDocs, by the page that each is about: such a page is rendered, and warns, in the next build too."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages

_ABOUT = re.compile(r"Doc file '(.+?)' contains a link '")
ROOT = pages.__name__.partition(".")[0]  # ProperDocs answers to the name MkDocs and logs under its own


class Message(NamedTuple):
    """One log message, as it is sent from one process to another."""

    logger: str
    level: int
    text: str


class PageMessages(logging.Handler):
    """Collects what is logged about each page."""

    def __init__(self, config: MkDocsConfig) -> None:
        """`config` knows the page that MkDocs is working on."""
        super().__init__(logging.INFO)
        self._config = config
        self.by_page: dict[str, list[Message]] = {}
        """Source of a page -> its messages, in their order."""

    def emit(self, record: logging.LogRecord) -> None:
        """Collect the message under its page, if it is about one."""
        message, current = record.getMessage(), self._config._current_page
        about = _ABOUT.match(message)  # links to places are checked when no page is worked on any more
        page = current.file.src_uri if current else about[1] if about else ""
        if page:
            self.by_page.setdefault(page, []).append(Message(record.name, record.levelno, message))

    def replay(self, page: str, messages: Iterable[Message]) -> None:
        """Log what a worker found about a page, by MkDocs' own loggers, so that `--strict` counts it."""
        for one in messages:
            self.by_page.setdefault(page, []).append(one)
            logging.getLogger(one.logger).log(one.level, "%s", one.text)


@contextmanager
def collecting(messages: PageMessages) -> Iterator[None]:
    """Collect messages meanwhile, those that `--quiet` does not print as well.

    A build with `--quiet` must leave the same record as any other: a later one with `--strict` asks it.
    """
    logger = logging.getLogger(ROOT)
    before, shown = logger.level, [(handler, handler.level) for handler in logger.handlers]
    quiet = logger.getEffectiveLevel()
    if quiet > logging.INFO:
        logger.setLevel(logging.INFO)
        for handler, level in shown:
            handler.setLevel(max(level, quiet))
    logger.addHandler(messages)
    try:
        yield
    finally:
        logger.removeHandler(messages)
        logger.setLevel(before)
        for handler, level in shown:
            handler.setLevel(level)
