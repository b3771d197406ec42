"""One process that loads what a new article needs, while this one still reads what is kept of all others.

Loading a language pipeline takes as long as reading some thousand articles, and its memory is not this process's.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache

from newsdossier.analyse.registry import installed
from newsdossier.analyse.run.pool import SECONDS, Pool, begin, processes
from newsdossier.parallel.forks import end_with_pipe, may_fork

Ahead = Callable[[], Pool | None]
"""Starts the process when it is first called, and gives its pool; None where forking is not safe or saves nothing."""


@contextmanager
def loading(load: Callable[[], object]) -> Iterator[Ahead]:
    """Nothing is started before somebody asks; what was started ends with the block, ready or not."""
    with ExitStack() as ends:

        @cache
        def pool() -> Pool | None:
            loaded = "spacy" in sys.modules  # by an earlier build of this process: there is nothing to wait for
            return _pool(load, ends) if may_fork() and not loaded else None

        yield pool


def imported() -> None:
    """Import what every language needs."""
    installed()
    import spacy  # noqa: F401 - half a second


def _pool(load: Callable[[], object], ends: ExitStack) -> Pool:
    reading, writing = os.pipe()
    ends.callback(os.close, reading)

    fork = multiprocessing.get_context("fork")
    first = iter([ProcessPoolExecutor(1, mp_context=fork, initializer=_begin, initargs=(reading, writing))])
    # another in its place, when an article broke it down, is no fork: there are threads by then
    pool = Pool(lambda: next(first, None) or processes(1), workers=1, seconds=SECONDS)
    ends.callback(pool.close)
    ends.callback(os.close, writing)  # first of the three: whoever reads it ends
    pool.prepare(load)
    return pool


def _begin(reading: int, writing: int) -> None:
    os.close(writing)
    begin()
    end_with_pipe(reading)  # which the block closes
