"""Entities across articles: one where a reason says so, apart where none does or people said no."""

import random
from itertools import chain
from typing import Any

import pytest
import yaml

from conftest import ROOT, TESTS, Project
from newsdossier.analyse import analyse
from newsdossier.build.pipeline import build
from newsdossier.decide import authority
from newsdossier.identify import published_ids
from newsdossier.identify.article.resolve import Resolved, resolve
from newsdossier.identify.site import entities, join
from newsdossier.knowledge import gather
from newsdossier.model.article import Span
from newsdossier.model.findings import Annotations, Quote
from newsdossier.read.assemble import article_of_text

CASES = yaml.safe_load((TESTS / "cases" / "identity" / "across.yml").read_text("utf-8"))


def named(case: dict[str, Any], order: list[int] | None = None) -> dict[str, Resolved]:
    """Slug -> the names of each article; `order` is that in which articles come."""
    decided = authority.parse(case.get("authority", "entities: []").encode(), "a.yml")
    known = gather(decided, "fr")
    articles = [article_of_text(text, id=f"a{n}") for n, text in enumerate(case["texts"])]
    articles = [articles[n] for n in order or range(len(articles))]
    alone = {a.slug: resolve(a, one, known) for a, one in zip(articles, analyse(articles), strict=True)}
    return entities.assigned(alone, decided)


def found(case: dict[str, Any], order: list[int] | None = None) -> tuple[dict[str, set[str]], join.Joined]:
    """Form -> keys that it has on the site, and the joins."""
    decided = authority.parse(case.get("authority", "entities: []").encode(), "a.yml")
    assigned = named(case, order)
    joined = join.join(assigned, decided)
    return _keys(entities.relabelled(assigned, joined)), joined


def _keys(resolved: dict[str, Resolved]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for local in chain.from_iterable(one.locals for one in resolved.values()):
        for form in local.forms:
            keys.setdefault(form, set()).add(local.key)
    return keys


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_across_articles(case: dict[str, Any]) -> None:
    """One entity or several, as the case says."""
    keys, joined = found(case)
    one = [keys[form] for form in case.get("one", ())]
    assert len(set(map(frozenset, one))) <= 1
    apart = [keys[form] for form in case.get("apart", ())]
    assert len(set(map(frozenset, apart))) == len(apart)
    assert set(case.get("keys", ())) <= set(chain.from_iterable(keys.values()))
    assert all(joined.because[key] for key in joined.into.values()), "a join without a reason"


def test_what_one_article_leaves_open_another_settles() -> None:
    """The words around a name in one article outweigh two guesses of the model in another."""
    texts = ["Hollard a répondu. Hollard a parlé à Lyon.", "Le fonds d’investissement Hollard a racheté l’usine."]
    assert join.seen_in(named({"texts": texts}))["hollard"].type == "organisation"
    assert join.seen_in(named({"texts": texts[:1]}))["hollard"].type != "organisation"


@pytest.mark.parametrize("turn", range(4))
def test_order_of_articles_changes_no_join(turn: int) -> None:
    """However articles come, the same names are one, under the same id, for the same reasons."""
    texts = list(chain.from_iterable(case["texts"] for case in CASES))
    order = random.Random(turn).sample(range(len(texts)), len(texts))
    assert found({"texts": texts}, order) == found({"texts": texts})


def test_the_seed_and_its_english_example_need_no_authority(project: Project) -> None:
    """Without a word from the newsroom, French and English spellings are one Ouchakov, one Poutine, one Ukraine."""
    settings = project({})
    for seed in (ROOT / "seeds").iterdir():
        if seed.is_file() and seed.name != "_authority.yml":
            (settings.seeds / seed.name).write_bytes(seed.read_bytes())
    build(settings)
    leads = {
        row.id: row.redirect for row in published_ids.load(settings.dossiers, settings.root) if row.kind == "entity"
    }
    assert {leads[id_] for id_ in ("yuri-ushakov", "vladimir-putin")} == {"iouri-ouchakov", "vladimir-poutine"}
    assert "white-house" not in leads
    assert [id_ for id_ in leads if "ukrain" in id_] == ["ukraine"]


def test_who_speaks_without_being_named_is_joined_too() -> None:
    """People may say that somebody speaks whom the article names nowhere: that is whoever the name was joined to."""
    said = Quote(Span(0, 4), "direct", None, None, "sure", "person", entity="iouri-ouchakov")
    joined = join.Joined({"iouri-ouchakov": "youri-ouchakov"}, {}, {})
    (after,) = entities.relabelled({"a": Resolved((), Annotations(quotes=(said,)))}, joined)["a"].quotes
    assert after.entity == "youri-ouchakov"
