"""Work in forks of this process: they see all that it has in memory, and end with it.

Where forking is not safe, and where a fork is killed or fails, this process does the work itself.
"""

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
_SHARES = 32  # that work is cut into: a process that meets large pages leaves the rest to the others


def cores() -> int:
    """Returns the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """True if there is another core, this process has one thread, and the system's libraries allow forks."""
    return sys.platform.startswith("linux") and cores() > 1 and threading.active_count() == 1


def end_with_parent() -> None:
    """In a child process of `multiprocessing`: end at once when its parent is killed, or its locks would stay."""
    if parent := parent_process():
        end_when_closed(parent.sentinel)


def end_when_closed(pipe: int) -> None:
    """End this process as soon as nobody can write to the pipe any more: by a signal, whatever it is doing.

    A thread that waits does it elsewhere than on Linux; but for a thread, even asleep, Python's lock costs a tenth of
    the time.
    """
    if not sys.platform.startswith("linux"):
        threading.Thread(target=_exit_when_closed, args=(pipe,), daemon=True).start()
        return
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if connection.wait([pipe], 0):  # it was closed before
        os._exit(1)


def _exit_when_closed(pipe: int) -> None:
    connection.wait([pipe])
    os._exit(1)


def map_in_forks(work: Callable[[Sequence[S]], list[T]], items: Sequence[S]) -> list[T]:
    """Returns the result of each item, in order, made by as many processes as there are cores.

    `work` gives one result for each item of a share; it may be done twice for the same share.
    """
    with ExitStack() as ends:
        return start_map_in_forks(work, items, ends)()


def start_map_in_forks(
    work: Callable[[Sequence[S]], list[T]], items: Sequence[S], ends: ExitStack
) -> Callable[[], list[T]]:
    """Starts `map_in_forks` in the other processes now; the function returned helps to finish, and gives the results.

    The forks end with `ends` at the latest.
    """
    shares = [items[first::_SHARES] for first in range(_SHARES)]
    untaken, numbers = os.pipe()  # each process takes the number of its next share from this pipe
    os.write(numbers, bytes(range(_SHARES)))
    os.close(numbers)
    ends.callback(os.close, untaken)

    def take_shares() -> dict[int, list[T]]:
        return {number: work(shares[number]) for (number,) in iter(partial(os.read, untaken, 1), b"")}

    forks = [start_in_fork(take_shares, ends) for _ in range(min(cores(), len(items)) - 1)]

    def finish() -> list[T]:
        done = take_shares()
        for results in forks:
            done |= results()
        lost = [number for number in range(_SHARES) if number not in done]  # by a fork that was killed
        done |= {number: work(shares[number]) for number in lost}
        return [done[number % _SHARES][number // _SHARES] for number in range(len(items))]

    return finish


def start_in_fork(work: Callable[[], T], ends: ExitStack) -> Callable[[], T]:
    """Starts work in a fork; the function returned waits for its result.

    Work that fails there, or was not started because forking is not safe, is done by that function: its error is
    raised here. The fork ends with `ends` at the latest.
    """
    if not may_fork():
        return work
    fork = multiprocessing.get_context("fork")
    reading, writing = fork.Pipe(duplex=False)
    process = fork.Process(target=_send_result, args=(work, writing), daemon=True)
    process.start()
    writing.close()
    ends.callback(process.join)
    ends.callback(process.kill)  # before it is joined

    def result() -> T:
        try:
            found: T = reading.recv()
        except EOFError:  # it was killed, or the work failed
            return work()
        process.join()
        return found

    return result


def _send_result(work: Callable[[], object], writing: connection.Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process
    end_with_parent()
    with suppress(Exception):
        writing.send(work())
