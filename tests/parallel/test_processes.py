"""Work that other processes do: the same results in the same order, and errors where they can be told."""

import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from conftest import Project
from newsdossier.build.pipeline import build
from newsdossier.model.settings import Settings
from newsdossier.parallel.forks import cores, meanwhile, shared

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
def test_a_process_does_it_while_another_goes_on(work: Callable[[], int]) -> None:
    """What it finds is there when it is asked for; if it is killed, it is done again."""
    with ExitStack() as ends:
        assert meanwhile(work, ends)() == 42


def test_what_fails_there_fails_here(capfd: pytest.CaptureFixture[str]) -> None:
    """The error is the first process's to tell, and nobody else's."""
    with ExitStack() as ends, pytest.raises(OSError, match="no room"):
        meanwhile(_failing, ends)()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("many", [0, 1, 7, 40])
def test_shared_work_comes_back_in_order(many: int) -> None:
    """Each has its own result, whoever found it; every core had a share."""
    done = shared(_squares, range(many))
    assert [square for square, _ in done] == [number * number for number in range(many)]
    assert len({process for _, process in done}) == min(many, cores())


def test_shared_work_is_done_though_a_process_is_killed() -> None:
    """What it had taken is done by the first."""
    assert [square for square, _ in shared(_squares_but_killed, range(40))] == [number * number for number in range(40)]


def test_pages_are_the_same_whoever_renders_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages, rendered by several processes, are those that one makes; so is what is remembered of them."""
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


RETURNS = """
import resource
import numpy
from newsdossier.processes import keep_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        numpy.ones(200_000)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

before = faults()
keep_memory()
faults()
print(before, faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library can be told")
def test_memory_that_is_kept() -> None:
    """As a worker of Dask is started, each array is memory new from the system; told to keep it, the process does."""
    environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run([sys.executable, "-c", RETURNS], capture_output=True, text=True, env=environment, timeout=60)
    before, after = map(int, done.stdout.split())
    assert before > 10_000, done.stderr
    assert after < before / 20
