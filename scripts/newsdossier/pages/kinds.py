"""The kinds of pages that a site has. A new kind is a module with a `plan`, and one line here.

A page is rendered only when its signature differs from the last build's: with nothing new, nothing is rendered.
"""

from collections.abc import Callable, Iterator

from newsdossier.pages import corrections, dossier, entity, facets, home, lists, redirects, timeline
from newsdossier.pages.plan import Planned, Site

KINDS: tuple[Callable[[Site], Iterator[Planned]], ...] = (
    dossier.plan,
    entity.plan,
    redirects.plan,
    home.plan,
    lists.plan,
    facets.plan,
    timeline.plan,
    corrections.plan,
)


def plan(site: Site) -> Iterator[Planned]:
    """Every page of the site."""
    return (page for kind in KINDS for page in kind(site))
