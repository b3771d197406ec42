"""Sidecars whose seed has gone or has another name: which they are, and what no seed may pass by losing its own."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdossier.decide.sidecar import parse
from newsdossier.errors import Failure, Remark, SidecarError
from newsdossier.model.article import RIGHTS, Rights
from newsdossier.model.decision import Decision
from newsdossier.model.findings import LocatedDecision
from newsdossier.model.settings import Settings

REMEDY = "It is kept and not applied. Correct its words, or give prefix and suffix"
_HELD = "which holds for new seeds that say no right of their own until it is renamed or deleted"
_SHOWN = 60  # characters of an anchor


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """One of them."""

    path: str
    """Of the sidecar, relative to the project."""
    seed: str
    """Of the seed that is not there."""
    rights: Rights | None
    """What it says of them; of one that cannot be read, nothing may be published."""


def left_behind(settings: Settings) -> Iterator[LeftBehind]:
    """Each of them, by folder and name."""
    for folder, _, names in os.walk(settings.seeds):
        for name in sorted(names):
            stem, ending = os.path.splitext(name)  # noqa: PTH122 - one call for each file of a large folder
            if ending in {".yml", ".yaml"} and not name.startswith(("_", ".")) and stem not in names:
                path = (Path(folder) / name).relative_to(settings.root).as_posix()
                yield LeftBehind(path, path.removesuffix(ending), _rights(Path(folder) / name, path))


def strictest(settings: Settings) -> tuple[str, Rights] | None:
    """The one that allows least, and what it allows; none where all allow everything."""
    said = [(one.path, one.rights) for one in left_behind(settings) if one.rights and one.rights != "full"]
    return min(said, key=lambda one: RIGHTS.index(one[1]), default=None)


def _rights(file: Path, path: str) -> Rights | None:
    try:
        return parse(file.read_bytes(), path).rights
    except (SidecarError, OSError):
        return "none"


def lost(placed: Mapping[str, Sequence[LocatedDecision]]) -> Iterator[Failure]:
    """Decisions that are not applied because nobody can say where, by slug."""
    for one in (one for slug in sorted(placed) for one in placed[slug]):
        if one.how == "lost":
            where, what = one.decision.where, named(one.decision)
            yield Failure(where, f"{where}: {what}: {one.problem}. {REMEDY}.")


def of_decisions(
    placed: Mapping[str, Sequence[LocatedDecision]], idle: Iterable[tuple[LocatedDecision, str]]
) -> Iterator[Remark]:
    """Decisions found again, by slug, and those that had nothing to correct, with why."""
    yield from _found_again(one for slug in sorted(placed) for one in placed[slug])
    yield from _without_effect(idle)


def _found_again(placed: Iterable[LocatedDecision]) -> Iterator[Remark]:
    """Decisions whose words or surroundings changed."""
    for one in placed:
        if one.how not in {"exact", "lost"}:
            where, by = one.decision.where, {"context": "by what is around", "words": "by its words", "fuzzy": "nearly"}
            message = f"{where}: {named(one.decision)}: found again {by[one.how]}, likeness {one.score} of 100"
            yield Remark("found-again", where, message)


def _without_effect(idle: Iterable[tuple[LocatedDecision, str]]) -> Iterator[Remark]:
    """Decisions that have nothing to correct."""
    for one, why in idle:
        where = one.decision.where
        yield Remark("no-effect", where, f"{where}: {named(one.decision)}: {why}")


def stray(settings: Settings, renamed: Mapping[str, str]) -> Iterator[Remark]:
    """Sidecars whose seed has gone or has another name; `renamed` tells the new ones that this build found out."""
    for one in left_behind(settings):
        name, new = Path(one.seed).name, renamed.get(one.seed)
        remedy = f". Its seed is now {new}: rename it to {new}{one.path.removeprefix(one.seed)}" if new else ""
        held = "" if one.rights in {None, "full"} else f", but for rights: {one.rights}, {_HELD}"
        message = (
            f"{one.path}: there is no seed {name} beside it. What it decides is kept and not applied{held}{remedy}"
        )
        yield Remark("stray-sidecar", one.path, message)


def named(decision: Decision) -> str:
    """What it does, and its words."""
    words = " ".join(decision.anchor.exact.split())
    return f"{decision.kind} « {words if len(words) <= _SHOWN else words[:_SHOWN] + '…'} »"
