"""Decisions on entities from the command line: told before they are written, kept in the authority, undone."""

import io

import frontmatter
import pytest

from conftest import Project
from newsdossier.build.pipeline import build, preview
from newsdossier.cli import main
from newsdossier.model.settings import Settings

SEEDS = {
    "a.txt": "L’appel\n\nIouri Ouchakov a appelé Steve Witkoff. Ouchakov a parlé de l’Ukraine.",
    "b.md": "---\nlanguage: en\ntitle: The call\n---\nYuri Ushakov called Steve Witkoff about Ukraine.\n",
    "_authority.yml": "# our names\nentities:\n  - name: Ukraine  # the country\n    type: place\n",
}


@pytest.fixture
def site(project: Project) -> Settings:
    """Two articles that name one man in two ways, built."""
    settings = project(SEEDS)
    build(settings)
    return settings


def run(settings: Settings, *arguments: str) -> int:
    """The command, agreed to."""
    return main.main([*arguments, "--project", str(settings.root), *(["--yes"] if arguments[0] != "explain" else [])])


def authority(settings: Settings) -> str:
    """The file as it stands."""
    return (settings.seeds / "_authority.yml").read_text("utf-8")


def entity(settings: Settings, id_: str) -> dict[str, object]:
    """Front matter of an entity page."""
    return dict(frontmatter.load(str(settings.dossiers / "entities" / f"{id_}.md")).metadata)


def test_explain_says_why(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Each join is told with its reason, and where each form stands."""
    assert run(site, "explain", "iouri-ouchakov") == 0
    said = capsys.readouterr().out
    assert "Iouri Ouchakov = Yuri Ushakov : même nom, transcrit autrement" in said
    assert "the-call: Yuri Ushakov" in said
    assert run(site, "explain", "yuri-ushakov") == 0, "the id that was joined leads to the same"
    assert said == capsys.readouterr().out


def test_not_same_undoes_a_join(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """One line parts two names, says first which pages change, and keeps the file's comments."""
    assert entity(site, "yuri-ushakov")["redirect"] == "entities/iouri-ouchakov.md"
    assert run(site, "not-same", "iouri-ouchakov", "yuri-ushakov") == 0
    assert "entities/yuri-ushakov.md" in capsys.readouterr().out
    assert "# the country" in authority(site)
    assert "not: [yuri-ushakov]" in authority(site)
    build(site)
    assert entity(site, "yuri-ushakov")["title"] == "Yuri Ushakov"


def test_merge_leaves_a_redirect(site: Settings) -> None:
    """Two entities become one, the page of the second leads to the first, and a later word parts them again."""
    assert run(site, "merge", "steve-witkoff", "ukraine") == 0
    build(site)
    assert entity(site, "ukraine")["redirect"] == "entities/steve-witkoff.md"
    assert run(site, "not-same", "steve-witkoff", "ukraine") == 0
    build(site)
    assert entity(site, "ukraine")["title"] == "Ukraine"


def test_rename_keeps_the_address(site: Settings) -> None:
    """The page is called otherwise, under the same id, and the old name still leads there."""
    assert run(site, "rename", "steve-witkoff", "Steven Witkoff") == 0
    build(site)
    assert entity(site, "steve-witkoff")["title"] == "Steven Witkoff"
    assert "Steve Witkoff" in str(entity(site, "steve-witkoff")["aliases"])


def test_retype(site: Settings) -> None:
    """What people say something is, it is."""
    assert run(site, "retype", "steve-witkoff", "organisation") == 0
    build(site)
    assert entity(site, "steve-witkoff")["type"] == "organisation"


def test_split_makes_a_namesake(site: Settings) -> None:
    """In the dossiers named the name is another entity; the first keeps the others."""
    assert run(site, "split", "steve-witkoff", "the-call", "--as", "steve-witkoff-auteur") == 0
    build(site)
    assert entity(site, "steve-witkoff-auteur")["dossiers"] == ["the-call"]
    assert entity(site, "steve-witkoff")["dossiers"] == ["l-appel"]


def test_asked_and_refused_nothing_is_written(site: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a yes the authority stays as it is."""
    before = authority(site)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))  # nobody answers
    assert main.main(["merge", "steve-witkoff", "ukraine", "--project", str(site.root)]) != 0
    assert authority(site) == before


@pytest.mark.parametrize("command", [("merge", "nobody", "ukraine"), ("split", "ukraine", "nowhere", "--as", "x")])
def test_errors_name_what_is_near(command: tuple[str, ...], site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """An id or a dossier that is not there is named, with those that are."""
    assert run(site, *command) == 2
    said = capsys.readouterr().err
    assert "is no entity of this site" in said or "is no dossier of this site" in said


def test_a_decision_that_clashes_is_refused(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A new name that another entry has is an error, and the file stays."""
    before = authority(site)
    assert run(site, "rename", "steve-witkoff", "Ukraine") == 2
    assert "would lead to both" in capsys.readouterr().err
    assert authority(site) == before


def test_commands_are_remembered(site: Settings) -> None:
    """What was decided when is in the authority's history, and on the page of corrections."""
    assert run(site, "rename", "steve-witkoff", "Steven Witkoff") == 0
    assert run(site, "retype", "ukraine", "place") == 0
    assert (
        "history:\n  - kind: rename\n    entity: steve-witkoff\n    to: Steven Witkoff\n    on: 2025-10-25\n"
        in authority(site)
    )
    build(site)
    page = (site.dossiers / "corrections.md").read_text("utf-8")
    assert "- 25 octobre 2025 · [Steven Witkoff](entities/steve-witkoff.md){ .per }, s’appelle Steven Witkoff" in page


def test_overwrite_saves_the_edited_page(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that a person edited is made anew when asked for, after theirs was saved outside the site, each time."""
    page = site.dossiers / "l-appel.md"
    ours = page.read_text("utf-8")
    for number, name in enumerate(("l-appel.md", "l-appel-2.md")):
        page.write_text(ours + f"\nÀ moi {number}.\n", "utf-8")
        assert main.main(["build", "--project", str(site.root)]) == 0
        assert "l-appel.md: edited by a person" in capsys.readouterr().out
        assert "dossiers/l-appel.md: a person edited it" in (site.work / "report.md").read_text("utf-8")
        assert main.main(["build", "--project", str(site.root), "--overwrite", "l-appel"]) == 0
        assert f"Saved: .newsdossier/replaced/{name}" in capsys.readouterr().out
        assert page.read_text("utf-8") == ours
        assert f"À moi {number}." in (site.work / "replaced" / name).read_text("utf-8")


def test_overwrite_leaves_what_a_person_wrote(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A page of a person's own is not taken away, and a name without a page is an error."""
    (site.dossiers / "notes.md").write_text("# À moi\n", "utf-8")
    assert main.main(["build", "--project", str(site.root), "--overwrite", "notes"]) == 2
    assert "a person's own" in capsys.readouterr().err
    assert (site.dossiers / "notes.md").exists()
    assert main.main(["build", "--project", str(site.root), "--overwrite", "nothing"]) == 2


def test_a_name_does_for_an_id(site: Settings) -> None:
    """A command takes the name, or another form of it; history keeps the id and who decided."""
    assert run(site, "retype", "Ouchakov", "organisation", "--by", "Anne Bernard") == 0
    assert "  - kind: retype\n    entity: iouri-ouchakov\n    to: organisation\n    by: Anne Bernard\n" in authority(
        site
    )


@pytest.mark.parametrize("command", ["reject", "hide"])
def test_a_name_is_taken_off_the_site(command: str, site: Settings) -> None:
    """Neither a page nor a link is left, under any of its forms; the text stays, and the file says so."""
    assert (site.dossiers / "entities/iouri-ouchakov.md").exists()
    assert run(site, command, "iouri-ouchakov") == 0
    build(site)
    assert not (site.dossiers / "entities/iouri-ouchakov.md").exists()
    page = (site.dossiers / "l-appel.md").read_text("utf-8")
    assert "entities/iouri-ouchakov" not in page
    assert "Iouri Ouchakov a appelé [Steve Witkoff]" in page
    assert f"{command}: true" in authority(site)


def test_who_stands_beside_a_hidden_name_keeps_its_own(project: Project) -> None:
    """Other names of the article are as they were: their forms, and why these are one."""
    text = "Le conseil\n\nClaire Berthier a reçu Paul Quillivic. Selon Berthier, le port ferme.\n"
    settings = project({"a.txt": text})
    build(settings)
    before = preview(settings).site.named["claire-berthier"].entity
    assert before.aliases == ("Berthier",)
    (settings.seeds / "_authority.yml").write_text(
        "entities:\n  - {name: Paul Quillivic, type: person, hide: true}\n", "utf-8"
    )
    named = preview(settings).site.named
    assert "paul-quillivic" not in named
    assert named["claire-berthier"].entity == before


NOTED = """entities:
  - name: Ukraine
    type: place
    pin: true
    note:
      text: "Voir *aussi* la [carte](https://example.org/). <script>x</script>"
      by: Anne Bernard
  - {name: Moscou, type: place, note: "Un mot."}
"""


def test_notes_and_pins_of_entities(project: Project) -> None:
    """An entity's page has the newsroom's note; a pinned one comes first on the home page, whatever is named more."""
    settings = project({"a.txt": "Un titre\n\nMoscou, Moscou et Moscou, puis l’Ukraine.", "_authority.yml": NOTED})
    build(settings)
    page = (settings.dossiers / "entities/ukraine.md").read_text("utf-8")
    assert "## Note de la rédaction { #note }" in page
    assert "Voir *aussi* la [carte](https://example.org/)." in page
    assert "<script>" not in page
    assert "— Anne Bernard" in page
    assert "Un mot." in (settings.dossiers / "entities/moscou.md").read_text("utf-8")
    home = (settings.dossiers / "index.md").read_text("utf-8")
    assert home.index("[Ukraine]") < home.index("[Moscou]")
    changed = NOTED.replace("Un mot.", "Deux mots.").replace("    pin: true\n", "")
    (settings.seeds / "_authority.yml").write_text(changed, "utf-8")
    build(settings)
    assert "Deux mots." in (settings.dossiers / "entities/moscou.md").read_text("utf-8")
    home = (settings.dossiers / "index.md").read_text("utf-8")
    assert home.index("[Ukraine]") > home.index("[Moscou]")


def test_a_pinned_dossier_comes_first_on_the_home_page(project: Project) -> None:
    """Also an old one, which is marked; the list of all dossiers stays by day."""
    seeds = {f"{n:02}.txt": f"Titre {n:02}\n\nUn texte numéro {n}." for n in range(1, 16)}
    days = {f"{name}.yml": f"published: 2025-01-{name[:2]}\n" for name in seeds}
    settings = project({**seeds, **days})
    build(settings)
    home = settings.dossiers / "index.md"
    assert "[Titre 01]" not in home.read_text("utf-8")
    (settings.seeds / "01.txt.yml").write_text("published: 2025-01-01\npin: yes\n", "utf-8")
    build(settings)
    text = home.read_text("utf-8")
    assert text.index("[Titre 01]") < text.index("[Titre 15]")
    assert text.count("à la une") == 1
    every = (settings.dossiers / "dossiers.md").read_text("utf-8")
    assert every.index("[Titre 15]") < every.index("[Titre 01]")
