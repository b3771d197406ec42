"""What pages say: articles, names and neighbours -> dossiers, entity views, and their public form."""

from newsdossier.compose.claims import Voice, voices
from newsdossier.compose.dossiers import anchors, compose, newest_first, related
from newsdossier.compose.entities import INDEXES, beside, listing, views_of
from newsdossier.compose.rights import publishable
from newsdossier.compose.roles import entity_view, parties
from newsdossier.compose.timeline import events, ordered

__all__ = [
    "INDEXES",
    "Voice",
    "anchors",
    "beside",
    "compose",
    "entity_view",
    "events",
    "listing",
    "newest_first",
    "ordered",
    "parties",
    "publishable",
    "related",
    "views_of",
    "voices",
]
