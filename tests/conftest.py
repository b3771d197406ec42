"""What tests share: a project in a temporary folder, built once where they only look at it."""

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

import browser as chromium
import corpus
from articles import SEEDS
from commands import Loaded, begin
from newsdossier.knowledge.base import open_base
from newsdossier.model.article import Rights
from newsdossier.model.settings import Settings

ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
os.environ.update(ONE_CORE)  # a process of tests for each core: more threads would wait for one another, and turn round
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as `nohup … &` has it, and what is started here would inherit
    signal.signal(signal.SIGINT, signal.default_int_handler)
ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
CONFIG = """\
site_name: Essai
site_url: https://example.org/
theme:
  name: material
  language: fr
  font: false
  features: [navigation.tabs]
plugins:
  - newsdossier:
      rights: {rights}
validation:
  omitted_files: info
  not_found: warn
  anchors: warn
  unrecognized_links: warn
"""
_FACETS = re.compile(r"pagefind/(?:filter/|pagefind-entry\.json|pagefind\.[^/]*\.pf_meta)")
LONG = (
    "test_faults", "test_executors", "test_pages", "test_cluster", "test_hostile", "test_product", "test_surroundings",
    "test_incremental", "test_rights", "test_training", "test_knowledge", "test_corpus", "test_names", "test_export",
    "test_everyone", "test_cards", "test_search", "test_serve", "test_isolated", "test_renamed", "test_locale",
    "test_review", "test_pipeline", "test_site", "test_python_api", "test_workers", "test_dialect",
)  # fmt: skip
"""Modules that take ten seconds or more, the longest first."""
DAY = "1761350400"  # 2025-10-25
Project = Callable[..., Settings]
_KNOWN: list[Path] = []
"""The knowledge base of a French project without lists of its own, while tests run."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long modules first, so that no core is left with one of them when all the others are done."""
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


def shared(made: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run of the tests have in common."""
    own = made.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """That folder, which one process fills for all that run tests; the others wait for it."""
    made = folder.with_name(f"{folder.name}.made")
    with FileLock(f"{folder}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what another could not make is tried again, to say why
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


@pytest.fixture(scope="session", autouse=True)
def _known(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Made once by the program itself; what makes it anew, and when, is for test_knowledge."""
    folder = once(shared(tmp_path_factory) / "known", lambda folder: open_base(folder, "fr"))
    _KNOWN.append(folder / "knowledge-fr.sqlite")


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's one use of the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def make_project(root: Path, seeds: dict[str, str], *, rights: Rights = "full") -> Settings:
    """A project with those seeds, as its owner would have it."""
    for folder in ("seeds", "docs", "dossiers"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(CONFIG.format(rights=rights), "utf-8")
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    for base in _KNOWN:  # never written to, only replaced: two seconds less for each project
        (root / ".newsdossier").mkdir(exist_ok=True)
        with suppress(FileExistsError):
            os.link(base, root / ".newsdossier" / base.name)
    return Settings(
        root=root,
        seeds=root / "seeds",
        dossiers=root / "dossiers",
        work=root / ".newsdossier",
        site_name="Essai",
        rights=rights,
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Makes a project in the test's own folder."""
    return lambda seeds, **options: make_project(tmp_path, seeds, **options)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a project; what it says is in `stderr`. The wheel and `mkdocs serve` are tried from the shell."""
    return _server().done(root, "mkdocs", *arguments)


def newsdossier(root: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run our own command line in a project, with that on its standard input."""
    return _server().done(root, "newsdossier", *arguments, given=given)


def copy_of_ours(root: Path) -> Path:
    """This repository's own project, without what was built of it."""
    for name in ("seeds", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of this repository's own seeds, to look at."""

    def make(root: Path) -> None:
        done = mkdocs(copy_of_ours(root), "build", "--strict")
        assert done.returncode == 0, done.stderr

    return once(shared(tmp_path_factory) / "ours", make) / "site"


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few articles, built in one process on all cores: what tests of workers compare with."""
    environment = {name: value for name, value in os.environ.items() if name not in ONE_CORE}
    command = [sys.executable, "-m", "newsdossier.cli.main", "build", "--executor", "here"]

    def make(root: Path) -> None:
        make_project(root, SEEDS)
        subprocess.run(command, cwd=root, check=True, timeout=200, env={**environment, "SOURCE_DATE_EPOCH": DAY})

    return once(shared(tmp_path_factory) / "here", make)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, or one line that says why not."""
    path = chromium.find()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here, and CI must not go without one")
        pytest.skip("no Chromium here: set CHROMIUM to the path of one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """What all pages of a site have in common is fetched once, as from any server of a site."""
        if self.path.startswith("/assets/"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A browser that has gone on to another page takes no more of this one."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


@functools.cache
def _server() -> Loaded:
    """Begun when it is first needed, once for a process that runs tests."""
    root = Path(tempfile.mkdtemp(prefix="loaded-", dir=_KNOWN[0].parent if _KNOWN else None))
    make_project(
        root / "warm", {"a.txt": "Un\n\nMarie Lemoine vit à Lille.\n", "b.txt": "One\n\nAnn Hill is in York.\n"}
    )
    return begin(root / "warm")


@pytest.fixture
def loaded() -> Loaded:
    """Commands that can be broken off anywhere."""
    return _server()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of that folder as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """Address of the built site."""
    with served(site) as address:
        yield address


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def published(site: Path) -> dict[str, bytes]:
    """Every file of a site with its bytes; of the facets' files their number, for Pagefind orders values by chance."""
    found = tree(site)
    facets = {path for path in found if _FACETS.match(path)}
    return {path: data for path, data in found.items() if path not in facets} | {"facets": str(len(facets)).encode()}


_MEASURED = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "newsdossier.cli.main", *sys.argv[2:]]).returncode
open("memory", "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
raise SystemExit(code)
"""


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[corpus.Case], str]:
    """The corpus of awkward seeds, built once by the command: the project, the manifest and what the command said."""

    def make(root: Path) -> None:
        make_project(root, {})
        corpus.make(root / "seeds")
        command = [sys.executable, "-c", _MEASURED, "newsdossier", "build", "--report", "report.jsonl"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=400, env=os.environ.copy())
        assert done.returncode == 1, done.stderr
        (root / "said").write_text(done.stdout + done.stderr, "utf-8")

    root = once(shared(tmp_path_factory) / "corpus", make)
    return root, corpus.cases(), (root / "said").read_text("utf-8")


@pytest.fixture(scope="session")
def breaking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the analyser that breaks down is installed."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-compile"]
    command = [*pip, "--disable-pip-version-check", str(ROOT / "tests/breaking"), "--target"]

    def make(folder: Path) -> None:
        subprocess.run([*command, str(folder)], check=True, timeout=120)

    return once(shared(tmp_path_factory) / "packages", make)
