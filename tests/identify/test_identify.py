"""Names become entities: joined when they are one, apart when they are not, in any order."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
import yaml

from conftest import TESTS
from newsdossier.analyse import analyse
from newsdossier.decide import authority
from newsdossier.identify import published_ids
from newsdossier.identify.article.resolve import Resolved, resolve
from newsdossier.identify.site import entities as entities_site
from newsdossier.knowledge import gather
from newsdossier.model.article import Article
from newsdossier.model.entity import EntityType
from newsdossier.naming import key
from newsdossier.naming.likeness import alike, likeness, shape
from newsdossier.read.assemble import article_of_text

CASES = TESTS / "cases" / "identity"
AUTHORITY = b"""
entities:
  - {name: Vladimir Poutine, type: person, names: {en: Vladimir Putin}, aliases: [Poutine, Putin], wikidata: Q7747}
  - {name: Donald Trump, type: person, aliases: [Trump]}
  - {name: Volodymyr Zelensky, type: person, aliases: [Zelensky, Zelenskyy]}
"""


def cases(name: str) -> list[Any]:
    """The cases of a file, each named by its reason."""
    rows = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return [pytest.param(row, id=row["why"]) for row in rows]


def article(text: str, **more: Any) -> Article:
    """An article of that text."""
    return article_of_text(text, id=more.pop("id", "a"), **more)


def keys_of(text: str, known: tuple[Any, ...] = ()) -> tuple[dict[str, str], Resolved]:
    """Form -> key of the entity that it was taken for."""
    one = article(text)
    (found,) = analyse([one])
    resolved = resolve(one, found, gather(known, "fr"))
    return {m.span.of(text): m.entity for m in resolved.mentions}, resolved


@pytest.mark.parametrize("case", cases("within"))
def test_within_an_article(case: dict[str, Any]) -> None:
    """Short and full forms are one where the article says so, and types follow what is known."""
    keys, resolved = keys_of(case["text"])
    types = {local.key: local.type for local in resolved.locals}
    assert len({keys[form] for form in case.get("one", ())}) <= 1
    assert len({keys[form] for form in case.get("apart", ())}) == len(case.get("apart", ()))
    assert {form: types[keys[form]] for form in case.get("types", {})} == case.get("types", {})


@pytest.mark.parametrize("case", cases("authority"))
def test_with_the_authority(case: dict[str, Any]) -> None:
    """What the newsroom knows comes first, but never takes a name from another person."""
    keys, _ = keys_of(case["text"], authority.parse(AUTHORITY, "a.yml"))
    assert {form: keys[form] for form in case["keys"]} == case["keys"]


def test_every_join_has_a_reason() -> None:
    """Two forms of one entity come with a reason that names both."""
    _, resolved = keys_of("Steve Witkoff a appelé. Witkoff a parlé.")
    (witkoff,) = resolved.locals
    assert [(r.kind, r.forms) for r in witkoff.because] == [("because_short", ("Witkoff", "Steve Witkoff"))]


def test_mentions_lie_in_the_text_and_apart() -> None:
    """Mentions are exact spans that do not overlap, sorted."""
    text = "L’Ukraine, qu’Ouchakov cite, et l’Union européenne : Ukraine."
    keys, resolved = keys_of(text)
    spans = [m.span for m in resolved.mentions]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    assert {"Ukraine", "Ouchakov", "Union européenne"} <= keys.keys()


def test_order_changes_nothing() -> None:
    """The same articles in every order give the same entities."""
    texts = {"a": "Vladimir Poutine parle.", "b": "Poutine écoute. La Russie aussi.", "c": "Russia and Putin."}
    known = gather((), "fr")
    one = {k: article(t, id=k, language="en" if k == "c" else "fr") for k, t in texts.items()}
    found = {k: resolve(a, n, known) for (k, a), n in zip(one.items(), analyse(one.values()), strict=True)}
    all_orders = [
        entities_site.entities({k: found[k] for k in order}, knowledge=known) for order in permutations(found)
    ]
    assert all(entities == all_orders[0] for entities in all_orders)
    assert "russie" in all_orders[0]


def test_names_of_countries_are_one_across_languages() -> None:
    """« Russie » and “Russia” are one entity with a name in both languages."""
    known = gather((), "fr")
    one = [article("La Russie négocie.", id="a", language="fr"), article("Russia talks.", id="b", language="en")]
    found = {a.slug: resolve(a, n, known) for a, n in zip(one, analyse(one), strict=True)}
    russia = entities_site.entities(found, knowledge=known)["russie"]
    assert (russia.name, russia.called("en"), russia.type) == ("Russie", "Russia", "place")


def test_published_slugs_stay() -> None:
    """A slug once published belongs to its seed, whatever the article is called later."""
    first = article_of_text("Texte.", id="ancien")
    rows = (published_ids.Row("dossier", "ancien-titre", "", "2025-01-01"),)
    assert [a.slug for a in published_ids.with_slugs([first], rows)] == ["ancien-titre"]


def test_taken_and_reserved_slugs_get_a_suffix() -> None:
    """Two seeds with one slug, or a slug that the site needs itself, do not meet."""
    same = [article_of_text("x", id="a"), article_of_text("y", id="search")]
    renamed = published_ids.with_slugs([*same, article_of_text("z", id="a")], ())
    assert sorted(a.slug for a in renamed)[0] == "a"
    assert "search" not in {a.slug for a in renamed}


def test_a_day_is_written_once() -> None:
    """The day of first publication stays when the site is built again."""
    old = (published_ids.Row("dossier", "a", "", "2020-01-01"),)
    (row,) = published_ids.updated(old, [article_of_text("x", id="a")], {})
    assert date.fromisoformat(row.first) == date(2020, 1, 1)


def test_index_is_no_key() -> None:
    """A name that would become a folder's own page gets another key; what has no letter still has one."""
    assert key("Index") == "index-name"
    assert key("★") != ""
    assert key("O’Brien") == key("O'Brien") == "o-brien"


NAMES = ("Vladimir Poutine", "Poutine Vladimir", "Vladimir Putin", "George Bush", "George W. Bush", "Anne Morel")
FIRMS = ("Petrol Hub S.A.", "Petrol Hub", "PetrolHub", "Petrol Hub Maroc", "ONU", "Organisation des Nations unies")


@pytest.mark.parametrize("kind, names", [("person", NAMES), ("organisation", FIRMS), ("place", FIRMS)])
def test_first_marks_tell_no_more_apart_than_letters(kind: EntityType, names: tuple[str, ...]) -> None:
    """Names that are told apart at once are those that the whole comparison tells apart, too."""
    for one, other in permutations(names, 2):
        turned = shape(one).turned == shape(other).turned
        initials = shape(one).initials == shape(other).initials
        assert alike(one, other, kind) == (turned or (initials and likeness(one, other, kind) > 0.9)), (one, other)
