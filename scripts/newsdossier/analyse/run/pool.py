"""Where articles are analysed: here, in threads, in processes, on the machines of a Dask cluster; one interface."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any, Literal

from newsdossier.analyse.registry import program
from newsdossier.analyse.run.batches import CHARACTERS, alone
from newsdossier.analyse.run.worker import Look, OtherProgram, Seen, Task, look
from newsdossier.errors import ProjectError
from newsdossier.parallel.forks import cores, end_with_parent, keep_memory

Kind = Literal["auto", "ahead", "here", "threads", "processes", "dask"]


SECONDS = float(os.environ.get("NEWSDOSSIER_SEED_SECONDS", "30"))


_ENOUGH = 300_000  # characters: reading them takes longer than starting the processes that would share them


_ANSWER = 10  # seconds until a scheduler has answered


_PATIENCE = 30  # seconds until it has a worker


@dataclass(frozen=True, slots=True)
class Workers:
    """Where a build looks at articles."""

    kind: Kind = "here"
    """`auto`: in processes where there is enough to do, or somebody else's analyser that may break down.

    `ahead`: in the one process that began to load when a new article was seen.
    """
    scheduler: str = ""
    """Address of the Dask scheduler."""
    ahead: Callable[[], "Pool | None"] = lambda: None
    """One process that may have loaded already what few articles need, as `ahead.loading` gives it."""


HERE = Workers()


AUTO = Workers("auto")


class Pool:
    """An executor, and another in its place when its processes are gone."""

    def __init__(self, start: Callable[[], Executor], *, workers: int, seconds: float) -> None:
        """`seconds` is the limit for one article, 0 where a worker cannot be ended."""
        self._start, self._executor = start, start()
        self.room = 2 * workers  # tasks that are under way: the next is there when a worker has done one
        self._seconds = seconds

    def submit(self, task: Task) -> Future[tuple[Seen, ...]]:
        """Have a worker look at it."""
        return self._executor.submit(look, task, self._seconds)

    def prepare(self, load: Callable[[], object]) -> None:
        """Have a worker load what it will need; whether that goes well, its first task says."""
        self._executor.submit(load)

    def renew(self) -> None:
        """Go on with other workers."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()

    def close(self) -> None:
        """End every worker."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def chosen(workers: Workers, characters: int, *, foreign: bool) -> Workers:
    """The same, where nobody said which: by how much is new, and whether others' code looks at it."""
    if workers.kind != "auto":
        return workers
    if characters <= _ENOUGH and workers.ahead():
        return Workers("ahead", ahead=workers.ahead)
    return Workers("processes" if foreign or (characters > _ENOUGH and cores() > 1) else "here")


@contextmanager
def opened(workers: Workers, characters: int) -> Iterator[Pool]:
    """Workers for so much text, ended with the block."""
    if workers.kind == "dask":
        with _cluster(workers.scheduler) as pool:
            yield pool
        return
    if already := workers.ahead() if workers.kind == "ahead" else None:
        yield already
        return
    count = min(cores(), characters // CHARACTERS + 1) if workers.kind != "here" else 1
    apart = workers.kind == "processes"
    start = processes if apart else ThreadPoolExecutor
    pool = Pool(lambda: start(count), workers=count, seconds=SECONDS if apart else 0)
    try:
        yield pool
    finally:
        pool.close()


def processes(count: int) -> Executor:
    """That begin from nothing."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin)


def begin() -> None:
    """In each process: it has one core, leaves Ctrl-C to the first process, and ends with it."""
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # before a numeric library is loaded
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


@contextmanager
def _cluster(address: str) -> Iterator[Pool]:
    """The workers of a scheduler; each must have the same program, or its results would be others."""
    if not find_spec("distributed"):
        raise ProjectError("Dask is not installed", path="--executor dask", remedy="pip install newsdossier[dask]")
    if not address:
        raise ProjectError("no scheduler is named", path="--executor dask", remedy="--scheduler tcp://host:8786")
    with _client(address) as client:
        _compare(address, client.run(program, "fr"))
        client.run(keep_memory)  # one that comes later is slower, no more
        cores_there = sum(client.nthreads().values())
        yield Pool(client.get_executor, workers=max(cores_there, 1), seconds=SECONDS)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    from distributed import Client

    try:
        client = Client(address, timeout=_ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as bad:
        remedy = "Start one with: dask scheduler"
        raise ProjectError(f"no scheduler answers here ({bad})", path=address, remedy=remedy) from bad
    with client:
        client.wait_for_workers(1, timeout=_PATIENCE)
        yield client


def _compare(address: str, found: Mapping[str, str]) -> None:
    if other := sorted(worker for worker, said in found.items() if said != program("fr")):
        remedy = "Install the same version of it and of its models everywhere"
        raise ProjectError(f"workers have another newsdossier: {', '.join(other)}", path=address, remedy=remedy)


Results = Sequence[tuple[Look, Seen]]


_Under = dict[Future[tuple[Seen, ...]], Task]


def spread(tasks: Iterable[Task], pool: Pool) -> Iterator[Results]:
    """Each article with its result, task by task, as they come."""
    under: _Under = {}
    suspects: list[Task] = []
    for task in tasks:
        under[_submitted(task, pool)] = task
        while len(under) >= pool.room:
            yield from _arrived(under, suspects, pool)
    while under:
        yield from _arrived(under, suspects, pool)
    for task in suspects:
        for one in alone(task):
            yield [(one.looks[0], _tried(one, pool))]


def _submitted(task: Task, pool: Pool) -> Future[tuple[Seen, ...]]:
    try:
        return pool.submit(task)
    except BrokenExecutor:  # since the last result came
        pool.renew()
        return pool.submit(task)


def _arrived(under: _Under, suspects: list[Task], pool: Pool) -> Iterator[Results]:
    """The next results; tasks that came to nothing go to the suspects."""
    done, _ = wait(under, return_when=FIRST_COMPLETED)
    if broken := any(isinstance(_wrong(future), BrokenExecutor) for future in done):
        done, _ = wait(under)  # they are lost with it, or done
    for future in done:
        task = under.pop(future)
        if _wrong(future):
            suspects.append(task)
        else:
            yield list(zip(task.looks, future.result(), strict=True))
    if broken:
        pool.renew()


def _tried(task: Task, pool: Pool) -> Seen:
    """One article alone."""
    start = time.monotonic()
    future = _submitted(task, pool)
    wait([future])
    bad = _wrong(future)
    if bad is None:
        return future.result()[0]
    if isinstance(bad, BrokenExecutor):
        pool.renew()
    return Seen(problem=_said(bad, time.monotonic() - start))


def _said(bad: BaseException, seconds: float) -> str:
    if seconds >= SECONDS:
        return f"it takes more than {SECONDS:.0f} seconds"
    if isinstance(bad, BrokenExecutor) or type(bad).__name__ == "KilledWorker":  # Dask's name for it
        return "the process that looked at it broke down over it"
    return f"{type(bad).__name__}: {bad}"[:300]


def _wrong(future: Future[tuple[Seen, ...]]) -> BaseException | None:
    """What came instead of a result; a worker with another program is nobody's article's fault."""
    bad = future.exception()
    if isinstance(bad, OtherProgram):
        raise ProjectError("a worker has another newsdossier", path="--executor", remedy="Install the same everywhere")
    return bad
