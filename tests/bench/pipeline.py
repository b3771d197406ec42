"""How long the pipeline takes on many articles: cold, with nothing new, with one new.

`make bench TEXTS=DIR`: DIR holds .jsonl files with "id" and "text", such as an export of Wikinews. The seeds are made
in a temporary folder. Figures are seconds of this machine and, beside them, their ratio to the cold build of the run.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MOST = 700
_BUILD = [sys.executable, "-m", "newsdossier.cli.main", "build"]
_CONFIG = "site_name: bench\ntheme:\n  name: material\n  language: fr\nplugins:\n  - newsdossier:\n      rights: full\n"


def texts(folder: Path) -> Iterator[str]:
    """The texts of every file, by name."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def seconds(project: Path) -> float:
    """One whole process of `newsdossier build`."""
    start = time.perf_counter()
    subprocess.run([*_BUILD, "--project", str(project)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    found = [text for text, _ in zip(texts(Path(sys.argv[1])), range(MOST + 1), strict=False)]
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        (project / "seeds").mkdir()
        (project / "docs").mkdir()
        (project / "mkdocs.yml").write_text(_CONFIG)
        for number, text in enumerate(found[:-1]):
            (project / "seeds" / f"{number:05}.txt").write_text(text, "utf-8")
        cold = seconds(project)
        warm = min(seconds(project) for _ in range(3))
        (project / "seeds" / "one-more.txt").write_text(found[-1], "utf-8")
        one = seconds(project)
    print(f"{len(found) - 1} seeds, whole processes")
    for what, value in (("cold", cold), ("nothing new", warm), ("one new", one)):
        print(f"{what:<12} {value:7.2f} s   {value / cold:6.3f} of cold")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
