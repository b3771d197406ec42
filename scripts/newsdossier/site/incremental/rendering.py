"""Pages to render -> the same pages rendered, by as many processes as there are cores.

The processes are forks: each has the configuration, the theme and the list of files as they stand, and gives back what
MkDocs asks of a page later. Where forking is not safe, MkDocs renders by itself, one page after the other.
"""

import gc
import logging
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from newsdossier.parallel.forks import cores, end_with_parent
from newsdossier.site.incremental.record import ROOT, Message, PageMessages, PageSummary, StoredLinks

FEWEST = 60  # pages below which starting several processes costs more than it saves

_BATCHES = 48  # of each process: whoever meets large pages leaves the rest to others


class Rendered(NamedTuple):
    """What is asked of a page, or a file for programs, after it was written."""

    uri: str
    summary: PageSummary
    links: StoredLinks
    messages: Sequence[Message] = ()


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that a worker needs; it finds it in its fork."""

    config: MkDocsConfig
    nav: Navigation
    files: Files
    messages: PageMessages
    pages: Sequence[File]
    data: Sequence[File]
    """Files for programs."""
    describe: Callable[[File], Rendered]


class _Worker(NamedTuple):
    """What a fork works with."""

    job: RenderJob
    env: Environment


_jobs: list[RenderJob] = []  # a fork finds here what cannot be sent
_worker: list[_Worker] = []


def render(job: RenderJob) -> Iterator[Rendered]:
    """Writes every page and file of the job where MkDocs would write it."""
    processes = cores()
    _jobs.append(job)
    try:
        with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork"), initializer=_begin) as pool:
            for rendered in pool.map(_render_batch, _batches(len(job.pages) + len(job.data), processes)):
                yield from rendered
    finally:
        _jobs.clear()


def _batches(files: int, processes: int) -> list[range]:
    """Returns the numbers of files that go together: neighbours are of one article, and made from the same."""
    size = max(1, files // (processes * _BATCHES))
    return [range(first, min(first + size, files)) for first in range(0, files, size)]


def _begin() -> None:
    """Gets a fork ready: its messages go back to the first process, which logs them."""
    end_with_parent()
    logger = logging.getLogger(ROOT)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = False
    gc.freeze()  # what is in memory stays: looking through it again and again takes a tenth of the time
    gc.set_threshold(20_000, 20, 20)
    (job,) = _jobs
    logger.addHandler(job.messages)
    env = job.config.plugins.on_env(job.config.theme.get_env(), config=job.config, files=job.files)
    _worker.append(_Worker(job, env))


def _render_batch(numbers: range) -> list[Rendered]:
    (worker,) = _worker
    files = [*worker.job.data, *worker.job.pages]  # the lists of all articles take longest
    return [_render(worker, files[number]) for number in numbers]


def _render(worker: _Worker, file: File) -> Rendered:
    job, page = worker.job, file.page
    if page is None:
        file.copy_file()
        return job.describe(file)
    build._populate_page(page, job.config, job.files)
    build._build_page(page, job.config, job.pages, job.nav, worker.env)
    rendered = job.describe(file)
    if page in job.nav.pages:
        page.markdown, page.content, page.toc = None, None, []  # type: ignore[assignment]
    else:
        file.page = None  # nobody asks for it any more, and memory would be by pages
    return rendered
