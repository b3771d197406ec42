"""XML of agencies and feeds -> draft: NewsML-G2, NITF, or a feed of one item."""

from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.decode import decode
from newsdossier.read.formats.feed import of_entry, parsed_feed
from newsdossier.read.formats.plain import body_of
from newsdossier.read.formats.xml import markup_of, parsed_xml, text_at
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import Blocks, html_blocks


def _at(*names: str) -> str:
    """Elements of these names, one within the other, in whatever namespace."""
    return ".//" + "//".join(f"*[local-name()='{name}']" for name in names)


SUFFIXES = (".xml", ".rss", ".atom", ".nitf", ".newsml")
_FEEDS = {"rss", "feed", "RDF", "entry", "item"}
_ITEMS = (
    "descendant-or-self::*[local-name()='newsItem' or local-name()='nitf'][not(ancestor::*[local-name()='newsItem'])]"
)
_BODIES = (_at("inlineXML", "body.content"), _at("inlineXML", "body"), _at("inlineXML"), _at("body.content"))
_DAYS = (
    _at("itemMeta", "firstCreated"), _at("contentMeta", "contentCreated"), _at("itemMeta", "versionCreated"),
    f"{_at('date.issue')}/@norm", f"{_at('story.date')}/@norm",
)  # fmt: skip
_HOUSES = (
    _at("contentMeta", "infoSource", "name"), _at("itemMeta", "provider", "name"),
    f"{_at('itemMeta', 'provider')}/@literal", _at("distributor"),
)  # fmt: skip
_RSS = '<rss version="2.0"><channel>{}</channel></rss>'
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
_REMEDY = "Read are NewsML-G2, NITF, RSS and Atom"


def read(raw: RawSeed) -> Draft:
    """By the name of the root element."""
    tree = parsed_xml(raw.data, raw.path)
    kind = tree.tag.rsplit("}", 1)[-1]
    if kind in _FEEDS:
        return _of_feed(raw, kind)
    items = tree.xpath(_ITEMS)
    if not items:
        raise SeedError(
            f"this XML is no article: its root is {kind}", path=raw.path, line=tree.sourceline, remedy=_REMEDY
        )
    if len(items) > 1:
        raise SeedError(
            f"this file holds {len(items)} articles", path=raw.path, remedy=f"Run: newsdossier import {raw.path}"
        )
    return of_item(items[0], raw.path)


def of_item(item: Any, path: str) -> Draft:
    """One news item."""
    said = {
        "title": text_at(item, _at("contentMeta", "headline"), _at("hedline", "hl1"), _at("head", "title")),
        "authors": _by(item),
        "published": text_at(item, *_DAYS),
        "publisher": text_at(item, *_HOUSES),
        "language": text_at(item, f"{_at('contentMeta', 'language')}/@tag", "@*[local-name()='lang']"),
        "credit": text_at(item, _at("rightsInfo", "usageTerms"), _at("rightsInfo", "copyrightNotice")),
        "tags": [words for e in item.xpath(_at("contentMeta", "subject", "name")) if (words := text_at(e, "."))],
    }
    blocks = _text(item, path)
    if not blocks:
        raise SeedError("this news item has no text of its own", path=path, line=item.sourceline, remedy=_REMEDY)
    return Draft(tuple(blocks), checked(said))


def _by(item: Any) -> list[str]:
    """« Par Jeanne Durand » of the item, or the names of its creators."""
    by = text_at(item, _at("contentMeta", "by"), _at("byline"))
    creators = [words for e in item.xpath(_at("contentMeta", "creator", "name")) if (words := text_at(e, "."))]
    return list(bylines.names(by)) or ([by] if by else creators)


def _text(item: Any, path: str) -> Blocks:
    for room in (found for where in _BODIES for found in item.xpath(where)):
        if blocks := html_blocks(markup_of(room)):
            return blocks
    data = next(("".join(e.itertext()) for e in item.xpath(_at("inlineData"))), "")
    return body_of(decode(data.encode(), path).split("\n")) if data else []


def _of_feed(raw: RawSeed, kind: str) -> Draft:
    data = raw.data
    if kind in {"entry", "item"}:  # one item on its own, as some programs save it
        data = _wrapped(raw, kind)
    feed = parsed_feed(data, raw.path)
    if len(feed.entries) != 1:
        problem = f"this feed holds {len(feed.entries)} articles"
        raise SeedError(problem, path=raw.path, remedy=f"Run: newsdossier import {raw.path}")
    return of_entry(feed, feed.entries[0], raw.path)


def _wrapped(raw: RawSeed, kind: str) -> bytes:
    from lxml import etree

    inner = etree.tostring(parsed_xml(raw.data, raw.path), encoding="unicode")
    return (_ATOM if kind == "entry" else _RSS).format(inner).encode()
