"""`newsdossier annotate`: JSON Lines in, JSON Lines out, as a stream, with offsets of the very input."""

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, make_project, newsdossier

COMMAND = [sys.executable, "-m", "newsdossier.cli.main", "annotate", "--format", "jsonl"]
KEYS = {"id", "language", "kind", "mentions", "entities", "quotes", "dates", "claims"}


def annotate(*rows: object, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the command on those rows; `test_stream` begins it from the shell."""
    lines = "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)
    return newsdossier(ROOT, "annotate", "--format", "jsonl", *options, given=lines)


def test_record() -> None:
    """Each row gives one record in the same order, with every field, ids that hold within it and exact offsets."""
    texts = ["  L’Ukraine, dit\u00a0Vladimir Poutine.\r\n\r\nPoutine répète.", "Steve Witkoff met him in the U.S.", ""]
    done = annotate(*({"id": str(i), "text": text} for i, text in enumerate(texts)))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["0", "1", "2"]
    for record, text in zip(records, texts, strict=True):
        assert record.keys() == KEYS
        ids = {entity["id"] for entity in record["entities"]}
        for mention in record["mentions"]:
            assert text[mention["start"] : mention["end"]].strip()
            assert mention["entity"] in ids
    forms = [texts[0][m["start"] : m["end"]] for m in records[0]["mentions"]]
    assert forms == ["Ukraine", "Vladimir Poutine", "Poutine"]
    assert records[0]["mentions"][1]["entity"] == records[0]["mentions"][2]["entity"]


def test_no_project_file_is_read_unless_asked(tmp_path: Path) -> None:
    """The authority of a project counts only with --project."""
    known = "entities:\n  - {name: Vladimir Poutine, type: person, aliases: [Putin], wikidata: Q7747}\n"
    make_project(tmp_path, {"_authority.yml": known})
    row = {"id": "a", "text": "Putin spoke.", "language": "en"}
    without = json.loads(annotate(row).stdout)["entities"]
    with_it = json.loads(annotate(row, options=("--project", str(tmp_path))).stdout)["entities"]
    assert all(entity["wikidata"] is None for entity in without)
    assert [entity["wikidata"] for entity in with_it] == ["Q7747"]


def test_stream() -> None:
    """A record is written before the next row is read."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        for number in range(2):
            process.stdin.write(json.dumps({"id": str(number), "text": "Gaza."}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(number)
        process.stdin.close()


def test_bad_rows() -> None:
    """A row that is no article is named by its line, with a right one beside it; the exit code is 2."""
    for row in ("no json", [1], {"id": "a"}, {"id": 1, "text": "x"}, {"id": "a", "text": "x", "published": "soon"}):
        done = annotate({"id": "ok", "text": "x"}, row)
        assert done.returncode == 2
        assert done.stderr.startswith("standard input:2: ")
        assert '"text"' in done.stderr


def test_commands_say_what_they_need() -> None:
    """Outside a project, `build` says so in one line and ends with 2."""
    command = [sys.executable, "-m", "newsdossier.cli.main", "build", "--project", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("nowhere/mkdocs.yml: there is no project here")


def test_a_long_text_is_said_to_be_cut() -> None:
    """What is beyond the limit is not looked at, and standard error says so with the row; the record stays as it is."""
    texts = {"court": "Marie Lemoine vit à Lille.", "long": f"{'a' * 99} " * 1_200}
    rows = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    done = newsdossier(ROOT, "annotate", given="\n".join(rows))
    assert done.returncode == 0
    assert done.stderr.strip() == "standard input:2: « long » only the first 100000 characters are read."
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["court", "long"]
