"""How fast articles are analysed: beside the stock French model, on two cores beside one, on Dask beside processes.

`make bench-analysis TEXTS=DIR`: DIR holds .jsonl files with "id" and "text", of which the French are taken; where there
are fewer than ARTICLES (1,500) they are used again with their paragraphs in another order. Figures are ratios inside
this run, the best of TURNS (3) turns each, taken in turn so that the machine's moods meet all of them. "Everything" is
what a build does: pipeline, analysers, writing what was found to a new cache, starting processes. The Makefile keeps
the numeric libraries to one thread.
"""

import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import spacy

from newsdossier.analyse import Workers, guarded, notice, trained
from newsdossier.analyse.tasks import divided, look_of
from newsdossier.model import Article
from newsdossier.read import article_of_text
from newsdossier.store import open_store

TURNS = int(os.environ.get("TURNS", "3"))
ARTICLES = int(os.environ.get("ARTICLES", "1500"))
FEW = 200  # texts for what is measured on one core


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


class Clock:
    """Best seconds of each thing that is measured."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.best: dict[str, float] = {}

    def measure(self, name: str, work: Callable[[], object]) -> None:
        """Once more."""
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        self.best[name] = min(self.best.get(name, seconds), seconds)


def everything(found: list[Article], workers: Workers) -> None:
    """As a build does it, with a cache that is empty."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "cache.sqlite") as store:
        noticed = notice(found, store, workers=workers)
        assert not noticed.problems, noticed.problems


def on_one_core(few: list[Article], clock: Clock) -> None:
    """Pipelines alone, then with all that hangs on them."""
    texts = [article.text for article in few]
    pipelines = {
        "stock pipeline": spacy.load(trained.STOCK["fr"]),
        "our pipeline, names": trained.pipeline("fr"),
        "our pipeline": trained.pipeline("fr", structure=True),
    }
    jobs = list(divided(look_of(article, {}) for article in few))
    guarded.look(jobs[0])  # loads what it needs
    for _ in range(TURNS):
        for name, nlp in pipelines.items():
            clock.measure(name, lambda nlp=nlp: [len(doc) for doc in nlp.pipe(texts)])  # type: ignore[misc]
        clock.measure("pipeline and analysers", lambda: [guarded.look(job) for job in jobs])


def on_many(found: list[Article], clock: Clock) -> None:
    """One core, a process for each, as many workers of Dask."""
    from distributed import LocalCluster

    cores = len(os.sched_getaffinity(0))
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=cores, threads_per_worker=1, dashboard_address=None, memory_limit=None
    ) as cluster:
        everything(found[:50], Workers("dask", cluster.scheduler_address))  # its workers load what they need
        for _ in range(TURNS):
            clock.measure("everything, one core", lambda: everything(found, Workers("here")))
            clock.measure("everything, processes", lambda: everything(found, Workers("processes")))
            clock.measure("everything, Dask", lambda: everything(found, Workers("dask", cluster.scheduler_address)))


def main() -> int:
    """Measure and print."""
    found = list(articles(Path(sys.argv[1])))
    few, clock = found[:FEW], Clock()
    on_one_core(few, clock)
    on_many(found, clock)
    best, size = clock.best, {True: sum(map(_words, few)), False: sum(map(_words, found))}
    rate = {name: size[not name.startswith("everything")] / seconds for name, seconds in best.items()}
    cores = len(os.sched_getaffinity(0))
    print(f"{len(few)} and {len(found)} articles, {size[True]} and {size[False]} words, {cores} cores, load "
          f"{os.getloadavg()[0]:.1f}")  # fmt: skip
    for name, speed in rate.items():
        print(f"{name:<24}{speed:9.0f} words/s{speed / rate['stock pipeline']:7.2f} × stock")
    rest = best["pipeline and analysers"] / best["our pipeline"] - 1
    print(f"analysers beside our pipeline, without which there is none: {rest:.3f} of it (asked: under 0.25)")
    ratios = {
        "processes beside one core": (rate["everything, processes"] / rate["everything, one core"], "1.8 or more"),
        "processes beside the stock pipeline": (rate["everything, processes"] / rate["stock pipeline"], "2.5 or more"),
        "seconds on Dask beside processes": (best["everything, Dask"] / best["everything, processes"], "1.3 or less"),
    }
    for name, (ratio, asked) in ratios.items():
        print(f"{name}: {ratio:.2f} (asked: {asked})")
    return 0


def _words(article: Article) -> int:
    return len(article.text.split())


if __name__ == "__main__":
    raise SystemExit(main())
