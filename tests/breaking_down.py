"""Builds of a few articles by a person who has an analyser installed that breaks down over some words."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import tree

BUILD = [sys.executable, "-m", "newsdossier.cli.main", "build"]
SECONDS = 3
"""Limit for one seed, in which no article of these comes near."""


def run(root: Path, *options: str, packages: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does, with those packages and variables of the environment."""
    command = [*BUILD, "--project", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, env=environment(packages, **more))


def environment(packages: Path, **more: str) -> dict[str, str]:
    """The variables of a process that finds those packages before all others."""
    path = os.pathsep.join(filter(None, [str(packages), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "NEWSDOSSIER_SEED_SECONDS": str(SECONDS), **more}


def errors(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The errors that were printed, sorted, without the lines on progress that a slow machine prints."""
    return sorted(line for line in done.stderr.splitlines() if not line.startswith("Analysing: "))


def dossiers(root: Path) -> dict[str, bytes]:
    """Every file of the folder but the one that names the analysers."""
    return {path: data for path, data in tree(root / "dossiers").items() if path != "_about.tsv"}
