"""Built site -> search index: Pagefind, over the text of articles and entities alone."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from newsdossier.publish import tree

_ARTICLE = '<article class="md-content__inner'


def index(site: Path, pages: Iterable[str]) -> None:
    """Index those pages of the site (paths of HTML files below it) into `pagefind/`.

    Pagefind reads copies, in which apostrophes are as it knows them. It runs as a program: its Python service
    answers ten times a second at most, which is ten seconds for a hundred pages.
    """
    with tempfile.TemporaryDirectory(prefix="newsdossier-") as name:
        copies = Path(name)
        for path in pages:
            target = copies / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(searchable((site / path).read_text("utf-8")), "utf-8")
        made = copies / "pagefind"
        command = [sys.executable, "-m", "pagefind", "--site", name, "--output-path", str(made)]
        subprocess.run([*command, "--silent"], check=True, stdout=subprocess.DEVNULL)
        before = tree.stamps(site / "pagefind")
        tree.remove(site / "pagefind", before.keys() - tree.install(made, site / "pagefind")[0])


def searchable(html: str) -> str:
    """The page as the index reads it: apostrophes that it knows, and of the page only the article."""
    marked = html.replace(_ARTICLE, f"<article data-pagefind-body {_ARTICLE.removeprefix('<article ')}", 1)
    # d’impôt is found by impot when the apostrophe is the typewriter's: the reader's page keeps its own
    return re.sub(r"(?<=\w)[’ʼ](?=\w)", "'", marked)
