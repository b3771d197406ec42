"""What pages say: articles, names and neighbours -> dossiers, entity views, and their public form."""

from newsdossier.compose.claims import Voice, voices
from newsdossier.compose.dossiers import anchors, compose, newest_first, related
from newsdossier.compose.entities import INDEXES, beside, listing, views_of
from newsdossier.compose.marks import Mark, marks
from newsdossier.compose.quotes import commentators, coverage, faithful, said_in, terms_in
from newsdossier.compose.rights import publishable
from newsdossier.compose.roles import entity_view, parties
from newsdossier.compose.timeline import events, ordered

__all__ = [
    "INDEXES",
    "Mark",
    "marks",
    "Voice",
    "anchors",
    "beside",
    "commentators",
    "compose",
    "coverage",
    "entity_view",
    "events",
    "faithful",
    "listing",
    "newest_first",
    "ordered",
    "parties",
    "publishable",
    "related",
    "said_in",
    "terms_in",
    "views_of",
    "voices",
]
