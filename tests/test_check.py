"""`newsdossier check` and the schemas: every mistake at once, for people, for programs and for editors."""

import json

import pytest

from conftest import Project
from newsdossier import cli
from newsdossier.decide.schemas import made, shipped
from newsdossier.pipeline import build
from test_decisions import SEED, sidecar

SEEDS = {
    "port.txt": SEED,
    "port.txt.yml": sidecar("kind: reject, exact: Concarneau\nkind: pin, exact: mardi"),
    "two.txt": "Un titre\n\nUn texte.",
    "two.txt.yml": "titel: a\nrights: all\ndecisions:\n  - {kind: retype, exact: a, to: human}\n",
    "empty.txt": "",
    "gone.txt.yml": "title: T\n",
    "_authority.yml": "entities:\n  - {name: A, type: human}\n",
}
EXPECTED = [
    ("seeds/_authority.yml", 2, "cannot be « human »"),
    ("seeds/empty.txt", None, "no text"),
    ("seeds/gone.txt.yml", None, "has no seed"),
    ("seeds/port.txt.yml", 4, "reject « Concarneau »: the article does not have these words"),
    ("seeds/two.txt.yml", 1, "« titel » is no key we know"),
    ("seeds/two.txt.yml", 2, "« rights » cannot be « all »"),
    ("seeds/two.txt.yml", 4, "« decisions.0 » cannot be"),
]


def test_every_mistake_is_named(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """All of them, also several of one file, each with what right looks like; nothing is built."""
    settings = project(SEEDS)
    assert cli.main(["check", "--json", "--project", str(settings.root)]) == 1
    found = json.loads(capsys.readouterr().out)["mistakes"]
    assert [(m["path"], m["line"]) for m in found] == [(path, line) for path, line, _ in EXPECTED]
    assert all(words in m["problem"] for m, (_, _, words) in zip(found, EXPECTED, strict=True))
    assert all(m["remedy"] for m in found)
    assert not list(settings.dossiers.iterdir())


def test_it_speaks_to_people(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """File and line come first, as terminals make links of them; without a mistake it says so."""
    settings = project(SEEDS)
    assert cli.main(["check", "--project", str(settings.root)]) == 1
    assert "seeds/two.txt.yml:1: « titel » is no key we know. Keys are: " in capsys.readouterr().err
    good = project({"port.txt.yml": sidecar("kind: pin, exact: mardi"), "two.txt.yml": "", "_authority.yml": ""})
    for name in ("empty.txt", "gone.txt.yml"):
        (settings.seeds / name).unlink()
    assert cli.main(["check", "--project", str(good.root)]) == 0


def test_the_schemas_are_the_programs() -> None:
    """What is shipped is what the models say."""
    assert shipped() == made(), "write them anew: python tests/update_golden.py"


def test_the_schemas_know_what_we_know(project: Project) -> None:
    """Every key, and every kind of decision, is offered to whoever types; they lie where the first line says."""
    schemas = {name: json.loads(text) for name, text in made().items()}
    known = schemas["sidecar.schema.json"]
    assert {"title", "review", "decisions", "source"} <= known["properties"].keys()
    assert known["additionalProperties"] is False
    kinds = known["$defs"]["DecisionBlock"]["properties"]["kind"]["enum"]
    assert {"reject", "merge", "not-a-quote", "known", "pin"} <= set(kinds)
    assert {"exact", "prefix", "all"} <= known["$defs"]["DecisionBlock"]["properties"].keys()
    assert {"name", "not", "reject"} <= schemas["authority.schema.json"]["$defs"]["Entry"]["properties"].keys()
    settings = project({"port.txt": SEED})
    report = build(settings)
    for name, text in made().items():
        assert (settings.work / name).read_text("utf-8") == text
        assert report.data[f"schemas/{name}"].make() == text
