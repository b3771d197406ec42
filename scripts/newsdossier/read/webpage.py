"""Saved web page -> draft: the article without what stands around it, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from newsdossier.decide.sidecar import Sidecar
from newsdossier.model import PartKind
from newsdossier.read.decode import decode
from newsdossier.read.draft import Draft, RawSeed

SUFFIXES = (".html", ".htm", ".xhtml")
_KINDS: dict[str, PartKind] = {"head": "heading", "item": "item", "p": "paragraph", "quote": "paragraph"}
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_PLAIN = ("h2", "h3", "h4", "p", "li", "blockquote")


def read(raw: RawSeed) -> Draft:
    """trafilatura's text; where it finds less than the page's own article element holds, that element's."""
    from lxml import html as lxml_html

    page = _decoded(raw)
    tree = lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    said, title = _said(tree, page)
    found = list(_extracted(page))
    plain = list(_plain(tree))
    blocks = found if _length(found) >= 0.5 * _length(plain) and found else plain
    return Draft(tuple(_without_title(blocks, title)), said)


def _decoded(raw: RawSeed) -> str:
    """By the encoding that the page declares when it holds, else like any text."""
    declared = _DECLARED.search(raw.data[:4_096])
    if declared:
        try:
            text = raw.data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(raw.data, raw.path)
        return decode(text.encode("utf-8"), raw.path)
    return decode(raw.data, raw.path)


def _said(tree: Any, page: str) -> tuple[Sidecar, str]:  # noqa: ANN401 - lxml has no types
    """What the page's metadata say; a date or an address that is none is left out, not repaired."""
    from trafilatura.metadata import extract_metadata

    search = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    found = extract_metadata(page, date_config=search)
    title = _one_line(found.title) or _one_line(_first(tree, "//h1//text()", "//title/text()"))
    said = {
        "title": title,
        "language": _first(tree, "/html/@lang", "//@lang"),
        "publisher": _one_line(found.sitename) or _first(tree, '//meta[@property="og:site_name"]/@content'),
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "url": found.url or "",
        "published": found.date or "",
        "tags": _keywords(tree),
    }
    return _checked(said), title


def _checked(said: dict[str, Any]) -> Sidecar:
    """The values as a sidecar, without those that no sidecar could hold."""
    while True:
        try:
            return Sidecar.model_validate(said)
        except ValidationError as bad:
            said = {key: value for key, value in said.items() if key != bad.errors()[0]["loc"][0]}


def _extracted(page: str) -> Iterator[tuple[PartKind, str]]:
    from trafilatura import bare_extraction

    found = bare_extraction(page, include_comments=False, include_tables=False)
    for element in found.body.iter(*_KINDS) if found is not None and found.body is not None else ():
        if next(element.iterancestors("item", "quote"), None) is None:  # else its words came with the outer one
            words = _one_line(" ".join(element.itertext()))
            if words:
                yield _KINDS[element.tag], words


def _plain(tree: Any) -> Iterator[tuple[PartKind, str]]:  # noqa: ANN401 - lxml has no types
    """Headings, paragraphs and items of the article element, for pages too short for trafilatura."""
    import nh3
    from lxml import etree
    from lxml import html as lxml_html

    room = next((found[0] for path in ("//article", "//main", "//body") if (found := tree.xpath(path))), tree)
    markup = etree.tostring(room, encoding="unicode", method="html")
    clean = nh3.clean(markup, tags={*_PLAIN, "h1", "div"}, clean_content_tags={"script", "style", "nav", "aside"})
    for element in lxml_html.fromstring(f"<div>{clean}</div>").iter(*_PLAIN):
        if next(element.iterancestors(*_PLAIN), None) is None:
            words = _one_line(" ".join(element.itertext()))
            if words:
                yield {"li": "item", "p": "paragraph", "blockquote": "paragraph"}.get(element.tag, "heading"), words


def _without_title(blocks: list[tuple[PartKind, str]], title: str) -> Iterator[tuple[PartKind, str]]:
    """The headline is the page's; in its text it would stand twice."""
    for kind, words in blocks:
        if kind != "heading" or words.casefold() != title.casefold():
            yield kind, words


def _length(blocks: list[tuple[PartKind, str]]) -> int:
    return sum(len(words) for _, words in blocks)


def _keywords(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    words = _first(tree, '//meta[@name="keywords"]/@content').split(",")
    return [word.strip() for word in words if word.strip()]


def _first(tree: Any, *paths: str) -> str:  # noqa: ANN401 - lxml has no types
    return next((_one_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _one_line(words: str | None) -> str:
    return re.sub(r"\s+", " ", words or "").strip()
