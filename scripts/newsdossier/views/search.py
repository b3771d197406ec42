"""Dossiers and entities -> what the search knows of their pages beside their words: what to choose by, other names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Entity, EntityType, Listed
from newsdossier.naming import keys
from newsdossier.views.dossier import anchor_at

MOST_CHOICES = 200  # people and places to choose from, the ones in most dossiers: a longer list is read by nobody
MOST_PAGES = 1_500  # of entities: each costs every reader some bytes, and a name met once is found by its dossier
MOST_FORMS = 12  # other names of one entity


@dataclass(frozen=True, slots=True)
class Finding:
    """What the search knows of one page."""

    kind: EntityType | Literal["dossier"]
    """Of what it is the page."""
    language: str
    """Of its words (BCP 47)."""
    names: tuple[tuple[str, str], ...] = ()
    """(paragraph, other names) by which the page is found though its words do not have them."""
    people: tuple[str, ...] = ()
    """Named in it, as far as there is a choice of them."""
    places: tuple[str, ...] = ()
    """The same of places."""
    outlet: str = ""
    """Where the article appeared; empty when unknown."""
    published: date | None = None
    """When it did."""


def findings(dossiers: Sequence[Dossier], named: Mapping[str, Listed], language: str) -> dict[str, Finding]:
    """By the path of each page in `dossiers/` that is worth finding; `language` is the site's."""
    chosen = {kind: _choices(named.values(), kind, language) for kind in ("person", "place")}
    pages = {f"{one.article.slug}.md": _of_dossier(one, chosen) for one in dossiers}
    own = [one for one in named.values() if one.target.startswith("entities/") and "#" not in one.target]
    own = sorted(own, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_PAGES]
    return pages | {one.target: _of_entity(one.entity, language) for one in own}


def _choices(named: Iterable[Listed], kind: str, language: str) -> dict[str, str]:
    """Entity id -> its name among the choices; of two with one name, the second shows its id as well."""
    members = [one for one in named if one.entity.type == kind and one.target]
    best = sorted(members, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_CHOICES]
    taken: dict[str, str] = {}
    for one in best:
        name = one.entity.called(language)
        taken[one.entity.id] = name if name not in taken.values() else f"{name} ({one.entity.id})"
    return taken


def _of_dossier(dossier: Dossier, chosen: Mapping[str, Mapping[str, str]]) -> Finding:
    article = dossier.article
    ids = [one.entity.id for one in dossier.entities]
    people, places = (tuple(known[i] for i in ids if i in known) for known in (chosen["person"], chosen["place"]))
    published = article.source.published
    return Finding(
        "dossier", article.language, tuple(_unsaid(dossier)), people, places, article.source.publisher, published
    )


def _unsaid(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Other names of those that the article names, with the paragraph that names them first."""
    article = dossier.article
    said = keys.vocabulary(f"{article.title}\n{article.text}")
    first = {one.entity: one.span.start for one in reversed(dossier.annotations.mentions)}
    for listed in dossier.entities:
        entity, at = listed.entity, first.get(listed.entity.id)
        forms = [form for form in _forms(entity) if not _words(form) <= said]
        if forms and listed.target and at is not None:
            yield anchor_at(article, at, at + 1), f"{entity.called(article.language)} = {', '.join(forms[:MOST_FORMS])}"


@lru_cache(maxsize=50_000)
def _words(form: str) -> frozenset[str]:
    return keys.vocabulary(form)


def _of_entity(entity: Entity, language: str) -> Finding:
    forms = ", ".join([*_forms(entity)][:MOST_FORMS])
    return Finding(entity.type, language, (("", forms),) if forms else ())


def _forms(entity: Entity) -> list[str]:
    """Every name that it goes by, once."""
    return list(dict.fromkeys([entity.name, *(name for _, name in entity.names), *entity.aliases]))
