"""`newsdossier check` and the schemas: every mistake at once, for people, for programs and for editors."""

import json
from datetime import date

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import Project
from decided import SEED, sidecar
from newsdossier.build.pipeline import build
from newsdossier.cli import main
from newsdossier.decide.authority import parse as parse_authority
from newsdossier.decide.schemas import made, shipped
from newsdossier.decide.sidecar import parse
from newsdossier.errors import NewsdossierError

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
    assert main.main(["check", "--json", "--project", str(settings.root)]) == 1
    found = json.loads(capsys.readouterr().out)["mistakes"]
    assert [(m["path"], m["line"]) for m in found] == [(path, line) for path, line, _ in EXPECTED]
    assert all(words in m["problem"] for m, (_, _, words) in zip(found, EXPECTED, strict=True))
    assert all(m["remedy"] for m in found)
    assert not list(settings.dossiers.iterdir())


def test_it_speaks_to_people(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """File and line come first, as terminals make links of them; without a mistake it says so."""
    settings = project(SEEDS)
    assert main.main(["check", "--project", str(settings.root)]) == 1
    assert "seeds/two.txt.yml:1: « titel » is no key we know. Keys are: " in capsys.readouterr().err
    good = project({"port.txt.yml": sidecar("kind: pin, exact: mardi"), "two.txt.yml": "", "_authority.yml": ""})
    for name in ("empty.txt", "gone.txt.yml"):
        (settings.seeds / name).unlink()
    assert main.main(["check", "--project", str(good.root)]) == 0


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
    assert {"name", "not", "reject"} <= schemas["authority.schema.json"]["$defs"]["AuthorityEntry"]["properties"].keys()
    settings = project({"port.txt": SEED})
    report = build(settings)
    for name, text in made().items():
        assert (settings.work / name).read_text("utf-8") == text
        assert report.data[f"schemas/{name}"].make() == text


def test_nobody_of_that_name(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Once the site is built, a decision that names somebody it does not know is a mistake; what is near is named."""
    settings = project({"port.txt": SEED, "port.txt.yml": sidecar("kind: merge, exact: Noël, to: Armor Levages")})
    build(settings)
    capsys.readouterr()
    assert main.main(["check", "--project", str(settings.root)]) == 1
    said = capsys.readouterr().err
    assert "seeds/port.txt.yml:4: merge « Noël »: « armor-levages » is no entity of this site" in said
    assert "armor-levage" in said.split("Near are: ")[1]
    (settings.seeds / "port.txt.yml").write_text(sidecar("kind: merge, exact: Noël, to: Armor Levage"), "utf-8")
    assert main.main(["check", "--project", str(settings.root)]) == 0


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("sidecar", sidecar("kind: note, text: Une note\nkind: reject, exact: a, all: yes"), True),
        ("sidecar", "title: T\npin: yes\nreview: {by: A}\nsource: {published: 2025-10-14}\ntags:\n", True),
        ("sidecar", "titel: T\n", False),
        ("sidecar", sidecar("kind: corect, exact: a"), False),
        ("authority", "entities:\n  - {name: A, type: place, note: Un mot, pin: true, not: [b]}\n", True),
        ("authority", "entities:\n  - {name: A, type: place, note: {text: Un mot, by: B}}\n", True),
        ("authority", "entities:\n  - {name: A, type: human}\n", False),
        ("authority", "entities:\n  - {name: A, type: place, note: {txt: Un mot}}\n", False),
    ],
)
def test_editors_and_we_agree(name: str, text: str, right: bool) -> None:
    """What another program says by the schema is what we say."""
    value = yaml.safe_load(text)
    for block in (value, value.get("source") or {}, value.get("review") or {}, *(value.get("decisions") or [])):
        block.update({k: str(v) for k, v in block.items() if isinstance(v, date)})  # YAML's days are JSON's words
    errors = list(Draft202012Validator(json.loads(made()[f"{name}.schema.json"])).iter_errors(value))
    assert (errors == []) == right, errors
    ours = parse if name == "sidecar" else parse_authority
    if right:
        ours(text.encode(), "a.yml")
    else:
        with pytest.raises(NewsdossierError):
            ours(text.encode(), "a.yml")
