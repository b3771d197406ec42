"""The manual says what the program does: every key, command and setting is in it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import frontmatter
import pytest

from conftest import ROOT, Project
from newsdossier.build.pipeline import build
from newsdossier.cli import main
from newsdossier.decide.authority import AuthorityEntry
from newsdossier.decide.sidecar import Sidecar, SourceBlock
from newsdossier.pages.front_matter import FrontMatter
from newsdossier.read import readers
from newsdossier.site.settings import PluginConfig

MANUAL = ROOT / "docs" / "manual"
FORMATS = (MANUAL / "formats.md").read_text("utf-8")
SCHEMA = MANUAL / "front-matter.schema.json"


@pytest.mark.parametrize("model", [Sidecar, SourceBlock, AuthorityEntry, FrontMatter], ids=lambda m: str(m.__name__))
def test_every_key_is_documented(model: type[Sidecar]) -> None:
    """Each key that a person may write or read stands in the manual's formats."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [name for name in keys if f"`{name}`" not in FORMATS] == []


def test_every_setting_is_documented() -> None:
    """Each setting of the plugin stands in the manual."""
    settings = [name for name, _ in PluginConfig._schema]  # MkDocs names no public way to list them
    assert [name for name in settings if f"`{name}`" not in FORMATS] == []


def test_every_command_and_ending_is_documented() -> None:
    """Each command and each kind of seed stands in the manual."""
    commands = [
        c.name or c.callback.__name__
        for c in (*main.app.registered_commands, *main.entities.registered_commands)
        if c.callback
    ]
    assert [name for name in commands if f"newsdossier {name}" not in FORMATS] == []
    assert [suffix for suffix in readers() if f"`{suffix}`" not in FORMATS] == []


def test_the_schema_is_the_programs() -> None:
    """The JSON Schema in the manual is the one that the program writes by."""
    wanted = json.dumps(FrontMatter.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text("utf-8") == wanted, "write it anew: python tests/update_golden.py"


def test_what_is_written_fits_the_schema(project: Project) -> None:
    """A written dossier's front matter is as the schema says."""
    settings = project({"a.txt": "L’appel\n\nSteve Witkoff parle de Gaza.", "a.txt.yml": "published: 2025-10-14\n"})
    build(settings)
    meta = frontmatter.load(str(settings.dossiers / "l-appel.md")).metadata
    assert FrontMatter.model_validate(meta).published is not None


def test_links_in_the_root_documents() -> None:
    """README and CONTRIBUTING link to files that are there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert target.startswith("http") or Path(ROOT / target).exists(), target


BLOCKS = re.findall(r"^```(python|sh)\n(.*?)^```$", (MANUAL / "data.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("language, block", BLOCKS, ids=[str(n) for n in range(len(BLOCKS))])
def test_what_the_manual_shows_of_data_runs(language: str, block: str, site: Path, tmp_path: Path) -> None:
    """Each program on the page about data runs on our own site, and prints something."""
    (tmp_path / "site").symlink_to(site)
    command = [sys.executable, "-c", block] if language == "python" else ["sh", "-ec", block]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr
