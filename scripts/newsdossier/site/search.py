"""The search index: Pagefind's, made of copies of the published pages that hold only what is worth finding.

A copy has its page's own words, each paragraph with its place, and its facets. Pagefind keeps every id that it meets
with the word that follows it: by them the search page leads to a paragraph. Run as a program, this module indexes the
job on its standard input.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from newsdossier import escape
from newsdossier.locale import language_name, say, say_day
from newsdossier.site.incremental import install
from newsdossier.site.incremental.record import open_record
from newsdossier.views.search import SearchEntry

_OTHER_NAMES = "~"  # before the place of a paragraph: what is found are other names of somebody named there
_NOT_OURS = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")  # Pagefind's own search pages
_NICENESS = 10  # how much an index that is made in the background gives way to other work
_LOOK = 0.2  # seconds
_ARTICLE = re.compile(r'<article class="md-content__inner[^>]*>(.*?)</article>', re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_WORDS = re.compile(
    r'<p\b[^>]*\bnd-standfirst\b[^>]*>.*?</p>|<div class="nd-(?:text|points|notes)"[^>]*>.*?</div>', re.DOTALL
)
_BEHIND_ENTITY = re.compile(r"<(?:aside|nav|h2|svg|details)\b")
_FACTS = re.compile(r'<p class="nd-facts">(.*?)</p>', re.DOTALL)
_REFERENCE = re.compile(
    r'<a class="nd-ref".*?</a>|<(style|script|svg)\b.*?</\1>|<a class="headerlink".*?</a>', re.DOTALL
)
_TAG = re.compile(r'<(/?)(p|li|h[2-6]|td|tr|dt|dd|blockquote)?\b(?:[^>]*?\bid="([^"]*)")?[^>]*>')
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ](?=\w)")


@dataclass(frozen=True, slots=True)
class IndexJob:
    """All that an index is made from, as one process sends it to another."""

    site: Path
    """The folder that readers see."""
    record: Path
    """The SQLite file that says what is published there."""
    pages: Mapping[str, SearchEntry | None]
    """Path of each HTML file worth finding, and what is known of it beside its words."""
    language: str
    """Language of the site; all pages are in one index, by the word stems of this language."""


_CODEC = TypeAdapter(IndexJob)


def index(job: IndexJob) -> None:
    """Indexes those pages into `pagefind/`, and records that it is done.

    Pagefind runs as a program: its Python service answers ten times a second at most, which is ten seconds for a
    hundred pages.
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
        target = job.site / "pagefind"
        before = install.site_stamps(target)
        install.remove(target, before.keys() - install.install(made, target).files)
    with open_record(job.record, job.site) as record:
        record.set_indexed(True)


def index_in_process(job: Callable[[], IndexJob], given_up: threading.Event) -> None:
    """Indexes in a process that gives way to others; setting the event stops it without a trace."""
    with contextlib.suppress(OSError):  # the next reload took the pages away
        _run_program(job(), given_up)


def _run_program(job: IndexJob, given_up: threading.Event) -> None:
    command = [sys.executable, "-m", "newsdossier.site.search"]
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


def indexable(html: str, finding: SearchEntry | None, language: str) -> str:
    """Returns the copy of a page; of one without a finding, which a person wrote, all words count."""
    found = _ARTICLE.search(html)
    article = found[1] if found else ""
    title = _TITLE.search(article)
    body = article[title.end() :] if title else article
    facts: list[str] = []
    if finding and finding.kind == "dossier":
        facts = _facts_of_dossier(finding, language)
        body = "".join(one[0] for one in _WORDS.finditer(body))
    elif finding:
        end = _BEHIND_ENTITY.search(body)
        body = body[: end.start()] if end else body
        facts = [_bare(one) for one in _FACTS.findall(body)]
        body = _FACTS.sub("", body)
    head = [
        _hidden("meta", "facts", " · ".join(facts)),
        _hidden("meta", "lang", finding.language if finding else ""),
        *(_hidden("filter", name, value) for name, value in _facets(finding, language)),
    ]
    heading = f'<h1 data-pagefind-weight="{_weight(finding)}">{_bare(title[1]) if title else ""}</h1>'
    # d’impôt is found by impot when the apostrophe is the typewriter's: the reader's page keeps its own
    words = _APOSTROPHE.sub("'", "\n".join([heading, _bare(body), *_names(finding)]))
    about = "\n".join(filter(None, head))
    return f'<!doctype html><html lang="{language}"><body data-pagefind-body>{about}{words}</body></html>'


def _weight(finding: SearchEntry | None) -> int:
    """Returns how much a title counts: a name's own page comes before those that it stands on."""
    return 10 if finding and finding.kind != "dossier" else 7


def _facts_of_dossier(finding: SearchEntry, language: str) -> list[str]:
    day = say_day(finding.published, language) if finding.published else ""
    return [escape.html(one) for one in (finding.outlet, day) if one]


def _facets(finding: SearchEntry | None, language: str) -> Iterator[tuple[str, str]]:
    if finding is None:
        return
    yield "type", say(finding.kind, language)
    if finding.kind == "dossier":
        yield "language", language_name(finding.language, language)
        yield from (("person", name) for name in finding.people)
        yield from (("place", name) for name in finding.places)
        yield "outlet", finding.outlet
        yield "year", str(finding.published.year) if finding.published else ""


def _hidden(kind: str, name: str, value: str) -> str:
    """Returns what the index reads and is no word of the page; nothing for a value that is not known."""
    words = value if kind == "meta" else escape.html(value)
    return f'<span data-pagefind-{kind}="{name}" data-pagefind-ignore>{words}</span>' if value else ""


def _names(finding: SearchEntry | None) -> Iterator[str]:
    """Yields the other names of an entity, or of those named in an article with their places."""
    for where, names in finding.names if finding else ():
        if finding and finding.kind == "dossier":
            yield f'<span id="{_OTHER_NAMES}{where}"></span><p>{escape.html(names)}</p>'
        else:
            yield f'<p data-pagefind-weight="4">{escape.html(names)}</p>'


def _bare(html: str) -> str:
    """Returns paragraphs and the places of their beginnings; all else that stands in them is words."""

    def tag(found: re.Match[str]) -> str:
        closing, block, place = found.groups()
        if block is None:
            return ""
        return "</p>" if closing else (f'<span id="{place}"></span><p>' if place else "<p>")

    return _TAG.sub(tag, _REFERENCE.sub("", html)).strip()


if __name__ == "__main__":
    os.nice(_NICENESS)
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # it is how we are given up; under `nohup … &` it is ignored
    index(_CODEC.validate_json(sys.stdin.buffer.read()))
