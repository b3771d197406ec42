"""How far the analysis is -> a bar with rate and time left on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from newsdossier.analyse import OnProgress, Progress

_EVERY = 10  # seconds between two lines; what is done before says nothing


@contextmanager
def shown(console: Console) -> Iterator[OnProgress]:
    """A function to be called with how far it is; nothing shows when it is never called."""
    if not console.is_terminal:
        yield lines(lambda line: console.print(line, markup=False))
        return
    columns = (TextColumn("Analysing"), BarColumn(), TextColumn("{task.fields[said]}"), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        begun = time.monotonic()
        tasks: list[TaskID] = []

        def told(now: Progress) -> None:
            if not tasks:
                tasks.append(bar.add_task("", total=1, said=""))
            bar.update(tasks[0], completed=now.share, said=_rate(now, time.monotonic() - begun))

        yield told


def lines(say: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> OnProgress:
    """The same as lines, one every ten seconds."""
    begun = last = clock()

    def told(now: Progress) -> None:
        nonlocal last
        moment = clock()
        if moment - last >= _EVERY and now.articles < now.of:
            last = moment
            say(f"Analysing: {_rate(now, last - begun)}, {_left(now, last - begun)}")

    return told


def _rate(now: Progress, seconds: float) -> str:
    return f"{now.articles} of {now.of} articles, {now.articles / max(seconds, 0.1):.1f} a second"


def _left(now: Progress, seconds: float) -> str:
    """By characters: long articles take longer, and come first."""
    if not now.share:
        return "time left unknown"
    left = seconds / now.share * (1 - now.share)
    return f"about {left / 60:.0f} min left" if left >= 90 else f"about {left:.0f} s left"
