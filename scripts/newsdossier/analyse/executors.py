"""Where batches of articles are analysed: in this process, in threads, in worker processes, on a Dask cluster."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

from newsdossier.analyse.registry import program
from newsdossier.analyse.tasks import CHARACTERS, ArticleJob, ArticleResult, Batch, OtherProgram, analyse_batch, singly
from newsdossier.errors import ProjectError
from newsdossier.parallel.forks import cores
from newsdossier.parallel.workers import TimedOut, WorkerDied, WorkerPool, keep_memory

SECONDS = float(os.environ.get("NEWSDOSSIER_SEED_SECONDS", "30"))
_ENOUGH = 300_000  # characters: reading them takes longer than starting the processes that would share them
_ANSWER = 10  # seconds until a scheduler has answered
_PATIENCE = 30  # seconds until it has a worker
Results = Sequence[tuple[ArticleJob, ArticleResult]]
_Pending = dict[Future[tuple[ArticleResult, ...]], Batch]


@dataclass(frozen=True, slots=True)
class Workers:
    """Where a build analyses articles, as somebody chose it."""

    kind: Literal["auto", "here", "threads", "processes", "dask"] = "here"
    """`auto`: in processes where there is enough to do, or somebody else's analyser that may break down."""
    scheduler: str = ""
    """Address of the Dask scheduler."""
    warm: WorkerPool | None = None
    """One process that may have loaded the models already: for `auto`, where there is little to do."""


HERE = Workers()
AUTO = Workers("auto")


@dataclass(frozen=True, slots=True)
class Running:
    """An executor that takes batches."""

    executor: Executor
    """What runs them."""
    workers: int
    """How many batches it runs at once."""
    seconds: float = 0
    """Limit for one article; 0 where a worker cannot be ended."""

    def submit(self, batch: Batch) -> Future[tuple[ArticleResult, ...]]:
        """Have a worker analyse the batch."""
        return self.executor.submit(analyse_batch, batch, self.seconds)


def chosen(workers: Workers, characters: int, *, foreign: bool) -> Workers:
    """Decides where nobody said: by how much text is new, and whether others' code (`foreign`) analyses it."""
    if workers.kind != "auto":
        return workers
    if foreign or (characters > _ENOUGH and cores() > 1):
        return Workers("processes")
    return Workers("here", warm=workers.warm)


@contextmanager
def running(workers: Workers, characters: int) -> Iterator[Running]:
    """An executor for so much text, ended with the block."""
    if workers.kind == "dask":
        with _cluster(workers.scheduler) as cluster:
            yield cluster
        return
    if workers.warm:
        yield Running(workers.warm, 1, SECONDS)
        return
    count = min(cores(), characters // CHARACTERS + 1) if workers.kind != "here" else 1
    if workers.kind == "processes":
        one = Running(WorkerPool(count), count, SECONDS)
    else:
        one = Running(ThreadPoolExecutor(count), count)
    try:
        yield one
    finally:
        one.executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[Running]:
    """The workers of a scheduler; each must have the same program, or its results would be others."""
    if not find_spec("distributed"):
        raise ProjectError("Dask is not installed", path="--executor dask", remedy="pip install newsdossier[dask]")
    if not address:
        raise ProjectError("no scheduler is named", path="--executor dask", remedy="--scheduler tcp://host:8786")
    with _client(address) as client:
        _compare(address, client.run(program, "fr"))
        client.run(keep_memory)  # one that comes later is slower, no more
        threads = sum(client.nthreads().values())
        yield Running(client.get_executor(), max(threads, 1), SECONDS)


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


def _compare(address: str, programs: Mapping[str, str]) -> None:
    if other := sorted(worker for worker, its in programs.items() if its != program("fr")):
        remedy = "Install the same version of it and of its models everywhere"
        raise ProjectError(f"workers have another newsdossier: {', '.join(other)}", path=address, remedy=remedy)


def results(batches: Iterable[Batch], to: Running) -> Iterator[Results]:
    """Yields each job with its result, batch by batch, as they come.

    A batch over which a worker died or raised is done again at the end, one article at a time.
    """
    pending: _Pending = {}
    failed: list[Batch] = []
    for batch in batches:
        pending[to.submit(batch)] = batch
        if len(pending) >= 2 * to.workers:  # the next one is there when a worker has done one
            yield from _arrived(pending, failed)
    while pending:
        yield from _arrived(pending, failed)
    for batch in failed:
        for single in singly(batch):
            yield [(single.jobs[0], _alone(single, to))]


def _arrived(pending: _Pending, failed: list[Batch]) -> Iterator[Results]:
    """The next results; batches without any are added to `failed`."""
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in done:
        batch = pending.pop(future)
        if _error(future):
            failed.append(batch)
        else:
            yield list(zip(batch.jobs, future.result(), strict=True))


def _alone(single: Batch, to: Running) -> ArticleResult:
    start = time.monotonic()
    future = to.submit(single)
    error = _error(future)
    return ArticleResult(problem=_said_of(error, time.monotonic() - start)) if error else future.result()[0]


def _said_of(error: BaseException, seconds: float) -> str:
    if isinstance(error, TimedOut) or (seconds >= SECONDS and not isinstance(error, WorkerDied)):
        return f"it takes more than {SECONDS:.0f} seconds"
    if isinstance(error, WorkerDied) or type(error).__name__ == "KilledWorker":  # Dask's name for it
        return "the process that looked at it broke down over it"
    return f"{type(error).__name__}: {error}"[:300]


def _error(future: Future[tuple[ArticleResult, ...]]) -> BaseException | None:
    """Waits for what was raised instead of a result; a worker with another program is nobody's article's fault."""
    error = future.exception()
    if isinstance(error, OtherProgram):
        raise ProjectError("a worker has another newsdossier", path="--executor", remedy="Install the same everywhere")
    return error
