"""What tests share: a project in a temporary folder, built once where they only look at it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsdossier.model import Rights, Settings

ROOT = Path(__file__).parents[1]
CONFIG = """\
site_name: Essai
site_url: https://example.org/
theme:
  name: material
  language: fr
  font: false
  features: [navigation.tabs]
plugins:
  - newsdossier:
      rights: {rights}
validation:
  omitted_files: info
  not_found: warn
  anchors: warn
  unrecognized_links: warn
"""
Project = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's one use of the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1761350400")  # 2025-10-25
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def make_project(root: Path, seeds: dict[str, str], *, rights: Rights = "full") -> Settings:
    """A project with those seeds, as its owner would have it."""
    for folder in ("seeds", "docs", "dossiers"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(CONFIG.format(rights=rights), "utf-8")
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    return Settings(
        root=root,
        seeds=root / "seeds",
        dossiers=root / "dossiers",
        work=root / ".newsdossier",
        site_name="Essai",
        rights=rights,
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Makes a project in the test's own folder."""
    return lambda seeds, **options: make_project(tmp_path, seeds, **options)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as a person does; what it says is in `stderr`."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, env=os.environ.copy())


def copy_of_ours(root: Path) -> Path:
    """This repository's own project, without what was built of it."""
    for name in ("seeds", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The built site of this repository's own seeds."""
    root = copy_of_ours(tmp_path_factory.mktemp("ours"))
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    yield root / "site"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
