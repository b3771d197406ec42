"""How good the findings are: `newsdossier annotate` over gold files, scored by the scorers beside them.

`make eval GOLD=DIR`: DIR holds task folders with .jsonl files (`ner/`, `links/`, `quotes/`, `dates/`), the folder above
it the scorers (`SCORERS` names them). Prints each file's figures; its last line is the one to quote.
Of the corpora that our models were trained on, only the articles held out are scored: every fifth by sorted id.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SCORERS = {
    "ner": ("score_ner.py",),
    "links": ("score_el.py", "score_clusters.py"),
    "dates": ("score_dates.py",),
    "quotes": ("score_quotes.py", "score_claims.py"),
}
NEEDS = {"score_claims.py": "claims"}  # what a gold file must hold for a scorer; quotes and claims share a folder
ABSOLUTE = {"wikinews-fr-dates.dev.jsonl"}  # gold without relative dates: the scorer sets ours aside
TRAINED_ON = {"winer-fr.dev.jsonl", "wikigold-en.dev.jsonl"}
HELD_OUT = 5  # every fifth, as in scripts/train_names.py
_INPUT = ("id", "text", "title")


def scored(gold: Path) -> list[str]:
    """The lines of a gold file that no model of ours has seen."""
    lines = gold.read_text("utf-8").splitlines()
    if gold.name not in TRAINED_ON:
        return lines
    return sorted(lines, key=lambda line: str(json.loads(line)["id"]))[::HELD_OUT]


def holds(gold: Path, field: str | None) -> bool:
    """The gold file was annotated for that task."""
    return field is None or any(json.loads(line).get(field) for line in gold.read_text("utf-8").splitlines())


def rows_for_annotate(gold: list[str]) -> str:
    """Gold rows as input: text and language, and none of their answers."""
    lines = []
    for line in gold:
        row = json.loads(line)
        given = {key: row[key] for key in _INPUT if isinstance(row.get(key), str)}
        more = {"language": row.get("lang", ""), "published": (row.get("date") or row.get("dct") or "")[:10]}
        lines.append(json.dumps({**given, **more}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def evaluate(gold: Path, scorers: list[Path]) -> None:
    """Annotate one file and print what its scorers say."""
    rows = scored(gold)
    with tempfile.TemporaryDirectory() as folder:
        kept, system = Path(folder) / gold.name, Path(folder) / "system.jsonl"
        kept.write_text("\n".join(rows) + "\n", "utf-8")
        with system.open("w", encoding="utf-8") as out:
            command = [sys.executable, "-m", "newsdossier.cli", "annotate", "--format", "jsonl"]
            subprocess.run(command, input=rows_for_annotate(rows), stdout=out, text=True, check=True)
        for scorer in scorers:
            print(f"== {gold.name}, {scorer.name}", flush=True)
            flags = ["--absolute"] if gold.name in ABSOLUTE else []
            subprocess.run([sys.executable, str(scorer), str(kept), str(system), *flags], check=False)


def main() -> int:
    """Every gold file whose task has a scorer."""
    folder = Path(sys.argv[1])
    for task, names in SCORERS.items():
        scorers = [folder.parent / name for name in names if (folder.parent / name).is_file()]
        for gold in sorted((folder / task).glob("*.jsonl")):
            if fit := [scorer for scorer in scorers if holds(gold, NEEDS.get(scorer.name))]:
                evaluate(gold, fit)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
