"""`dossiers/_about.tsv`: which program and which models made the folder, said once."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.metadata import version

from newsdossier.analyse.text.pipeline import STOCK, model_name
from newsdossier.errors import Failure, Remark


def about() -> str:
    """The file; it has no date, so that the same program writes the same bytes."""
    rows = [("what", "name", "version"), ("program", "newsdossier", version("newsdossier"))]
    for language in sorted(STOCK):
        name, number = model_name(language).split(" ")
        rows.append((f"names {language}", name, number))
    return "".join("\t".join(row) + "\n" for row in rows)


_KEPT = "dossiers/{path}: a person edited it, it stays as it is; `newsdossier build --overwrite` makes it anew"


_SEEDLESS = "dossiers/{path}: its seed is gone, and a person edited it: it is published until you delete it"


_TITLES = {
    "failed": "What failed",
    "lost": "Seeds of which something is lost or left out",
    "withheld": "Seeds that nobody has the right to publish",
    "seedless": "Pages that a person edited and whose seed is gone",
    "kept": "Pages that a person edited, left as they are",
    "found-again": "Decisions found again after the text changed: please check",
    "no-effect": "Decisions without effect: what they say does not fit the article or the site",
    "still-named": "Files of yours that hold a withdrawn name",
    "stray-sidecar": "Sidecars without a seed",
}


def rows(
    seeds: tuple[Iterable[Failure], Iterable[Failure]],
    edited: tuple[Iterable[str], Collection[str]],
    remarks: Iterable[Remark],
) -> tuple[Remark, ...]:
    """All of it in one form, in the order of the report.

    `seeds` are what failed and what is withheld, `edited` the pages that people edited, and those without a seed.
    """
    failures, withheld = seeds
    kept, seedless = edited
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


def as_markdown(told: Sequence[Remark]) -> str:
    """One heading for each kind of thing, one line for each thing."""
    return "\n\n".join(["# Build report", *_sections(told)]) + "\n"


def as_jsonl(told: Iterable[Remark]) -> str:
    """One object a line: kind, path, message."""
    return "".join(
        json.dumps({"kind": one.kind, "path": one.path, "message": one.message}, ensure_ascii=False) + "\n"
        for one in told
    )


def _sections(told: Sequence[Remark]) -> Iterator[str]:
    if not told:
        yield "Nothing to report."
    for kind in dict.fromkeys(one.kind for one in told):
        yield f"## {_TITLES.get(kind, kind)}"
        yield "\n".join(f"- {' '.join(one.message.split())}" for one in told if one.kind == kind)
