"""How many processes may share the work, whether forking is safe, when those that help end, what memory they keep."""

import ctypes
import fcntl
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from multiprocessing import connection, parent_process
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as its malloc.h has them
_SHARES = 32  # of work for several: whoever meets the large pages leaves the rest to others


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where there is another core, nothing else runs here, and the system's libraries allow it."""
    return sys.platform.startswith("linux") and cores() > 1 and threading.active_count() == 1


def end_with_parent() -> None:
    """In a process that helps: end at once when the one that started it has been killed, or its locks would stay."""
    parent = parent_process()
    if parent and sys.platform.startswith("linux"):
        end_with_pipe(parent.sentinel)
    elif parent:
        threading.Thread(target=_wait_for_the_end, args=(parent.sentinel,), daemon=True).start()


def end_with_pipe(reading: int) -> None:
    """End this process when nobody can write there any more: by a signal, which ends whoever does not handle it.

    A thread that waits would do it, too; but where there is one, even asleep, Python's lock costs a tenth of the time.
    """
    fcntl.fcntl(reading, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    if connection.wait([reading], 0):  # it ended before
        os._exit(1)


def _wait_for_the_end(reading: int) -> None:
    connection.wait([reading])
    os._exit(1)


def end_after(seconds: float) -> None:
    """End this process then, whatever library it hangs in; 0 takes that back. It is a signal, too, and no thread."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def keep_memory() -> None:
    """Have this process keep what it is done with, to use it again, where the C library can be told so (glibc).

    A worker of Dask gives each array back to the system at once, and takes the next from there: a fifth of an analysis.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)  # bytes that are asked of the system for themselves: its largest
        library.mallopt(_M_TRIM_THRESHOLD, 64 << 20)  # bytes, at the end of what is there, that are given back


def shared(work: Callable[[Sequence[S]], list[T]], every: Sequence[S]) -> list[T]:
    """What comes of each, in their order, by as many processes as there are cores; doing one twice must do no harm."""
    with ExitStack() as ends:
        return begun(work, every, ends)()


def begun(work: Callable[[Sequence[S]], list[T]], every: Sequence[S], ends: ExitStack) -> Callable[[], list[T]]:
    """The same, by the other processes at once: the function has this one join in, and gives what came of each."""
    shares = [every[first::_SHARES] for first in range(_SHARES)]
    reading, writing = os.pipe()  # of the numbers of shares that nobody has taken
    os.write(writing, bytes(range(_SHARES)))
    os.close(writing)
    ends.callback(os.close, reading)

    def some() -> dict[int, list[T]]:
        return {number: work(shares[number]) for (number,) in iter(partial(os.read, reading, 1), b"")}

    others = [meanwhile(some, ends) for _ in range(min(cores(), len(every)) - 1)]

    def every_one() -> list[T]:
        done = some()
        for wait in others:
            done |= wait()
        lost = [number for number in range(_SHARES) if number not in done]  # by a process that was killed
        done |= {number: work(shares[number]) for number in lost}
        return [done[number % _SHARES][number // _SHARES] for number in range(len(every))]

    return every_one


def meanwhile(work: Callable[[], T], ends: ExitStack) -> Callable[[], T]:
    """Work that may be done twice is done by another process while this one goes on; the function waits for it.

    Where forking is not safe, it is done when it is asked for; where it fails there, too, so that its error is here.
    """
    if not may_fork():
        return work
    fork = multiprocessing.get_context("fork")
    reading, writing = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(work, writing), daemon=True)
    process.start()
    writing.close()
    ends.callback(process.join)
    ends.callback(process.kill)  # first of the two

    def wait() -> T:
        try:
            found: T = reading.recv()
        except EOFError:  # it was killed, or it failed
            return work()
        process.join()
        return found

    return wait


def _send(work: Callable[[], object], writing: connection.Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process
    end_with_parent()
    with suppress(Exception):
        writing.send(work())
