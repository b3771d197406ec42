"""RSS and Atom -> their items, by feedparser."""

from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.formats.common import library
from newsdossier.read.seed import Draft, checked
from newsdossier.read.web.blocks import html_blocks


def parsed_feed(data: bytes, path: str) -> Any:
    """The feed; one that cannot be read at all names its line."""
    feedparser = library("feedparser", path)
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        line = getattr(feed.get("bozo_exception"), "getLineNumber", lambda: 1)() or 1
        raise SeedError("this feed has no item", path=path, line=line, remedy="Save the feed again")
    return feed


def said_of(feed: Any, entry: Any) -> dict[str, object]:
    """What a feed says of one item, in the words of a sidecar."""
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    people = [one.get("name", "") for one in entry.get("authors", ())] or [entry.get("author", "")]
    return {
        "title": bare(entry.get("title")),
        "authors": [name for name in map(bare, people) if name],
        "published": "{:04}-{:02}-{:02}".format(*moment[:3]) if moment else "",
        "publisher": bare(feed.feed.get("title")),
        "url": entry.get("link", ""),
        "language": bare(feed.feed.get("language")),
        "tags": [bare(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")],
    }


def markup_in(entry: Any) -> str:
    """The item's text, the longest that it carries."""
    bodies = [content.get("value", "") for content in entry.get("content", ())]
    return str(max((*bodies, entry.get("summary", "")), key=len))


def of_entry(feed: Any, entry: Any, path: str) -> Draft:
    """One item as an article."""
    said = said_of(feed, entry)
    return Draft(tuple(html_blocks(markup_in(entry))), checked(said))


def bare(words: object) -> str:
    """Words on one line without mark-up, which titles in feeds often hold."""
    text = str(words or "")
    return " ".join(line for _, line in html_blocks(text)) if "<" in text or "&" in text else " ".join(text.split())
