"""What a build tells people: its progress, the report, and the program that made the folder."""

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from newsdossier.analyse import OnProgress, Progress
from newsdossier.analyse.language_pipeline import STOCK, model_name
from newsdossier.errors import Failure, Remark

_EVERY = 10  # seconds between two lines; what is done before says nothing
_KEPT = "dossiers/{path}: a person edited it, it stays as it is; `newsdossier build --overwrite` makes it anew"
_SEEDLESS = "dossiers/{path}: its seed is gone, and a person edited it: it is published until you delete it"
_TITLES = {
    "failed": "What failed",
    "lost": "Seeds of which something is lost or left out",
    "seedless": "Pages that a person edited and whose seed is gone",
    "kept": "Pages that a person edited, left as they are",
    "found-again": "Decisions found again after the text changed: please check",
    "no-effect": "Decisions without effect: what they say does not fit the article or the site",
    "still-named": "Files of yours that hold a withdrawn name",
    "stray-sidecar": "Sidecars without a seed",
}


def about() -> str:
    """Returns `_about.tsv`: program and models, without a date, so that the same program writes the same bytes."""
    rows = [("what", "name", "version"), ("program", "newsdossier", version("newsdossier"))]
    for language in sorted(STOCK):
        name, number = model_name(language).split(" ")
        rows.append((f"names {language}", name, number))
    return "".join("\t".join(row) + "\n" for row in rows)


def rows(
    failures: Iterable[Failure], remarks: Iterable[Remark], *, kept: Iterable[str], seedless: Collection[str]
) -> tuple[Remark, ...]:
    """Returns all rows of the report in its order; `kept` are pages that people edited, `seedless` some of them."""
    every = [
        *(Remark("failed", failure.path, failure.message) for failure in failures),
        *(
            Remark("seedless", path, _SEEDLESS.format(path=path))
            if path in seedless
            else Remark("kept", path, _KEPT.format(path=path))
            for path in kept
        ),
        *remarks,
    ]
    order = [*_TITLES]
    return tuple(sorted(every, key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one.path)))


def as_markdown(remarks: Sequence[Remark]) -> str:
    """Returns `report.md`: one heading for each kind of remark, one line for each remark."""
    return "\n\n".join(["# Build report", *_sections(remarks)]) + "\n"


def _sections(remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        yield "Nothing to report."
    for kind in dict.fromkeys(one.kind for one in remarks):
        yield f"## {_TITLES.get(kind, kind)}"
        yield "\n".join(f"- {' '.join(one.message.split())}" for one in remarks if one.kind == kind)


def as_jsonl(remarks: Iterable[Remark]) -> str:
    """Returns `report.jsonl`: one object a line with kind, path and message."""
    return "".join(
        json.dumps({"kind": one.kind, "path": one.path, "message": one.message}, ensure_ascii=False) + "\n"
        for one in remarks
    )


@contextmanager
def progress_bar(console: Console) -> Iterator[OnProgress]:
    """Yields a function that shows progress: as a bar on a terminal, else as lines; nothing before its first call."""
    if not console.is_terminal:
        yield progress_lines(lambda line: console.print(line, markup=False))
        return
    columns = (TextColumn("Analysing"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        begun = time.monotonic()
        tasks: list[TaskID] = []

        def show(now: Progress) -> None:
            if not tasks:
                tasks.append(bar.add_task("", total=1, rate=""))
            bar.update(tasks[0], completed=now.share, rate=_rate(now, time.monotonic() - begun))

        yield show


def progress_lines(say: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> OnProgress:
    """Returns a function that says the progress as a line, once in ten seconds."""
    begun = last = clock()

    def show(now: Progress) -> None:
        nonlocal last
        moment = clock()
        if moment - last >= _EVERY and now.articles < now.of:
            last = moment
            say(f"Analysing: {_rate(now, last - begun)}, {_left(now, last - begun)}")

    return show


def _rate(now: Progress, seconds: float) -> str:
    return f"{now.articles} of {now.of} articles, {now.articles / max(seconds, 0.1):.1f} a second"


def _left(now: Progress, seconds: float) -> str:
    """Returns the time left, by characters: long articles take longer, and come first."""
    if not now.share:
        return "time left unknown"
    left = seconds / now.share * (1 - now.share)
    return f"about {left / 60:.0f} min left" if left >= 90 else f"about {left:.0f} s left"
