"""What a build meets around it: a missing package, Ctrl-C, a reader that goes away, other hashes and zones."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import articles
from commands import Loaded
from conftest import Project, make_project, newsdossier, published, tree

MAIN = [sys.executable, "-m", "newsdossier.cli.main"]
SEEDS = {"a.txt": "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n"}
HIDDEN = """
import sys


class Hiding:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Hiding())
from newsdossier.cli.main import main

raise SystemExit(main(["build", "--project", sys.argv[2]]))
"""


@pytest.mark.parametrize("package", ["spacy", "fr_core_news_md"])
def test_a_missing_package_is_no_fault_of_an_article(project: Project, package: str) -> None:
    """One line says which and what to type, nothing is written, and the next build with it gives the dossier."""
    root = project(SEEDS).root
    done = subprocess.run([sys.executable, "-c", HIDDEN, package, str(root)], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and package in done.stderr and "pip install newsdossier" in done.stderr
    assert tree(root / "dossiers") == {}
    assert newsdossier(root, "build").returncode == 0
    assert (root / "dossiers/l-appel.md").exists()


def results_are_kept(root: Path) -> bool:
    """What was found in some of the articles is in the cache."""
    try:
        with closing(sqlite3.connect(f"file:{root}/.newsdossier/cache.sqlite?mode=ro", uri=True)) as cache:
            return bool(cache.execute("select 1 from found where kind like 'annotations%'").fetchone())
    except sqlite3.Error:  # it has no tables yet
        return False


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "it begins": lambda root: (root / ".newsdossier/cache.sqlite").exists(),  # the program is imported by then
    "results are kept": results_are_kept,
    "pages are written": lambda root: any(root.glob("dossiers/entities/*.md")),
}
"""When a build is stopped -> whether it has come so far."""


@pytest.mark.parametrize(
    ("number", "moment"), [*((signal.SIGINT, moment) for moment in MOMENTS), (signal.SIGTERM, "pages are written")]
)
def test_a_build_that_is_stopped(project: Project, here: Path, number: signal.Signals, moment: str) -> None:
    """No traceback, the exit code of a stopped program, and the next build ends as if nothing had happened."""
    root = project(articles.SEEDS).root
    code = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM}[number]
    command = [*MAIN, "build", "--project", str(root), "--executor", "here"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while not MOMENTS[moment](root):
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode in {code, 0}, said  # 0: it was done by then
    assert newsdossier(root, "build", "--executor", "here").returncode == 0
    assert tree(root / "dossiers") == tree(here / "dossiers")


def test_a_reader_that_goes_away() -> None:
    """`annotate | head` ends without a word, as a command that did what it was asked for."""
    row = '{"id": "1", "text": "Emmanuel Macron est à Paris."}\n'
    with subprocess.Popen(
        [*MAIN, "annotate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(row * 300)
        process.stdin.close()
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (said, process.returncode) == ("", 0)


def test_the_same_bytes_wherever_it_runs(tmp_path: Path) -> None:
    """Another folder, zone, locale and order of hashes change no byte of the dossiers or of the site."""
    trees, sites = [], []
    for n, more in enumerate(
        [
            {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
            {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
        ]
    ):
        root = tmp_path / f"{n}" / ("deeper" * n)
        make_project(root, {**SEEDS, "b.txt": "La visite\n\nDonald Trump ira à Kiev mardi 14 octobre.\n"})
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        assert subprocess.run(command, cwd=root, env={**os.environ, **more}, timeout=120).returncode == 0
        trees.append(tree(root / "dossiers"))
        sites.append(published(root / "site"))
    assert trees[0] == trees[1] != {}
    assert sites[0] == sites[1] != {}


def test_without_a_network(project: Project, loaded: Loaded) -> None:
    """Dossiers, site and search index are made, and nothing is asked of anybody: the first try would have failed."""
    root = project(SEEDS).root
    for command in (["newsdossier", "build"], ["mkdocs", "build", "--strict"]):
        ended = loaded.run(root, *command, fault="offline")
        assert ended.code == 0, loaded.said()
        assert not ended.reached
    assert (root / "site/dossiers/l-appel/index.html").exists() and (root / "site/pagefind").is_dir()
