"""Publishing only what is new: the bytes and warnings of a build from nothing, a site always whole."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import CONFIG, Project, make_project, mkdocs, published

CALL = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n\nLa réunion aura lieu à Kiev.\n"
VISIT = "La visite\n\nDonald Trump attend Volodymyr Zelensky à Kiev.\n"
MEETING = "La rencontre\n\nVladimir Poutine reçoit Steve Witkoff à Moscou.\n"
OWN = CONFIG.format(rights="full").replace("  font: false\n", "  font: false\n  custom_dir: own\n")


def write(path: Path, text: str) -> None:
    """A person saves a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def by_hand(root: Path) -> None:
    """A person edits a page of `dossiers/`."""
    page = root / "dossiers/l-appel.md"
    write(page, page.read_text("utf-8").replace("\n# ", "\n# Relu : ", 1))


EDITS: dict[str, Callable[[Path], object]] = {
    "a text is corrected": lambda root: write(root / "seeds/a.txt", CALL.replace("Kiev", "Odessa")),
    "a seed comes": lambda root: write(root / "seeds/c.txt", MEETING),
    "a file is renamed": lambda root: (root / "seeds/b.txt").rename(root / "seeds/bb.txt"),
    "a dossier gets another address": lambda root: write(root / "seeds/bb.txt.yml", "slug: a-kiev\n"),
    "and its own again": lambda root: (root / "seeds/bb.txt.yml").unlink(),
    "a page is edited by hand": by_hand,
    "the configuration changes": lambda root: write(root / "mkdocs.yml", OWN.replace("Essai", "Autre")),
    "an asset of the theme changes": lambda root: write(root / "own/assets/newsdossier.css", "body { color: navy }\n"),
    "a template of the theme changes": lambda root: write(root / "own/partials/footer.html", "<footer>-</footer>\n"),
    "the method is told": lambda root: write(root / "docs/method.md", "# Méthode\n\n[Poutine](dossiers/people.md)\n"),
    "a name gets its own page": lambda root: write(
        root / "seeds/_authority.yml", "entities:\n  - name: Odessa\n    type: place\n"
    ),
    "a seed goes": lambda root: (root / "seeds/c.txt").unlink(),
}


def from_nothing(root: Path, where: Path) -> dict[str, bytes]:
    """The site of the same project, when nothing was published before."""
    shutil.rmtree(where, ignore_errors=True)
    shutil.copytree(root, where, ignore=shutil.ignore_patterns("site", "published.sqlite*"))
    done = mkdocs(where, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return published(where / "site")


def test_the_same_bytes_as_from_nothing(tmp_path: Path) -> None:
    """After each edit of a series, the site is what a build from nothing makes of the same project."""
    root = make_project(tmp_path / "project", {"a.txt": CALL, "b.txt": VISIT}).root
    write(root / "mkdocs.yml", OWN)
    (root / "own").mkdir()
    assert mkdocs(root, "build", "--strict").returncode == 0
    for name, edit in EDITS.items():
        edit(root)
        done = mkdocs(root, "build", "--strict")
        assert done.returncode == 0, (name, done.stderr)
        wanted, found = from_nothing(root, tmp_path / "nothing"), published(root / "site")
        assert wanted.keys() == found.keys(), name
        assert [path for path in wanted if wanted[path] != found[path]] == [], name


@pytest.fixture
def built(project: Project) -> Path:
    """A project with two dossiers, published once."""
    root = project({"a.txt": CALL, "b.txt": VISIT}).root
    assert mkdocs(root, "build", "--strict").returncode == 0
    return root


def times(root: Path) -> dict[str, int]:
    """When each page of the site was written."""
    return {str(p.relative_to(root)): p.stat().st_mtime_ns for p in root.rglob("*.html")}


def test_only_what_changed_is_written(built: Path) -> None:
    """A build with nothing new writes nothing; a corrected text its own page and those that cite it."""
    before = times(built / "site")
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert times(built / "site") == before
    write(built / "seeds/a.txt", CALL.replace("aura lieu", "se tiendra"))
    assert mkdocs(built, "build", "--strict").returncode == 0
    after = times(built / "site")
    changed = {path for path in before if after[path] != before[path]}
    assert "dossiers/l-appel/index.html" in changed
    assert not {"dossiers/la-visite/index.html", "dossiers/entities/donald-trump/index.html"} & changed


RENDERED = """\
def on_post_page(output, page, config):
    with open("rendered.txt", "a", encoding="utf-8") as told:
        told.write(f"{page.file.src_uri}\\n")
"""


def test_a_name_whose_sentences_are_as_they_were_keeps_its_page(built: Path) -> None:
    """A correction is on the page of its dossier and of names that stand in it; others are not even rendered again."""
    write(built / "told.py", RENDERED)
    write(built / "mkdocs.yml", CONFIG.format(rights="full") + "hooks: [told.py]\n")
    assert mkdocs(built, "build", "--strict").returncode == 0
    told = built / "rendered.txt"
    for text in (CALL.replace("aura lieu", "se tiendra"), CALL.replace("aura lieu", "s’ouvrira")):
        told.unlink()
        write(built / "seeds/a.txt", text)
        assert mkdocs(built, "build", "--strict").returncode == 0
        rendered = set(told.read_text("utf-8").split())
        assert {"dossiers/l-appel.md", "dossiers/entities/kiev.md"} <= rendered
        assert not {"dossiers/entities/ukraine.md", "dossiers/entities/steve-witkoff.md"} & rendered


def test_warnings_are_said_again(built: Path) -> None:
    """A page with a broken link fails every strict build, whether it is rendered or not, also after a quiet one."""
    write(built / "dossiers/notes.md", "# Notes\n\n[nobody](entities/nobody.md) [nowhere](l-appel.md#p9)\n")
    assert mkdocs(built, "build", "-q").returncode == 0
    for _ in range(2):
        done = mkdocs(built, "build", "--strict")
        assert done.returncode == 1
        assert done.stderr.count("link 'entities/nobody.md'") == 1
        assert done.stderr.count("#p9") == 2  # the link, and the place that is not there


def test_a_place_that_goes_breaks_the_links_to_it(built: Path) -> None:
    """A page that is not rendered again fails a strict build when a paragraph that it links to is gone."""
    write(built / "dossiers/notes.md", "# Notes\n\n[there](l-appel.md#p2)\n")
    assert mkdocs(built, "build", "--strict").returncode == 0
    write(built / "seeds/a.txt", CALL.rsplit("\n\n", 1)[0] + "\n")
    for _ in range(2):
        done = mkdocs(built, "build", "--strict")
        assert done.returncode == 1
        assert "dossiers/notes.md" in done.stderr
    write(built / "seeds/a.txt", CALL)
    assert mkdocs(built, "build", "--strict").returncode == 0


def test_a_target_that_comes_mends_the_links_to_it(built: Path) -> None:
    """A page that is not edited gets its link right when what it leads to is there at last."""
    write(built / "dossiers/notes.md", "# Notes\n\n[soon](la-rencontre.md)\n")
    assert mkdocs(built, "build", "--strict").returncode == 1
    write(built / "seeds/c.txt", MEETING)
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert 'href="../la-rencontre/"' in (built / "site/dossiers/notes/index.html").read_text("utf-8")


def test_a_build_that_fails_leaves_the_site_as_it_was(built: Path) -> None:
    """When a build breaks off, readers have the site of the last one, whole."""
    before = published(built / "site")
    write(built / "fail.py", "def on_post_page(output, page, config):\n    raise ValueError('broken off')\n")
    write(built / "mkdocs.yml", CONFIG.format(rights="full") + "hooks: [fail.py]\n")
    write(built / "seeds/a.txt", CALL.replace("Kiev", "Odessa"))
    assert mkdocs(built, "build").returncode == 1
    assert published(built / "site") == before


def test_a_damaged_site_is_mended(built: Path) -> None:
    """Files of the site that somebody changed, removed or added are put right; hidden ones belong to others."""
    before = published(built / "site")
    write(built / "site/index.html", "gone")
    (built / "site/dossiers/l-appel/index.html").unlink()
    write(built / "site/stray/page.html", "stray")
    write(built / "site/.nojekyll", "")
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert published(built / "site") == {**before, ".nojekyll": b""}
    assert not (built / "site/stray").exists()


def test_a_damaged_record_is_made_anew(built: Path) -> None:
    """Without the record of what was published, everything is published again."""
    before = published(built / "site")
    (built / ".newsdossier/published.sqlite").write_bytes(b"no database" * 1000)
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert published(built / "site") == before


def test_many_pages_are_made_by_several_processes(project: Project) -> None:
    """A site that workers rendered has the same bytes as one that a single process rendered, and its warnings."""
    names = ("Alfred Rossi", "Marie Lemoine", "Jean Vasseur", "Claire Fontaine", "Luc Delorme", "Anne Marchal")
    texts = {
        f"{n}.txt": f"Le récit {n}\n\n{names[n % 6]} a vu {names[(n + n // 6 + 1) % 6]} à Paris.\n" for n in range(70)
    }
    root = project(texts).root
    write(root / "dossiers/notes.md", "# Notes\n\n[nobody](entities/nobody.md)\n")
    several = mkdocs(root, "build")
    together = published(root / "site")
    shutil.rmtree(root / "site")
    write(root / "alone.py", "import os\nos.sched_getaffinity = lambda pid: {0}\n")
    config = (root / "mkdocs.yml").read_text("utf-8")
    write(root / "mkdocs.yml", f"{config}hooks: [alone.py]\n")
    alone = mkdocs(root, "build")
    assert published(root / "site") == together
    assert several.stderr.count("link 'entities/nobody.md'") == alone.stderr.count("link 'entities/nobody.md'") == 1


def test_nothing_new_is_found_without_looking(built: Path) -> None:
    """With nothing new no article is read again; an edit is seen even where time and size of the file are set back."""
    with sqlite3.connect(built / ".newsdossier/cache.sqlite") as cache:
        cache.execute("delete from found where kind = 'article'")
        assert mkdocs(built, "build", "--strict").returncode == 0
        assert cache.execute("select count(*) from found where kind = 'article'").fetchone() == (0,)
    seed = built / "seeds/a.txt"
    before = seed.stat()
    write(seed, CALL.replace("Kiev", "Lviv"))
    os.utime(seed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert "Lviv" in (built / "site/dossiers/l-appel/index.html").read_text("utf-8")


def test_the_site_is_made_again_from_an_unchanged_folder(built: Path) -> None:
    """Without the site, but with nothing new in the seeds, the whole site comes again, cards and data included."""
    before = published(built / "site")
    shutil.rmtree(built / "site")
    assert mkdocs(built, "build", "--strict").returncode == 0
    assert published(built / "site") == before
