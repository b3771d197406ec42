"""How a page leads to another: the most often asked of all questions while a site is made."""

from functools import lru_cache

from mkdocs.utils import get_relative_url

_ASKED = 1 << 17  # pairs of a folder and a page that are remembered
_TOP = ("", ".", "./")


def relative(url: str, page: str) -> str:
    """The address of `url` as seen from `page`, both below the site's root; as MkDocs says it."""
    if url.startswith(page) or page in _TOP:  # the page itself, or something below it
        return get_relative_url(url, page)
    return _from_folder(url, page.rstrip("/").rpartition("/")[0], page.endswith("/"))


@lru_cache(_ASKED)
def _from_folder(url: str, folder: str, is_folder: bool) -> str:
    """The same from any page of that folder: siblings lead alike to what is below none of them."""
    return get_relative_url(url, f"{folder}/\0/" if is_folder else f"{folder}/\0.html")
