"""`mkdocs serve`: a dropped seed appears by itself, an edited one changes, a removed one goes; one build each."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import make_project

SEED = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n"
INDEX = "/pagefind/pagefind-entry.json"
PATIENCE = 60  # seconds


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = root
        self.log = root / "serve.log"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=log)

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, ""
        except OSError:
            return 0, ""

    def wait(self, path: str, *, status: int = 200, text: str = "") -> None:
        """Until the page is there and says that."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            code, body = self.get(path)
            if code == status and text in body:
                return
            time.sleep(0.2)
        raise AssertionError(f"{path}: no {status} with {text!r}\n{self.log.read_text()}")

    def another(self, path: str, before: str) -> str:
        """Waits until what is there is not what was there before, and returns it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            code, body = self.get(path)
            if code == 200 and body != before:
                return body
            time.sleep(0.2)
        raise AssertionError(f"{path} stays as it was\n{self.log.read_text()}")

    def builds(self) -> int:
        """How many builds there were so far."""
        return self.log.read_text().count("Building documentation...")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a project with one seed."""
    running = Server(make_project(tmp_path_factory.mktemp("served"), {"a.txt": SEED}).root)
    try:
        running.wait("/dossiers/l-appel/")
        yield running
    finally:
        running.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.process.wait(10)
        running.process.kill()


def test_search_index_comes_beside_the_reload(server: Server) -> None:
    """The search index is there a moment after the first page."""
    server.wait(INDEX, text="page_count")


def test_seeds_come_change_and_go(server: Server) -> None:
    """Each change of the folder is one rebuild and no loop, and the site shows it."""
    server.wait(INDEX, text="page_count")
    index = server.get(INDEX)[1]
    seed = server.root / "seeds" / "b.txt"
    seed.write_text("La visite\n\nDonald Trump attend Volodymyr Zelensky.\n", "utf-8")
    server.wait("/dossiers/la-visite/", text="Zelensky")
    server.wait("/dossiers/entities/donald-trump/", text="attend")
    seed.write_text("La visite\n\nDonald Trump attend Vladimir Poutine.\n", "utf-8")
    server.wait("/dossiers/la-visite/", text="Poutine")
    server.wait("/data/entities.json", text="vladimir-poutine")  # lists come a moment after the pages
    index = server.another(INDEX, index)
    seed.unlink()
    server.wait("/dossiers/la-visite/", text="n’est plus publié")
    server.another(INDEX, index)  # begun when nobody has built for a second: a loop never lets it come
    assert server.builds() == 4


REMEMBERS = """
import gc
from pathlib import Path
from mkdocs.commands import serve
from mkdocs.livereload import LiveReloadServer
from newsdossier.site.incremental.publish import Publication

def edit_and_build(server, **how):
    seed = Path("seeds/a.txt")
    for number in range(4):
        seed.write_text(f"{seed.read_text('utf-8')}\\n\\nSteve Witkoff a écouté {number} fois.\\n", "utf-8")
        server.builder()
    gc.unfreeze()
    print(sum(type(one) is Publication for one in gc.get_objects()), "publications")

gc.disable()  # what only it would find stays, too: a build sets everything aside before it could
LiveReloadServer.serve = edit_and_build
serve.serve(dev_addr="127.0.0.1:0")
"""


def test_a_build_lets_go_of_the_last(tmp_path: Path) -> None:
    """However often somebody saves, the server holds what one build needs."""
    make_project(tmp_path, {"a.txt": SEED, "b.txt": SEED.replace("L’appel", "La visite")})
    done = subprocess.run([sys.executable, "-c", REMEMBERS], cwd=tmp_path, capture_output=True, text=True, timeout=200)
    assert "1 publications" in done.stdout, done.stdout + done.stderr[-2000:]
