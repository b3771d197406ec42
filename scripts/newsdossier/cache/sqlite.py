"""SQLite files that can be made again: opened as they were left, else looked through, else made anew.

Looking through one takes a second for a hundred megabytes, at every build. So the stamp of a file is noted beside it
when it is closed: a file with another stamp was touched by somebody else, or left by a process that was killed.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 60  # seconds for another process to end its writing
_TICK = 0.02  # seconds: two changes nearer than that may have one time


@contextmanager
def open_database(path: Path, schema: str, pragmas: Iterable[str] = ()) -> Iterator[sqlite3.Connection]:
    """The file with those tables; `pragmas` are said to the connection before anything else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = f"pragma journal_mode = wal; pragma synchronous = normal; {''.join(f'pragma {one};' for one in pragmas)}"
    try:
        connection = _connected(path, said + schema)
    except sqlite3.DatabaseError:  # not a database, or half of one
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        connection = _connected(path, said + schema)
    doubtful = False
    try:
        yield connection
    except sqlite3.DatabaseError:
        doubtful = True
        raise
    finally:
        connection.close()
        _note(path, "" if doubtful else _settled(path))


def _connected(path: Path, script: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    as_left = _noted(path).is_file() and _noted(path).read_text("utf-8") == _stamp(path)
    try:
        connection.executescript(script)
        if not as_left and connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _noted(path: Path) -> Path:
    return path.with_name(f"{path.name}.sound")


def _note(path: Path, stamp: str) -> None:
    with suppress(OSError):  # a full disk: the next build looks through the file
        _noted(path).write_text(stamp, "utf-8")


def _settled(path: Path) -> str:
    """Its stamp, at a moment from which on each change gives another."""
    with suppress(OSError):
        if 0 <= time.time() - path.stat().st_ctime < _TICK:
            time.sleep(_TICK)
        return _stamp(path)
    return ""


def _stamp(path: Path) -> str:
    """Times, size and number: the time of the last change cannot be set by hand."""
    now = path.stat()
    return f"{now.st_mtime_ns} {now.st_ctime_ns} {now.st_size} {now.st_ino}"
