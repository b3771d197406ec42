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

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from newsdossier.parallel.forks import cores
from newsdossier.parallel.forks import end_with_parent
from newsdossier.site.incremental.record import Written
from newsdossier.site.incremental.messages import ROOT
from newsdossier.site.incremental.messages import Hearing

FEWEST = 60  # pages or files below which starting several processes costs more than it saves

_TURNS = 48  # shares of each process: whoever meets large pages leaves the rest to others


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is asked of a page after its HTML was written."""

    uri: str
    title: str
    robots: str


@dataclass(frozen=True, slots=True)
class Work:
    """All that a worker needs, by its fork."""

    config: MkDocsConfig
    nav: Navigation
    files: Files
    hearing: Hearing
    pages: Sequence[File]
    data: Sequence[File]
    """Files for programs."""
    about: Callable[[File], tuple[Rendered, Written]]


_work: list[Work] = []  # a fork finds here what cannot be sent


def write(data: Sequence[File]) -> list[Rendered]:
    """Files for programs, by the process that does this; what is asked of each afterwards."""
    for file in data:
        file.copy_file()
    return [Rendered(file.src_uri, "", "") for file in data]


def render(work: Work) -> Iterator[tuple[Rendered, Written]]:
    """Every page and file of the work: it is written where MkDocs would write it."""
    many = cores()
    _work.append(work)
    try:
        with ProcessPoolExecutor(many, mp_context=multiprocessing.get_context("fork"), initializer=_begin) as pool:
            for rendered in pool.map(_share, _shares(len(work.pages) + len(work.data), many)):
                yield from rendered
    finally:
        _work.clear()


def _shares(files: int, processes: int) -> list[range]:
    """Files that stand together go together: those of one article, and the lists of all, are made from the same."""
    size = max(1, files // (processes * _TURNS))
    return [range(first, min(first + size, files)) for first in range(0, files, size)]


def _begin() -> None:
    """Messages go back to the first process, which says them in order."""
    end_with_parent()
    logger = logging.getLogger(ROOT)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = False
    gc.freeze()  # what is here stays: looking through it again and again takes a tenth of the time
    gc.set_threshold(20_000, 20, 20)
    work = _work[0]
    logger.addHandler(work.hearing)
    env = work.config.plugins.on_env(work.config.theme.get_env(), config=work.config, files=work.files)
    _env.append(env)


_env: list[object] = []


def _share(numbers: range) -> list[tuple[Rendered, Written]]:
    work = _work[0]
    files = [*work.data, *work.pages]  # the lists of all articles take longest
    return [_one(work, files[number]) for number in numbers]


def _one(work: Work, file: File) -> tuple[Rendered, Written]:
    page = file.page
    if page is None:
        file.copy_file()
        return work.about(file)
    build._populate_page(page, work.config, work.files)
    build._build_page(page, work.config, work.pages, work.nav, _env[0])  # type: ignore[arg-type]
    done = work.about(file)
    if page in work.nav.pages:
        page.markdown, page.content, page.toc = None, None, []  # type: ignore[assignment]
    else:
        file.page = None  # nobody asks for it any more, and memory would be by pages
    return done
