"""Every awkward seed ends as its manifest says, in bounded time and memory, and costs the others nothing."""

import json
import os
import sys
from pathlib import Path

import frontmatter
import pytest

import corpus

Built = tuple[Path, list[corpus.Case], str]
Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def rows(awkward: Built) -> Rows:
    """The report by file."""
    return {row["file"]: row for row in map(json.loads, (awkward[0] / "report.jsonl").read_text("utf-8").splitlines())}


def test_no_traceback(awkward: Built) -> None:
    """What is wrong is said in one line each, to people."""
    assert "Traceback" not in awkward[2]
    assert "seeds/vide.txt: this seed has no text." in awkward[2]


def test_there_are_enough_of_them(awkward: Built, rows: Rows) -> None:
    """At least 150 files, and every file that was found has exactly one line in the report."""
    root, cases, _ = awkward
    assert len(cases) >= 150
    found = [Path(folder) / name for folder, _, names in os.walk(root / "seeds") for name in names]
    assert len(rows) >= len(found)
    assert {row["outcome"] for row in rows.values()} == {"dossier", "error", "skip"}


def test_each_ends_as_its_manifest_says(awkward: Built, rows: Rows) -> None:
    """A dossier, an error that names the file and what is wrong, or nothing: never anything else."""
    root, cases, _ = awkward
    wrong = []
    for case in cases:
        name = "octets-\\udcff.txt" if case.name == "octets.txt" else case.name
        row = rows.get(f"seeds/{name}")
        if (
            row is None
            or row["outcome"] != case.outcome
            or (case.outcome == "error" and case.says not in row["message"])
        ):
            wrong.append((case.name, case.outcome, case.says, row))
    assert wrong == []


def _path(page: frontmatter.Post) -> str:
    return str(page.metadata["seed"]["path"])  # type: ignore[index]


def test_the_words_are_in_the_dossiers(awkward: Built) -> None:
    """What a seed says stands in a dossier, whatever it was written in."""
    root, cases, _ = awkward
    pages = [frontmatter.load(str(path)) for path in (root / "dossiers").glob("*.md")]
    by_seed = {_path(page): f"{page.metadata['title']} {page.content}" for page in pages if "seed" in page.metadata}
    wanted = [case for case in cases if case.outcome == "dossier" and case.says]
    texts = {case.name: by_seed.get(f"seeds/{case.name}", "").replace("\\", "") for case in wanted}
    missing = [case.name for case in wanted if case.says not in texts[case.name]]
    assert missing == []


def test_no_dossier_is_lost_or_written_over(awkward: Built, rows: Rows) -> None:
    """There are as many pages as seeds that gave one, and none has the name of one of our own pages."""
    root, _, _ = awkward
    ours = {"index", "dossiers", "people", "organisations", "places", "timeline"}
    pages = {path.stem for path in (root / "dossiers").glob("*.md")} - ours
    assert len(pages) >= sum(row["outcome"] == "dossier" for row in rows.values())


def test_memory(awkward: Built) -> None:
    """No process of the build of the whole corpus takes 1.5 GB."""
    most = int((awkward[0] / "memory").read_text("utf-8")) * (1 if sys.platform == "darwin" else 1024)
    assert most < 1_500_000_000
