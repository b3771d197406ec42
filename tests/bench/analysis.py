"""How fast articles are analysed: beside the stock French model, on two cores beside one, on Dask beside processes.

`make bench-analysis TEXTS=DIR`: DIR holds .jsonl files with "id" and "text", of which the French are taken; where there
are fewer than ARTICLES (1,500) they are used again with their paragraphs in another order. Figures are ratios inside
this run, the best of TURNS (2) turns each, taken in turn so that the machine's moods meet all of them. Every text is
read once by a process that has met none before (Dask's workers, which are there before a build, have read fifty): who
reads one again finds its words, and the stock model its lemmas, in memory. "Everything" is what a build does: loading,
pipeline, analysers, writing what was found to a new cache, starting processes; what is not says how fast its part is
once loaded. The Makefile keeps the numeric libraries to one thread.
"""

import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import spacy

from newsdossier.analyse import analyse_new, language_pipeline
from newsdossier.analyse.executors import Workers
from newsdossier.analyse.tasks import analyse_batch, article_job, batches
from newsdossier.cache.store import open_store
from newsdossier.model.article import Article
from newsdossier.read.assemble import article_of_text

TURNS = int(os.environ.get("TURNS", "2"))
ARTICLES = int(os.environ.get("ARTICLES", "1500"))


def articles(folder: Path) -> Iterator[Article]:
    """So many French ones, the same at each run."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    rows = (row for row in map(json.loads, lines) if row.get("lang", "fr") == "fr")
    made = (article_of_text(row["text"], id=str(n), published=date(2025, 1, 1)) for n, row in enumerate(rows))
    french = [article for article in made if article.language == "fr"][:ARTICLES]
    yield from french
    chance = random.Random(0)
    for number in range(len(french), ARTICLES):
        head, *rest = re.split(r"\n+", french[number % len(french)].text)
        chance.shuffle(rest)
        yield article_of_text("\n\n".join([head, *rest]), id=f"again-{number}", published=date(2025, 1, 1))


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def stock(found: Sequence[Article]) -> float:
    """The model as it is installed."""
    nlp = spacy.load(language_pipeline.STOCK["fr"])
    return timed(lambda: [len(doc) for doc in nlp.pipe(article.text for article in found)])


def ours(found: Sequence[Article]) -> float:
    """Our pipeline, its texts together as a build has them."""
    language_pipeline.load("fr", structure=True)
    tasks = [[one.article.text for one in task.jobs] for task in batches(article_job(article, {}) for article in found)]
    return timed(lambda: [len(doc) for texts in tasks for doc in language_pipeline.docs(texts, "fr", structure=True)])


def analysed(found: Sequence[Article]) -> float:
    """The same with all that hangs on it."""
    language_pipeline.load("fr", structure=True)
    tasks = list(batches(article_job(article, {}) for article in found))
    return timed(lambda: [analyse_batch(task) for task in tasks])


def here(found: Sequence[Article]) -> float:
    """Everything, on one core."""
    return everything(found, Workers("here"))


def processes(found: Sequence[Article]) -> float:
    """Everything, on all."""
    return everything(found, Workers("processes"))


def everything(found: Sequence[Article], workers: Workers) -> float:
    """As a build does it, with a cache that is empty."""

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "cache.sqlite") as store:
            noticed = analyse_new(found, store, workers=workers)
            assert not noticed.problems, noticed.problems

    return timed(work)


def on_dask(found: Sequence[Article]) -> float:
    """The same on as many workers as there are cores, which have loaded what they need."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=len(os.sched_getaffinity(0)), threads_per_worker=1, dashboard_address=None, memory_limit=None
    ) as cluster:
        everything(found[:50], Workers("dask", cluster.scheduler_address))
        return everything(found, Workers("dask", cluster.scheduler_address))


MEASURED: dict[str, Callable[[Sequence[Article]], float]] = {
    "stock pipeline": stock, "our pipeline": ours, "pipeline and analysers": analysed,
    "everything, one core": here, "everything, processes": processes, "everything, Dask": on_dask,
}  # fmt: skip


def main() -> int:
    """Measure and print."""
    found = list(articles(Path(sys.argv[1])))
    best = dict.fromkeys(MEASURED, float("inf"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart:
        for _ in range(TURNS):
            for name, work in MEASURED.items():
                best[name] = min(best[name], apart.submit(work, found).result())
    words = sum(len(article.text.split()) for article in found)
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    print(f"{len(found)} articles, {words} words, {cores} cores, load {load:.1f}")
    for name, seconds in best.items():
        print(f"{name:<24}{words / seconds:9.0f} words/s{best['stock pipeline'] / seconds:7.2f} × stock")
    for name, ratio, asked in _ratios(best):
        print(f"{name}: {ratio:.3f} (asked: {asked})")
    return 0


def _ratios(best: Mapping[str, float]) -> Iterator[tuple[str, float, str]]:
    together, alone, stock = best["everything, processes"], best["everything, one core"], best["stock pipeline"]
    rest = best["pipeline and analysers"] / best["our pipeline"] - 1
    yield "analysers beside our pipeline, without which there is none", rest, "under 0.25"
    yield "processes beside one core", alone / together, "1.8 or more"
    yield "processes beside the stock pipeline", stock / together, "2.5 or more"
    yield "seconds on Dask beside processes", best["everything, Dask"] / together, "1.3 or less"


if __name__ == "__main__":
    raise SystemExit(main())
