"""A worker that imports and loads what a new article needs while the rest of the build goes on.

An editor who adds one article waits longer for spaCy and the models than for the analysis. They are loaded as soon as a
seed is seen to be new, beside the reading of seeds and of the knowledge base: a tenth of such a build.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from newsdossier.analyse import analyse
from newsdossier.analyse.executors import Workers
from newsdossier.parallel.forks import cores
from newsdossier.parallel.workers import WorkerPool
from newsdossier.read.assemble import article_of_text

_SAMPLE = "Le maire a parlé mardi à Paris."


@contextmanager
def with_warm_worker(workers: Workers) -> Iterator[Workers]:
    """Yields the workers with one that can be warmed, where nobody chose and nothing is loaded yet; ends it after."""
    if workers.kind != "auto" or cores() == 1 or "spacy" in sys.modules:
        yield workers
        return
    pool = WorkerPool(1)
    try:
        yield replace(workers, warm=pool)
    finally:
        pool.shutdown()


def warm(workers: Workers, language: str) -> None:
    """Has the warm worker, if there is one, load what articles in that language need; returns at once."""
    if workers.warm:
        workers.warm.submit(load_models, language)


def load_models(language: str) -> None:
    """Loads in this process all that analysers need for an article in that language."""
    article = article_of_text(_SAMPLE, id="ready", language=language)
    with suppress(RuntimeError):  # the build names the article on which an analyser fails
        list(analyse([article]))
