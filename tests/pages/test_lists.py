"""Lists and entity pages: who, where, which outlet, month, language and theme; large ones in pages that stand still."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from conftest import Project, make_project
from newsdossier.build.pipeline import build
from newsdossier.identify.published_ids import RESERVED
from newsdossier.model.entity import Entity, EntityType
from newsdossier.model.settings import Settings
from newsdossier.pages import home
from newsdossier.views import lists
from newsdossier.views.entities import MOST_NEIGHBOURS, nearest
from newsdossier.views.lists import LISTS, MOST_ROWS, archive

MANY = 70  # dossiers that name one entity: more than one page of them


def entities(names: Sequence[str], kind: EntityType = "person") -> list[Entity]:
    return [Entity(name.lower().replace(" ", "-"), kind, name) for name in names]


def page(settings: Settings, path: str) -> str:
    return (settings.dossiers / path).read_text("utf-8")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Many dossiers that name Paris, from two outlets, one each day."""
    seeds = {}
    for number in range(MANY):
        seeds[f"{number:03}.txt"] = f"Journée numéro {number}\n\nSteve Witkoff a parlé le jour {number} à Paris."
        seeds[f"{number:03}.txt.yml"] = (
            f"published: {date(2025, 1, 1) + timedelta(days=number)}\n"
            f"publisher: {'Le Rail' if number % 7 else 'La Voie'}\ntags: [transports]\n"
        )
    settings = make_project(tmp_path_factory.mktemp("large"), seeds)
    build(settings)
    return settings


def test_people_are_filed_by_surname() -> None:
    """By the last word of the name, without accents; a pope under his own name."""
    found = lists.by_name(entities(["Zoé Adam", "Benoît XVI", "Élise Éluard", "Paul Durand"]))
    assert found == {"names": ("zoé-adam", "benoît-xvi", "paul-durand", "élise-éluard")}


def test_a_new_name_moves_no_other_page() -> None:
    """With many names each initial has its pages, and one more name changes the pages of its own initial alone."""
    names = [f"{first} {letter}{number:03}" for letter in "bdf" for number in range(90) for first in ("Ada",)]
    names += [f"Ada M{number:03}" for number in range(250)]
    before = lists.by_name(entities(names))
    after = lists.by_name(entities([*names, "Ada D000x"]))
    assert list(before) == ["names-b", "names-d", "names-f", "names-m", "names-m-2"]
    assert max(map(len, before.values())) == MOST_ROWS
    assert [name for name in after if after[name] != before.get(name)] == ["names-d"]


@pytest.mark.parametrize("size", [0, 1, 15, 16, 25, 26, 1000])
def test_older_pages_stand_still(size: int) -> None:
    """Every entry is on one page, and a newer one changes the first page alone until it overflows."""
    entries = list(range(size, 0, -1))
    first, older = archive(entries, 10)
    assert [*first, *(one for number in sorted(older, reverse=True) for one in older[number])] == entries
    assert len(first) <= 15 and all(len(some) == 10 for some in older.values())
    _, then = archive([size + 1, *entries], 10)
    assert all(then[number] == older[number] for number in older)


def test_lists_are_reserved_words() -> None:
    """No article can take the address of a list."""
    assert set(LISTS) <= RESERVED


def test_an_entity_named_everywhere_has_pages(large: Settings) -> None:
    """Its page shows the newest dossiers and leads to pages of older ones, which lead back and on."""
    own, first = page(large, "entities/paris.md"), page(large, "entities/paris/1.md")
    assert f"{MANY} dossiers" in own
    assert len(re.findall(r"^### \[Journée", own, re.M)) == MANY - 30
    assert "[janvier 2025](../entities/paris/1.md)" in own
    assert len(re.findall(r"^### \[Journée", first, re.M)) == 30
    assert "[Plus récents](../paris.md)" in first and "robots: noindex, follow" in first
    assert "et 9 autres" not in own  # nothing was said by a place


def test_facets_count_and_list_dossiers(large: Settings) -> None:
    """Outlets, months, languages and themes have a page each with counts, and one per value with its dossiers."""
    assert re.search(r"\[Le Rail\]\(outlets/le-rail.md\) .*60 dossiers", page(large, "outlets.md"))
    assert page(large, "outlets.md").index("Le Rail") < page(large, "outlets.md").index("La Voie")
    by_name = page(large, "outlets/by-name.md")
    assert by_name.index("[La Voie](../outlets/la-voie.md)") < by_name.index("[Le Rail](../outlets/le-rail.md)")
    assert "## 2025\n" in page(large, "months.md")
    assert re.search(r"\[mars 2025\]\(months/2025-03.md\) .*11 dossiers", page(large, "months.md"))
    assert "[français](languages/fr.md)" in page(large, "languages.md")
    assert "[transports](themes/transports.md)" in page(large, "themes.md")
    assert page(large, "months/2025-03.md").count("\n- [Journée numéro") == 11
    assert "[Par mois](months.md)" in page(large, "dossiers.md")
    assert "[transports](themes/transports.md)" in page(large, "journee-numero-1.md")


def test_places_stand_under_their_country(large: Settings) -> None:
    """A place whose country is known stands under it."""
    assert "## France\n" in page(large, "places/countries.md").split("[Paris]")[0]


def test_one_more_article_changes_a_handful(large: Settings) -> None:
    """Of a large site only the pages that name what it names are written, and none of the older ones."""
    seeds = large.seeds
    (seeds / "more.txt").write_text("Encore\n\nSteve Witkoff a parlé une fois encore à Paris.", "utf-8")
    (seeds / "more.txt.yml").write_text("published: 2025-06-01\npublisher: Le Rail\n", "utf-8")
    written = build(large).written
    assert not [path for path in written if re.search(r"/\d+\.md$", path)]
    assert {"encore.md", "entities/paris.md", "months/2025-06.md", "outlets/le-rail.md"} <= set(written)
    assert not {"months/2025-01.md", "outlets/la-voie.md", "themes.md", "themes/transports.md"} & set(written)
    assert len([path for path in written if not path.startswith("journee")]) < 20  # those have a new neighbour
    assert build(large).written == ()


def test_many_names_are_paged(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit a list has pages by count for what is named more than once, and all names by initial."""
    monkeypatch.setattr("newsdossier.views.lists.MOST_ROWS", 2)
    monkeypatch.setattr("newsdossier.pages.lists.MOST_ROWS", 2)
    text = (
        "Steve Witkoff, Iouri Ouchakov, Donald Trump, Vladimir Poutine et Paul Durand sont à Paris, à Lyon et à Rome."
    )
    settings = project({"a.txt": f"L’appel\n\n{text}", "b.txt": f"Suite\n\n{text.replace('Paul Durand', 'Luc Adam')}"})
    build(settings)
    first, second = page(settings, "people.md"), page(settings, "people/2.md")
    assert "6 personnes nommées · [les 2 noms les plus rares" in first
    assert "[2](people/2.md)" in first and '[2](../people/2.md){ aria-current="page" }' in second
    assert "Durand" not in first + second and "[Paul Durand](../" in page(settings, "people/names-d.md")
    assert '[P](../people/names-p.md){ aria-current="page" }' in page(settings, "people/names-p.md")
    assert re.search(r"\[France\]\(\.\./places/country-fr\.md\) .*2 lieux", page(settings, "places/countries.md"))
    assert "# Lieux : France" in page(settings, "places/country-fr.md")


def test_other_languages_are_marked(project: Project) -> None:
    """On a French site the words of an English article, and names in another language, say which language they are."""
    english = "The call\n\n“We want peace,” said Yuri Ushakov, adviser to Vladimir Putin, in Moscow in March 2024."
    names = "names: {en: Yuri Ushakov, ru: Юрий Ушаков}"
    authority = f"entities:\n  - name: Iouri Ouchakov\n    type: person\n    {names}\n"
    settings = project({"a.txt": english, "_authority.yml": authority})
    build(settings)
    own = page(settings, "entities/iouri-ouchakov.md")
    assert "lang: fr\n" in own
    assert '<bdi lang="ru">Юрий Ушаков</bdi> (russe)' in own
    assert '### [<span lang="en">The call</span>]' in own
    assert '<span lang="en">“We want peace,”</span>' in own
    assert '**<span lang="en">adviser to Vladimir Putin</span>**' in own
    assert '[<span lang="en">The call</span>](the-call.md)' in page(settings, "index.md")
    assert "<span lang" not in page(settings, "the-call.md")


def test_what_somebody_is_stands_under_the_name(project: Project) -> None:
    """The newest role is the line under a name; one that several articles give says how many, and since when."""
    seeds = {}
    for number, day in enumerate(("2025-01-05", "2025-03-01")):
        seeds[f"{number}.txt"] = f"Visite {number}\n\nSteve Witkoff, envoyé spécial de Donald Trump, est à Moscou."
        seeds[f"{number}.txt.yml"] = f"published: {day}\n"
    settings = project(seeds)
    build(settings)
    own = page(settings, "entities/steve-witkoff.md")
    assert "\nenvoyé spécial de Donald Trump (1er mars 2025)\n{ .nd-lead }" in own
    assert "1er mars 2025, 2 dossiers depuis le 5 janvier 2025" in own


def test_an_entity_page_folds_what_is_long(project: Project) -> None:
    """Quotes beyond the first six are folded, and the summary says how many there are."""
    said = "\n\n".join(f"« La voie {n} est libre », a déclaré Steve Witkoff." for n in range(9))
    settings = project({"a.txt": f"L’appel\n\n{said}"})
    build(settings)
    own = page(settings, "entities/steve-witkoff.md")
    assert "<summary>et 3 autres</summary>" in own
    assert own.index("La voie 5 est libre") < own.index("<summary>et 3 autres") < own.index("La voie 6 est libre")


def test_gone_pages_are_taken_away(project: Project) -> None:
    """When the last article of a month, an outlet or a theme goes, its page goes with it."""
    settings = project({"a.txt": "Un\n\nPas un mot.", "a.txt.yml": "published: 2025-01-05\npublisher: Le Rail\n"})
    build(settings)
    assert (settings.dossiers / "months" / "2025-01.md").exists()
    Path(settings.seeds / "a.txt.yml").unlink()
    removed = build(settings).removed
    assert {"months/2025-01.md", "outlets/le-rail.md", "outlets.md"} <= set(removed)


def test_many_dossiers_without_a_date_lead_nowhere_that_is_not(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no date is known there are no months; the way to the older dossiers is another."""
    monkeypatch.setattr(home, "MOST_DOSSIERS", 2)
    settings = project({f"{n}.txt": f"Récit {n}\n\nSteve Witkoff a parlé à Paris.\n" for n in range(3)})
    build(settings)
    assert "months.md" not in page(settings, "dossiers.md")
    assert "[Par langue](languages.md)" in page(settings, "dossiers.md").split("Récit")[-1]
    (settings.seeds / "0.txt.yml").write_text("published: 2025-01-01\n", "utf-8")
    build(settings)
    assert "[Par mois](months.md)" in page(settings, "dossiers.md").split("Récit")[-1]


@given(st.lists(st.lists(st.sampled_from([f"e{n}" for n in range(60)]), unique=True), max_size=30))
@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])  # drawing the lists takes long on a busy machine
def test_who_is_nearest_is_told_by_how_often_then_by_id(together: list[list[str]]) -> None:
    """The most often named with it first; of as many the first in the alphabet."""
    counts = Counter(one for some in together for one in some)
    del counts["e0"]
    assert nearest(together, "e0") == sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_NEIGHBOURS]
