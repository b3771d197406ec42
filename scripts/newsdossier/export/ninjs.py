"""A dossier -> ninjs 3.1, IPTC's JSON for news: the article as far as it may be shown, and its subjects."""

import json
from collections.abc import Mapping

from newsdossier.export.addresses import PublishedSite, by_hash, page_path, same_as
from newsdossier.export.json_ld import about
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import EntityType, Listed
from newsdossier.pages.pieces import description, licence_address

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
_LISTS: Mapping[EntityType, str] = {
    "person": "people", "organisation": "organisations", "place": "places", "event": "events", "work": "objects",
}  # fmt: skip


def ninjs(dossier: Dossier, site: PublishedSite) -> str:
    """Returns `data/ninjs/<slug>.json`; days are given as their first moment, since ninjs has no plain days."""
    article, source = dossier.article, dossier.article.source
    partial = dossier.extent is not None
    says: dict[str, object] = {
        "uri": f"{site.url}dossiers/{article.slug}/" if site.url else by_hash(article.seed.sha256),
        "type": "text",
        "representationType": "partial" if partial else "full",
        "profile": "newsdossier",
        "firstCreated": _moment(site.first.get(article.slug, "")),
        "contentCreated": _moment(source.published.isoformat() if source.published else ""),
        "language": article.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": article.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": description(dossier)}],
        "bodies": [_body(dossier, "excerpt" if partial else "main")],
        "by": ", ".join(source.authors),
        "copyrightNotice": source.credit,
        "usageTerms": source.licence,
        "rightsInfo": _rights(source.licence),
        "infoSources": _sources(dossier),
        "slugline": article.slug,
        "altIds": [{"role": "seed", "value": by_hash(article.seed.sha256)}],
        **_entities(dossier, site),
        "subjects": [{"name": tag, "rel": "about"} for tag in article.tags],
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
    }
    return json.dumps({key: value for key, value in says.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z" if day else ""


def _body(dossier: Dossier, role: str) -> dict[str, object]:
    article = dossier.article
    text = "\n\n".join(part.span.of(article.text) for part in article.parts if part.kind != "title")
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    return {"role": role, "contentType": "text/plain", **counts, "value": text}


def _rights(licence: str) -> dict[str, str]:
    url = licence_address(licence)
    return {"linkedRights": url} if url else {}


def _sources(dossier: Dossier) -> list[dict[str, str]]:
    source = dossier.article.source
    says = {"name": source.publisher, "role": "publisher", "uri": source.url}
    return [{key: value for key, value in says.items() if value}] if source.publisher or source.url else []


def _entities(dossier: Dossier, site: PublishedSite) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    subject = about(dossier)
    for one in dossier.entities:
        if name := _LISTS.get(one.entity.type):
            rel = "about" if one.entity.id in subject else "mentions"
            found.setdefault(name, []).append({**_entity(one, site, dossier.article.language), "rel": rel})
    return found


def _entity(listed: Listed, site: PublishedSite, language: str) -> dict[str, object]:
    one = listed.entity
    known = same_as(listed)
    own = f"{site.url}{page_path(listed.target)}" if site.url and listed.target else ""
    place = one.coordinates if one.type == "place" else None
    says: dict[str, object] = {"name": one.called(language), "uri": next(iter([*known, own]), ""), "literal": one.id}
    if place:
        says["geoJSON"] = {"type": "Point", "coordinates": [place[1], place[0]]}
    return {key: value for key, value in says.items() if value}
