"""Where things are on the site, as files for programs name them."""

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
class Home:
    """The site that files belong to."""

    url: str
    """Its address, ending with a slash; empty when it has none."""
    name: str
    """What it is called."""
    language: str
    """Its own (BCP 47)."""
    first: Mapping[str, str]
    """Slug -> day on which the site first showed a dossier, YYYY-MM-DD."""

    def at(self, path: str, up: str = UP) -> str:
        """Address of something on the site; without an address of the site as a file finds it that is so far down."""
        return (self.url or up) + path


def data_path(kind: str, slug: str) -> str:
    """Of a dossier's file on the site."""
    return KINDS[kind].format(slug)


def page_path(target: str) -> str:
    """`entities/x.md#y`, relative to `dossiers/`, as the site has it."""
    path, mark, place = target.partition("#")
    return f"dossiers/{path.removesuffix('.md')}/{mark}{place}"


def by_hash(sha256: str) -> str:
    """A name for content that has no address: `ni:///sha-256;…` (RFC 6920)."""
    words = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{words}"


def same_as(listed: Listed) -> list[str]:
    """What others call it, where a person or a sure source gave an identifier."""
    one = listed.entity
    wikidata = [f"http://www.wikidata.org/entity/{one.wikidata}"] if one.wikidata else []
    return wikidata + ([f"https://sws.geonames.org/{one.geonames}/"] if one.geonames else [])
