"""How long publishing takes beside plain MkDocs on the very same Markdown: cold, nothing new, one corrected, one new.

`make bench TEXTS=DIR`: DIR holds .jsonl files with "id" and "text"; where SIZES (1000,5000) asks for more, texts are
used again with their paragraphs in another order. Plain MkDocs builds what `newsdossier export` writes, without search;
ours builds without the search index as well. Seconds are of whole processes, and of all their cores together (`CPU`,
which other work on the machine changes less). Writes the table and the plot of the manual.
"""

import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZES = tuple(int(n) for n in os.environ.get("SIZES", "1000,5000").split(","))
PAGE, PLOT = ROOT / "docs/manual/performance.md", ROOT / "docs/manual/performance.svg"
STEPS = ("plain MkDocs", "cold", "nothing new", "one corrected", "one new")
_MARK = "<!-- publishing -->"
_CONFIG = """\
site_name: bench
site_url: https://example.org/
theme: {name: material, language: fr, font: false}
plugins:
  - newsdossier: {rights: full}
hooks: [quiet.py]
"""
_NO_SEARCH = "from newsdossier.site.plugin import NewsdossierPlugin as P\n\nP._make_index = lambda self: None\n"
_MAIN = [sys.executable, "-m"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process and those that it started."""

    wall: float
    cpu: float
    megabytes: float
    """Of the largest of these processes."""


def texts(folder: Path, many: int) -> Iterator[str]:
    """So many texts, by name of file; from the second round on with their paragraphs shuffled."""
    found = [
        json.loads(line)["text"] for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    chance = random.Random(0)
    for number in range(many):
        text = found[number % len(found)]
        if number >= len(found):
            head, *rest = re.split(r"\n+", text)
            chance.shuffle(rest)
            text = "\n\n".join([f"{head} ({number // len(found) + 1})", *rest])
        yield text


def cost(command: list[str], folder: Path) -> Cost:
    """Run it to its end."""
    timer = "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
    timer += "stderr=subprocess.DEVNULL); u = resource.getrusage(resource.RUSAGE_CHILDREN); "
    timer += "print(r.returncode, u.ru_utime + u.ru_stime, u.ru_maxrss)"
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or our modules, and nobody else's, are compiled each time
    done = subprocess.run(
        [sys.executable, "-c", timer, *command], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    wall = time.perf_counter() - start
    code, cpu, memory = done.stdout.split()
    assert code == "0", command
    return Cost(wall, float(cpu), float(memory) / 1024)


def project(folder: Path, found: list[str]) -> Path:
    """A project with these articles, whose dossiers are written already."""
    for name in ("seeds", "docs"):
        (folder / name).mkdir(parents=True)
    for number, text in enumerate(found):
        (folder / "seeds" / f"{number:05}.txt").write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    (folder / "quiet.py").write_text(_NO_SEARCH, "utf-8")
    subprocess.run([*_MAIN, "newsdossier.cli.main", "build"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
    return folder


def measure(folder: Path, found: list[str]) -> dict[str, Cost]:
    """Every step, one after the other, on the same project."""
    root = project(folder / "ours", found[:-1])
    subprocess.run(
        [*_MAIN, "newsdossier.cli.main", "export", "../plain"], cwd=root, stdout=subprocess.DEVNULL, check=False
    )
    config = folder / "plain/mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("plugins:\n- search\n", "plugins: []\n"), "utf-8")
    build = [*_MAIN, "mkdocs", "build", "-q"]
    corrected = root / "seeds/00000.txt"
    edits: dict[str, Callable[[], object]] = {
        "cold": lambda: None,
        "nothing new": lambda: None,
        "one corrected": lambda: corrected.write_text(corrected.read_text("utf-8") + "\nCorrection.\n", "utf-8"),
        "one new": lambda: (root / "seeds/new.txt").write_text(found[-1], "utf-8"),
    }
    costs = {"plain MkDocs": cost(build, folder / "plain")}
    for step, edit in edits.items():
        edit()
        costs[step] = cost(build, root)
    costs["pages"] = Cost(len(list((root / "site").rglob("*.html"))), 0, 0)
    return costs


def table(measured: dict[int, dict[str, Cost]]) -> str:
    """One line a size and step."""
    head = "| dossiers | pages | build | seconds | CPU seconds | of plain (seconds) | of plain (CPU) | memory |\n"
    rows = [head + "|---:|---:|---|---:|---:|---:|---:|---:|"]
    for size, costs in measured.items():
        plain = costs["plain MkDocs"]
        for step in STEPS:
            one = costs[step]
            shares = f"{one.wall / plain.wall:.3f} | {one.cpu / plain.cpu:.3f}"
            pages = f"{costs['pages'].wall:.0f}"
            rows.append(
                f"| {size} | {pages} | {step} | {one.wall:.1f} | {one.cpu:.1f} | {shares} | {one.megabytes:.0f} MB |"
            )
    return "\n".join(rows)


def plot(measured: dict[int, dict[str, Cost]]) -> str:
    """CPU seconds of each step against the number of dossiers, both on scales of tens."""
    from math import log10

    width, height, left, bottom = 640, 360, 60, 40
    sizes = list(measured)
    top = max(cost.cpu for costs in measured.values() for step, cost in costs.items() if step in STEPS)
    low = min(cost.cpu for costs in measured.values() for step, cost in costs.items() if step in STEPS)

    def x(size: int) -> float:
        span = log10(sizes[-1]) - log10(sizes[0]) or 1
        return left + (log10(size) - log10(sizes[0])) / span * (width - left - 150)

    def y(seconds: float) -> float:
        return height - bottom - (log10(seconds) - log10(low)) / (log10(top) - log10(low)) * (height - bottom - 20)

    lines = []
    for number, step in enumerate(STEPS):
        colour = ("#777", "#b00", "#06c", "#080", "#a50")[number]
        points = " ".join(f"{x(size):.0f},{y(measured[size][step].cpu):.0f}" for size in sizes)
        end = measured[sizes[-1]][step].cpu
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{x(sizes[-1]) + 8:.0f}" y="{y(end) + 4:.0f}" fill="{colour}">{step} {end:.1f} s</text>')
    lines += [f'<text x="{x(n):.0f}" y="{height - 14}" text-anchor="middle">{n}</text>' for n in sizes]
    font = 'font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {font}>'
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="#fff"/>', *lines, "</svg>\n"])


def machine() -> str:
    """Where and with what."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "Markdown"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.machine()}, {cores} cores, {memory:.0f} GB"
    return f"{system}, Python {platform.python_version()}, {packages}"


def main() -> int:
    """Measure, print, and write the page of the manual."""
    source, measured = Path(sys.argv[1]), {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="newsdossier-bench-") as name:
            measured[size] = measure(Path(name), list(texts(source, size + 1)))
        print(f"{size} dossiers, load {os.getloadavg()[0]:.1f}")
    said = f"{machine()}; other work on the machine, load {os.getloadavg()[0]:.1f}.\n\n{table(measured)}\n"
    print(said)
    before, _, rest = PAGE.read_text("utf-8").partition(_MARK)
    _, _, after = rest.partition(_MARK)
    PAGE.write_text(f"{before}{_MARK}\n\n{said}\n{_MARK}{after}", "utf-8")
    PLOT.write_text(plot(measured), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
