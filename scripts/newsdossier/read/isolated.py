"""One seed -> its article or what is wrong, whatever the file does to the libraries that read it.

Small plain files are read in this process. Others, for which we rely on big libraries, are read by worker processes
with a limit of time and memory. A seed over which a worker died is tried once more, alone: its neighbours may have
taken the memory.
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import PurePosixPath

from newsdossier.errors import Failure, NewsdossierError, SeedError
from newsdossier.model.article import Article
from newsdossier.parallel.workers import TimedOut, WorkerDied, WorkerPool
from newsdossier.read import read
from newsdossier.read.seed import RawSeed

SECONDS = float(os.environ.get("NEWSDOSSIER_SEED_SECONDS", "30"))
MEMORY = 2_000_000_000  # bytes of addresses; a library that wants more gets a MemoryError or dies alone
_LIGHT = {".txt": 2_000_000, ".text": 2_000_000, ".md": 30_000, ".markdown": 30_000}  # bytes that are read in no time
_MOST_WORKERS = 4
_SEEDS_PER_WORKER = 8  # that are worth starting one more
_COPY = "Open it, copy the article and save it as a .txt file"
BROKE = "what reads this kind of file broke down over it"
Outcome = Article | Failure


@dataclass(frozen=True, slots=True)
class TooSlow(Failure):
    """A seed that cannot be read in the time that one may take."""


def read_each(raws: Iterable[RawSeed], languages: tuple[str, ...]) -> Iterator[Outcome]:
    """Yields the outcome of each seed, in order."""
    every = list(raws)
    heavy = [raw for raw in every if not _is_light(raw)]
    count = min(len(heavy) // _SEEDS_PER_WORKER + 1, os.cpu_count() or 1, _MOST_WORKERS)
    with WorkerPool(count, seconds=SECONDS, memory=MEMORY, quiet=True) as workers:
        pending = {raw.path: workers.submit(attempt, raw, languages) for raw in heavy}
        found: list[Outcome | None] = []
        for raw in every:
            found.append(_outcome(pending[raw.path], raw) if raw.path in pending else attempt(raw, languages))
        for raw, outcome in zip(every, found, strict=True):
            yield outcome or _outcome(workers.submit(attempt, raw, languages), raw) or _given_up(raw, BROKE)


def attempt(raw: RawSeed, languages: tuple[str, ...]) -> Outcome:
    """Returns the article; or a failure, also where a library or a reader of somebody else raises what it likes."""
    try:
        return read(raw, languages)
    except NewsdossierError as bad:
        return Failure(raw.path, str(bad))
    except MemoryError:
        return _given_up(raw, "this file needs more memory than one seed may have")
    except Exception as bad:  # the one place for what nobody foresaw: it costs this seed alone
        return _given_up(raw, f"this file cannot be read ({type(bad).__name__}: {bad})")


def _is_light(raw: RawSeed) -> bool:
    return len(raw.data) <= _LIGHT.get(PurePosixPath(raw.path).suffix.lower(), -1)


def _outcome(pending: Future[Outcome], raw: RawSeed) -> Outcome | None:
    """Waits for what came of the seed; None if the worker died over it."""
    try:
        return pending.result()
    except TimedOut:
        problem = f"this file takes more than {SECONDS:.0f} seconds to read"
        remedy = f"{_COPY}, or give it more time: NEWSDOSSIER_SEED_SECONDS={2 * SECONDS:.0f}"
        return TooSlow(raw.path, str(SeedError(problem, path=raw.path, remedy=remedy)))
    except WorkerDied:
        return None


def _given_up(raw: RawSeed, problem: str) -> Failure:
    return Failure(raw.path, str(SeedError(problem[:300], path=raw.path, remedy=_COPY)))
