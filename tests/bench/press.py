"""How good the findings are on press articles in XML mark-up, French and English apart, by halves.

`make eval GOLD=DIR` where DIR holds `dev/` with `.xml` files; `press.py` above DIR turns them into gold rows and seeds,
and the scorers stand beside it. The models were trained on every second article by sorted id: the other half is the
one to quote. Clusters across articles are those of a build with all articles of a language as seeds.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsdossier
from newsdossier.model.findings import Mention
from newsdossier.model.lazy import load

SCORERS = tuple(f"score_{task}.py" for task in ("ner", "clusters", "roles", "quotes", "claims", "dates"))
_HALVES = (("trained on", 0), ("held out", 1))
Row = dict[str, Any]


def rows(folder: Path) -> list[Row]:
    """The articles of a folder as gold rows, by sorted id."""
    command = [sys.executable, str(folder.parent.parent / "press.py"), str(folder)]
    lines = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    return sorted(map(json.loads, lines.splitlines()), key=lambda row: str(row["id"]))


def score(gold: list[Row], system: str, scorers: Path, names: tuple[str, ...], *flags: str) -> None:
    """Prints what the scorers say of the system's rows."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, found = Path(folder) / "gold.jsonl", Path(folder) / "system.jsonl"
        wanted.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in gold), "utf-8")
        found.write_text(system, "utf-8")
        for name in names:
            print(f"-- {name} {' '.join(flags)}", flush=True)
            subprocess.run([sys.executable, str(scorers / name), str(wanted), str(found), *flags], check=False)


def annotated(gold: list[Row]) -> str:
    """What `newsdossier annotate` finds in the texts, without their answers."""
    given = (
        {"id": row["id"], "text": row["text"], "language": row["lang"], "published": (row["dct"] or "")[:10]}
        for row in gold
    )
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in given)
    command = [sys.executable, "-m", "newsdossier", "annotate", "--format", "jsonl"]
    return subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout


def across(gold: list[Row], seeds: Path) -> str:
    """Mentions with the ids that a build of all these articles gives to their entities, by offsets of the gold text."""
    by_id = {row["id"]: row for row in gold}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "press"
        newsdossier.new_project(root, gold[0]["lang"])
        for seed in (root / "seeds").iterdir():
            seed.unlink()
        for seed in seeds.iterdir():
            if seed.name.split(".")[0] in by_id:
                (root / "seeds" / seed.name).write_bytes(seed.read_bytes())
        config = root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace("rights: excerpt", "rights: full"), "utf-8")
        dossiers = newsdossier.preview(newsdossier.load_settings(root)).site.dossiers
    lines = []
    for one in dossiers:
        row = by_id[Path(one.article.seed.path).stem]
        mentions = list(_moved(one.article.text, row["text"], load(one.found).mentions))
        lines.append(json.dumps({"id": row["id"], "mentions": mentions}))
    return "\n".join(lines)


def _moved(ours: str, theirs: str, mentions: tuple[Mention, ...]) -> Iterator[Row]:
    """The mentions by offsets of another text that differs in white space alone."""
    places = [at for at, letter in enumerate(theirs) if not letter.isspace()]
    before = [0]
    for letter in ours:
        before.append(before[-1] + (not letter.isspace()))
    for one in mentions:
        start, last = places[before[one.span.start]], places[before[one.span.end] - 1]
        yield {"start": start, "end": last + 1, "type": one.type, "entity": one.entity}


def evaluate(folder: Path) -> None:
    """Everything, for each language."""
    scorers, every = folder.parent.parent, rows(folder)
    with tempfile.TemporaryDirectory() as seeds:
        command = [sys.executable, str(scorers / "press.py"), str(folder), "--seeds", seeds]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=True)
        for language in sorted({row["lang"] for row in every}):
            mine = [row for row in every if row["lang"] == language]
            for name, half in _HALVES:
                print(f"== {folder.name}, {language}, {name}", flush=True)
                score(mine[half::2], annotated(mine[half::2]), scorers, SCORERS)
            print(f"== {folder.name}, {language}, across articles", flush=True)
            score(mine, across(mine, Path(seeds)), scorers, ("score_clusters.py",), "--corpus")
