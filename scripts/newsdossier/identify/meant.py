"""Whom decisions name, by an id, a name or a part of one -> the id under which the article knows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from newsdossier.decisions import Decision
from newsdossier.identify import across, join
from newsdossier.identify.within import Resolved
from newsdossier.model import Known, Placed
from newsdossier.spelling import key

OTHERS = frozenset({"merge", "not-same", "speaker", "role"})
"""Kinds of decisions that say an entity."""
_Placed = Mapping[str, tuple[Placed, ...]]


def meant(placed: _Placed, resolved: Mapping[str, Resolved], authority: Sequence[Known]) -> _Placed:
    """The same decisions by slug; one that may mean several is left as it is, and will be reported."""
    if all(_known_there(one.decision, resolved[slug]) for slug, some in placed.items() for one in some):
        return placed
    into = join.join(across.assigned(resolved, authority), authority).into
    everywhere = _by_name(authority, resolved.values())
    return {
        slug: tuple(_with_id(one, _in_article(resolved[slug], into), everywhere) for one in some)
        for slug, some in placed.items()
    }


def _known_there(decision: Decision, article: Resolved) -> bool:
    return decision.kind not in OTHERS or decision.to in {"none", *(local.key for local in article.locals)}


def _with_id(one: Placed, here: Mapping[str, set[str]], everywhere: Mapping[str, set[str]]) -> Placed:
    said = one.decision.to
    if one.decision.kind not in OTHERS or said == "none":
        return one
    found = here.get(said) or everywhere.get(said) or set()
    new = said if said in found or len(found) != 1 else next(iter(found))
    return one if new == said else replace(one, decision=replace(one.decision, to=new))


def _in_article(article: Resolved, into: Mapping[str, str]) -> dict[str, set[str]]:
    """Everything by which an article's entities may be called: ids, the ids they are joined to, the article's words."""
    found: dict[str, set[str]] = {}
    for local in article.locals:
        for name in {local.key, into.get(local.key, local.key), *map(key, (local.name, *local.forms))}:
            found.setdefault(name, set()).add(local.key)
    return found


def _by_name(authority: Iterable[Known], articles: Iterable[Resolved]) -> dict[str, set[str]]:
    """The same of the whole site."""
    found: dict[str, set[str]] = {}
    for known in authority:
        for name in {known.id, *map(key, known.all_forms())}:
            found.setdefault(name, set()).add(known.id)
    for local in (local for article in articles for local in article.locals):
        for name in {local.key, *map(key, local.forms)}:
            found.setdefault(name, set()).add(local.key)
    return found
