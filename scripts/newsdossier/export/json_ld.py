"""A page -> its description in schema.org's vocabulary, as JSON-LD for its head.

The page is the site's own work; it is based on an article, which is its outlet's. What the machine is not sure of is
left out: a speaker who is only likely, an identifier that nobody has confirmed.
"""

import json
from collections.abc import Callable, Iterator

from newsdossier import escape
from newsdossier.export.addresses import SCHEMA_TYPES, same_as
from newsdossier.model.dossier import Dossier, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.pages.pieces import licence_address
from newsdossier.views.statements import quotes_in

Node = dict[str, object]
Href = Callable[[str], str]
"""Turns a target below `dossiers/` into its address, absolute where the site has one."""


def element(node: Node) -> str:
    """Returns the script element: no character of an article can end it, or mean anything to HTML."""
    words = json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{escape.script(words)}</script>'


def of_page(title: str, url: str, language: str, *, site: Node) -> Node:
    """Describes any page."""
    address: Node = {"url": url} if url else {}
    return {"@type": "WebPage", "@id": url, **address, "name": title, "inLanguage": language, "isPartOf": site}


def of_dossier(dossier: Dossier, page: Node, href: Href) -> Node:
    """Describes the page of an article: what it is based on, the entities it names, its quotes."""
    subject = about(dossier)
    nodes = [(one, entity(one, href, dossier.article.language)) for one in dossier.entities]
    kept = {
        "isBasedOn": _article(dossier),
        "about": [node for one, node in nodes if one.entity.id in subject],
        "mentions": [node for one, node in nodes if one.entity.id not in subject and one.target],
        "hasPart": [*_quotations(dossier, page, href)],
        "keywords": list(dossier.article.tags),
    }
    return {**page, **{key: value for key, value in kept.items() if value}}


def of_entity(listed: Listed, page: Node, href: Href) -> Node:
    """Describes the page of a person, organisation, place, event or work."""
    one = listed.entity
    more: Node = {"alternateName": [*dict.fromkeys([*one.aliases, *(name for _, name in one.names)])]}
    more["description"] = one.description
    if one.type == "place" and one.coordinates:
        latitude, longitude = one.coordinates
        more["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    whole = {**entity(listed, href, str(page["inLanguage"])), **{k: v for k, v in more.items() if v}}
    return {**page, "mainEntity": whole}


def about(dossier: Dossier) -> frozenset[str]:
    """Returns the ids of the entities in headline and standfirst: the article is about these."""
    heads = [part.span for part in dossier.article.parts if part.kind in {"title", "standfirst"}]
    inside = (m for m in dossier.annotations.mentions if any(h.start <= m.span.start < h.end for h in heads))
    linked = {one.entity.id for one in dossier.entities if one.target}
    return frozenset(m.entity for m in inside if m.entity in linked)


def entity(listed: Listed, href: Href, language: str) -> Node:
    """Describes an entity; its address is the same on every page."""
    own, known = href(listed.target), same_as(listed)
    node: Node = {"@type": SCHEMA_TYPES[listed.entity.type], "name": listed.entity.called(language)}
    node |= {"@id": own, "url": own} if listed.target else {}
    return {**node, "sameAs": known} if known else node


def _article(dossier: Dossier) -> Node:
    """Describes the article, as far as it is known; with a headline only where that is the outlet's."""
    article, source = dossier.article, dossier.article.source
    says: Node = {
        "@type": "NewsArticle",
        "@id": source.url,
        "url": source.url,
        "headline": article.title if article.title_origin in {"text", "metadata"} else "",
        "inLanguage": article.language,
        "datePublished": source.published.isoformat() if source.published else "",
        "author": [{"name": name} for name in source.authors],
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "creditText": source.credit,
        "license": licence_address(source.licence),
    }
    return {key: value for key, value in says.items() if value}


def _quotations(dossier: Dossier, page: Node, href: Href) -> Iterator[Node]:
    """Describes words in quotation marks; speech that the outlet reports in its own words is left out."""
    for number, quote in enumerate(quotes_in(dossier), start=1):
        if quote.kind != "indirect":
            node = {"@type": "Quotation", "@id": f"{page['@id']}#quote-{number}", "text": quote.words}
            yield {**node, **_by(quote, href)}


def _by(quote: ShownQuote, href: Href) -> Node:
    speakers = [one for one in (quote.speaker, *(of for _, of in quote.joint)) if one]
    if quote.sure != "sure" or not speakers:
        return {}
    nodes = [entity(one, href, quote.language) for one in speakers]
    return {"creator": [{"@id": node["@id"]} if "@id" in node else node for node in nodes]}
