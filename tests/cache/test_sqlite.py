"""SQLite files that can be made again are checked when somebody else touched them, and made anew when damaged."""

import os
from pathlib import Path

import pytest

from newsdossier.cache.sqlite import open_database
from newsdossier.errors import DISK, explained

_SCHEMA = "create table if not exists word (value text);"
_PAGE = 4096


def _filled(path: Path) -> None:
    with open_database(path, _SCHEMA) as connection, connection:
        connection.executemany("insert into word values (?)", [("x" * 1_000,)] * 100)


def _count(path: Path) -> int:
    with open_database(path, _SCHEMA) as connection:
        return len(connection.execute("select value from word").fetchall())


def _scribble(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: 5 * _PAGE] + b"\xff" * _PAGE + data[6 * _PAGE :])


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sound")


def test_what_was_written_is_there_again(tmp_path: Path) -> None:
    """The stamp of the closed file is noted beside it."""
    _filled(tmp_path / "a.sqlite")
    assert _count(tmp_path / "a.sqlite") == 100
    assert _note_of(tmp_path / "a.sqlite").read_text("utf-8")


def test_damage_by_somebody_else_is_found_at_once(tmp_path: Path) -> None:
    """Damage is found even if size and modification time are as before, since nobody can set the change time."""
    path = tmp_path / "a.sqlite"
    _filled(path)
    then = path.stat()
    _scribble(path)
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert _count(path) == 0


def test_damage_that_the_note_does_not_show_costs_one_build(tmp_path: Path) -> None:
    """Where a worn disk changed no time, one build fails on reading, and the next one makes the file anew."""
    path = tmp_path / "a.sqlite"
    _filled(path)
    _scribble(path)
    now = path.stat()
    _note_of(path).write_text(f"{now.st_mtime_ns} {now.st_ctime_ns} {now.st_size} {now.st_ino}", "utf-8")
    with pytest.raises(DISK) as damage:
        _count(path)
    assert "damaged" in str(explained(damage.value)) and "Build again" in str(explained(damage.value))
    assert _count(path) == 0
