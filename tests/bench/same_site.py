"""Hashes of everything that the program makes, to compare two versions of it: a change of the code alone changes none.

    python tests/bench/same_site.py OUT.json NAME=SOURCE[:COUNT] ...
    python tests/bench/same_site.py --compare BEFORE.json AFTER.json

SOURCE is a folder of seeds or a .jsonl file with "text", of which COUNT articles are used. The awkward seeds of
`tests/corpus.py` are always built too. Each project is built cold, with nothing new, and after one edit of each kind;
after each build every file of `dossiers/` and `site/`, the reports and the exit code are hashed. Pagefind's facets are
left out: it numbers them differently each time. The articles also go through `annotate`, the projects through `export`
and `mkdocs serve`. The program is run from the command line only, so any two versions can be compared; $PROGRAM names
the `newsdossier` command of another version.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import corpus

Hashes = dict[str, str]
"""What was made (project, step, path) -> its SHA-256."""
PROGRAM = Path(os.environ.get("PROGRAM", Path(sys.executable).with_name("newsdossier")))
_SERVED_PAGES = ("", "dossiers/", "search/", "data/dossiers.json", "data/quotes.json")
_SERVED_NEW = "dossiers/une-nouvelle-servie/"
_FACETS = re.compile(r"pagefind/(?:filter/|fragment/|index/|pagefind-entry\.json|pagefind\.[^/]*\.pf_meta)")
_LIVE_RELOAD = re.compile(rb"<script[^>]*>[^<]*livereload\(\d+, ?\d+\);?[^<]*</script>|livereload\(\d+, ?\d+\);?")
_CONFIG = """\
site_name: Essai
site_url: https://example.org/
theme: {name: material, language: fr, font: false}
plugins:
  - newsdossier: {rights: full}
"""
_CORRECTED = "\n\nLe maire de Lyon a démenti mardi : « Rien n’est signé. »\n"
_NEW = (
    "Une nouvelle inattendue\n\nSteve Witkoff a parlé mercredi à Iouri Ouchakov de l’Ukraine, selon le Kremlin.\n\n"
    "« Nous avançons », a déclaré Emmanuel Macron à Paris le 14 octobre 2025.\n"
)
_COMMANDS = (
    "build", "import", "export", "new", "check", "review", "annotate", "compare", "kb", "merge", "not-same", "rename",
    "retype", "split", "reject", "hide", "explain", "withdraw",
)  # fmt: skip


def run(root: Path, command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command in a project, on a fixed day and a terminal of fixed width."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1761350400", "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "100"}
    env |= {"NEWSDOSSIER_SEED_SECONDS": "60", "TERM": "dumb", "PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=root, env=env, input=given, capture_output=True, text=True)


def mkdocs(*arguments: str) -> list[str]:
    """The command line of the MkDocs beside that version of the program."""
    return [str(PROGRAM.with_name("mkdocs")), *arguments]


def texts(source: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the seeds of a project."""
    if source.suffix == ".jsonl":
        rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
        yield from ((f"{number:05}.txt", row["text"].encode()) for number, row in enumerate(rows[:count]))
    else:
        paths = [path for path in sorted(source.iterdir()) if path.is_file()]
        yield from ((path.name, path.read_bytes()) for path in paths[:count])


def hashes_of_tree(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder, by its path."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.is_file() and not _FACETS.search(name):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def hashes_of_build(root: Path, step: str) -> Hashes:
    """Build the site, then hash all that it left."""
    done = run(root, mkdocs("build", "-q"))
    found: Hashes = {f"{step}: exit code": str(done.returncode)}
    for folder in ("dossiers", "site"):
        found |= {f"{step}: {name}": value for name, value in hashes_of_tree(root / folder)}
    for name in ("report.md", "report.jsonl"):
        found[f"{step}: {name}"] = hashlib.sha256((root / ".newsdossier" / name).read_bytes()).hexdigest()
    return found


def _first_seed(root: Path) -> Path:
    return min(path for path in (root / "seeds").glob("*.*") if path.suffix in {".txt", ".html"} and path.is_file())


def _correct(root: Path) -> None:
    seed = _first_seed(root)
    words = f"<p>{_CORRECTED.strip()}</p></body>".encode()
    data = seed.read_bytes()
    seed.write_bytes(data.replace(b"</body>", words) if seed.suffix == ".html" else data + _CORRECTED.encode())


def _withdraw(root: Path) -> None:
    run(root, [str(PROGRAM), "withdraw", "Emmanuel Macron"])


def _rename(root: Path) -> None:
    seed = _first_seed(root)
    seed.rename(seed.with_name(f"renamed{seed.suffix}"))


def _edit_page(root: Path) -> None:
    page = min(path for path in (root / "dossiers").glob("*.md") if "\nseed:" in path.read_text("utf-8"))
    page.write_text(page.read_text("utf-8") + "\nA line of the editor’s own.\n", "utf-8")


STEPS: dict[str, Callable[[Path], object]] = {
    "cold": lambda root: None,
    "nothing new": lambda root: None,
    "one corrected": _correct,
    "one new": lambda root: (root / "seeds/new.txt").write_text(_NEW, "utf-8"),
    "one withdrawn": _withdraw,
    "one renamed": _rename,
    "one edited page": _edit_page,
    "one broken seed": lambda root: (root / "seeds/broken.html").write_bytes(b""),
}


def hashes_of_project(name: str, seeds: Callable[[Path], object]) -> Hashes:
    """Every step on one project, then its export and what `mkdocs serve` shows before and after an edit."""
    with tempfile.TemporaryDirectory(prefix="newsdossier-same-") as folder:
        root = Path(folder) / "project"
        for one in ("seeds", "docs"):
            (root / one).mkdir(parents=True)
        (root / "mkdocs.yml").write_text(_CONFIG, "utf-8")
        seeds(root / "seeds")
        found: Hashes = {}
        for step, edit in STEPS.items():
            edit(root)
            found |= hashes_of_build(root, step)
        run(root, [str(PROGRAM), "export", "../plain"])
        found |= {f"export: {path}": value for path, value in hashes_of_tree(root.parent / "plain")}
        found |= hashes_served(root)
    return {f"{name}: {key}": value for key, value in found.items()}


def hashes_served(root: Path) -> Hashes:
    """Pages under `mkdocs serve`, at its start and once it has taken in one more article."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1761350400", "NO_MKDOCS_2_WARNING": "1"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(mkdocs("serve", "--dev-addr", address), cwd=root, env=env, stdout=quiet, stderr=quiet)
    try:
        wait_for(f"http://{address}/dossiers/", b"")
        before = {path: fetch(f"http://{address}/{path}") for path in _SERVED_PAGES}
        (root / "seeds/served.txt").write_text(_NEW.replace("inattendue", "servie"), "utf-8")
        wait_for(f"http://{address}/{_SERVED_NEW}", b"servie")
        after = {path: fetch(f"http://{address}/{path}") for path in (*_SERVED_PAGES, _SERVED_NEW)}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    pages = [("start", before), ("reload", after)]
    return {f"serve, {when}: {path}": _sha(data, address) for when, some in pages for path, data in some.items()}


def _sha(page: bytes, address: str) -> str:
    return hashlib.sha256(_LIVE_RELOAD.sub(b"", page).replace(address.encode(), b"HOST")).hexdigest()


def fetch(url: str) -> bytes:
    """A page, or nothing while the server does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError):
        return b""


def wait_for(url: str, words: bytes, seconds: float = 300) -> None:
    """Until a page answers and holds these words."""
    end = time.monotonic() + seconds
    while words not in (page := fetch(url)) or not page:
        assert time.monotonic() < end, url
        time.sleep(0.2)


def hashes_of_annotate(name: str, source: Path, count: int) -> Hashes:
    """What `annotate` writes of each article, by its number."""
    if source.suffix != ".jsonl":
        return {}
    found: Hashes = {}
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()][:count]
    given = "".join(f"{json.dumps({'id': str(n), 'text': row['text']})}\n" for n, row in enumerate(rows))
    with tempfile.TemporaryDirectory() as folder:
        done = run(Path(folder), [str(PROGRAM), "annotate", "--format", "jsonl"], given)
    for line in done.stdout.splitlines():
        found[f"{name}: annotate: {json.loads(line)['id']}"] = hashlib.sha256(line.encode()).hexdigest()
    return found | {f"{name}: annotate: exit code": str(done.returncode)}


def hashes_of_help() -> Hashes:
    """What each command says of itself."""
    here = Path(tempfile.gettempdir())
    said = {name: run(here, [str(PROGRAM), *name.split(), "--help"]).stdout for name in ("", *_COMMANDS)}
    return {f"help: {name}": hashlib.sha256(text.encode()).hexdigest() for name, text in said.items()}


def seeds_from(source: Path, count: int) -> Callable[[Path], object]:
    """A function that fills a folder of seeds from a source."""

    def fill(folder: Path) -> None:
        for name, data in texts(source, count):
            (folder / name).write_bytes(data)

    return fill


def measure(sources: Iterable[str]) -> Hashes:
    """All hashes, two projects at a time."""
    jobs: list[Callable[[], Hashes]] = [hashes_of_help, lambda: hashes_of_project("awkward", corpus.make)]
    for argument in sources:
        name, _, rest = argument.partition("=")
        path, _, count = rest.partition(":")
        source, most = Path(path).resolve(), int(count or 10**9)
        jobs.append(lambda n=name, s=source, m=most: hashes_of_project(n, seeds_from(s, m)))  # type: ignore[misc]
        jobs.append(lambda n=name, s=source, m=most: hashes_of_annotate(n, s, m))  # type: ignore[misc]
    with ThreadPoolExecutor(2) as pool:
        return {key: value for part in pool.map(lambda job: job(), jobs) for key, value in part.items()}


def compare(before: Path, after: Path) -> int:
    """Print what differs; 0 when nothing does."""
    old, new = (json.loads(path.read_text("utf-8")) for path in (before, after))
    differing = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    for key in differing:
        print(f"{'gone' if key not in new else 'new' if key not in old else 'changed'}: {key}")
    print(f"{len(old)} hashes before, {len(new)} after, {len(differing)} differ")
    return 1 if differing else 0


def main(arguments: list[str]) -> int:
    """Measure into a file, or compare two of them."""
    if arguments[0] == "--compare":
        return compare(Path(arguments[1]), Path(arguments[2]))
    assert shutil.which(str(PROGRAM)), PROGRAM
    out = Path(arguments[0])
    out.write_text(json.dumps(measure(arguments[1:]), indent=0, sort_keys=True), "utf-8")
    print(f"{out}: hashes written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
