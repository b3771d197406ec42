"""How many processes may share the work, whether forking this one is safe, and when those that help it end."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing import connection, parent_process
from typing import TypeVar

T = TypeVar("T")


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where there is another core, nothing else runs here, and the system's libraries allow it."""
    return sys.platform.startswith("linux") and cores() > 1 and threading.active_count() == 1


def end_with_parent() -> None:
    """In a process that helps: end at once when the one that started it has been killed, or its locks would stay."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def meanwhile(work: Callable[[], T], ends: ExitStack) -> Callable[[], T]:
    """What looks without changing anything is done by another process while this one goes on; the function waits.

    Where forking is not safe, it is done when it is asked for.
    """
    if not may_fork():
        return work
    fork = multiprocessing.get_context("fork")
    reading, writing = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(work, writing), daemon=True)
    process.start()
    writing.close()
    ends.callback(process.kill)

    def wait() -> T:
        try:
            found: T = reading.recv()
        except EOFError:  # it was killed
            return work()
        process.join()
        return found

    return wait


def _send(work: Callable[[], object], writing: connection.Connection) -> None:
    end_with_parent()
    writing.send(work())
