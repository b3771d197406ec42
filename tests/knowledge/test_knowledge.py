"""What is known before an article is read: names lead to one entity or to none, quickly, whatever the file."""

import bz2
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import TESTS, Project
from newsdossier.build.pipeline import build
from newsdossier.cli import main
from newsdossier.decide import authority
from newsdossier.errors import KnowledgeError
from newsdossier.knowledge import Knowledge, gather, shipped
from newsdossier.knowledge.base import open_base
from newsdossier.knowledge.lists import read_list, write_rows
from newsdossier.knowledge.wikidata_dump import import_file

CASES = TESTS / "cases" / "knowledge" / "links.yml"
MANY = 60_000
NAMES = "name,type,id,aliases,wikidata,geonames,country,description\n"


def linked(knowledge: Knowledge, text: str, name: tuple[str, Any]) -> str | int | None:
    """The number of what a name is taken for in that text."""
    form, kind = name
    known = knowledge.decides(form) or knowledge.link(form, kind, knowledge.context(text))
    return (known.wikidata or known.geonames or None) if known else None


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text("utf-8")), ids=lambda case: str(case["why"]))
def test_links(case: dict[str, Any]) -> None:
    """A name is linked to what the article means, or to nothing when it does not say."""
    assert linked(gather((), "fr"), case["text"], (case["form"], case["type"])) == case.get("link")


def test_half_of_the_cases_are_left_alone() -> None:
    """Declining is tested as much as linking."""
    rows = yaml.safe_load(CASES.read_text("utf-8"))
    assert len(rows) >= 25
    assert 2 * sum("link" not in row for row in rows) >= len(rows)


def test_shipped_data_are_in_order() -> None:
    """Ids are met once, identifiers have their form, and every file can be read."""
    known = list(shipped.settled("fr"))
    assert len({one.id for one in known}) == len(known)
    assert len(shipped.city_lines()) > 30_000
    assert all(one.by != "list" or not one.stands_for or one.country for one in known)
    assert shipped.peoples()["francaises"] == "FR"


def people(n: int) -> Iterator[dict[str, str]]:
    """That many people of a dump."""
    return ({"name": f"Prénom{i} Nom{i // 7}", "type": "person", "id": f"q{i}", "popularity": "3"} for i in range(n))


def test_many_names(tmp_path: Path) -> None:
    """Whatever their number, a name is found by an index and never by a walk through all; it takes under 5 ms."""
    write_rows(tmp_path / "seeds" / "_knowledge" / "many.csv", people(MANY))
    base = open_base(tmp_path / "work", "fr", tmp_path / "seeds")
    knowledge = gather((), "fr", base)
    context = knowledge.context("Personne.")
    began = time.perf_counter()
    found = [knowledge.link(f"Prénom{i} Nom{i // 7}", "person", context) for i in range(0, MANY, 100)]
    each = (time.perf_counter() - began) / len(found)
    assert all(found)
    assert each < 0.005
    asked: list[str] = []
    base.connection.set_trace_callback(asked.append)
    assert knowledge.link("Prénom1 Nom0", "person", context) and base.is_large_city("paris")
    assert base.names(["france"]) and base.longest(["france"])
    base.connection.set_trace_callback(None)
    assert len(asked) >= 4
    plans = [step for one in asked for *_, step in base.connection.execute(f"explain query plan {one}")]
    assert plans and not [step for step in plans if step.startswith("SCAN")]


def test_an_unchanged_base_is_opened_not_built(tmp_path: Path) -> None:
    """The file stays as it is until a list changes."""
    seeds, work = tmp_path / "seeds", tmp_path / "work"
    write_rows(seeds / "_knowledge" / "a.csv", [{"name": "Zoé Dubois", "type": "person"}])
    open_base(work, "fr", seeds)
    made = (work / "knowledge-fr.sqlite").stat()
    began = time.perf_counter()
    base = open_base(work, "fr", seeds)
    assert time.perf_counter() - began < 0.5
    assert (work / "knowledge-fr.sqlite").stat().st_ino == made.st_ino
    assert base.settled("zoe dubois")
    write_rows(seeds / "_knowledge" / "a.csv", [{"name": "Zoé Lenoir", "type": "person"}])
    assert open_base(work, "fr", seeds).settled("zoe lenoir")


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "scribbled"])
def test_a_damaged_base_is_made_anew(damage: str, project: Project, tmp_path: Path) -> None:
    """Half a file, or a file of something else, is no reason to stop."""
    made = project({}).work / "knowledge-fr.sqlite"
    whole = made.read_bytes()
    path = tmp_path / "knowledge-fr.sqlite"
    broken = {"empty": b"", "text": b"not a database" * 99, "cut": whole[: len(whole) // 2]}
    path.write_bytes(broken.get(damage, whole[:20_000] + b"\xff" * 40_000 + whole[60_000:]))
    base = open_base(tmp_path, "fr")
    assert path.stat().st_size == len(whole)
    assert base.connection.execute("pragma quick_check").fetchone() == ("ok",)


def test_the_authority_comes_first() -> None:
    """What the newsroom decided is neither overruled nor joined with what is shipped."""
    said = b"entities: [{name: Londres, type: work, wikidata: Q1}, {name: Otan, type: organisation, id: otan}]"
    knowledge = gather(authority.parse(said, "a.yml"), "fr")
    london = knowledge.link("London", "place", knowledge.context(""))
    assert (known := knowledge.decides("Londres")) and known.wikidata == "Q1"
    assert london and london.id == "londres-gb"
    assert (nato := knowledge.decides("NATO")) and nato.by == "authority"


def test_scan_finds_names_of_the_base() -> None:
    """Names that decide are found with a capital, the longest at each place; names of cities are not looked for."""
    text = "L’Organisation mondiale de la santé et l’OTAN. La Maison-Blanche, Tours et tours, nato, Kremlin-Bicêtre."
    found = [span.of(text) for span in gather((), "fr").scan(text)]
    assert found == ["Organisation mondiale de la santé", "OTAN", "Maison-Blanche"]


def test_import_of_a_csv(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """`kb import` puts a newsroom's list into seeds/_knowledge/, merges the next one; articles are read with it."""
    settings = project({"a.txt": "Titre court ici\n\nZoé Dubois a parlé à Colmar. La Mission a suivi.\n"})
    source = settings.root / "ours.csv"
    rows = "Zoé Dubois,person,,Dubois,Q99,,FR,maire\nMission laïque,organisation,mission,La Mission,,,,\n"
    source.write_text(NAMES + rows, "utf-8")
    assert main.main(["kb", "import", str(source), "--project", str(settings.root)]) == 0
    assert capsys.readouterr().out == "seeds/_knowledge/ours.csv: 2 entities\n"
    source.write_text(NAMES.replace(",", ";") + "Zoé Dubois;person;;Dubois;Q98;;FR;maire\n", "utf-8-sig")
    target, n = import_file(source, settings)
    assert n == 2
    assert [one.wikidata for one in read_list(target)] == ["Q98", ""]
    build(settings)
    page = (settings.dossiers / "entities" / "zoe-dubois.md").read_text("utf-8")
    assert "Wikidata Q98" in page
    assert "**Pays** : France" in page
    assert (settings.dossiers / "entities" / "mission.md").exists()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("nom,type\nA,person\n", 1, "« nom » is no column"),
        (NAMES + "A,person\n\nB,human\n", 4, "« type » cannot be « human »"),
        (NAMES + "A,person,,,142\n", 2, "« wikidata »"),
        (NAMES + "A,place,,,,Paris\n", 2, "« geonames »"),
        (NAMES + "A,place,,,,,France\n", 2, "« country »"),
        (NAMES + ",place\n", 2, "no name"),
        (NAMES + "A,place,,,,,FR,a,b\n", 2, "9 values for 8 columns"),
    ],
)
def test_errors_of_a_csv(text: str, line: int, problem: str, project: Project) -> None:
    """A list that cannot be used is refused with its file and line, and nothing is imported."""
    settings = project({})
    source = settings.root / "ours.csv"
    source.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=rf"ours\.csv:{line}: .*{problem}"):
        import_file(source, settings)
    assert not list(settings.seeds.rglob("*.csv"))


def entity(number: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    """A line of a dump, as Wikidata writes it."""
    claims = {"P31": kind, **more.get("claims", {})}
    return {
        "id": number,
        "labels": {"fr": {"language": "fr", "value": label}, "de": {"language": "de", "value": "Anders"}},
        "aliases": {"en": [{"language": "en", "value": f"{label} alias"}]},
        "descriptions": {"fr": {"language": "fr", "value": more.get("said", "")}},
        "sitelinks": {f"{i}wiki": {} for i in range(more.get("sites", 1))},
        "claims": {p: [{"rank": "normal", "mainsnak": {"datavalue": {"value": _value(v)}}}] for p, v in claims.items()},
    }


def _value(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) and value.startswith("Q") else value


DUMP = [
    entity("Q901", "Jean Moreau", "Q5", said="cycliste belge", sites=4, claims={"P27": "Q31"}),
    entity("Q902", "Jean Moreau", "Q5", said="compositeur français", sites=5, claims={"P27": "Q142"}),
    entity("Q903", "Anne Vasseur", "Q5", said="juriste", sites=90),
    entity("Q904", "Anne Vasseur", "Q5", said="peintre", sites=2),
    entity("Q905", "Fabrique Duval", "Q4830453", sites=3),
    entity("Q906", "Un gène", "Q7187", sites=3),
    entity("Q907", "Jamais lu", "Q5", sites=0),
    entity("Q908", "Colmar", "Q484170", claims={"P1566": "3024297", "P625": {"latitude": 48.08, "longitude": 7.36}}),
]


@pytest.mark.parametrize("opened", [gzip.open, bz2.open])
def test_import_of_a_dump(opened: Any, project: Project) -> None:
    """A dump gives candidates: their type by instance-of, chosen by the article's words, else by renown, else not."""
    settings = project({})
    source = settings.root / f"slice.json.{'gz' if opened is gzip.open else 'bz2'}"
    with opened(source, "wt", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in DUMP) + "\n]\n")
    assert import_file(source, settings)[1] == 6
    knowledge = gather((), "fr", open_base(settings.work, "fr", settings.seeds))
    assert linked(knowledge, "Le cycliste Jean Moreau gagne.", ("Jean Moreau", "person")) == "Q901"
    assert linked(knowledge, "En France, Jean Moreau joue.", ("Jean Moreau", "person")) == "Q902"
    assert linked(knowledge, "Jean Moreau parle.", ("Jean Moreau", "person")) is None
    assert linked(knowledge, "Anne Vasseur parle.", ("Anne Vasseur", "person")) == "Q903"
    assert linked(knowledge, "Fabrique Duval ferme.", ("Fabrique Duval alias", "organisation")) == "Q905"
    assert linked(knowledge, "Fabrique Duval ferme.", ("Fabrique Duval", "person")) is None
    assert linked(knowledge, "Un gène.", ("Un gène", "other")) is None


def test_a_broken_dump_is_named(project: Project) -> None:
    """A line that is no entity is named with file and line, and the list stays as it was."""
    settings = project({})
    source = settings.root / "slice.json.gz"
    source.write_bytes(gzip.compress(b"[\n" + json.dumps(DUMP[0]).encode() + b",\n{oops\n"))
    with pytest.raises(KnowledgeError, match=r"slice\.json\.gz:3: "):
        import_file(source, settings)
    assert not list(settings.seeds.rglob("*.csv"))


def test_a_seat_says_whom_it_stands_for(project: Project) -> None:
    """The page of a seat of power names the government that articles mean, and one id holds both languages."""
    settings = project(
        {
            "a.txt": "Titre court ici\n\nLa Maison Blanche a démenti. Le Kremlin aussi, à Moscou.\n",
            "b.txt": "Short title here\n\nThe White House denied it on Monday in the evening, they said.\n",
        }
    )
    build(settings)
    page = (settings.dossiers / "entities" / "maison-blanche.md").read_text("utf-8")
    assert "**Désigne souvent** : la présidence des États-Unis" in page
    assert "**Pays** : États-Unis" in page
    assert "White House" in page
