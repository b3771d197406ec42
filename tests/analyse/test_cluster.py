"""Two workers of a Dask cluster give the bytes that processes give, also when one of them is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles import articles
from conftest import Project, tree

MANY = dict(articles(24))
ENVIRONMENT = {
    **os.environ,
    "NEWSDOSSIER_SEED_SECONDS": "3",
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


@pytest.fixture
def cluster(tmp_path: Path, breaking: Path) -> Iterator[tuple[str, list[int]]]:
    """Address of a scheduler, and the two processes that work for it."""
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    environment = {**ENVIRONMENT, "PYTHONPATH": path_with(breaking), "BREAKING_ONCE": str(tmp_path / "once")}
    log = (tmp_path / "cluster.log").open("w")
    with log, subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        cwd=tmp_path, env=environment,
    ) as running:  # fmt: skip
        assert running.stdout and running.stdin
        address = running.stdout.readline().strip()
        yield address, [int(pid) for pid in running.stdout.readline().split()]
        running.stdin.close()
        running.wait(30)


def build(root: Path, packages: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does."""
    command = [sys.executable, "-m", "newsdossier.cli.main", "build", "--project", str(root), *options]
    environment = {**ENVIRONMENT, "PYTHONPATH": path_with(packages)}
    return subprocess.run(command, capture_output=True, text=True, timeout=200, env=environment)


def path_with(packages: Path) -> str:
    """Where Python looks for packages, with this folder before all others."""
    return os.pathsep.join([str(packages), *filter(None, [os.environ.get("PYTHONPATH")])])


def errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The errors that were printed, without the lines on progress that a slow machine prints."""
    return [line for line in done.stderr.splitlines() if not line.startswith("Analysing: ")]


def test_the_same_bytes_as_processes(
    project: Project, tmp_path: Path, breaking: Path, cluster: tuple[str, list[int]]
) -> None:
    """A worker is killed midway by the text that it reads, another by hand; a seed that kills each is named alone."""
    root = project({**MANY, "once.txt": "Le pont\n\nMarie Lemoine le dit une fois.\n"}).root
    assert build(root, breaking, "--executor", "processes").returncode == 0
    wanted = tree(root / "dossiers")
    for folder in ("dossiers", ".newsdossier"):
        (root / folder).rename(tmp_path / f"{folder}-before")
    address, pids = cluster
    (tmp_path / "once").touch()
    os.kill(pids[0], signal.SIGKILL)
    done = build(root, breaking, "--scheduler", address)
    assert (done.returncode, errors(done)) == (0, [])
    assert not (tmp_path / "once").exists()
    assert tree(root / "dossiers") == wanted
    (root / "seeds/tue.txt").write_text("Le port\n\nMarie Lemoine dit : tuez-moi.\n", "utf-8")
    done = build(root, breaking, "--scheduler", address)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in errors(done)] == ["seeds/tue.txt"]
    assert tree(root / "dossiers") == wanted


def test_what_cannot_be_reached_is_told(project: Project, breaking: Path, cluster: tuple[str, list[int]]) -> None:
    """No scheduler, or workers with other analysers than ours: one line, exit code 2, nothing written."""
    root = project(dict(articles(2))).root
    start = time.monotonic()
    for packages, options in (
        (breaking, ("--executor", "dask")),
        (breaking, ("--scheduler", "tcp://127.0.0.1:1")),
        (Path(), ("--scheduler", cluster[0])),  # without the analyser that the workers have
    ):
        done = build(root, packages, *options)
        assert (done.returncode, len(errors(done))) == (2, 1), done.stderr
        assert not list((root / "dossiers").glob("*.md"))
    assert time.monotonic() - start < 90
