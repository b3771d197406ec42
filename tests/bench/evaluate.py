"""How good the findings are: `newsdossier annotate` over gold files, scored by the scorers beside them.

`make eval GOLD=DIR`: DIR holds task folders with .jsonl files (`ner/`, `links/`, `quotes/`, `dates/`, `html/`), the
folder above it the scorers (`SCORERS` names them). Prints each file's figures; its last line is the one to quote.
Saved pages (`html/`) are read as seeds are, not annotated: what is scored is the article that comes out.
Press articles (`dev/` with .xml files) are for `press.py`.
Of the corpora that our models were trained on, only the articles held out are scored: every fifth by sorted id.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import press

from newsdossier.model.article import Article
from newsdossier.read.isolated import read_each
from newsdossier.read.seed import RawSeed

SCORERS = {
    "ner": ("score_ner.py",),
    "links": ("score_el.py", "score_clusters.py"),
    "dates": ("score_dates.py",),
    "quotes": ("score_quotes.py", "score_claims.py"),
    "html": ("score_html.py",),
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


def annotations(rows: list[str], _: Path) -> str:
    """What `newsdossier annotate` finds in the texts."""
    command = [sys.executable, "-m", "newsdossier.cli.main", "annotate", "--format", "jsonl"]
    done = subprocess.run(command, input=rows_for_annotate(rows), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def articles(rows: list[str], folder: Path) -> str:
    """The articles that come out of saved pages; a page that gives none has no line."""
    names = [str(json.loads(row)["file"]) for row in rows]
    raws = [RawSeed(name, (folder / name).read_bytes(), f"{name}.yml") for name in names]
    languages = tuple(sorted({str(json.loads(row)["lang"]) for row in rows}))
    lines = []
    for name, made in zip(names, read_each(raws, languages), strict=True):
        if not isinstance(made, Article):
            print(f"-- {made}", flush=True)
            continue
        source = made.source
        said = {"title": made.title, "text": made.text, "author": source.authors, "publisher": source.publisher}
        lines.append(json.dumps({"file": name, **said, "date": str(source.published or "")}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def evaluate(gold: Path, scorers: list[Path]) -> None:
    """Find what one file asks for and print what its scorers say."""
    rows = scored(gold)
    with tempfile.TemporaryDirectory() as folder:
        kept, system = Path(folder) / gold.name, Path(folder) / "system.jsonl"
        kept.write_text("\n".join(rows) + "\n", "utf-8")
        find = articles if gold.parent.name == "html" else annotations
        system.write_text(find(rows, gold.parent), "utf-8")
        for scorer in scorers:
            print(f"== {gold.name}, {scorer.name}", flush=True)
            flags = ["--absolute"] if gold.name in ABSOLUTE else []
            subprocess.run([sys.executable, str(scorer), str(kept), str(system), *flags], check=False)


def main() -> int:
    """Every gold file whose task has a scorer."""
    folder = Path(sys.argv[1])
    if any((folder / "dev").glob("*.xml")):
        press.evaluate(folder / "dev")
    for task, names in SCORERS.items():
        scorers = [folder.parent / name for name in names if (folder.parent / name).is_file()]
        for gold in sorted((folder / task).glob("*.jsonl")):
            if fit := [scorer for scorer in scorers if holds(gold, NEEDS.get(scorer.name))]:
                evaluate(gold, fit)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
