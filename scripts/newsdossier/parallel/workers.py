"""A pool of processes for tasks that may hang, die or take all memory: each such task is lost alone.

The processes begin from nothing, so functions and arguments are pickled. Work that needs the state of this process is
for `forks`.
"""

import ctypes
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

from newsdossier.parallel.forks import end_when_closed

P = ParamSpec("P")
T = TypeVar("T")
_ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # of each process: the others have theirs
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # as malloc.h of the GNU C library has them


class WorkerDied(Exception):
    """The process ended before it had taken the task or before it had answered."""


class TimedOut(WorkerDied):
    """The process was ended because the task took too long."""


class WorkerPool(Executor):
    """Up to `count` processes; each is started when a task needs it, and replaced when it died."""

    def __init__(self, count: int, *, seconds: float = 0, memory: int = 0, quiet: bool = False) -> None:
        """`seconds` and `memory` (bytes of addresses) are the limits of one task, 0 for none; `quiet` drops prints."""
        self._seconds, self._memory, self._quiet = seconds, memory, quiet
        self._threads = ThreadPoolExecutor(count)  # each waits for one process
        self._processes: list[_Process] = []
        self._idle: SimpleQueue[_Process | None] = SimpleQueue()  # None: one that is still to be started
        for _ in range(count):
            self._idle.put(None)
        self._lock, self._closed = threading.Lock(), False

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the function in the next free process; its result may be `WorkerDied`, or the error that it raised."""
        return self._threads.submit(self._run, partial(function, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """End every process at once, also one that is at work."""
        with self._lock:
            self._closed = True
        for process in self._processes:
            process.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        for process in self._processes:
            process.close()

    def _run(self, task: Callable[[], T]) -> T:
        process = self._idle.get()
        try:
            process = process or self._started()
            return process.run(task, self._seconds)
        finally:
            self._idle.put(process if process and process.is_alive() else None)

    def _started(self) -> "_Process":
        with self._lock:
            if self._closed:
                raise WorkerDied
            self._processes.append(process := _Process(self._memory, quiet=self._quiet))
        return process


class _Process:
    """One process of a pool, which heads a process group: what its libraries start ends with it."""

    def __init__(self, memory: int, *, quiet: bool) -> None:
        tasks, self._tasks = Pipe(duplex=False)
        self._answers, answers = Pipe(duplex=False)
        alive, self._alive = Pipe(duplex=False)  # nobody writes there: it is closed when this process ends
        with tasks, answers, alive:
            numbers = {"tasks": tasks.fileno(), "answers": answers.fileno(), "alive": alive.fileno()}
            serve = f"from newsdossier.parallel.workers import serve; serve(**{numbers}, memory={memory})"
            output = subprocess.DEVNULL if quiet else None
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-c", serve],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=numbers.values(),
                process_group=0,
                env=os.environ | _ONE_CORE,
            )

    def run(self, task: Callable[[], T], seconds: float) -> T:
        start, taken = time.monotonic(), False
        try:
            with self._limited(seconds):
                self._tasks.send(task)
                taken = True
                result, error = self._answers.recv()
        except (OSError, EOFError) as gone:
            self.close()
            late = taken and 0 < seconds <= time.monotonic() - start
            ended_itself = self._popen.returncode == -signal.SIGALRM  # by `end_after`
            raise (TimedOut if late or ended_itself else WorkerDied) from gone
        if error:
            raise error
        return result  # type: ignore[no-any-return]

    @contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        """Kills the process when the time is over, whether a task is being written to it, done or answered."""
        timer = threading.Timer(seconds, self.kill)
        if seconds:
            timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def kill(self) -> None:
        if self.is_alive():
            with suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)

    def close(self) -> None:
        self.kill()
        self._popen.wait()
        for end in (self._tasks, self._answers, self._alive):
            end.close()


def serve(*, tasks: int, answers: int, alive: int, memory: int) -> None:
    """Do tasks in this process until the pool that started it is gone; the first three are ends of its pipes."""
    end_when_closed(alive)
    if memory:
        with suppress(ValueError, OSError):  # where the system does not know such a limit
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    reading, writing = Connection(tasks, writable=False), Connection(answers, readable=False)
    with reading, writing, suppress(EOFError, BrokenPipeError):
        while True:
            writing.send(_answer(reading.recv()))


def _answer(task: Callable[[], object]) -> tuple[object, Exception | None]:
    """The result, or the error that was raised."""
    try:
        return task(), None
    except Exception as bad:
        with suppress(Exception):
            pickle.loads(pickle.dumps(bad))  # not every error can be taken apart and put together
            return None, bad
        return None, RuntimeError(f"{type(bad).__name__}: {bad}")


def end_after(seconds: float) -> None:
    """End this process after that time, whatever library it hangs in; 0 cancels. By a signal: no thread is needed."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def keep_memory() -> None:
    """Have this process keep freed memory and use it again, where the C library is GNU's.

    A worker of Dask gives each array back to the system at once and asks for the next: a fifth of the time of analysis.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 32 << 20)  # bytes that are asked of the system for themselves: its largest
        library.mallopt(_M_TRIM_THRESHOLD, 64 << 20)  # bytes, at the end of what is there, that are given back
