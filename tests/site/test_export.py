"""`newsdossier export`: a plain tree that other programs build strictly; our own site builds with MkDocs' successor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html as lxml_html

from conftest import ROOT, Project, copy_of_ours, mkdocs, newsdossier, tree

GENERATORS = ("mkdocs", "properdocs")
SEED = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov.\n\n## Après\n\n- Kiev attend.\n- Moscou aussi.\n\nFin.\n"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own project, exported."""
    root = copy_of_ours(tmp_path_factory.mktemp("exported"))
    done = newsdossier(root, "export", "plain")
    assert done.returncode in {0, 1}, done.stderr
    return root / "plain"


def strictly(generator: str, root: Path) -> subprocess.CompletedProcess[str]:
    """A strict build of that folder by that program."""
    build = ("build", "--strict", "-f", "mkdocs.yml")
    if generator == "mkdocs":
        return mkdocs(root, *build)
    command = [sys.executable, "-m", generator, *build]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, env=os.environ.copy())


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_plain_tree_builds_strictly(generator: str, exported: Path) -> None:
    """Every link holds, those to paragraphs too, without our plugin."""
    done = strictly(generator, exported)
    assert done.returncode == 0, done.stderr
    assert "newsdossier" not in yaml.safe_load((exported / "mkdocs.yml").read_text("utf-8"))["plugins"]
    assert lxml_html.parse(str(exported / "site/index.html")).xpath('//a[contains(@href, "donald-trump")]')


@pytest.mark.parametrize("generator", GENERATORS)
def test_our_site_builds_with_either(generator: str, project: Project) -> None:
    """Our own site builds strictly with either program, and what one published the other makes the same."""
    root = project({"a.txt": SEED}).root
    assert mkdocs(root, "build", "--strict").returncode == 0
    before = {path: data for path, data in tree(root / "site").items() if path.startswith("dossiers/")}
    for _ in range(2):
        done = strictly(generator, root)
        assert done.returncode == 0, done.stderr
    assert {path: data for path, data in tree(root / "site").items() if path.startswith("dossiers/")} == before
    (root / "dossiers/notes.md").write_text("# Notes\n\n[nobody](entities/nobody.md)\n", "utf-8")
    for _ in range(2):
        done = strictly(generator, root)
        assert done.returncode == 1
        assert "entities/nobody.md" in done.stderr


def test_paragraphs_keep_their_numbers_and_people_stay_unlisted(project: Project) -> None:
    """Each paragraph and item of the exported text has its number, and search engines are kept from people."""
    root = project({"a.txt": SEED}).root
    assert mkdocs(root, "build").returncode == 0
    assert newsdossier(root, "export", "plain").returncode == 0
    assert strictly("mkdocs", root / "plain").returncode == 0
    numbers = []
    for site in (root / "site", root / "plain/site"):
        page = lxml_html.parse(str(site / "dossiers/l-appel/index.html"))
        numbers.append(
            {e.get("id"): "".join(e.text_content().split()) for e in page.xpath('//*[starts-with(@id, "p")]')}
        )
    assert numbers[0] == numbers[1]
    people = [root / place / "dossiers/entities/steve-witkoff/index.html" for place in ("site", "plain/site")]
    robots = [lxml_html.parse(str(page)).xpath('//meta[@name="robots"]/@content') for page in people]
    assert robots == [["noindex, follow"]] * 2
    assert {"p1", "p2", "p3", "p4"} <= numbers[0].keys()


def test_export_writes_over_nothing_else(project: Project) -> None:
    """A folder with something else in it is refused; one of an earlier export is brought up to date."""
    root = project({"a.txt": SEED}).root
    (root / "mine").mkdir()
    (root / "mine/notes.txt").write_text("mine", "utf-8")
    refused = newsdossier(root, "export", "mine")
    assert refused.returncode == 2
    assert "something else" in refused.stderr
    assert newsdossier(root, "export", "plain").returncode == 0
    (root / "seeds/a.txt").write_text(SEED.replace("L’appel", "La réponse"), "utf-8")
    (root / "plain/docs/dossiers/old.md").write_text("# Old\n", "utf-8")
    assert newsdossier(root, "export", "plain").returncode == 0
    assert not (root / "plain/docs/dossiers/old.md").exists()
    assert "La réponse" in (root / "plain/docs/index.md").read_text("utf-8")


def test_the_command_is_in_the_guides() -> None:
    """Editors find it in both languages."""
    for guide in ("editeur.md", "editor.md"):
        assert "newsdossier export" in (ROOT / "docs/manual" / guide).read_text("utf-8")
