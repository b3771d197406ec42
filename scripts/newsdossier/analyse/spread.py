"""Tasks -> what came of each article, by many workers: one article that breaks a worker down costs itself alone.

A process that dies takes the tasks of its neighbours with it (« BrokenProcessPool »), and nobody says which article it
was. So whatever was under way is tried again, article by article, one at a time: what breaks down alone is guilty.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait

from newsdossier.analyse.executors import SECONDS, Pool
from newsdossier.analyse.guarded import Look, OtherProgram, Seen, Task
from newsdossier.analyse.tasks import alone
from newsdossier.errors import ProjectError

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
