"""Dossiers and entities -> what the search knows of their pages besides the words on them: filters and other names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from newsdossier import naming
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Entity, EntityType, Listed
from newsdossier.views.dossier import anchor_at

MOST_CHOICES = 200  # people and places to filter by, the ones in most dossiers: a longer list is read by nobody
MOST_PAGES = 1_500  # of entities: each costs every reader some bytes, and a name met once is found by its dossier
MOST_FORMS = 12  # other names of one entity


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the search knows of one page."""

    kind: EntityType | Literal["dossier"]
    """Subject of the page."""
    language: str
    """Language of its words (BCP 47)."""
    names: tuple[tuple[str, str], ...] = ()
    """(paragraph, other names) that find the page though its words do not have them."""
    people: tuple[str, ...] = ()
    """People named in it, as far as readers can filter by them."""
    places: tuple[str, ...] = ()
    """Places named in it, as far as readers can filter by them."""
    outlet: str = ""
    """Outlet of the article; empty when unknown."""
    published: date | None = None
    """Day of the article; None when unknown."""


def search_entries(dossiers: Sequence[Dossier], named: Mapping[str, Listed], language: str) -> dict[str, SearchEntry]:
    """Returns the entries by path in `dossiers/` of all pages worth finding; `language` is the site's."""
    chosen = {kind: _choices(named.values(), kind, language) for kind in ("person", "place")}
    pages = {f"{one.article.slug}.md": _of_dossier(one, chosen) for one in dossiers}
    own = [one for one in named.values() if one.target.startswith("entities/") and "#" not in one.target]
    own = sorted(own, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_PAGES]
    return pages | {one.target: _of_entity(one.entity, language) for one in own}


def _choices(named: Iterable[Listed], kind: str, language: str) -> dict[str, str]:
    """Returns the name of each entity to filter by; of two with one name, the second shows its id as well."""
    members = [one for one in named if one.entity.type == kind and one.target]
    best = sorted(members, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_CHOICES]
    taken: dict[str, str] = {}
    for one in best:
        name = one.entity.called(language)
        taken[one.entity.id] = name if name not in taken.values() else f"{name} ({one.entity.id})"
    return taken


def _of_dossier(dossier: Dossier, chosen: Mapping[str, Mapping[str, str]]) -> SearchEntry:
    article = dossier.article
    ids = [one.entity.id for one in dossier.entities]
    people, places = (tuple(known[i] for i in ids if i in known) for known in (chosen["person"], chosen["place"]))
    return SearchEntry(
        kind="dossier",
        language=article.language,
        names=tuple(_other_names(dossier)),
        people=people,
        places=places,
        outlet=article.source.publisher,
        published=article.source.published,
    )


def _other_names(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yields other names of the entities in an article, with the paragraph that names them first."""
    article = dossier.article
    written = naming.vocabulary(f"{article.title}\n{article.text}")
    first = {one.entity: one.span.start for one in reversed(dossier.annotations.mentions)}
    for listed in dossier.entities:
        entity, at = listed.entity, first.get(listed.entity.id)
        forms = [form for form in _forms(entity) if not _words(form) <= written]
        if forms and listed.target and at is not None:
            yield anchor_at(article, at, at + 1), f"{entity.called(article.language)} = {', '.join(forms[:MOST_FORMS])}"


@lru_cache(maxsize=50_000)
def _words(form: str) -> frozenset[str]:
    return naming.vocabulary(form)


def _of_entity(entity: Entity, language: str) -> SearchEntry:
    forms = ", ".join([*_forms(entity)][:MOST_FORMS])
    return SearchEntry(entity.type, language, (("", forms),) if forms else ())


def _forms(entity: Entity) -> list[str]:
    """Returns every name of an entity, once."""
    return list(dict.fromkeys([entity.name, *(name for _, name in entity.names), *entity.aliases]))
