"""How long an editor waits under `mkdocs serve`: from saving a seed to the page in a browser that shows it.

`make bench TEXTS=DIR`, or `SIZES=1000 python tests/bench/serving.py DIR`: on projects as publishing.py makes them. The
browser stands on the page and reloads it by itself; each wait is measured until its new words are there.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
import publishing

import browser

TURNS = int(os.environ.get("TURNS", "3"))
_PATIENCE = 300  # seconds
_SETTLED = 5  # seconds until the server has nothing left to do


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The address of a site that is served; its start is printed."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{one.getsockname()[1]}"
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet, env=environment)
    try:
        while not _answers(f"http://{address}/dossiers/"):
            assert server.poll() is None, "the server has ended"
            time.sleep(0.2)
        print(f"  start {time.perf_counter() - start:.1f} s")
        yield f"http://{address}/"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait(page: Page, words: str, since: float) -> float:
    """Seconds until the page shows these words."""
    page.wait_for_function("words => document.body?.innerText.includes(words)", arg=words, timeout=_PATIENCE * 1000)
    waited = time.perf_counter() - since
    time.sleep(_SETTLED)
    return waited


def corrected(page: Page, root: Path, address: str) -> list[float]:
    """A sentence more in a seed, on its dossier."""
    rows = (root / "dossiers/_ids.tsv").read_text("utf-8")
    found = re.search(r"^(\S+)\tdossier\tseeds/00000\.txt\t", rows, re.MULTILINE)
    assert found
    seed = root / "seeds/00000.txt"
    page.goto(f"{address}dossiers/{found[1]}/")
    waits = []
    for turn in range(TURNS):
        words, text = f"La phrase numéro {turn} vient d’être ajoutée.", seed.read_text("utf-8")
        start = time.perf_counter()
        seed.write_text(f"{text.rstrip()}\n\n{words}\n", "utf-8")
        waits.append(wait(page, words, start))
    return waits


def new(page: Page, root: Path, address: str) -> list[float]:
    """A seed more, on the home page."""
    page.goto(address)
    waits = []
    for turn in range(TURNS):
        title, day = f"Une nouvelle inattendue, la {turn + 1}e", date.today() + timedelta(days=1 + turn)
        text = "Steve Witkoff a parlé mercredi à Iouri Ouchakov de l’Ukraine, selon le Kremlin."
        start = time.perf_counter()
        (root / f"seeds/new-{turn}.md").write_text(f"---\npublished: {day}\n---\n\n# {title}\n\n{text}\n", "utf-8")
        waits.append(wait(page, title, start))
    return waits


def measure(root: Path) -> None:
    """Print what each kind of change takes."""
    with served(root) as address, sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
        page = shown.new_page()
        for name, waits in (("one corrected", corrected(page, root, address)), ("one new", new(page, root, address))):
            every = ", ".join(f"{one:.1f}" for one in waits)
            print(f"  {name}: {statistics.median(waits):.1f} s ({every})", flush=True)
        shown.close()


def main() -> int:
    """Every size, each in a project of its own; or the project that PROJECT names."""
    if given := os.environ.get("PROJECT"):
        measure(Path(given))
        return 0
    for size in publishing.SIZES:
        with tempfile.TemporaryDirectory(prefix="newsdossier-bench-") as name:
            root = publishing.project(Path(name) / "ours", list(publishing.texts(Path(sys.argv[1]), size)))
            print(f"{size} dossiers, load {os.getloadavg()[0]:.1f}")
            measure(root)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
