"""Saved web page -> draft: the article without what stands around it, and what the page says of it."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.model import PartKind
from newsdossier.read.decode import clean, decode
from newsdossier.read.draft import Draft, RawSeed

_PUBLISHER = ('//meta[@name="newsdossier:publisher"]/@content', '//meta[@property="og:site_name"]/@content')
SUFFIXES = (".html", ".htm", ".xhtml")
_KINDS: dict[str, PartKind] = {"head": "heading", "item": "item", "p": "paragraph", "quote": "paragraph"}
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_CODECS = re.compile(r"utf-8|cp\d+|iso8859-\d+|koi8-\w|gb\w+|big5\w*|euc_\w+|shift_jis\w*|mac-roman")
_AS_BROWSERS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}  # what such pages hold in fact
_PLAIN: dict[str, PartKind] = {
    **dict.fromkeys(("h2", "h3", "h4"), "heading"),
    "p": "paragraph",
    "blockquote": "paragraph",
    "li": "item",
}


def read(raw: RawSeed) -> Draft:
    """trafilatura's text; where it finds less than the page's own article element holds, that element's."""
    page = _decoded(raw)
    tree = _tree(page, raw.path)
    said, title = _said(tree, page)
    found = list(_extracted(page))
    plain = list(_plain(tree))
    # of a short page trafilatura gives all words as one block, menu and all
    blocks = plain if len(found) < min(2, len(plain)) or _length(found) < 0.5 * _length(plain) else found
    return Draft(tuple(_without_title(blocks, title)), said, dated_by="metadata")


def _decoded(raw: RawSeed) -> str:
    """By the encoding that the page declares when it holds, else like any text."""
    declared = _DECLARED.search(raw.data[:4_096])
    codec = _codec(declared.group(1).decode("ascii")) if declared else ""
    try:
        raw.data.decode("utf-8")  # nothing else looks like UTF-8, whatever an old template declares
    except UnicodeDecodeError:
        try:
            return decode(raw.data.decode(codec).encode("utf-8"), raw.path)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw.data, raw.path)


def _codec(label: str) -> str:
    """The codec of a declared encoding, if it is one of text: Python also has `undefined` and `unicode_escape`."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return _AS_BROWSERS.get(name, name) if _CODECS.fullmatch(name) else ""


def _tree(page: str, path: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        return lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as bad:
        raise SeedError("this page is empty", path=path, remedy="Save the page again, with its text") from bad


def _said(tree: Any, page: str) -> tuple[Sidecar, str]:
    """What the page's metadata say; a date or an address that is none is left out, not repaired."""
    from trafilatura.metadata import extract_metadata

    search = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    found = extract_metadata(page, date_config=search)
    title = _one_line(found.title) or _one_line(_first(tree, "//h1//text()", "//title/text()"))
    said = {
        "title": title,
        "language": _first(tree, "/html/@lang", '/html/@*[name()="xml:lang"]'),
        "publisher": _first(tree, *_PUBLISHER) or _one_line(found.sitename),
        "authors": _authors(tree, found.author or ""),
        "url": found.url or "",
        "published": found.date if found.date and _stands_in(page, found.date) else "",
        "tags": _keywords(tree),
    }
    return _checked(said), title


def _stands_in(page: str, day: str) -> bool:
    """The day is written in the page: half a date, or one that no calendar has, is otherwise completed by guess."""
    year, month, number = (str(int(part)) for part in day.split("-"))
    ordinal = r"(?:er|st|nd|rd|th|\.)?"
    written = (
        rf"{year}[-/.]?0?{month}[-/.]?0?{number}(?!\d)",
        rf"(?<!\d)0?{number}[-/. ]+0?{month}[-/. ]+{year}",
        rf"(?<!\d)0?{month}/0?{number}/{year}",
        rf"(?<!\d)0?{number}{ordinal}\s+(?:de\s+)?[^\W\d]+\.?,?\s+(?:de\s+)?{year}",
        rf"[^\W\d]+\.?\s+0?{number}{ordinal},?\s+{year}",
    )
    return re.search("|".join(written), page) is not None


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


def _authors(tree: Any, found: str) -> list[str]:
    """trafilatura's; it leaves out names of one word, such as an agency's, which the page's own declaration gives."""
    if found:
        return [name.strip() for name in found.split(";") if name.strip()]
    declared = (_one_line(str(name)) for name in tree.xpath('//meta[@name="author"]/@content'))
    return [name for name in declared if name and "://" not in name]


def _keywords(tree: Any) -> list[str]:
    words = _first(tree, '//meta[@name="keywords"]/@content').split(",")
    return [word.strip() for word in words if word.strip()]


def _first(tree: Any, *paths: str) -> str:
    return next((_one_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _one_line(words: str | None) -> str:
    return clean(re.sub(r"\s+", " ", words or "")).strip()
