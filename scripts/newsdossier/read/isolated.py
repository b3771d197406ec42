"""One seed -> its article or what is wrong, whatever the file does to the libraries that read it.

Small plain files are read here. Others, for which we rely on big libraries, are read by a process of their own with a
limit of time and memory: one that hangs, is stopped or dies costs its own seed and no other. A seed over which a
process died is tried once more, alone: its neighbours may have taken the memory.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from newsdossier.errors import Failure, NewsdossierError, SeedError
from newsdossier.model.article import Article
from newsdossier.read import read
from newsdossier.read.seed import RawSeed

SECONDS = float(os.environ.get("NEWSDOSSIER_SEED_SECONDS", "30"))
_LIGHT = {".txt": 2_000_000, ".text": 2_000_000, ".md": 30_000, ".markdown": 30_000}  # bytes that read in no time
_MOST_READERS = 4
_EACH = 8  # seeds that are worth a reader more
_COPY = "Open it, copy the article and save it as a .txt file"
BROKE = "what reads this kind of file broke down over it"
Outcome = Article | Failure
Reader = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Late(Failure):
    """A seed that cannot be read in the time that one may take."""


def read_each(raws: Iterable[RawSeed], languages: tuple[str, ...]) -> Iterator[Outcome]:
    """The outcome of each seed, in their order."""
    every = list(raws)
    heavy = [raw for raw in every if not _is_light(raw)]
    count = min(len(heavy) // _EACH + 1, os.cpu_count() or 1, _MOST_READERS)
    with ThreadPoolExecutor(count) as threads, _readers(count) as read_apart:
        apart = {raw.path: threads.submit(read_apart, raw, languages) for raw in heavy}
        try:
            found = [apart[raw.path].result() if raw.path in apart else attempt(raw, languages) for raw in every]
        except BaseException:  # such as Ctrl-C: nobody wants the rest
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        for raw, outcome in zip(every, found, strict=True):
            yield outcome or read_apart(raw, languages) or _given_up(raw, BROKE)


def attempt(raw: RawSeed, languages: tuple[str, ...]) -> Outcome:
    """The article; or a failure, also where a library or a reader of somebody else raises what it likes."""
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


def _given_up(raw: RawSeed, problem: str) -> Failure:
    return Failure(raw.path, str(SeedError(problem[:300], path=raw.path, remedy=_COPY)))


@contextmanager
def _readers(count: int) -> Iterator[Callable[[RawSeed, tuple[str, ...]], Outcome | None]]:
    """A function that reads a seed in the next free process; processes are started when they are needed."""
    idle: queue.SimpleQueue[Reader | None] = queue.SimpleQueue()
    every: list[Reader] = []
    for _ in range(count):
        idle.put(None)

    def read_apart(raw: RawSeed, languages: tuple[str, ...]) -> Outcome | None:
        reader = idle.get()
        if reader is None:
            every.append(reader := _started())
        try:
            outcome = _asked(reader, raw, languages)
        finally:
            idle.put(reader if reader.poll() is None else None)
        return outcome

    try:
        yield read_apart
    finally:
        for reader in every:
            _stopped(reader)


def _started() -> Reader:
    """A process that heads a group: what its libraries start ends with it."""
    command = [sys.executable, "-m", "newsdossier.read.isolated_worker"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, process_group=0)


def _killed(reader: Reader) -> None:
    if reader.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(reader.pid, signal.SIGKILL)


def _stopped(reader: Reader) -> None:
    _killed(reader)
    reader.wait()
    for stream in (reader.stdin, reader.stdout):
        with suppress(OSError):
            stream.close()  # type: ignore[union-attr]


@contextmanager
def _limited(reader: Reader) -> Iterator[None]:
    """The process is killed when the time of one seed is over, whether we write to it, wait or read its answer."""
    watch = threading.Timer(SECONDS, _killed, [reader])
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _asked(reader: Reader, raw: RawSeed, languages: tuple[str, ...]) -> Outcome | None:
    """What came of the seed; None when the process broke down, or never took it."""
    assert reader.stdin and reader.stdout
    start, taken = time.monotonic(), False
    try:
        with _limited(reader):
            write_frame(reader.stdin, pickle.dumps((raw, languages)))
            taken = True
            outcome: Outcome = pickle.loads(read_frame(reader.stdout))
            return outcome
    except (BrokenPipeError, EOFError):
        _stopped(reader)
    if not taken or time.monotonic() - start < SECONDS:
        return None
    problem = f"this file takes more than {SECONDS:.0f} seconds to read"
    remedy = f"{_COPY}, or give it more time: NEWSDOSSIER_SEED_SECONDS={2 * SECONDS:.0f}"
    return Late(raw.path, str(SeedError(problem, path=raw.path, remedy=remedy)))


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """One message, its length before it."""
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """The next message; EOFError when there is none, or only a part."""
    head = stream.read(8)
    data = stream.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return data
