"""Signatures cannot forget: a change to any field of any noun changes those of the pages and files that may show it."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from newsdossier.export.contributions import contribution
from newsdossier.export.data_files import files
from newsdossier.model.article import Article
from newsdossier.model.decision import Change
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.settings import Settings
from newsdossier.pages.kinds import plan
from newsdossier.pages.plan import Site
from newsdossier.views.timeline import events

SETTINGS = Settings(Path("/p"), Path("/p/seeds"), Path("/p/dossiers"), Path("/p/work"), url="https://a.example/")
APPLIED = {"decisions"}  # of an article: what they change is found in its annotations again
ONLY_ON_ITS_PAGE = {"text", "parts", "seed", "reading", "decisions", "review"}  # of an article
GROWING = {"aliases", "because"}  # of an entity: other dossiers add to them, and only its own page shows them
DATES = ("2025-10-14", "2025-10-15")  # values of `edtf`


def whole(hint: Any, name: str = "") -> Any:
    """A value of that type with no field left empty; each word is « x », so that everything is about one entity."""
    options = get_args(hint)
    if is_dataclass(hint):
        return hint(**{one: whole(of, one) for one, of in get_type_hints(hint).items()})  # type: ignore[operator]
    if get_origin(hint) is Literal:
        return next(option for option in options if option)
    if get_origin(hint) in (Union, UnionType):
        return whole(next(one for one in options if one is not type(None)), name)
    if get_origin(hint) is tuple:
        return (whole(options[0]),) if Ellipsis in options else tuple(map(whole, options))
    plain = {str: DATES[0] if name == "edtf" else "x", int: 1, float: 1.0, bool: True, date: date(2025, 10, 14)}
    return plain[hint]


def other(value: Any, hint: Any, name: str = "") -> Any:
    """Another value of that type."""
    options = get_args(hint)
    if get_origin(hint) is Literal:
        return next(option for option in options if option and option != value)
    if type(None) in options:
        return None
    if isinstance(value, tuple):
        return (other(value[0], options[0]), *value[1:])
    if is_dataclass(value):
        return changed(value, (), fields(value)[0].name)
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, str):
        return DATES[1] if name == "edtf" else "y"
    return value + 1


def places(noun: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to every field of that noun and of all nouns in it; in a tuple to the first."""
    for one in fields(noun):
        value = getattr(noun, one.name)
        yield (*path, one.name)
        inner = value[0] if isinstance(value, tuple) and value else value
        if is_dataclass(inner):
            yield from places(inner, (*path, one.name))


def changed(noun: Any, path: tuple[str, ...], name: str) -> Any:
    """The noun with another value in one field of what `path` leads to."""
    if not path:
        return replace(noun, **{name: other(getattr(noun, name), get_type_hints(type(noun))[name], name)})
    value = getattr(noun, path[0])
    if isinstance(value, tuple):
        return replace(noun, **{path[0]: (changed(value[0], path[1:], name), *value[1:])})
    return replace(noun, **{path[0]: changed(value, path[1:], name)})


def entity(id_: str) -> Listed:
    """One with a page of its own."""
    listed: Listed = whole(Listed)
    return replace(listed, entity=replace(listed.entity, id=id_), target=f"entities/{id_}.md")


def dossier() -> Dossier:
    """One that has everything, and names the entities « x » and « y »."""
    rest = {
        name: whole(hint, name) for name, hint in get_type_hints(Dossier).items() if name not in {"found", "entities"}
    }
    return Dossier(found=whole(Annotations), entities=(entity("x"), entity("y")), **rest)


def signatures(ours: Dossier, change: Change) -> dict[str, str]:
    """Path -> signature, for every page and every file of a site that has this dossier alone."""
    slug = ours.article.slug
    site = Site(
        settings=SETTINGS,
        dossiers=(ours,),
        members={each.entity.id: (ours,) for each in ours.entities},
        contributions={slug: contribution(ours)},
        events={slug: tuple(events(ours))},
        named={each.entity.id: each for each in ours.entities},
        moved={},
        gone={},
        first={},
        history=(change,),
        program="",
    )
    pages = {each.path: each.signature for each in plan(site)}
    return pages | {each.path: each.signature for each in files(site)}


@cache
def before() -> dict[str, str]:
    """Signatures of the site that nothing was changed on."""
    return signatures(dossier(), whole(Change))


def stale(ours: Dossier, *pages: str, change: Change | None = None) -> list[str]:
    """Those of the pages that are as they were."""
    after = signatures(ours, change or whole(Change))
    return [page for page in pages if after.get(page) == before()[page]]


def fields_of(noun: Any, *, but: AbstractSet[str] = frozenset()) -> pytest.MarkDecorator:
    """Every field of a noun and of those in it, as parameters of a test; `but` are left out, with all in them."""
    found = [path for path in places(noun) if not but & {*path}]
    return pytest.mark.parametrize("path", [pytest.param(path, id=".".join(path)) for path in found])


OWN = ("x.md", "data/dossiers/x.json", "data/annotations/x.json", "data/ninjs/x.json")


@fields_of(replace(dossier(), entities=(), related=()), but=APPLIED | {"related"})
def test_a_dossier_and_its_files_depend_on_all_that_is_known_of_it(path: tuple[str, ...]) -> None:
    """Its article, what was found in it, what people decided and noted, how much of it is shown."""
    assert not stale(changed(dossier(), path[:-1], path[-1]), *OWN)


@fields_of(replace(dossier(), entities=()), but={"article", "found", "entities"})
def test_a_dossier_depends_on_its_neighbours(path: tuple[str, ...]) -> None:
    """The page, and the list of all dossiers."""
    assert not stale(changed(dossier(), path[:-1], path[-1]), "x.md")
    assert "related" not in path or not stale(changed(dossier(), path[:-1], path[-1]), "data/dossiers.json")


@fields_of(entity("x"))
def test_the_page_of_an_entity_depends_on_all_that_is_known_of_it(path: tuple[str, ...]) -> None:
    """So does the list of entities for programs."""
    ours = changed(dossier(), ("entities", *path[:-1]), path[-1])
    assert not stale(ours, "entities/x.md", "data/entities.json", "data/entities.csv")


@fields_of(entity("x"), but=GROWING | {"dossiers"})
def test_whatever_names_an_entity_depends_on_what_it_shows_of_it(path: tuple[str, ...]) -> None:
    """Dossiers, their files, lists and the first page: all but what other dossiers add to."""
    ours = changed(dossier(), ("entities", *path[:-1]), path[-1])
    lists = {"people.md", "people/names.md", "index.md"}
    assert not stale(ours, *OWN, *lists)


@fields_of(whole(Article), but=ONLY_ON_ITS_PAGE)
def test_lists_of_dossiers_depend_on_all_that_tells_an_article_from_another(path: tuple[str, ...]) -> None:
    """A field that articles get one day is among them."""
    ours = changed(dossier(), ("article", *path[:-1]), path[-1])
    assert not stale(ours, "index.md", "dossiers.md", "data/dossiers.json", "data/dossiers/x.json")


@fields_of(whole(Change))
def test_the_page_of_corrections_depends_on_the_history_of_names(path: tuple[str, ...]) -> None:
    assert not stale(dossier(), "corrections.md", change=changed(whole(Change), path[:-1], path[-1]))


@fields_of(whole(Annotations), but={"rejected", "by", "notes"})
def test_other_pages_depend_on_what_was_found(path: tuple[str, ...]) -> None:
    """Whatever was found in an article changes some page or file besides its own."""
    after = signatures(changed(dossier(), ("found", *path[:-1]), path[-1]), whole(Change))
    assert {page for page in before() if after.get(page) != before()[page]} - {*OWN}


@dataclass(frozen=True, slots=True)
class Sectioned(Article):
    """An article with a field that nobody has told the pages of."""

    section: str = ""
    """Of the newspaper."""


def test_a_new_field_needs_no_signature() -> None:
    """Whoever adds a field to articles cannot forget it: page, twin, lists and feeds are made anew when it changes."""
    first, second = (
        signatures(replace(dossier(), article=Sectioned(**_values(whole(Article)), section=section)), whole(Change))
        for section in ("science", "politics")
    )
    same = {page for page in first if first[page] == second[page]}
    assert not same & {*OWN, "index.md", "dossiers.md", "data/dossiers.json", "feed.xml", "outlets/x.md"}


def _values(noun: Any) -> dict[str, Any]:
    return {one.name: getattr(noun, one.name) for one in fields(noun)}
