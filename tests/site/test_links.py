"""A page leads to another as MkDocs would have it."""

from itertools import product

import pytest
from mkdocs.utils import get_relative_url

from newsdossier.site.incremental.links import relative

URLS = (
    "", "./", "a/", "dossiers/", "dossiers/a/", "dossiers/ab/", "dossiers/a/b/c/", "dossiers/entities/a/",
    "dossiers/entities/b/", "dossiers/dossiers/", "data/x.json", "404.html", "index.html", "dossiers/a.html",
    "dossiers/entities/b.html", ".well-known/t.json",
)  # fmt: skip


@pytest.mark.parametrize("page", URLS)
def test_every_page_leads_to_every_other(page: str) -> None:
    twice = [(url, get_relative_url(url, page)) for url, _ in product(URLS, range(2))]
    assert [(url, relative(url, page)) for url, _ in twice] == twice
