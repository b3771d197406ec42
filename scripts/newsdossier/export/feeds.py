"""Dossiers -> feeds: Atom (RFC 4287) and JSON Feed 1.1, each for the site, a language, an entity or an outlet.

An item is the dossier; its outside address is the source. What a feed shows of an article is its public description.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

from newsdossier.model.dossier import Dossier
from newsdossier.pages.pieces import description

MOST_ITEMS = 50
_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in both formats."""

    path: str
    """On the site, without the ending."""
    title: str
    """What it is of."""
    language: str
    """BCP 47."""
    home: str
    """Address on the site of the page that it is of."""
    dossiers: tuple[Dossier, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is, and what else every feed says."""

    url: str
    """Address of the site, ending with a slash."""
    name: str
    """Of the site: who publishes the dossiers."""
    first: Mapping[str, str]
    """Slug -> day on which the site first showed a dossier, YYYY-MM-DD."""


def atom(feed: Feed, place: Place) -> str:
    """The whole file. Every dossier has a day: its article's, else the one on which the site first showed it."""
    shown = feed.dossiers[:MOST_ITEMS]
    root = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    own = f"{place.url}{feed.path}.xml"
    _tag(root, "id", own)
    _tag(root, "title", feed.title)
    _tag(root, "updated", _moment(max((_day(one, place) for one in shown), default="1970-01-01")))
    _tag(_tag(root, "author"), "name", place.name)
    _tag(root, "link", rel="self", type="application/atom+xml", href=own)
    _tag(root, "link", rel="alternate", type="text/html", href=place.url + feed.home)
    for dossier in shown:
        _entry(root, dossier, place)
    xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _entry(root: xml.Element, dossier: Dossier, place: Place) -> None:
    article, source = dossier.article, dossier.article.source
    entry = _tag(root, "entry", **{"xml:lang": article.language})
    _tag(entry, "id", _address(dossier, place))
    _tag(entry, "title", article.title)
    _tag(entry, "updated", _moment(_day(dossier, place)))
    if source.published:
        _tag(entry, "published", _moment(source.published.isoformat()))
    _tag(entry, "link", rel="alternate", type="text/html", href=_address(dossier, place))
    if source.url:
        _tag(entry, "link", rel="via", href=source.url)
    _tag(entry, "summary", description(dossier), type="text")
    for tag in article.tags:
        _tag(entry, "category", term=tag)
    if source.publisher or source.authors:
        # whose article it is; the dossier is the site's
        _tag(entry, "rights", " · ".join([*filter(None, [source.publisher]), *source.authors]))


def _tag(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    found = xml.SubElement(parent, name, {key: _clean(value) for key, value in attributes.items()})
    if text:
        found.text = _clean(text)
    return found


def json_feed(feed: Feed, place: Place) -> str:
    """The whole file."""
    says = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": place.url + feed.home,
        "feed_url": f"{place.url}{feed.path}.json",
        "language": feed.language,
        "authors": [{"name": place.name, "url": place.url}],
        "items": [_item(one, place) for one in feed.dossiers[:MOST_ITEMS]],
    }
    return json.dumps(says, ensure_ascii=False, indent=1) + "\n"


def _item(dossier: Dossier, place: Place) -> dict[str, object]:
    article, source = dossier.article, dossier.article.source
    says: dict[str, object] = {
        "id": _address(dossier, place),
        "url": _address(dossier, place),
        "external_url": source.url,
        "title": article.title,
        "content_text": description(dossier),
        "language": article.language,
        "date_published": _moment(_day(dossier, place)),
        "authors": [{"name": name} for name in source.authors],
        "tags": list(article.tags),
        "_source": {"publisher": source.publisher, "published": source.published and source.published.isoformat()},
    }
    return {key: value for key, value in says.items() if value}


def days(dossiers: Sequence[Dossier], place: Place) -> list[str]:
    """What a signature must know of the days that a feed says."""
    return [_day(one, place) for one in dossiers[:MOST_ITEMS]]


def _address(dossier: Dossier, place: Place) -> str:
    return f"{place.url}dossiers/{dossier.article.slug}/"


def _day(dossier: Dossier, place: Place) -> str:
    published = dossier.article.source.published
    return published.isoformat() if published else place.first.get(dossier.article.slug) or date.min.isoformat()


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)
