"""When Python collects garbage: what a build makes stays to its end, and each collection goes through all of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Collects no garbage while articles are read and put together: a quarter of the time, and it would find nothing.

    What is there at the end is frozen: no later collection goes through it, not even the one at the program's end.
    """
    before = gc.isenabled()
    gc.unfreeze()  # what an earlier build of this process froze may be garbage by now
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()


@contextmanager
def rare_collection() -> Iterator[None]:
    """Collects garbage seldom, while pages are rendered, which leave some."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
