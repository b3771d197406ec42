"""Every link of a built site: is there something at its end? By hand: `links.py SITE`."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

_LINKS = "//@href | //@src | //@action | //@poster | //@cite | //object/@data"
_IDS = " | ".join(
    [
        # not the theme's own: its drawer names a checkbox that comes with a table of contents only
        "//label[not(starts-with(@for, '__'))]/@for",
        "//@aria-controls | //@aria-labelledby | //@aria-describedby | //@interestfor | //@popovertarget",
    ]
)


def broken(site: Path) -> Iterator[str]:
    """One line for each link, reference and id that is not right, in the order of the pages."""
    _ids.cache_clear()  # the same site may have been looked at before
    for page in sorted(site.rglob("*.html")):
        tree = lxml_html.parse(str(page))
        ids = Counter(tree.xpath("//@id"))
        yield from (f"{page}: the id {name} is there {n} times" for name, n in ids.items() if n > 1)
        yield from (f"{page}: no id {name}" for ref in tree.xpath(_IDS) for name in ref.split() if name not in ids)
        refreshed = [found for c in tree.xpath("//meta[@http-equiv='refresh']/@content") for found in _address(c)]
        for link in dict.fromkeys([*tree.xpath(_LINKS), *refreshed]):
            yield from _wrong(site, page, link)


def reachable(site: Path) -> set[Path]:
    """The pages to which links lead from the home page, by however many steps."""
    found, todo = {site / "index.html"}, [site / "index.html"]
    while todo:
        page = todo.pop()
        for link in dict.fromkeys(lxml_html.parse(str(page)).xpath("//a/@href")):
            parts = urlsplit(link)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path and not parts.netloc else page
            target = target / "index.html" if target.is_dir() else target
            if target.suffix == ".html" and target.is_file() and target not in found:
                found.add(target)
                todo.append(target)
    return found


def _address(content: str) -> list[str]:
    return re.findall(r"url=(.*)", content)


def _wrong(site: Path, page: Path, link: str) -> Iterator[str]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return
    path = unquote(parts.path)
    target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    target = (page if not path else target).resolve()
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        yield f"{page}: {link} leads nowhere"
    elif parts.fragment and unquote(parts.fragment).partition(":~:")[0] not in _ids(target) | {""}:
        yield f"{page}: {link} has no such place at its end"


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(lxml_html.parse(str(page)).xpath("//@id")) if page.suffix == ".html" else frozenset()


if __name__ == "__main__":
    found = list(broken(Path(sys.argv[1])))
    print("\n".join(found) or "Every link has an end.")
    raise SystemExit(bool(found))
