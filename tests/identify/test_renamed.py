"""A seed that goes or gets another name: what was published keeps its address, or leaves word of it."""

import itertools
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

import links
from commands import Loaded
from conftest import CONFIG, Project, make_project, tree
from newsdossier.build.pipeline import build
from newsdossier.model.settings import Settings

CALL = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n\nLa réunion aura lieu à Kiev.\n"
VISIT = "La visite\n\nDonald Trump attend Volodymyr Zelensky à Kiev.\n"
REST = "Le reste\n\nMarie Lemoine vit à Lille.\n"
END = "La fin\n\nMarie Lemoine part.\n"
DECIDED = "decisions:\n  - {kind: note, exact: Kiev, text: Vérifié sur place.}\n"
SITE = ("mkdocs", "build", "--strict")


def rows(settings: Settings) -> list[tuple[str, str, str]]:
    """Slug, seed and redirect of every dossier that was ever published."""
    lines = (line.split("\t") for line in (settings.dossiers / "_ids.tsv").read_text("utf-8").splitlines())
    return [(one[0], one[2], one[4]) for one in lines if one[1] == "dossier"]


def by_hand(page: Path) -> None:
    """A person edits a page."""
    page.write_text(page.read_text("utf-8").replace("\n# ", "\n# Relu : ", 1), "utf-8")


@pytest.mark.parametrize("name", ["Été/b.txt", "B.txt", "zz.txt", "entrée.txt"])
def test_a_renamed_seed_keeps_its_address(name: str, project: Project) -> None:
    """Under another name, in another folder, in other capitals: one dossier at the old address, with its decisions."""
    settings = project({"b.txt": VISIT, "b.txt.yml": DECIDED, "a.txt": CALL})
    build(settings)
    new = settings.seeds / name
    new.parent.mkdir(exist_ok=True)
    (settings.seeds / "b.txt").rename(new)
    (settings.seeds / "b.txt.yml").rename(new.with_name(f"{new.name}.yml"))
    report = build(settings)
    assert rows(settings) == [("l-appel", "seeds/a.txt", ""), ("la-visite", f"seeds/{name}", "")]
    assert "Vérifié sur place" in (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert f"path: seeds/{name}" in (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert not list(settings.dossiers.glob("*-2.md"))
    assert report.removed == () and report.remarks == ()


def test_edits_by_hand_stay_with_a_renamed_seed(project: Project) -> None:
    """The page that a person edited is still the page of the seed under its new name."""
    settings = project({"b.txt": VISIT, "a.txt": CALL})
    build(settings)
    by_hand(settings.dossiers / "la-visite.md")
    (settings.seeds / "b.txt").rename(settings.seeds / "c.txt")
    assert build(settings).kept == ("la-visite.md",)
    assert "# Relu : La visite" in (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert [slug for slug, _, _ in rows(settings)] == ["l-appel", "la-visite"]


def test_capitals_and_accents_of_a_name(project: Project) -> None:
    """A name written in other capitals, or with its accents taken apart, is the same name, even with another text."""
    settings = project({"Été.txt": VISIT})
    build(settings)
    (settings.seeds / "Été.txt").rename(settings.seeds / unicodedata.normalize("NFD", "été.txt"))
    (settings.seeds / unicodedata.normalize("NFD", "été.txt")).write_text(VISIT.replace("Kiev", "Odessa"), "utf-8")
    build(settings)
    assert [slug for slug, _, _ in rows(settings)] == ["la-visite"]


@pytest.mark.parametrize(
    ("moves", "wanted"),
    [
        ("a.txt x, b.txt a.txt, x b.txt", [("l-appel", "seeds/b.txt", ""), ("la-visite", "seeds/a.txt", "")]),
        ("b.txt c.txt, a.txt b.txt", [("l-appel", "seeds/b.txt", ""), ("la-visite", "seeds/c.txt", "")]),
        ("a.txt b.txt", [("l-appel", "seeds/b.txt", ""), ("la-visite", "", "")]),
    ],
)
def test_names_that_change_hands(moves: str, wanted: list[tuple[str, str, str]], project: Project) -> None:
    """Files that take each other's names keep their own addresses; one that is written over leaves a stone."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    build(settings)
    for old, new in (move.split() for move in moves.split(", ")):
        (settings.seeds / old).rename(settings.seeds / new)
    build(settings)
    assert rows(settings) == wanted
    assert "# L’appel" in (settings.dossiers / "l-appel.md").read_text("utf-8")
    left = (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert ("plus publié" if not wanted[1][1] else "# La visite") in left
    again = tree(settings.dossiers)
    (settings.work / "cache.sqlite").unlink()
    build(settings)
    assert tree(settings.dossiers) == again


def test_a_sidecar_that_stays_behind_is_told_of(project: Project, loaded: Loaded) -> None:
    """Renamed without its sidecar: the build says which file to rename and how, and the next still says it is alone."""
    settings = project({"b.txt": VISIT, "b.txt.yml": DECIDED})
    build(settings)
    (settings.seeds / "b.txt").rename(settings.seeds / "c.txt")
    assert loaded.run(settings.root, "newsdossier", "build").code == 0
    assert "Its seed is now seeds/c.txt: rename it to seeds/c.txt.yml" in loaded.said()
    assert loaded.run(settings.root, "newsdossier", "build").code == 0
    assert "seeds/b.txt.yml: there is no seed b.txt beside it" in loaded.said()


def test_a_copy_takes_the_place_of_what_it_was_copied_from(project: Project) -> None:
    """Copied, built, then the first deleted: the old address leads to the copy, however often that is renamed."""
    settings = project({"a.txt": CALL})
    build(settings)
    (settings.seeds / "b.txt").write_text(CALL, "utf-8")
    build(settings)
    (settings.seeds / "a.txt").unlink()
    build(settings)
    assert rows(settings) == [("l-appel", "seeds/a.txt", "l-appel-2"), ("l-appel-2", "seeds/b.txt", "")]
    assert "redirect: l-appel-2.md" in (settings.dossiers / "l-appel.md").read_text("utf-8")
    again = tree(settings.dossiers)
    (settings.work / "cache.sqlite").unlink()
    build(settings)
    assert tree(settings.dossiers) == again


def test_another_article_of_the_same_title_takes_nothing(project: Project) -> None:
    """A new seed with the title of one that went gets an address of its own; the old one says that it is empty."""
    settings = project({"a.txt": CALL})
    build(settings)
    (settings.seeds / "a.txt").unlink()
    (settings.seeds / "b.txt").write_text("L’appel\n\nMarie Lemoine appelle Lille.\n", "utf-8")
    build(settings)
    assert [slug for slug, _, _ in rows(settings)] == ["l-appel", "l-appel-2"]
    assert "plus publié" in (settings.dossiers / "l-appel.md").read_text("utf-8")
    assert "Lemoine" in (settings.dossiers / "l-appel-2.md").read_text("utf-8")


@pytest.fixture
def removed(project: Project, loaded: Loaded) -> Settings:
    """A published site from which a seed then goes; a page by hand and a decision on the site lead to its dossier."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    build(settings)
    (settings.root / "docs/method.md").write_text("# Méthode\n\n[La visite](dossiers/la-visite.md)\n", "utf-8")
    assert loaded.run(settings.root, *SITE).code == 0, loaded.said()
    (settings.seeds / "b.txt").unlink()
    return settings


@pytest.mark.parametrize("how", ["tombstone", "redirect"])
def test_what_a_removed_seed_leaves_on_the_site(how: str, removed: Settings, loaded: Loaded) -> None:
    """Its address answers and says nothing of it; lists, feeds, data, sitemap and the other pages have lost it."""
    root, site = removed.root, removed.root / "site"
    (root / "mkdocs.yml").write_text(CONFIG.format(rights="full").replace("rights:", f"removed: {how}\n      rights:"))
    assert loaded.run(root, *SITE).code == 0, loaded.said()
    assert list(links.broken(site)) == []
    page = (site / "dossiers/la-visite/index.html").read_text("utf-8")
    assert "Ce dossier n’est plus publié" in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert ('http-equiv="refresh" content="0; url=../"' in page) == (how == "redirect")
    readable = (".html", ".json", ".xml", ".csv", ".txt")
    texts = {path: data for path, data in tree(site).items() if path.endswith(readable)}
    assert [path for path, data in texts.items() if b"Zelensky" in data] == []
    named = [path for path, data in texts.items() if b"la-visite" in data]
    assert [path for path in named if path not in {"method/index.html", "dossiers/la-visite/index.html"}] == []
    (removed.seeds / "b.txt").write_text(VISIT, "utf-8")
    assert loaded.run(root, *SITE).code == 0
    assert "Zelensky" in (site / "dossiers/la-visite/index.html").read_text("utf-8"), "it comes back to its address"


def test_a_page_edited_by_hand_outlives_its_seed(removed: Settings, loaded: Loaded) -> None:
    """A removed seed does not take a person's work away: the build says that it is published still."""
    by_hand(removed.dossiers / "la-visite.md")
    assert loaded.run(removed.root, "newsdossier", "build").code == 0
    told = "dossiers/la-visite.md: its seed is gone, and a person edited it: it is published until you delete it"
    assert told in loaded.said()
    assert "# Relu" in (removed.dossiers / "la-visite.md").read_text("utf-8")
    (removed.dossiers / "la-visite.md").unlink()
    assert loaded.run(removed.root, "newsdossier", "build").code == 0
    assert "plus publié" in (removed.dossiers / "la-visite.md").read_text("utf-8")


def test_a_seed_that_is_being_mended_gets_no_stone(project: Project) -> None:
    """A mistake in a sidecar is no removal: nothing says that the dossier is no more."""
    settings = project({"b.txt": VISIT, "a.txt": CALL})
    build(settings)
    (settings.seeds / "b.txt.yml").write_text("rights: perhaps\n", "utf-8")
    assert len(build(settings).failures) == 1
    assert not (settings.dossiers / "la-visite.md").exists()


def test_an_address_led_on_by_hand(project: Project) -> None:
    """A slug that the editor wrote into the last column of the table is where the old address leads."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    build(settings)
    (settings.seeds / "b.txt").unlink()
    table = settings.dossiers / "_ids.tsv"
    table.write_text(table.read_text("utf-8").replace("seeds/b.txt\t2025-10-25\t", "seeds/b.txt\t2025-10-25\tl-appel"))
    build(settings)
    assert "redirect: l-appel.md" in (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert ("la-visite", "seeds/b.txt", "l-appel") in rows(settings)


def test_pages_that_are_lost_come_back(project: Project) -> None:
    """A dossier deleted by mistake, or a folder from an old copy: the seeds make all of it again."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    build(settings)
    old = tree(settings.dossiers)
    (settings.seeds / "a.txt").write_text(CALL.replace("Kiev", "Odessa"), "utf-8")
    (settings.seeds / "c.txt").write_text("Le reste\n\nMarie Lemoine vit à Lille.\n", "utf-8")
    build(settings)
    wanted = tree(settings.dossiers)
    (settings.dossiers / "la-visite.md").unlink()
    build(settings)
    assert tree(settings.dossiers) == wanted
    for path in wanted:
        (settings.dossiers / path).unlink()
    for path, data in old.items():
        (settings.dossiers / path).write_bytes(data)
    build(settings)
    assert tree(settings.dossiers) == wanted


SECRET = "Le secret\n\nMarie Lemoine vit à Lille.\n\nPaul Durand a tout raconté à Nantes, jusqu’au dernier mot.\n"


@pytest.mark.parametrize("right", ["none", "excerpt"])
def test_a_renamed_seed_gains_no_right(project: Project, right: str) -> None:
    """Its sidecar stays behind and the project allows all: the text is not shown, now and at the next builds."""
    settings = project({"a.txt": SECRET, "a.txt.yml": f"rights: {right}\n", "b.txt": "Autre\n\nAnn Hill vit à York.\n"})
    build(settings)
    (settings.seeds / "a.txt").rename(settings.seeds / "c.txt")
    for _ in range(2):
        report = build(settings)
        assert "dernier mot" not in "".join(path.read_text("utf-8") for path in settings.dossiers.rglob("*.md"))
        assert [one.path for one in report.withheld] == (["seeds/c.txt"] if right == "none" else [])
        (said,) = [one.message for one in report.remarks if one.kind == "stray-sidecar"]
        assert f"rights: {right}" in said
    assert "rights: full" in (settings.dossiers / "autre.md").read_text("utf-8")
    (settings.seeds / "a.txt.yml").rename(settings.seeds / "c.txt.yml")
    assert bool(build(settings).withheld) is (right == "none")


def test_a_right_that_is_said_holds_beside_a_sidecar_without_a_seed(project: Project) -> None:
    """Who says rights: full for a seed means that seed; with the stray sidecar gone, the project decides again."""
    settings = project({"a.txt": SECRET, "z.txt.yml": "rights: none\n", "b.txt": "Autre\n\nAnn Hill vit à York.\n"})
    (settings.seeds / "a.txt.yml").write_text("rights: full\n", "utf-8")
    assert [one.path for one in build(settings).withheld] == ["seeds/b.txt"]
    assert "dernier mot" in (settings.dossiers / "le-secret.md").read_text("utf-8")
    (settings.seeds / "z.txt.yml").unlink()
    assert build(settings).withheld == ()
    assert "rights: full" in (settings.dossiers / "autre.md").read_text("utf-8")


def test_a_sidecar_that_cannot_be_read_allows_nothing(project: Project) -> None:
    """What it was to say nobody knows."""
    settings = project({"a.txt": SECRET, "z.txt.yml": "rights: [\n"})
    assert [one.path for one in build(settings).withheld] == ["seeds/a.txt"]


MEDDLING = "mv m/b.txt b.txt && mv a.txt x && mv d.txt a.txt && mv x d.txt && rm e.txt && sed -i s/part/vit/ c.txt"


def test_seeds_that_change_while_they_are_read(project: Project, loaded: Loaded) -> None:
    """Moved, swapped, removed, rewritten at any look at them: the next build ends as if that had been between two."""
    here = project({}).root
    start, root = here / "start", here / "p"
    make_project(start, {"a.txt": CALL, "c.txt": REST, "d.txt": CALL.replace("appel", "échange"), "e.txt": END})
    (start / "seeds/m").mkdir()
    (start / "seeds/m/b.txt").write_text(VISIT, "utf-8")
    assert loaded.run(start, "newsdossier", "build").code == 0, loaded.said()
    (start / "seeds/c.txt").write_text(REST.replace("vit", "part"), "utf-8")
    wanted: dict[str, bytes] = {}
    for n in itertools.count(0, 4):
        shutil.copytree(start, root)
        if n == 0:
            subprocess.run(MEDDLING, shell=True, cwd=root / "seeds", check=True)
        end = loaded.run(
            root, "newsdossier", "build", folder=str(root / "seeds"), at=n, fault="meddled", meddling=MEDDLING
        )
        assert end.code == 0 and "Traceback" not in loaded.said(), (n, loaded.said())
        if n and not end.reached:
            break
        assert loaded.run(root, "newsdossier", "build").code == 0, (n, loaded.said())
        wanted = wanted or tree(root / "dossiers")
        assert tree(root / "dossiers") == wanted, n
        shutil.rmtree(root)
    assert n > 12


def test_a_seed_that_never_stands_still(project: Project, loaded: Loaded) -> None:
    """One that is written to whenever it is looked at is named and left to the next build; others have dossiers."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    what = {"folder": str(settings.seeds), "at": 1, "fault": "restless", "meddling": "echo Encore. >> b.txt"}
    assert loaded.run(settings.root, "newsdossier", "build", **what).code == 1
    (said,) = loaded.errors.read_text("utf-8").splitlines()
    assert said.startswith("seeds/b.txt: ")
    assert "is written to while it is read. The next build takes it" in said
    assert [row[0] for row in rows(settings)] == ["l-appel"]
    assert build(settings).dossiers == 2
