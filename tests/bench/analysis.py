"""How fast our pipelines read beside the stock French model with all its components, on one core.

`make bench TEXTS=DIR`: DIR holds .jsonl files with "id" and "text". Figures are ratios inside this run, the best of
three turns each, and seconds to load. The Makefile keeps the numeric libraries to one thread.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from newsdossier.analyse import trained

MOST, TURNS = 150, 3


def texts(folder: Path) -> Iterator[str]:
    """The texts of every file, by name."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def main() -> int:
    """Measure and print."""
    found = [text for text, _ in zip(texts(Path(sys.argv[1])), range(MOST), strict=False)]
    pipelines = {
        "stock, all components": lambda: spacy.load(trained.STOCK["fr"]),
        "ours, names": lambda: trained.pipeline("fr"),
        "ours, names and structure": lambda: trained.pipeline("fr", structure=True),
    }
    loaded = {name: timed(load) for name, load in pipelines.items()}
    best: dict[str, float] = {}
    for _ in range(TURNS):  # in turn, so that the machine's moods meet all of them
        for name, (_, nlp) in loaded.items():
            seconds, _ = timed(lambda nlp=nlp: sum(len(doc) for doc in nlp.pipe(found)))  # type: ignore[misc]
            best[name] = min(best.get(name, seconds), seconds)
    words = sum(len(text.split()) for text in found)
    stock = best["stock, all components"]
    print(f"{len(found)} texts, {words} words, one core")
    for name, seconds in best.items():
        print(
            f"{name:<26} {words / seconds:8.0f} words/s  {stock / seconds:5.2f} × stock  load {loaded[name][0]:.2f} s"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
