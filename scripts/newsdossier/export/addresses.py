"""Addresses on the site, as files for programs give them, and identifiers of what has no address there."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from newsdossier.model.entity import EntityType, Listed

UP = "../../"  # from a file of one dossier to the site's root
KINDS = {
    "twin": "data/dossiers/{}.json",
    "annotations": "data/annotations/{}.json",
    "ninjs": "data/ninjs/{}.json",
    "text": "data/text/{}.txt",
}
SCHEMA_TYPES: Mapping[EntityType, str] = {
    "person": "Person", "organisation": "Organization", "place": "Place", "event": "Event", "work": "CreativeWork",
    "other": "Thing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """The site that files for programs belong to."""

    url: str
    """Its address, ending with a slash; empty when it has none."""
    name: str
    """Its name."""
    language: str
    """Its own language (BCP 47)."""
    first: Mapping[str, str]
    """Day on which the site first showed each dossier (YYYY-MM-DD), by slug."""

    def at(self, path: str, up: str = UP) -> str:
        """Returns the address of a path on the site; relative, going `up`, where the site itself has no address."""
        return (self.url or up) + path


def data_path(kind: str, slug: str) -> str:
    """Returns the path on the site of a dossier's file."""
    return KINDS[kind].format(slug)


def page_path(target: str) -> str:
    """Returns the address on the site of a target such as `entities/x.md#y`, relative to `dossiers/`."""
    path, mark, anchor = target.partition("#")
    return f"dossiers/{path.removesuffix('.md')}/{mark}{anchor}"


def by_hash(sha256: str) -> str:
    """Returns a name for content without an address: `ni:///sha-256;…` (RFC 6920)."""
    words = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{words}"


def same_as(listed: Listed) -> list[str]:
    """Returns the addresses of an entity in Wikidata and GeoNames, where its identifiers are known."""
    one = listed.entity
    wikidata = [f"http://www.wikidata.org/entity/{one.wikidata}"] if one.wikidata else []
    return wikidata + ([f"https://sws.geonames.org/{one.geonames}/"] if one.geonames else [])
