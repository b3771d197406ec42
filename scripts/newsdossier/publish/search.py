"""Built site -> search index, by Pagefind: the words of articles, names and what people wrote, with their facets.

As a program it reads a `Job` and does it in the background: `mkdocs serve` never waits for it.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from newsdossier.compose.finding import Finding
from newsdossier.publish import tree
from newsdossier.publish.indexable import indexable
from newsdossier.publish.record import open_record

_NOT_OURS = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")  # Pagefind's own search pages
_MEANWHILE = 10  # how much the index gives way to other work (nice)
_LOOK = 0.2  # seconds
ARRIVAL = 1.0  # seconds, in which a browser fetches a page that was saved; whatever else runs then holds it up


@dataclass(frozen=True, slots=True)
class Job:
    """All that an index is made from."""

    site: Path
    """The folder that readers see."""
    record: Path
    """Of what is published there."""
    pages: Mapping[str, Finding | None]
    """Path of each HTML file worth finding, and what is known of it beside its words."""
    language: str
    """Of the site; all pages are in one index, by the word stems of this language."""


_CODEC = TypeAdapter(Job)


def index(job: Job) -> None:
    """Index those pages into `pagefind/`, and remember that it is done.

    Pagefind reads copies that hold nothing else. It runs as a program: its Python service answers ten times a second
    at most, which is ten seconds for a hundred pages.
    """
    with tempfile.TemporaryDirectory(prefix="newsdossier-") as name:
        copies = Path(name)
        for path, finding in job.pages.items():
            target = copies / path
            target.parent.mkdir(parents=True, exist_ok=True)
            html = (job.site / path).read_text("utf-8")
            target.write_text(indexable(html, finding, job.language), "utf-8")
        made = copies / "pagefind"
        stems = job.language.split("-")[0]
        command = [sys.executable, "-m", "pagefind", "--site", name, "--output-path", str(made)]
        command += ["--force-language", stems, "--silent"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for left in (path for pattern in _NOT_OURS for path in made.glob(pattern)):
            left.unlink()
        before = tree.stamps(job.site / "pagefind")
        tree.remove(job.site / "pagefind", before.keys() - tree.install(made, job.site / "pagefind")[0])
    with open_record(job.record, job.site) as record:
        record.set_indexed(True)


def beside(job: Callable[[], Job]) -> threading.Event:
    """The same in the background; whoever wants it no more, because the next index is to come, sets the event."""
    given_up = threading.Event()

    def run() -> None:
        if given_up.wait(ARRIVAL):
            return
        with contextlib.suppress(OSError):  # the next reload took the pages away
            _in_a_process(job(), given_up)

    threading.Thread(target=run, daemon=True).start()
    return given_up


def _in_a_process(job: Job, given_up: threading.Event) -> None:
    """One that gives way to others."""
    command = [sys.executable, "-m", "newsdossier.publish.search"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        assert program.stdin
        with contextlib.suppress(BrokenPipeError):
            program.stdin.write(_CODEC.dump_json(job))
            program.stdin.close()
        while program.poll() is None:
            if given_up.wait(_LOOK):
                os.killpg(program.pid, signal.SIGINT)  # with Pagefind, and each takes its files away
                break


if __name__ == "__main__":
    os.nice(_MEANWHILE)
    index(_CODEC.validate_json(sys.stdin.buffer.read()))
