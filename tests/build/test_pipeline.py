"""The whole run: only what is new is done, order changes nothing, and nothing that a person wrote is lost."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Project, make_project, tree
from newsdossier.build.pipeline import build
from newsdossier.build.write_pages import is_ours
from newsdossier.errors import AuthorityError, ProjectError
from newsdossier.model.settings import Settings
from newsdossier.pages.plan import digest
from newsdossier.writing import write

SEEDS = {
    "a.txt": "L’appel\nSteve Witkoff et Iouri Ouchakov ont parlé de l’Ukraine.\n\nWitkoff a félicité Ouchakov.\n",
    "b.txt": "La visite\n\nVolodymyr Zelensky ira à la Maison Blanche. Donald Trump l’attend. L’Ukraine espère.\n",
    "c.md": "---\nlanguage: en\ntitle: The plan\n---\nVladimir Putin spoke of Russia and Ukraine. Putin smiled.\n",
    "d.txt": "Le bilan\n\nVladimir Poutine se tait sur Donetsk. La Russie attend. Zelensky aussi.\n",
    "e.txt": "La suite\n\nSteve Witkoff repart. Iouri Ouchakov reste à Moscou avec Vladimir Poutine.\n",
}


def same(a: Path, b: Path) -> bool:
    """Two folders hold the same bytes."""
    return tree(a) == tree(b)


@pytest.mark.parametrize("turn", range(3))
def test_order_of_arrival_changes_nothing(turn: int, tmp_path: Path) -> None:
    """Seeds added one at a time in any order give the same dossiers as one cold build."""
    cold = make_project(tmp_path / "cold", SEEDS)
    at_once = build(cold)
    slow = make_project(tmp_path / "slow", {})
    names = sorted(SEEDS)
    random.Random(turn).shuffle(names)
    for name in names:
        (slow.seeds / name).write_text(SEEDS[name], "utf-8")
        one_by_one = build(slow)
    assert same(cold.dossiers, slow.dossiers)
    assert at_once.signatures == one_by_one.signatures
    assert {path: one.signature for path, one in at_once.data.items()} == {
        path: one.signature for path, one in one_by_one.data.items()
    }


def test_a_corrected_text_is_as_if_it_had_always_been_so(tmp_path: Path) -> None:
    """What the cache keeps of the others, and of the text before, changes no byte."""
    slow, corrected = make_project(tmp_path / "slow", SEEDS), SEEDS["d.txt"].replace("Donetsk", "Odessa. Trump répond")
    build(slow)
    (slow.seeds / "d.txt").write_text(corrected, "utf-8")
    one_by_one = build(slow)
    cold = make_project(tmp_path / "cold", {**SEEDS, "d.txt": corrected})
    (cold.dossiers / "_ids.tsv").write_bytes((slow.dossiers / "_ids.tsv").read_bytes())
    at_once = build(cold)
    assert same(cold.dossiers, slow.dossiers)
    assert at_once.signatures == one_by_one.signatures


def test_signatures_tell_values_apart() -> None:
    """Other values, another signature, also where the name of a file is no UTF-8."""
    values = [
        ("a", "b"),
        ("ab", ""),
        (1, True),
        (True, 1),
        ("a", None),
        ("a", "\udcff"),
        ("a", "\udcfe"),
        (("a",), "b"),
    ]
    assert len({digest(*one) for one in values}) == len(values)
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_twice_writes_nothing(project: Project) -> None:
    """A second run with nothing new renders and writes nothing."""
    settings = project(SEEDS)
    first = build(settings)
    before = {p: p.stat().st_mtime_ns for p in settings.dossiers.rglob("*")}
    second = build(settings)
    assert len(first.written) == len(first.pages) > 10
    assert second.written == second.removed == ()
    assert {p: p.stat().st_mtime_ns for p in settings.dossiers.rglob("*")} == before


def test_second_run_loads_no_model(project: Project) -> None:
    """With nothing new, neither the language pipeline nor a format's library is even imported."""
    settings = project(SEEDS)
    build(settings)
    program = (
        "import sys; from newsdossier.cli.main import main; "
        f"code = main(['build', '--project', {str(settings.root)!r}]); "
        "print(sorted({'spacy', 'trafilatura', 'lxml', 'py3langid', 'nh3'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_fresh_clone_rewrites_nothing(project: Project) -> None:
    """Without its cache the program finds every committed page as it should be."""
    settings = project(SEEDS)
    build(settings)
    (settings.work / "cache.sqlite").unlink()
    assert build(settings).written == ()


def test_one_new_seed_touches_what_it_names(project: Project) -> None:
    """A new article changes the pages of what it names, not those of anything else."""
    settings = project({k: SEEDS[k] for k in ("a.txt", "b.txt", "d.txt", "e.txt")})
    build(settings)
    (settings.seeds / "c.md").write_text(SEEDS["c.md"], "utf-8")
    written = build(settings).written
    assert {"the-plan.md", "entities/vladimir-poutine.md", "entities/russie.md"} - set(written) in (
        set(),
        {"entities/vladimir-poutine.md"},
    )
    assert "entities/steve-witkoff.md" not in written


def test_a_removed_seed_leaves_a_stone(project: Project) -> None:
    """When a seed goes, pages of the names that only it had go too; at its address stands that it is no more."""
    settings = project(SEEDS)
    build(settings)
    (settings.seeds / "b.txt").unlink()
    report = build(settings)
    assert "entities/volodymyr-zelensky.md" in report.removed
    left = (settings.dossiers / "la-visite.md").read_text("utf-8")
    assert "Ce dossier n’est plus publié" in left
    assert "Zelensky" not in left
    assert "la-visite\tdossier" in (settings.dossiers / "_ids.tsv").read_text("utf-8")


def test_an_edited_page_is_kept(project: Project) -> None:
    """A page that a person changed is left alone and named, in this build and after a fresh clone."""
    settings = project(SEEDS)
    build(settings)
    page = settings.dossiers / "l-appel.md"
    page.write_text(page.read_text("utf-8").replace("a félicité", "aurait félicité"), "utf-8")
    (settings.seeds / "a.txt.yml").write_text("title: Autre titre\n", "utf-8")
    assert build(settings).kept == ("l-appel.md",)
    (settings.work / "cache.sqlite").unlink()
    assert build(settings).kept == ("l-appel.md",)
    assert "aurait félicité" in page.read_text("utf-8")


def test_a_persons_own_page_stays(project: Project) -> None:
    """A page that no seed made is neither removed nor overwritten."""
    settings = project(SEEDS)
    (settings.dossiers / "notes.md").write_text("# À moi\n", "utf-8")
    report = build(settings)
    assert "notes.md" in report.pages
    assert (settings.dossiers / "notes.md").read_text("utf-8") == "# À moi\n"


def test_line_ends_of_git_are_no_edit(project: Project) -> None:
    """A page whose line ends git changed is still ours."""
    settings = project(SEEDS)
    build(settings)
    text = (settings.dossiers / "l-appel.md").read_text("utf-8")
    assert is_ours(text)
    assert is_ours(text.replace("\n", "\r\n"))
    assert not is_ours(text + "x")


def test_one_bad_seed_does_not_stop_the_others(project: Project) -> None:
    """What cannot be read is reported with its file, the others have their pages."""
    settings = project({**SEEDS, "bad.txt": "", "worse.txt.yml": "x", "worse.txt": "Titre\n\nTexte.", "what.xyz": "x"})
    report = build(settings)
    assert report.dossiers == len(SEEDS)
    assert [f.path for f in report.failures] == ["seeds/bad.txt", "seeds/what.xyz", "seeds/worse.txt"]
    assert all(f.message.startswith("seeds/") for f in report.failures)


def test_a_bad_authority_stops_the_build(project: Project) -> None:
    """Nothing is built on half of what the newsroom knows."""
    with pytest.raises(AuthorityError, match=r"^seeds/_authority.yml:2: "):
        build(project({**SEEDS, "_authority.yml": "entities:\n  - {name: A}\n"}))


def test_a_bad_ids_file_stops_the_build(project: Project) -> None:
    """Frozen ids that cannot be read are no reason to make new ones."""
    settings = project(SEEDS)
    (settings.dossiers / "_ids.tsv").write_text("id\tkind\n", "utf-8")
    with pytest.raises(ProjectError, match=r"^dossiers/_ids.tsv:1: "):
        build(settings)


@pytest.mark.parametrize("damage", ["header", "middle", "half", "empty", "text", "value"])
def test_a_damaged_cache_is_made_anew(damage: str, project: Project) -> None:
    """Whatever happens to the cache, the dossiers come out the same."""
    settings = project(SEEDS)
    build(settings)
    before = tree(settings.dossiers)
    cache = settings.work / "cache.sqlite"
    _damage(cache, damage)
    assert build(settings).dossiers == len(SEEDS)
    assert tree(settings.dossiers) == before


def _damage(cache: Path, how: str) -> None:
    if how == "value":
        with closing(sqlite3.connect(cache, isolation_level=None)) as connection:
            connection.execute("update found set value = replace(cast(value as text), 'Witkoff', 'Witkoof')")
        return
    data = cache.read_bytes()
    bad = {
        "header": b"x" * 100 + data[100:],
        "middle": data[: len(data) // 2] + b"\xff" * 4096 + data[len(data) // 2 + 4096 :],
        "half": data[: len(data) // 2],
        "empty": b"",
        "text": b"no database at all\n",
    }[how]
    for name in (f"{cache.name}-wal", f"{cache.name}-shm"):
        cache.with_name(name).unlink(missing_ok=True)
    cache.write_bytes(bad)


def test_a_name_that_moved_leaves_a_redirect(project: Project) -> None:
    """When the newsroom says that a published name is another's, its page leads there."""
    settings = project({"a.txt": "Le bilan\n\nLe président Ouchakov parle. Ouchakov répète."})
    build(settings)
    assert (settings.dossiers / "entities" / "ouchakov.md").exists()
    known = "entities:\n  - {name: Iouri Ouchakov, type: person, aliases: [Ouchakov]}\n"
    (settings.seeds / "_authority.yml").write_text(known, "utf-8")
    build(settings)
    assert "redirect: entities/iouri-ouchakov.md" in (settings.dossiers / "entities/ouchakov.md").read_text("utf-8")
    assert "ouchakov\tentity\tOuchakov\t2025-10-25\tiouri-ouchakov" in (settings.dossiers / "_ids.tsv").read_text(
        "utf-8"
    )


def test_no_redirect_leads_to_what_has_no_page(project: Project) -> None:
    """A name that became one of what the site gives no page leads nowhere: its page goes."""
    settings = project({"a.txt": "Le bilan\n\nLe président Ouchakov parle. Ouchakov répète."})
    build(settings)
    assert (settings.dossiers / "entities/ouchakov.md").is_file()
    authority = "entities:\n  - {name: Iouri Ouchakov, type: other, aliases: [Ouchakov]}\n"
    (settings.seeds / "_authority.yml").write_text(authority, "utf-8")
    build(settings)
    assert not (settings.dossiers / "entities/ouchakov.md").exists()


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails, the old page stays whole and no half file is left."""
    write(tmp_path, "a.md", "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, "a.md", "new")
    assert tree(tmp_path) == {"a.md": b"old"}


def test_no_seeds(project: Project) -> None:
    """A project without a seed has a home page that says what to do."""
    settings: Settings = project({})
    assert build(settings).dossiers == 0
    assert "seeds/" in (settings.dossiers / "index.md").read_text("utf-8")


def test_many_entities_share_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a large site an entity named once is an entry on its list, to which its links lead."""
    monkeypatch.setattr("newsdossier.views.entities.PAGES_FOR_ALL", 1)
    settings = project(SEEDS)
    build(settings)
    assert not (settings.dossiers / "entities" / "donetsk.md").exists()
    assert "[Donetsk](places/names.md#donetsk)" in (settings.dossiers / "le-bilan.md").read_text("utf-8")
    by_name = (settings.dossiers / "places" / "names.md").read_text("utf-8")
    assert "[Donetsk](../le-bilan.md){ .loc #donetsk }" in by_name
    assert "[Donetsk](le-bilan.md){ .loc }" in (settings.dossiers / "places.md").read_text("utf-8")
