"""The search index is made beside other work, and given up without a trace when the next one is to come."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from newsdossier.site import search
from newsdossier.site.serve import AfterReload

PAGES = 20
PATIENCE = 60  # seconds
PAGE = '<article class="md-content__inner md-typeset"><h1>Page {n}</h1><p id="p1">{words}</p></article>'


def job(root: Path) -> search.IndexJob:
    """An index of pages that hold many words, each its own."""
    paths = [f"{n}/index.html" for n in range(PAGES)]
    for n, path in enumerate(paths):
        (root / "site" / path).parent.mkdir(parents=True)
        words = " ".join(f"mot{n}x{m}" for m in range(60))
        (root / "site" / path).write_text(PAGE.format(n=n, words=words), "utf-8")
    return search.IndexJob(root / "site", root / "published.sqlite", dict.fromkeys(paths), "fr")


def index(wanted: search.IndexJob) -> AfterReload:
    return AfterReload(partial(search.index_in_process, lambda: wanted))


@pytest.fixture
def nohup() -> Iterator[None]:
    """What is started meanwhile ignores Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("nohup")
def test_an_index_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given up while it copies pages: no index on the site, no copies left; the next one is whole.

    So it is where the server was started as `nohup … &` starts it, which has all its children ignore Ctrl-C.
    """
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setenv("TMPDIR", str(copies))
    wanted = job(tmp_path)
    page = tmp_path / "site" / f"{PAGES // 2}/index.html"
    html = page.read_bytes()
    page.unlink()
    os.mkfifo(page)
    running = index(wanted)
    with page.open("wb"):  # opens when the index reads this page, which does not end before it is given up
        assert any(copies.iterdir())
        running.give_up()
        assert running.join(PATIENCE)
    assert not any(copies.iterdir())
    assert not (tmp_path / "site/pagefind").exists()
    page.unlink()
    page.write_bytes(html)
    assert index(wanted).join(PATIENCE)
    assert not any(copies.iterdir())
    assert f'"page_count":{PAGES}' in (tmp_path / "site/pagefind/pagefind-entry.json").read_text("utf-8")
