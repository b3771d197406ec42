"""Articles are analysed by many workers with the same result as by one; what breaks down a worker costs one seed."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

from articles import SEEDS
from breaking_down import BUILD, SECONDS, dossiers, environment, errors, run
from conftest import DAY, Project, make_project, mkdocs, newsdossier
from newsdossier.analyse import Progress, analyse_new, language_pipeline
from newsdossier.analyse.executors import AUTO, Workers, chosen
from newsdossier.build.report import progress_lines
from newsdossier.cache.store import open_store
from newsdossier.model.article import Article
from newsdossier.parallel.forks import cores
from newsdossier.read.assemble import article_of_text

BROKEN = {
    "tue.txt": "Le pont\n\nMarie Lemoine dit : tuez-moi.\n",
    "dort.txt": "La digue\n\nMarie Lemoine dit : dormez.\n",
    "leve.txt": "Le port\n\nMarie Lemoine dit : levez.\n",
}


def some(n: int = 12) -> list[Article]:
    """Articles of our own."""
    return [article_of_text(text, id=name) for name, text in list(SEEDS.items())[:n]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, breaking: Path) -> Path:
    """A project of these articles, built with an analyser that can break down, but not over any of them."""
    root = make_project(tmp_path_factory.mktemp("built"), SEEDS).root
    with pytest.MonkeyPatch.context() as day:
        day.setenv("SOURCE_DATE_EPOCH", DAY)
        done = run(root, packages=breaking)  # in processes without being asked: the analyser is somebody else's
    assert (done.returncode, errors(done)) == (0, [])
    return root


def test_processes_give_the_same(built: Path, here: Path) -> None:
    """Pages are the same bytes when their articles were analysed in other processes."""
    assert dossiers(built) == dossiers(here)


def test_threads_give_the_same(project: Project, here: Path) -> None:
    """And when they were analysed in threads."""
    root = project(SEEDS).root
    assert newsdossier(root, "build", "--executor", "threads").returncode == 0
    assert dossiers(root) == dossiers(here)


def test_a_broken_worker_costs_one_seed(project: Project, built: Path, breaking: Path) -> None:
    """Killed, asleep or raising: each guilty seed is named in one line, the others are as without it."""
    root = project({**SEEDS, **BROKEN}).root
    done = run(root, packages=breaking)  # in less than the ten minutes of the one asleep
    said = errors(done)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in said] == ["seeds/dort.txt", "seeds/leve.txt", "seeds/tue.txt"]
    assert f"takes more than {SECONDS} seconds" in said[0]
    assert "LookupError: no such word" in said[1]
    assert "broke down" in said[2]
    assert dossiers(root) == dossiers(built)


def test_a_seed_that_breaks_down_keeps_its_dossier(built: Path, tmp_path: Path, breaking: Path) -> None:
    """An edit over which an analyser breaks down leaves every page as it was, at each build until it does so no more.

    No file has changed by then: what the analyser lacked is there.
    """
    root = Path(shutil.copytree(built, tmp_path / "p"))
    (root / "seeds/once.txt").write_text("Le pont\n\nMarie Lemoine vit à Nantes. Elle dit : levez.\n", "utf-8")
    for _ in range(2):
        done = run(root, packages=breaking)
        assert done.returncode == 1
        assert "seeds/once.txt: this article cannot be analysed" in done.stderr
        assert "Its dossier stays as it was" in done.stderr
        assert dossiers(root) == dossiers(built)
    assert run(root, packages=breaking, BREAKING_MENDED="1").returncode == 0
    assert "Nantes" in (root / "dossiers/le-pont.md").read_text("utf-8")


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
    """A build that is killed leaves no process behind, not even one that is at work."""
    root = project({"dort.txt": BROKEN["dort.txt"]}).root
    asleep = root / "asleep"
    variables = environment(breaking, NEWSDOSSIER_SEED_SECONDS="100", BREAKING_ASLEEP=str(asleep))
    command = [*BUILD, "--project", str(root), "--executor", "processes"]
    with subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        while not asleep.exists():
            assert build.poll() is None
            time.sleep(0.02)
        workers = _children(build.pid, 1)
        build.send_signal(signal.SIGKILL)
    assert workers
    assert _gone(workers)


@pytest.mark.skipif(cores() < 2 or not sys.platform.startswith("linux"), reason="it needs a second core, and a fork")
def test_those_that_render_end_with_the_build(project: Project) -> None:
    """A site's build that is killed leaves nobody who holds its locks: the next one does not wait."""
    names = ("Alfred Rossi", "Marie Lemoine", "Jean Vasseur", "Claire Fontaine", "Luc Delorme", "Anne Marchal")
    texts = {f"{n}.txt": f"Le récit {n}\n\n{names[n % 6]} a vu {names[(n + 1) % 6]} à Paris.\n" for n in range(70)}
    root = project(texts).root
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        workers = _children(build.pid, 2)  # one analyses, by turns with nobody; two or more render
        build.send_signal(signal.SIGKILL)
    assert len(workers) > 1
    assert _gone(workers)
    assert mkdocs(root, "build", "-q").returncode == 0


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
    texts = [article.text for article in some(6)]
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
