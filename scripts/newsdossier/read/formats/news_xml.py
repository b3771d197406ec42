"""XML of agencies and feeds -> draft: NewsML-G2, NITF, or RSS or Atom of one item, by feedparser."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.dates import day_of
from newsdossier.read.decode import decode
from newsdossier.read.formats import library
from newsdossier.read.formats.plain import body_of
from newsdossier.read.formats.xml import markup_of, parse_xml, text_at
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import Blocks, html_blocks

SUFFIXES = (".xml", ".rss", ".atom", ".nitf", ".newsml")
_FEEDS = {"rss", "feed", "RDF", "entry", "item"}
_ITEMS = (
    "descendant-or-self::*[local-name()='newsItem' or local-name()='nitf'][not(ancestor::*[local-name()='newsItem'])]"
)
_FEED = re.compile(rb"\A(?:\s|\xef\xbb\xbf|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.S)
_RSS = '<rss version="2.0"><channel>{}</channel></rss>'
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
_REMEDY = "Read are NewsML-G2, NITF, RSS and Atom"


def _at(*names: str) -> str:
    """Returns the path to elements of these names, one within the other, in whatever namespace."""
    return ".//" + "//".join(f"*[local-name()='{name}']" for name in names)


_BODIES = (_at("inlineXML", "body.content"), _at("inlineXML", "body"), _at("inlineXML"), _at("body.content"))


_DAYS = (
    _at("itemMeta", "firstCreated"), _at("contentMeta", "contentCreated"), _at("itemMeta", "versionCreated"),
    f"{_at('date.issue')}/@norm", f"{_at('story.date')}/@norm",
)  # fmt: skip


_PUBLISHERS = (
    _at("contentMeta", "infoSource", "name"), _at("itemMeta", "provider", "name"),
    f"{_at('itemMeta', 'provider')}/@literal", _at("distributor"),
)  # fmt: skip


def read(raw: RawSeed) -> Draft:
    """Reads by the name of the root element."""
    if is_feed(raw.data):  # many are ill-formed, which feedparser forgives
        return _feed_draft(raw, "rss")
    tree = parse_xml(raw.data, raw.path)
    kind = tree.tag.rsplit("}", 1)[-1]
    if kind in _FEEDS:
        return _feed_draft(raw, kind)
    items = tree.xpath(_ITEMS)
    if not items:
        raise SeedError(
            f"this XML is no article: its root is {kind}", path=raw.path, line=tree.sourceline, remedy=_REMEDY
        )
    if len(items) > 1:
        raise SeedError(
            f"this file holds {len(items)} articles", path=raw.path, remedy=f"Run: newsdossier import {raw.path}"
        )
    return _item_draft(items[0], raw.path)


def is_feed(data: bytes) -> bool:
    """True if the first element is that of RSS or Atom, however ill-formed the rest is."""
    return _FEED.search(data[:2_000]) is not None


def _item_draft(item: Any, path: str) -> Draft:
    metadata = {
        "title": text_at(item, _at("contentMeta", "headline"), _at("hedline", "hl1"), _at("head", "title")),
        "authors": _authors(item),
        "published": text_at(item, *_DAYS),
        "publisher": text_at(item, *_PUBLISHERS),
        "language": text_at(item, f"{_at('contentMeta', 'language')}/@tag", "@*[local-name()='lang']"),
        "credit": text_at(item, _at("rightsInfo", "usageTerms"), _at("rightsInfo", "copyrightNotice")),
        "tags": [words for e in item.xpath(_at("contentMeta", "subject", "name")) if (words := text_at(e, "."))],
    }
    blocks = _blocks(item, path)
    if not blocks:
        raise SeedError("this news item has no text of its own", path=path, line=item.sourceline, remedy=_REMEDY)
    return Draft(tuple(blocks), checked(metadata))


def _authors(item: Any) -> list[str]:
    """Returns the names in the item's « Par Jeanne Durand », else those of its creators."""
    by = text_at(item, _at("contentMeta", "by"), _at("byline"))
    creators = [words for e in item.xpath(_at("contentMeta", "creator", "name")) if (words := text_at(e, "."))]
    return list(bylines.names(by)) or ([by] if by else creators)


def _blocks(item: Any, path: str) -> Blocks:
    for body in (found for path_to_body in _BODIES for found in item.xpath(path_to_body)):
        if blocks := html_blocks(markup_of(body)):
            return blocks
    data = next(("".join(e.itertext()) for e in item.xpath(_at("inlineData"))), "")
    return body_of(decode(data.encode(), path).split("\n")) if data else []


def _feed_draft(raw: RawSeed, kind: str) -> Draft:
    data = raw.data
    if kind in {"entry", "item"}:  # one item on its own, as some programs save it
        data = _wrapped(raw, kind)
    feed = parsed_feed(data, raw.path)
    if len(feed.entries) != 1:
        problem = f"this feed holds {len(feed.entries)} articles"
        raise SeedError(problem, path=raw.path, remedy=f"Run: newsdossier import {raw.path}")
    (entry,) = feed.entries
    return Draft(tuple(html_blocks(entry_markup(entry))), checked(entry_metadata(feed, entry)))


def _wrapped(raw: RawSeed, kind: str) -> bytes:
    from lxml import etree

    inner = etree.tostring(parse_xml(raw.data, raw.path), encoding="unicode")
    return (_ATOM if kind == "entry" else _RSS).format(inner).encode()


def parsed_feed(data: bytes, path: str) -> Any:
    """Returns the feed; SeedError with the line for one that cannot be read at all."""
    feedparser = library("feedparser", path)
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        line = getattr(feed.get("bozo_exception"), "getLineNumber", lambda: 1)() or 1
        raise SeedError("this feed has no item", path=path, line=line, remedy="Save the feed again")
    return feed


def entry_metadata(feed: Any, entry: Any) -> dict[str, object]:
    """Returns what a feed says of one item, under the keys of a sidecar."""
    people = [one.get("name", "") for one in entry.get("authors", ())] or [entry.get("author", "")]
    return {
        "title": _bare(entry.get("title")),
        "authors": [name for name in map(_bare, people) if name],
        "published": _day(str(entry.get("published") or entry.get("updated") or "")),
        "publisher": _bare(feed.feed.get("title")),
        "url": entry.get("link", ""),
        "language": _bare(feed.feed.get("language")),
        "tags": [_bare(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")],
    }


def _day(written: str) -> str:
    """Returns the day on the outlet's own clock: 14 October 00:40 +0200 is the 14th; empty where none is said."""
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        day = day_of(written)
        return day.isoformat() if day else ""


def entry_markup(entry: Any) -> str:
    """Returns the longest text that the item carries."""
    bodies = [content.get("value", "") for content in entry.get("content", ())]
    return str(max((*bodies, entry.get("summary", "")), key=len))


def _bare(words: object) -> str:
    """Returns words on one line without mark-up, which titles in feeds often hold."""
    text = str(words or "")
    return " ".join(line for _, line in html_blocks(text)) if "<" in text or "&" in text else " ".join(text.split())
