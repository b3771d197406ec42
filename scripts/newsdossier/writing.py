"""Atomic writing of files: a reader meets the old file or the new one, never half of one."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HALF = (".new-", ".tmp")  # begins and ends the name of an unfinished file


def write(folder: Path, path: str, data: str | bytes) -> bool:
    """Writes the file in one step, making its folder if missing; returns whether anything changed."""
    return _write(folder / path, data.encode("utf-8") if isinstance(data, str) else data, lasting=False)


def put(folder: Path, path: str, data: str | bytes) -> bool:
    """Writes as `write` does what people decided or brought, and flushes it to the disk in case the power fails.

    Clears away the unfinished files of killed commands.
    """
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.parent):
        return _write(target, data.encode("utf-8") if isinstance(data, str) else data, lasting=True)


def is_half(name: str) -> bool:
    """True if a file of that name is unfinished."""
    return name.startswith(_HALF[0]) and name.endswith(_HALF[1])


def clear(folder: Path) -> None:
    """Removes the unfinished files of killed commands; nobody else may be writing there."""
    for left in folder.glob(f"{_HALF[0]}*{_HALF[1]}"):
        left.unlink()


def _write(target: Path, data: bytes, *, lasting: bool) -> bool:
    if target.is_file() and target.read_bytes() == data:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=_HALF[0], suffix=_HALF[1])
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        os.replace(temporary, target)  # noqa: PTH105 - the atomic one, by its own name
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def draft(target: Path) -> Path:
    """Returns the name under which a long file is written while holding the lock `alone`, before it gets its own."""
    return target.with_name(f"{_HALF[0]}{target.name[:100]}{_HALF[1]}")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Locks the folder against `put` by other commands; at the end flushes the names in it to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # freed with the process, however it ends
        clear(folder)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
