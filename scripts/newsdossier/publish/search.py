"""Built site -> search index: Pagefind, over the text of articles and entities alone."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

_ARTICLE = '<article class="md-content__inner'


def index(site: Path, pages: Iterable[str]) -> int:
    """Index those pages of the site (paths of HTML files below it) into `pagefind/`; how many there were."""
    return asyncio.run(_index(site, sorted(pages)))


async def _index(site: Path, pages: list[str]) -> int:
    from pagefind.index import IndexConfig, PagefindIndex

    config = IndexConfig(root_selector="html", output_path=str(site / "pagefind"))
    async with PagefindIndex(config=config) as files:
        for path in pages:
            html = searchable((site / path).read_text("utf-8"))
            await files.add_html_file(url=_url(path), content=html)
    return len(pages)


def searchable(html: str) -> str:
    """The page as the index reads it: apostrophes that it knows, and of the page only the article."""
    marked = html.replace(_ARTICLE, f"<article data-pagefind-body {_ARTICLE.removeprefix('<article ')}", 1)
    # d’impôt is found by impot when the apostrophe is the typewriter's: the reader's page keeps its own
    return re.sub(r"(?<=\w)[’ʼ](?=\w)", "'", marked)


def _url(path: str) -> str:
    return "/" + path.removesuffix("index.html")
