"""Dossiers -> feeds: Atom (RFC 4287) and JSON Feed 1.1, each for the site, a language, an entity or an outlet.

An item is the dossier; its outside address is the source. What a feed shows of an article is its public description.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

from newsdossier.export.addresses import PublishedSite
from newsdossier.locale import language_name, say
from newsdossier.model.dossier import Dossier
from newsdossier.pages.pieces import description
from newsdossier.pages.plan import Site
from newsdossier.views.lists import facets

MOST_ITEMS = 50
FEWEST = 2  # dossiers; a feed of an entity or an outlet with one is of no use
_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in both formats."""

    path: str
    """Path on the site, without the ending."""
    title: str
    """Title in its language."""
    language: str
    """Language (BCP 47)."""
    page: str
    """Path on the site of the page with the same dossiers."""
    dossiers: tuple[Dossier, ...]
    """Newest first."""


def feeds_of(site: Site) -> Iterator[Feed]:
    """Yields a feed of the site, of each language if there are several, of outlets and entities with two dossiers."""
    language, name = site.settings.language, site.settings.site_name
    yield Feed("feed", say("feed_site", language, site=name), language, "", site.dossiers)
    found = facets(site.dossiers)
    for facet in found["languages"] if len(found["languages"]) > 1 else []:
        title = say("feed_language", language, site=name, name=language_name(facet.name, language))
        page = f"dossiers/languages/{facet.id}/"
        yield Feed(f"feeds/languages/{facet.id}", title, facet.id, page, facet.dossiers)
    for facet in found["outlets"]:
        if facet.name and len(facet.dossiers) >= FEWEST:
            title, page = say("feed_outlet", language, site=name, name=facet.name), f"dossiers/outlets/{facet.id}/"
            yield Feed(f"feeds/outlets/{facet.id}", title, language, page, facet.dossiers)
    for entity, members in site.members.items():
        listed = site.named[entity]
        if len(members) >= FEWEST and listed.target.startswith("entities/"):
            title = say("feed_of", language, site=name, name=listed.entity.called(language))
            yield Feed(f"feeds/entities/{entity}", title, language, f"dossiers/entities/{entity}/", tuple(members))


def atom(feed: Feed, site: PublishedSite) -> str:
    """Returns the file. Every dossier has a day: its article's, else the one on which the site first showed it."""
    shown = feed.dossiers[:MOST_ITEMS]
    root = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    own = f"{site.url}{feed.path}.xml"
    _tag(root, "id", own)
    _tag(root, "title", feed.title)
    _tag(root, "updated", _moment(max((_day(one, site) for one in shown), default="1970-01-01")))
    _tag(_tag(root, "author"), "name", site.name)
    _tag(root, "link", rel="self", type="application/atom+xml", href=own)
    _tag(root, "link", rel="alternate", type="text/html", href=site.url + feed.page)
    for dossier in shown:
        _entry(root, dossier, site)
    xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _entry(root: xml.Element, dossier: Dossier, site: PublishedSite) -> None:
    article, source = dossier.article, dossier.article.source
    entry = _tag(root, "entry", **{"xml:lang": article.language})
    _tag(entry, "id", _address(dossier, site))
    _tag(entry, "title", article.title)
    _tag(entry, "updated", _moment(_day(dossier, site)))
    if source.published:
        _tag(entry, "published", _moment(source.published.isoformat()))
    _tag(entry, "link", rel="alternate", type="text/html", href=_address(dossier, site))
    if source.url:
        _tag(entry, "link", rel="via", href=source.url)
    _tag(entry, "summary", description(dossier), type="text")
    for tag in article.tags:
        _tag(entry, "category", term=tag)
    if source.publisher or source.authors:
        # the outlet and authors of the article; the dossier is the site's
        _tag(entry, "rights", " · ".join([*filter(None, [source.publisher]), *source.authors]))


def _tag(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    found = xml.SubElement(parent, name, {key: _clean(value) for key, value in attributes.items()})
    if text:
        found.text = _clean(text)
    return found


def json_feed(feed: Feed, site: PublishedSite) -> str:
    """Returns the file."""
    says = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.url + feed.page,
        "feed_url": f"{site.url}{feed.path}.json",
        "language": feed.language,
        "authors": [{"name": site.name, "url": site.url}],
        "items": [_item(one, site) for one in feed.dossiers[:MOST_ITEMS]],
    }
    return json.dumps(says, ensure_ascii=False, indent=1) + "\n"


def _item(dossier: Dossier, site: PublishedSite) -> dict[str, object]:
    article, source = dossier.article, dossier.article.source
    says: dict[str, object] = {
        "id": _address(dossier, site),
        "url": _address(dossier, site),
        "external_url": source.url,
        "title": article.title,
        "content_text": description(dossier),
        "language": article.language,
        "date_published": _moment(_day(dossier, site)),
        "authors": [{"name": name} for name in source.authors],
        "tags": list(article.tags),
        "_source": {"publisher": source.publisher, "published": source.published and source.published.isoformat()},
    }
    return {key: value for key, value in says.items() if value}


def days(dossiers: Sequence[Dossier], site: PublishedSite) -> list[str]:
    """Returns the days that a feed gives its items."""
    return [_day(one, site) for one in dossiers[:MOST_ITEMS]]


def _address(dossier: Dossier, site: PublishedSite) -> str:
    return f"{site.url}dossiers/{dossier.article.slug}/"


def _day(dossier: Dossier, site: PublishedSite) -> str:
    published = dossier.article.source.published
    return published.isoformat() if published else site.first.get(dossier.article.slug) or date.min.isoformat()


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)
