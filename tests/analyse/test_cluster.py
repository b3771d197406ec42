"""Two workers of a Dask cluster give the bytes that one process gives, also when one of them is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from articles import SEEDS
from breaking_down import dossiers, environment, errors, run
from conftest import Project, newsdossier

FEW = dict(list(SEEDS.items())[:2])
ENVIRONMENT = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "DASK_DISTRIBUTED__ADMIN__LOG_LENGTH": "0",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
}
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        print(*(nanny.process.pid for nanny in cluster.workers.values()), flush=True)
        sys.stdin.read()
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler with two workers."""

    address: str
    """Where the scheduler answers."""
    pids: tuple[int, ...]
    """The processes that work for it."""
    once: Path
    """While this file is there, the first worker that meets a certain text dies."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, breaking: Path) -> Iterator[Cluster]:
    """The cluster, whose workers have the analyser that breaks down."""
    folder = tmp_path_factory.mktemp("cluster")
    script, once = folder / "cluster.py", folder / "once"
    script.write_text(CLUSTER, "utf-8")
    variables = environment(breaking, BREAKING_ONCE=str(once), **ENVIRONMENT)
    log = (folder / "cluster.log").open("w")
    with log, subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        cwd=folder, env=variables,
    ) as running:  # fmt: skip
        assert running.stdout and running.stdin
        address = running.stdout.readline().strip()
        yield Cluster(address, tuple(map(int, running.stdout.readline().split())), once)
        running.stdin.close()
        running.wait(30)


def test_the_same_bytes_as_here(project: Project, breaking: Path, here: Path, cluster: Cluster) -> None:
    """A worker is killed midway by the text that it reads, another by hand; a seed that kills each is named alone."""
    root = project(SEEDS).root
    cluster.once.touch()
    os.kill(cluster.pids[0], signal.SIGKILL)
    done = run(root, "--scheduler", cluster.address, packages=breaking)
    assert (done.returncode, errors(done)) == (0, [])
    assert not cluster.once.exists()
    assert dossiers(root) == dossiers(here)
    (root / "seeds/tue.txt").write_text("Le port\n\nMarie Lemoine dit : tuez-moi.\n", "utf-8")
    done = run(root, "--scheduler", cluster.address, packages=breaking)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in errors(done)] == ["seeds/tue.txt"]
    assert dossiers(root) == dossiers(here)


@pytest.mark.parametrize("options", [("--executor", "dask"), ("--scheduler", "tcp://127.0.0.1:1")])
def test_a_scheduler_that_cannot_be_reached_is_told(project: Project, options: tuple[str, str]) -> None:
    """No scheduler is named, or none answers: one line, exit code 2, nothing written."""
    _refused(project(FEW).root, *options)


def test_workers_with_other_analysers_are_told(project: Project, cluster: Cluster) -> None:
    """Their results would be others: one line, exit code 2, nothing written."""
    _refused(project(FEW).root, "--scheduler", cluster.address)


def _refused(root: Path, *options: str) -> None:
    done = newsdossier(root, "build", *options)  # without the analyser that the workers have
    assert (done.returncode, len(errors(done))) == (2, 1), done.stderr
    assert not list((root / "dossiers").glob("*.md"))
