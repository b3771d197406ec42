"""A process that reads seeds and dies, hangs or is stopped costs one seed, and no more time than one may take."""

import os
import time
from pathlib import Path

import pytest

from conftest import Project
from newsdossier.cache.store import open_store
from newsdossier.model.settings import Settings
from newsdossier.read import isolated
from newsdossier.read.folder import FolderContents, read_all

LIMIT = 8.0  # seconds; a process begins within two, or five where the machine is busy
SEEDS = {
    "a.breaking": "Le pont. Et ensuite arrêtez-vous.",
    "b.breaking": "La digue : " + "un texte que personne ne prend. " * 40_000,
    "c.breaking": "Le port : tuez-moi.",
    "d.breaking": "Le quai : une fois.",
    "e.breaking": "Le phare : à moitié.",
    "g.txt": "La baie\n\nMarie Lemoine vit à Lille.\n",
}


@pytest.fixture
def settings(project: Project, breaking: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project of seeds for the reader that breaks down, read by one process."""
    made = project(SEEDS)
    monkeypatch.setattr(isolated, "SECONDS", LIMIT)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    environment = {
        "PYTHONPATH": f"{breaking}:{os.environ.get('PYTHONPATH', '')}",
        "BREAKING_LOG": made.root / "log",
        "BREAKING_ONCE": made.root / "once",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    (made.root / "once").touch()
    return made


def read(settings: Settings) -> FolderContents:
    """Read the seeds as a build does."""
    with open_store(settings.work / "cache.sqlite") as store:
        return read_all(settings, store)


def test_readers_that_die_or_hang(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds over which a process is killed or stopped are named; seeds that only met such a process are read."""
    start = time.monotonic()
    first = read(settings)
    assert time.monotonic() - start < 100  # without a limit: for ever
    said = {one.path: one.message for one in first.failures}
    assert sorted(said) == ["seeds/c.breaking", "seeds/e.breaking"]
    assert "broke down over it" in said["seeds/c.breaking"]
    assert "takes more than 8 seconds to read" in said["seeds/e.breaking"]
    assert "more time: NEWSDOSSIER_SEED_SECONDS=16" in said["seeds/e.breaking"]
    assert [one.seed.path[6] for one in first.articles] == ["a", "b", "d", "g"]
    tried = (settings.root / "log").read_text("utf-8").splitlines()
    assert [tried.count(f"seeds/{one}.breaking") for one in "abcde"] == [1, 1, 2, 2, 1]

    (settings.seeds / "c.breaking").unlink()
    monkeypatch.setenv("BREAKING_MENDED", "1")
    again = read(settings)
    assert [one.path for one in again.failures] == ["seeds/e.breaking"] and not again.fresh  # not tried again
    monkeypatch.setattr(isolated, "SECONDS", LIMIT + 1)
    more = read(settings)  # but when it is given more time
    assert more.fresh == {"seeds/e.breaking"} and not more.failures
