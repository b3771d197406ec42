"""Resolved articles -> entities: one per key across all of them, whatever the order in which they came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from newsdossier.identify.ids import Row
from newsdossier.identify.knowledge import Knowledge
from newsdossier.identify.within import Local, Resolved
from newsdossier.model import Entity, EntityType, Known, Reason
from newsdossier.spelling import key, words

_TIES: tuple[EntityType, ...] = ("person", "place", "organisation", "event", "work", "other")
_MOST_REASONS = 12  # a reader checks a few; the forms are all listed beside them


def entities(resolved: Mapping[str, Resolved], knowledge: Knowledge) -> dict[str, Entity]:
    """Every entity by its key; `resolved` is by slug, and its order changes nothing."""
    seen: dict[str, list[Local]] = defaultdict(list)
    for slug in sorted(resolved):
        for local in resolved[slug].locals:
            seen[local.key].append(local)
    known = {k.id: k for k in knowledge.forms.values()}
    return {k: _entity(k, seen[k], known.get(k)) for k in sorted(seen)}


def moved(rows: Iterable[Row], entities: Mapping[str, Entity], knowledge: Knowledge) -> dict[str, str]:
    """Published ids that are no entity any more -> the entity that people have since said they are."""
    found = {}
    for row in rows:
        if row.kind == "entity" and row.id not in entities:
            known = knowledge.find(row.name)
            new = known.id if known else row.redirect
            if new in entities:
                found[row.id] = new
    return found


def _entity(entity: str, seen: list[Local], known: Known | None) -> Entity:
    forms = {form for local in seen for form in local.forms}
    reasons = tuple(sorted({reason for local in seen for reason in local.because})[:_MOST_REASONS])
    if known is None:
        name = _commonest(seen)
        reasons += _same_name(name, seen)
        return Entity(entity, _type(seen), name, aliases=_others(forms, name), because=reasons)
    return Entity(
        id=entity,
        type=known.type,
        name=known.name,
        names=tuple((tag, name) for tag, name in known.names if name != known.name),
        aliases=_others({*forms, *known.forms} if known.by == "authority" else forms, known.name),
        wikidata=known.wikidata,
        geonames=known.geonames,
        because=reasons,
        public=known.public,
    )


def _commonest(seen: list[Local]) -> str:
    """The form most articles use, by how often they name it; of two as common the first in the alphabet."""
    forms: Counter[str] = Counter()
    for local in seen:
        forms[local.name] += local.mentions
    return min(forms, key=lambda form: (-forms[form], form))


def _type(seen: list[Local]) -> EntityType:
    votes: Counter[EntityType] = Counter()
    for local in seen:
        votes[local.type] += local.mentions
    return min(_TIES, key=lambda kind: (-votes[kind], _TIES.index(kind)))


def _same_name(name: str, seen: list[Local]) -> tuple[Reason, ...]:
    """Two articles with one name are one entity; a single word says less, and the reader is told so."""
    if len(seen) < 2:
        return ()
    return (Reason("because_same_word" if len(words(name)) == 1 else "because_same_name", (name,)),)


def _others(forms: set[str], name: str) -> tuple[str, ...]:
    return tuple(sorted((form for form in forms if form != name), key=lambda form: (key(form), form)))
