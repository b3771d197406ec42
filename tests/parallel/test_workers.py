"""A worker that dies, hangs or takes all memory loses one task, and no worker outlives its pool or its program."""

import math
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from newsdossier.parallel.workers import TimedOut, WorkerDied, WorkerPool

LIMIT = 10.0  # seconds of a task, a process that has to begin included


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    """Two workers with limits."""
    with WorkerPool(2, seconds=LIMIT, memory=1_000_000_000, quiet=True) as workers:
        yield workers


def test_each_failure_costs_one_task(pool: WorkerPool) -> None:
    """Beside tasks that are killed, sleep, are stopped, want too much memory or raise, all others have their result."""
    bad: dict[type[Exception], Future[object]] = {
        WorkerDied: pool.submit(os.kill, 0, signal.SIGKILL),
        TimedOut: pool.submit(time.sleep, 600),
        MemoryError: pool.submit(bytearray, 3_000_000_000),
        ValueError: pool.submit(math.sqrt, -1),
    }
    good = [pool.submit(math.sqrt, number * number) for number in range(20)]
    stopped = pool.submit(os.kill, 0, signal.SIGSTOP)
    assert [one.result() for one in good] == list(range(20))
    assert {kind: type(one.exception()) for kind, one in bad.items()} == {kind: kind for kind in bad}
    assert type(stopped.exception()) is TimedOut
    assert pool.submit(math.sqrt, 4).result() == 2


def test_an_error_that_cannot_be_pickled_has_its_words(pool: WorkerPool) -> None:
    """An error whose class cannot be put together again comes back as a plain one that names it."""
    error = pool.submit(exec, "class Odd(Exception): pass\nraise Odd('of its own')").exception()
    assert str(error) == "Odd: of its own"


def test_processes_end_with_the_pool() -> None:
    """A pool that is left does not wait for tasks that are still under way."""
    start = time.monotonic()
    with WorkerPool(1) as pool:
        pid = pool.submit(os.getpid).result()
        pool.submit(time.sleep, 600)
        last = pool.submit(time.sleep, 600)
    assert last.cancelled()
    assert time.monotonic() - start < 60
    assert not Path(f"/proc/{pid}").exists()


KILLED = """
import os, time
from newsdossier.parallel.workers import WorkerPool
with WorkerPool(1) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 600)
    time.sleep(0.5)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")
def test_processes_end_with_the_program() -> None:
    """A program that is killed leaves no worker behind, not even one that is at work."""
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{done.stdout.strip()}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert done.stdout.strip().isdigit(), done.stderr
    assert not Path(f"/proc/{done.stdout.strip()}").exists()


RETURNS = """
import resource
import numpy
from newsdossier.parallel.workers import keep_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        numpy.ones(200_000)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

before = faults()
keep_memory()
faults()
print(before, faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library can be told")
def test_memory_that_is_kept() -> None:
    """Started as Dask starts its workers, a process gets new memory for each array, until it is told to keep it."""
    environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run([sys.executable, "-c", RETURNS], capture_output=True, text=True, env=environment, timeout=60)
    before, after = map(int, done.stdout.split())
    assert before > 10_000, done.stderr
    assert after < before / 20
