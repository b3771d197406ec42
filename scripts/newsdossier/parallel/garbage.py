"""How often Python looks for garbage: what a build makes stays to its end, and each look goes through all of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Never, while the articles are read and put together: it would be a quarter of the time, and finds nothing.

    What is there at the end stays: no look goes through it, the last one of a program that ends neither.
    """
    before = gc.isenabled()
    gc.unfreeze()  # what an earlier build of this process set aside may be gone
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Seldom, while pages are rendered, which leave some."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
