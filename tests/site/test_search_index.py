"""The search index is made beside other work, and given up without a trace when the next one is to come."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdossier.site import search

PAGES = 600  # enough for Pagefind to take a second
PATIENCE = 60  # seconds
PAGE = '<article class="md-content__inner md-typeset"><h1>Page {n}</h1><p id="p1">{words}</p></article>'


def job(root: Path) -> search.Job:
    """An index of pages that hold many words, each its own."""
    paths = [f"{n}/index.html" for n in range(PAGES)]
    for n, path in enumerate(paths):
        (root / "site" / path).parent.mkdir(parents=True)
        words = " ".join(f"mot{n}x{m}" for m in range(60))
        (root / "site" / path).write_text(PAGE.format(n=n, words=words), "utf-8")
    return search.Job(root / "site", root / "published.sqlite", dict.fromkeys(paths), "fr")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_index_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given up while it copies pages or indexes them: no index on the site, no copies left; the next one is whole."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setenv("TMPDIR", str(copies))
    wanted = job(tmp_path)
    given_up = search.beside(lambda: wanted)
    until(lambda: any(copies.iterdir()))
    given_up.set()
    until(lambda: not any(copies.iterdir()))
    assert not (tmp_path / "site/pagefind").exists()
    search.beside(lambda: wanted)
    until(lambda: (tmp_path / "site/pagefind/pagefind-entry.json").exists() and not any(copies.iterdir()))
    assert f'"page_count":{PAGES}' in (tmp_path / "site/pagefind/pagefind-entry.json").read_text("utf-8")
