"""One seed -> its article or what is wrong, whatever the file does to the libraries that read it.

Small plain files are read here. Others, for which we rely on big libraries, are read by a process of their own with a
limit of time and memory: one that hangs or dies costs its own seed and no other.
"""

import os
import pickle
import queue
import select
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from newsdossier.errors import Failure, NewsdossierError, SeedError
from newsdossier.model import Article
from newsdossier.read import read
from newsdossier.read.draft import RawSeed

SECONDS = float(os.environ.get("NEWSDOSSIER_SEED_SECONDS", "30"))
_LIGHT = {".txt": 2_000_000, ".text": 2_000_000, ".md": 30_000, ".markdown": 30_000}  # bytes that read in no time
_MOST_READERS = 4
_EACH = 8  # seeds that are worth a reader more
Outcome = Article | Failure
Reader = subprocess.Popen[bytes]


def read_each(raws: Iterable[RawSeed], languages: tuple[str, ...]) -> Iterator[Outcome]:
    """The outcome of each seed, in their order."""
    every = list(raws)
    heavy = [raw for raw in every if not _is_light(raw)]
    count = min(len(heavy) // _EACH + 1, os.cpu_count() or 1, _MOST_READERS)
    with _readers(count) as read_apart, ThreadPoolExecutor(count) as threads:
        apart = {raw.path: threads.submit(read_apart, raw, languages) for raw in heavy}
        for raw in every:
            yield apart[raw.path].result() if raw.path in apart else attempt(raw, languages)


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
    remedy = "Open it, copy the article and save it as a .txt file"
    return Failure(raw.path, str(SeedError(problem[:300], path=raw.path, remedy=remedy)))


@contextmanager
def _readers(count: int) -> Iterator[Callable[[RawSeed, tuple[str, ...]], Outcome]]:
    """A function that reads a seed in the next free process; processes are started when they are needed."""
    idle: queue.SimpleQueue[Reader | None] = queue.SimpleQueue()
    for _ in range(count):
        idle.put(None)

    def read_apart(raw: RawSeed, languages: tuple[str, ...]) -> Outcome:
        reader = idle.get() or _started()
        try:
            outcome = _asked(reader, raw, languages)
        finally:
            idle.put(reader if reader.poll() is None else None)
        return outcome

    try:
        yield read_apart
    finally:
        while not idle.empty():
            if reader := idle.get():
                _stopped(reader)


def _started() -> Reader:
    command = [sys.executable, "-m", "newsdossier.read.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _stopped(reader: Reader) -> None:
    reader.kill()
    reader.communicate()


def _asked(reader: Reader, raw: RawSeed, languages: tuple[str, ...]) -> Outcome:
    assert reader.stdin and reader.stdout
    try:
        write_frame(reader.stdin, pickle.dumps((raw, languages)))
        waiting, _, _ = select.select([reader.stdout], [], [], SECONDS)
        answer = read_frame(reader.stdout) if waiting else None
    except (BrokenPipeError, EOFError):
        _stopped(reader)
        return _given_up(raw, "what reads this kind of file broke down over it")
    if answer is None:
        _stopped(reader)
        return _given_up(raw, f"this file takes more than {SECONDS:.0f} seconds to read")
    outcome: Outcome = pickle.loads(answer)
    return outcome


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
