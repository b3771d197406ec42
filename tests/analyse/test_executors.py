"""Articles are analysed by many workers with the same result as by one; what breaks down a worker costs one seed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from articles import articles
from conftest import Project, make_project, newsdossier, tree
from newsdossier.analyse import Progress, analyse_new, language_pipeline
from newsdossier.analyse.executors import AUTO, Workers, chosen
from newsdossier.build.report import progress_lines
from newsdossier.cache.store import open_store
from newsdossier.model.article import Article
from newsdossier.parallel.forks import cores
from newsdossier.read.assemble import article_of_text

MANY = dict(articles(14))  # three tasks
BUILD = [sys.executable, "-m", "newsdossier.cli.main", "build"]
BROKEN = {
    "tue.txt": "Le pont\n\nMarie Lemoine dit : tuez-moi.\n",
    "dort.txt": "La digue\n\nMarie Lemoine dit : dormez.\n",
    "leve.txt": "Le port\n\nMarie Lemoine dit : levez.\n",
}


def run(root: Path, *options: str, packages: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does, with a limit of three seconds for a seed."""
    environment = {**os.environ, "PYTHONPATH": path_with(packages), "NEWSDOSSIER_SEED_SECONDS": "3", **more}
    command = [*BUILD, "--project", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, env=environment)


def path_with(packages: Path | None) -> str:
    """Where Python looks for packages, with this folder before all others."""
    return os.pathsep.join(filter(None, [str(packages or ""), os.environ.get("PYTHONPATH", "")]))


def errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The errors that were printed, sorted, without the lines on progress that a slow machine prints."""
    return sorted(line for line in done.stderr.splitlines() if not line.startswith("Analysing: "))


def dossiers(root: Path) -> dict[str, bytes]:
    """Every file of the folder but the one that names the analysers."""
    return {path: data for path, data in tree(root / "dossiers").items() if path != "_about.tsv"}


def some(n: int = 12) -> list[Article]:
    """Articles of our own."""
    return [article_of_text(text, id=name) for name, text in list(MANY.items())[:n]]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The dossiers that a build in one process makes of the articles."""
    root = make_project(tmp_path_factory.mktemp("here"), MANY).root
    with pytest.MonkeyPatch.context() as day:
        day.setenv("SOURCE_DATE_EPOCH", "1761350400")
        assert newsdossier(root, "build", "--executor", "here").returncode == 0
    return dossiers(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, breaking: Path) -> Path:
    """A project of these articles, built with an analyser that can break down, but not over any of them."""
    root = make_project(tmp_path_factory.mktemp("built"), MANY).root
    with pytest.MonkeyPatch.context() as day:
        day.setenv("SOURCE_DATE_EPOCH", "1761350400")
        assert run(root, packages=breaking).returncode == 0
    return root


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_every_executor_gives_the_same(project: Project, here: dict[str, bytes], executor: str) -> None:
    """Pages are the same bytes wherever their articles were analysed."""
    root = project(MANY).root
    assert newsdossier(root, "build", "--executor", executor).returncode == 0
    assert dossiers(root) == here


def test_a_broken_worker_costs_one_seed(built: Path, tmp_path: Path, breaking: Path) -> None:
    """Killed, asleep or raising: the guilty seed is named in one line, the others are as without it."""
    root = Path(shutil.copytree(built, tmp_path / "p"))
    clean = dossiers(built)
    for name, text in BROKEN.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    start = time.monotonic()
    done = run(root, "--executor", "processes", packages=breaking)
    assert time.monotonic() - start < 120  # it would sleep for ten minutes
    said = errors(done)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in said] == ["seeds/dort.txt", "seeds/leve.txt", "seeds/tue.txt"]
    assert "takes more than 3 seconds" in said[0]
    assert "LookupError: no such word" in said[1]
    assert "broke down" in said[2]
    assert dossiers(root) == clean


def test_a_cold_build_with_broken_seeds(project: Project, built: Path, breaking: Path) -> None:
    """From nothing, the survivors have the bytes of a build without the guilty."""
    root = project(MANY).root
    for name, text in BROKEN.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    done = run(root, packages=breaking)  # somebody else's analyser: processes without being asked
    assert (done.returncode, len(errors(done))) == (1, 3), done.stderr
    assert dossiers(root) == dossiers(built)


def test_a_seed_that_breaks_down_keeps_its_dossier(project: Project, breaking: Path) -> None:
    """An edit over which an analyser breaks down leaves every page as it was; mended, the edit is there."""
    root = project({"a.txt": "Le pont\n\nMarie Lemoine vit à Lyon.\n", **dict(articles(3))}).root
    assert run(root, packages=breaking).returncode == 0
    before = dossiers(root)
    (root / "seeds/a.txt").write_text("Le pont\n\nMarie Lemoine vit à Nantes. Tuez : tuez-moi.\n", "utf-8")
    done = run(root, packages=breaking)
    assert done.returncode == 1
    assert "seeds/a.txt: this article cannot be analysed" in done.stderr
    assert "Its dossier stays as it was" in done.stderr
    assert dossiers(root) == before
    (root / "seeds/a.txt").write_text("Le pont\n\nMarie Lemoine vit à Nantes.\n", "utf-8")
    assert run(root, packages=breaking).returncode == 0
    assert "Nantes" in (root / "dossiers/le-pont.md").read_text("utf-8")


def test_what_failed_is_tried_again(project: Project, breaking: Path) -> None:
    """When no file has changed but what the analyser lacked is there, the next build gives the dossier."""
    root = project({"leve.txt": BROKEN["leve.txt"]}).root
    assert [run(root, packages=breaking).returncode for _ in range(2)] == [1, 1]
    assert run(root, packages=breaking, BREAKING_MENDED="1").returncode == 0
    assert (root / "dossiers/le-port.md").exists()


def test_a_stopped_build_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are kept as they come: what was there when the build was stopped is not looked at again."""
    monkeypatch.setattr("newsdossier.analyse.tasks.CHARACTERS", 2_000)
    every: list[Article] = some()
    seen: list[Progress] = []

    def stop(now: Progress) -> None:
        if now.articles >= 4:
            raise KeyboardInterrupt

    with open_store(tmp_path / "cache.sqlite") as store:
        with pytest.raises(KeyboardInterrupt):
            analyse_new(every, store, on_progress=stop)
        analyse_new(every, store, on_progress=seen.append)
    assert seen[0].of < len(every)
    assert seen[-1].articles == seen[-1].of


def test_workers_end_with_the_build(project: Project, breaking: Path) -> None:
    """A build that is killed leaves no process behind."""
    root = project({**MANY, **BROKEN}).root
    environment = {**os.environ, "PYTHONPATH": path_with(breaking), "NEWSDOSSIER_SEED_SECONDS": "100"}
    command = [*BUILD, "--project", str(root), "--executor", "processes"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        workers = _children(build.pid, 1)
        time.sleep(1)
        build.send_signal(signal.SIGKILL)
    assert workers
    assert _gone(workers)


@pytest.mark.skipif(cores() < 2 or not sys.platform.startswith("linux"), reason="it needs a second core, and a fork")
def test_those_that_render_end_with_the_build(project: Project) -> None:
    """A site's build that is killed leaves nobody who holds its locks: the next one does not wait."""
    names = ("Alfred Rossi", "Marie Lemoine", "Jean Vasseur", "Claire Fontaine", "Luc Delorme", "Anne Marchal")
    texts = {f"{n}.txt": f"Le récit {n}\n\n{names[n % 6]} a vu {names[(n + 1) % 6]} à Paris.\n" for n in range(150)}
    root = project(texts).root
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        workers = _children(build.pid, 2)  # one analyses, by turns with nobody; two or more render
        build.send_signal(signal.SIGKILL)
    assert len(workers) > 1
    assert _gone(workers)
    assert subprocess.run(command, cwd=root, capture_output=True, timeout=200).returncode == 0


def _gone(processes: Sequence[str]) -> bool:
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def _children(pid: int, least: int) -> list[str]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        children = Path(f"/proc/{pid}/task").glob("*/children")  # each thread has its own
        found = [child for path in children for child in path.read_text().split()]
        if len(found) >= least:
            return found
        time.sleep(0.05)
    return []


def test_neighbours_change_nothing() -> None:
    """The numbers of an article have the same bits whatever other articles are read with it, in whatever order."""
    texts = [article.text for article in some(12)]
    alone = [next(language_pipeline.docs([text], "fr", structure=True)) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    together = dict(zip(order, language_pipeline.docs([texts[i] for i in order], "fr", structure=True), strict=True))
    for number, doc in enumerate(alone):
        assert numpy.array_equal(doc.tensor, together[number].tensor)
        assert doc.to_json() == together[number].to_json()


AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from newsdossier.analyse import language_pipeline as pipeline

sys.setswitchinterval(0.0002)  # so that each thread is in the middle of some import when another begins
with ThreadPoolExecutor(4) as threads:
    ready = [threads.submit(pipeline.load, "fr", structure=True) for _ in range(2)]
    read = [threads.submit(list, pipeline.docs(["Elle arrive."], "fr")) for _ in range(2)]
    print([one.result() for one in ready], [len(one.result()) for one in read])
"""


def test_threads_that_begin_at_once() -> None:
    """An article that is saved while the server still loads models is read as at any other time."""
    done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=200)
    assert done.stdout == "[None, None] [1, 1]\n", done.stderr[-2000:]


def test_processes_only_where_they_pay() -> None:
    """A little text is analysed in this process; much text, or any with somebody else's analyser, in others."""
    assert chosen(AUTO, 1_000, foreign=False).kind == "here"
    assert chosen(AUTO, 1_000, foreign=True).kind == "processes"
    if cores() > 1:
        assert chosen(AUTO, 1_000_000, foreign=False).kind == "processes"
    assert chosen(Workers("threads"), 1_000_000, foreign=True).kind == "threads"


def test_old_results_go_when_they_outnumber_the_others(tmp_path: Path) -> None:
    """Results of texts that are gone stay for a while, not for ever."""
    with open_store(tmp_path / "cache.sqlite") as store:
        texts = [f"Le pont\n\nMarie Lemoine vit à Lyon depuis {number} jours.\n" for number in range(300)]
        analyse_new([article_of_text(text, id=f"n{n}") for n, text in enumerate(texts)], store)
        before = _rows(store)
        analyse_new([article_of_text("Le port\n\nPaul Morvan vit à Brest.\n", id="one")], store)
        assert before["annotations 5"] == 300
        assert set(_rows(store).values()) == {1}


def _rows(store: object) -> dict[str, int]:
    rows = store.connection.execute("select kind, count(*) from found group by kind")  # type: ignore[attr-defined]
    return dict(rows.fetchall())


def test_progress_in_lines() -> None:
    """Where there is no terminal, one line every ten seconds says how much, how fast and how long."""
    said: list[str] = []
    times = iter(range(0, 1_000, 4))
    report = progress_lines(said.append, clock=lambda: float(next(times)))
    for number in range(1, 11):
        report(Progress(number * 10, 100, number / 10))
    assert said[0].startswith("Analysing: 30 of 100 articles, ")
    assert " s left" in said[0] or " min left" in said[0]
