"""The edition for the newsroom: every text in full, in `.newsdossier/private/`, where nothing is published from."""

import os
import subprocess
import sys
from pathlib import Path

VARIABLE = "NEWSDOSSIER_PRIVATE"


def is_private() -> bool:
    """The environment asks for it: `NEWSDOSSIER_PRIVATE=1 mkdocs serve`."""
    return os.environ.get(VARIABLE, "") not in {"", "0"}


def ask() -> None:
    """From here on, this program and those that it starts make the private edition."""
    os.environ[VARIABLE] = "1"


def build_site(project: Path) -> None:
    """The private site of the project in that folder."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, check=True)
