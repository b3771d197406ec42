"""What pages say: articles, names and neighbours -> dossiers, entity views, and their public form."""

from newsdossier.compose.claims import Voice, voices
from newsdossier.compose.desk import decided
from newsdossier.compose.dossiers import anchors, compose, newest_first, related
from newsdossier.compose.entities import appearance, linked, listing, nearest, sentence_at, views_of
from newsdossier.compose.graph import together
from newsdossier.compose.lists import (
    FACETS,
    INDEXES,
    LISTS,
    MOST_ROWS,
    UNKNOWN,
    Facet,
    archive,
    by_count,
    by_country,
    by_name,
    facets,
    filed,
    front,
    numbered,
    pages,
    pinned_first,
    ranked,
    theme_path,
    wheres,
)
from newsdossier.compose.overlay import MAPPED, Card, Mark, Overlay, overlay, overlay_of_entity, overlay_of_places
from newsdossier.compose.quotes import commentators, coverage, faithful, said_in, terms_in
from newsdossier.compose.rights import allowed, publishable
from newsdossier.compose.roles import Relation, parties, relations_in
from newsdossier.compose.tally import Tally, tally
from newsdossier.compose.timeline import events, events_of, ordered
from newsdossier.compose.views import MOST_DOSSIERS, EntityView, Older, entity_view, older_page

__all__ = [
    "FACETS",
    "EntityView",
    "Facet",
    "Older",
    "INDEXES",
    "Card",
    "LISTS",
    "MOST_DOSSIERS",
    "MOST_ROWS",
    "UNKNOWN",
    "appearance",
    "archive",
    "by_count",
    "by_country",
    "by_name",
    "facets",
    "filed",
    "front",
    "pinned_first",
    "numbered",
    "older_page",
    "pages",
    "ranked",
    "theme_path",
    "wheres",
    "Mark",
    "Overlay",
    "Relation",
    "Tally",
    "Voice",
    "allowed",
    "anchors",
    "commentators",
    "compose",
    "coverage",
    "decided",
    "entity_view",
    "events",
    "events_of",
    "faithful",
    "linked",
    "listing",
    "nearest",
    "newest_first",
    "ordered",
    "MAPPED",
    "overlay",
    "overlay_of_entity",
    "overlay_of_places",
    "together",
    "parties",
    "publishable",
    "related",
    "relations_in",
    "said_in",
    "sentence_at",
    "tally",
    "terms_in",
    "views_of",
    "voices",
]
