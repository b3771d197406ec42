"""Decisions as they were placed -> what the editor must know of them: what is lost, found again, without effect."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from newsdossier.decisions import Decision
from newsdossier.errors import Failure, Remark
from newsdossier.model import Placed, Settings

REMEDY = "It is kept and not applied. Correct its words, or give prefix and suffix"
_SHOWN = 60  # characters of an anchor


def lost(placed: Mapping[str, Sequence[Placed]]) -> Iterator[Failure]:
    """Decisions that are not applied because nobody can say where, by slug."""
    for one in (one for slug in sorted(placed) for one in placed[slug]):
        if one.how == "lost":
            where, what = one.decision.where, named(one.decision)
            yield Failure(where, f"{where}: {what}: {one.problem}. {REMEDY}.")


def of_decisions(placed: Mapping[str, Sequence[Placed]], idle: Iterable[tuple[Placed, str]]) -> Iterator[Remark]:
    """Decisions found again, by slug, and those that had nothing to correct, with why."""
    yield from _found_again(one for slug in sorted(placed) for one in placed[slug])
    yield from _without_effect(idle)


def _found_again(placed: Iterable[Placed]) -> Iterator[Remark]:
    """Decisions whose words or surroundings changed."""
    for one in placed:
        if one.how not in {"exact", "lost"}:
            where, by = one.decision.where, {"context": "by what is around", "words": "by its words", "fuzzy": "nearly"}
            message = f"{where}: {named(one.decision)}: found again {by[one.how]}, likeness {one.score} of 100"
            yield Remark("found-again", where, message)


def _without_effect(idle: Iterable[tuple[Placed, str]]) -> Iterator[Remark]:
    """Decisions that have nothing to correct."""
    for one, why in idle:
        where = one.decision.where
        yield Remark("no-effect", where, f"{where}: {named(one.decision)}: {why}")


def stray(settings: Settings, renamed: Mapping[str, str]) -> Iterator[Remark]:
    """Sidecars whose seed has gone or has another name; `renamed` tells the new ones that this build found out."""
    for folder, _, names in os.walk(settings.seeds):
        for name in sorted(names):
            stem, ending = os.path.splitext(name)  # noqa: PTH122 - one call for each file of a large folder
            if ending in {".yml", ".yaml"} and not name.startswith(("_", ".")) and stem not in names:
                path = (Path(folder) / name).relative_to(settings.root).as_posix()
                new = renamed.get(path.removesuffix(ending))
                remedy = f". Its seed is now {new}: rename it to {new}{ending}" if new else ""
                message = f"{path}: there is no seed {stem} beside it. What it decides is kept and not applied{remedy}"
                yield Remark("stray-sidecar", path, message)


def named(decision: Decision) -> str:
    """What it does, and its words."""
    words = " ".join(decision.anchor.exact.split())
    return f"{decision.kind} « {words if len(words) <= _SHOWN else words[:_SHOWN] + '…'} »"
