"""Published files: where they are on the site, and that MkDocs gets one only when it asks for it."""

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from conftest import Project, mkdocs, tree
from newsdossier.site.incremental.files import DataFile, SiteFiles, address, destination

_PATHS = (
    "index.md",
    "README.md",
    "dossiers/index.md",
    "dossiers/a.md",
    "dossiers/a/b.c.md",
    "dossiers/l’été à 50 %.md",
)


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize("path", _PATHS)
def test_a_page_is_where_mkdocs_puts_it(path: str, folders: bool) -> None:
    """Place and address of a page are found without making a file, and are those that MkDocs gives it."""
    file = File(path, "docs", "site", folders)
    assert destination(path, folders=folders) == file.dest_uri
    assert address(file.dest_uri, folders=folders) == file.url


def test_what_stays_is_made_when_it_is_asked_for() -> None:
    """Going through the files makes none of those that stay; asking for one by its name makes that one, once."""
    config, made = MkDocsConfig(config_file_path="mkdocs.yml"), []
    config.load_dict({"site_name": "Essai"})

    def make(uri: str) -> File:
        made.append(uri)
        return DataFile(uri, config, str)

    here = DataFile("here", config, str)
    files = SiteFiles([here], {"a", "b"}, make)
    assert [*files] == [here]
    assert {*files.src_uris} == {"here", "a", "b"}
    assert made == []
    assert files.get_file_from_path("a") is files.src_uris["a"]
    assert files.get_file_from_path("here") is here
    assert files.get_file_from_path("elsewhere") is None
    assert "b" in files
    assert "elsewhere" not in files
    assert made == ["a", "b"]


def test_what_another_process_made_stays_from_then_on() -> None:
    """Its file is let go, and made again when somebody asks for it."""
    config = MkDocsConfig(config_file_path="mkdocs.yml")
    config.load_dict({"site_name": "Essai"})
    files = SiteFiles(
        [DataFile(uri, config, tuple) for uri in ("a", "b")], {"c"}, lambda uri: DataFile(uri, config, tuple)
    )
    first = files.get_file_from_path("a")
    files.mark_published(["a"])
    assert [file.src_uri for file in files] == ["b"]
    assert {*files.src_uris} == {"a", "b", "c"}
    assert files.get_file_from_path("a") is not first


def test_a_page_of_the_project_gives_way_to_ours(project: Project) -> None:
    """What stands in docs/ under the name of a page of ours is not published, whether ours is new or stays."""
    settings = project({"a.md": "# Un titre\n\nAnna Morel a parlé.\n"})
    other = settings.root / "docs" / "dossiers" / "people.md"
    other.parent.mkdir()
    other.write_text("# Autre chose\n", "utf-8")
    sites = []
    for _ in range(2):
        done = mkdocs(settings.root, "build")
        assert done.returncode == 0, done.stderr
        sites.append(tree(settings.root / "site"))
    assert sites[0] == sites[1]
    assert "Autre chose" not in (settings.root / "site/dossiers/people/index.html").read_text("utf-8")
