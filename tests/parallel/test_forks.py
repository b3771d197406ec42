"""Forks give the same results in the same order, and their errors are raised in the first process."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from conftest import Project
from newsdossier.build.pipeline import build
from newsdossier.model.settings import Settings
from newsdossier.parallel.forks import cores, map_in_forks, start_in_fork

HERE = os.getpid()


def _killed() -> int:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return 42


def _failing() -> int:
    raise OSError("no room is left")


def _squares(some: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.05 * len(some))
    return [(one * one, os.getpid()) for one in some]


def _squares_but_killed(some: Sequence[int]) -> list[tuple[int, int]]:
    _killed()
    return _squares(some)


@pytest.mark.parametrize("work", [lambda: 42, _killed])
def test_a_fork_gives_its_result(work: Callable[[], int]) -> None:
    """The result is there when it is asked for; the work of a fork that is killed is done again."""
    with ExitStack() as ends:
        assert start_in_fork(work, ends)() == 42


def test_what_fails_there_fails_here(capfd: pytest.CaptureFixture[str]) -> None:
    """An error in a fork is raised in the first process, and the fork prints nothing."""
    with ExitStack() as ends, pytest.raises(OSError, match="no room"):
        start_in_fork(_failing, ends)()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("many", [0, 1, 7, 40])
def test_shared_work_comes_back_in_order(many: int) -> None:
    """Each item has its own result, whichever process made it; every core had a share."""
    done = map_in_forks(_squares, range(many))
    assert [square for square, _ in done] == [number * number for number in range(many)]
    assert len({process for _, process in done}) == min(many, cores())


def test_shared_work_is_done_though_a_process_is_killed() -> None:
    """The shares that it had taken are done by the first process."""
    assert [square for square, _ in map_in_forks(_squares_but_killed, range(40))] == [
        number * number for number in range(40)
    ]


def test_pages_are_the_same_whoever_renders_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages rendered by several processes, and their records, are those that one process makes."""
    names = ("Alfred Rossi", "Marie Lemoine", "Jean Vasseur", "Claire Fontaine")
    texts = {f"{n}.txt": f"Le récit {n}\n\n{names[n % 4]} a vu {names[(n + 1) % 4]} à Paris.\n" for n in range(70)}
    settings = project(texts)
    assert len(build(settings).written) > 70
    several = _pages(settings)
    for path in settings.dossiers.rglob("*.md"):
        path.unlink()
    monkeypatch.setattr("newsdossier.build.write_pages._MANY", 1_000)
    assert len(build(settings).written) > 70
    assert _pages(settings) == several
    assert build(settings).written == ()


def _pages(settings: Settings) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in settings.dossiers.rglob("*") if path.is_file()}
