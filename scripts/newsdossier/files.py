"""Text or bytes -> a file, whole or not at all: whoever reads meets the old one or the new one."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HALF = (".new-", ".tmp")  # a file on its way to its name


def write(folder: Path, path: str, data: str | bytes) -> bool:
    """Put the file there in one step; True when that changed anything. The folder is made when missing."""
    return _write(folder / path, data.encode("utf-8") if isinstance(data, str) else data, lasting=False)


def put(folder: Path, path: str, data: str | bytes) -> bool:
    """The same for what people decided or brought: on the disk before this returns, also should the power fail.

    What commands that were killed left in its folder on the way to a name is cleared away.
    """
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with alone(target.parent):
        return _write(target, data.encode("utf-8") if isinstance(data, str) else data, lasting=True)


def is_half(name: str) -> bool:
    """Whether a file of that name is on its way to its own."""
    return name.startswith(_HALF[0]) and name.endswith(_HALF[1])


def clear(folder: Path) -> None:
    """Take away what a killed command left on its way to a name; nobody else may be writing there."""
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
    """The name under which a long file is written before it gets its own, by whoever is `alone`."""
    return target.with_name(f"{_HALF[0]}{target.name[:100]}{_HALF[1]}")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other command puts anything into that folder meanwhile; at the end the names in it are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # freed with the process, however it ends
        clear(folder)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
