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
_PLAIN: dict[str, PartKind] = {
    "h2": "heading", "h3": "heading", "h4": "heading", "p": "paragraph", "blockquote": "paragraph", "li": "item",
}  # fmt: skip


def read(raw: RawSeed) -> Draft:
    """trafilatura's text; where it finds less than the page's own article element holds, that element's."""
    from lxml import html as lxml_html

    page = _decoded(raw)
    tree = lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    said, title = _said(tree, page)
    found = list(_extracted(page))
    plain = list(_plain(tree))
    # of a short page trafilatura gives all words as one block, menu and all
    blocks = plain if len(found) < min(2, len(plain)) or _length(found) < 0.5 * _length(plain) else found
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


def _said(tree: Any, page: str) -> tuple[Sidecar, str]:
    """What the page's metadata say; a date or an address that is none is left out, not repaired."""
    from trafilatura.metadata import extract_metadata

    search = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    found = extract_metadata(page, date_config=search)
    title = _one_line(found.title) or _one_line(_first(tree, "//h1//text()", "//title/text()"))
    said = {
        "title": title,
        "language": _first(tree, "/html/@lang", "//@lang"),
        "publisher": _first(tree, '//meta[@property="og:site_name"]/@content') or _one_line(found.sitename),
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

    found: Any = bare_extraction(page, include_comments=False, include_tables=False)
    body = found.body if found is not None else None
    for element in body.iter(*_KINDS) if body is not None else ():
        if next(element.iterancestors("item", "quote"), None) is None:  # else its words came with the outer one
            words = _words(element)
            if words:
                yield _KINDS[element.tag], words


def _plain(tree: Any) -> Iterator[tuple[PartKind, str]]:
    """Headings, paragraphs and items of the article element, for pages too short for trafilatura."""
    import nh3
    from lxml import etree
    from lxml import html as lxml_html

    room = next((found[0] for path in ("//article", "//main", "//body") if (found := tree.xpath(path))), tree)
    markup = etree.tostring(room, encoding="unicode", method="html")
    clean = nh3.clean(markup, tags={*_PLAIN, "h1", "div", "br"}, clean_content_tags={"script", "style", "nav", "aside"})
    inside: Any = lxml_html.fromstring(f"<div>{clean}</div>")
    for element in inside.iter(*_PLAIN):
        if next(element.iterancestors(*_PLAIN), None) is None:
            words = _words(element)
            if words:
                yield _PLAIN[element.tag], words


def _words(element: Any) -> str:
    """An element's text; a line break parts words as a space does, other inline elements do not."""
    pieces = [element.text or ""]
    for child in element:
        pieces += [" " if child.tag in {"lb", "br"} else "", _words(child), child.tail or ""]
    return _one_line("".join(pieces)) if element.tag in {*_KINDS, *_PLAIN} else "".join(pieces)


def _without_title(blocks: list[tuple[PartKind, str]], title: str) -> Iterator[tuple[PartKind, str]]:
    """The headline is the page's; in its text it would stand twice."""
    for kind, words in blocks:
        if kind != "heading" or words.casefold() != title.casefold():
            yield kind, words


def _length(blocks: list[tuple[PartKind, str]]) -> int:
    return sum(len(words) for _, words in blocks)


def _keywords(tree: Any) -> list[str]:
    words = _first(tree, '//meta[@name="keywords"]/@content').split(",")
    return [word.strip() for word in words if word.strip()]


def _first(tree: Any, *paths: str) -> str:
    return next((_one_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _one_line(words: str | None) -> str:
    return re.sub(r"\s+", " ", words or "").strip()
