"""The product as others get it: a wheel, a new project of it, a package that extends it."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, tree


def run(folder: Path, *command: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command there, with the packages of `path` before all others."""
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    return done


def install(what: Path, folder: Path) -> Path:
    """Install a package into a folder, without what it depends on."""
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-compile")
    run(ROOT, *pip, "--disable-pip-version-check", "--target", str(folder), str(what))
    return folder


def ours() -> list[str]:
    """Every file of the repository."""
    listed = run(ROOT, "git", "ls-files", "-z").stdout.split("\0")
    return [path for path in listed if (ROOT / path).is_file()]


def made(root: Path, *options: str) -> Path:
    """Folder with the packages that are built of those sources."""
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(root / "made"), *options]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=300, env=environment)
    return root / "made"


def sources(root: Path, *, most: int, stamp: int = 1_000_000_000) -> Path:
    """A copy of the repository, its files of that time and cut after `most` bytes."""
    for path in ours():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, root / path)
        if (root / path).stat().st_size > most:
            os.truncate(root / path, most)
        os.utime(root / path, (stamp, stamp))
    return root


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist, built of two copies of the sources that were made at different times and places.

    Models and cities are cut short: to pack them takes far longer than all the rest.
    """
    places = {"one": 1_000_000_000, "another-place": 1_600_000_000}
    one, another = (
        made(sources(tmp_path_factory.mktemp(name), most=60_000, stamp=stamp)) for name, stamp in places.items()
    )
    return one, another


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the whole sources, installed: nothing of them is needed any more."""
    (wheel,) = made(sources(tmp_path_factory.mktemp("whole"), most=sys.maxsize), "-t", "wheel").glob("*.whl")
    return install(wheel, tmp_path_factory.mktemp("installed"))


def test_wheel_and_sdist_are_reproducible(wheels: tuple[Path, Path]) -> None:
    """Built twice, elsewhere and of files with other times, both have the same bytes."""
    one, another = map(tree, wheels)
    assert {name.rsplit(".", 1)[-1] for name in one} == {"whl", "gz"}
    assert one == another


def test_the_wheel_holds_the_package(wheels: tuple[Path, Path]) -> None:
    """Every file of the package that is in the repository is in the wheel and in the sdist, hidden ones included."""
    wanted = {path.removeprefix("scripts/") for path in ours() if path.startswith("scripts/newsdossier/")}
    (wheel,), (sdist,) = wheels[0].glob("*.whl"), wheels[0].glob("*.tar.gz")
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()
    with tarfile.open(sdist) as archive:
        names = {name.partition("/scripts/")[2] for name in archive.getnames()}
    assert wanted - names == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_project_builds_at_once(language: str, installed: Path, tmp_path: Path) -> None:
    """From an empty folder, `new` and a strict build are all it takes; the example has its dossier."""
    where = run(
        tmp_path, sys.executable, "-c", "import newsdossier; print(newsdossier.__file__)", path=installed
    ).stdout
    assert where.startswith(str(installed))
    command = (sys.executable, "-m", "newsdossier.cli.main", "new", "press", "--language", language)
    assert "cd press && mkdocs serve" in run(tmp_path, *command, path=installed).stdout
    project = tmp_path / "press"
    run(project, sys.executable, "-m", "mkdocs", "build", "--strict", path=installed)
    assert {".gitignore", ".gitlab-ci.yml", ".github", "README.md"} <= {path.name for path in project.iterdir()}
    (seed,) = (project / "seeds").iterdir()
    page = (project / "site/dossiers" / f"{_slug(project)}/index.html").read_text("utf-8")
    assert f'lang="{language}"' in page
    assert "Neil Armstrong" in page
    assert not [text for text in tree(project).values() if b"{name}" in text or b"{version}" in text]
    assert run(project, sys.executable, "-m", "newsdossier.cli.main", "check", path=installed).stdout == "Mistakes: 0\n"


def _slug(project: Path) -> str:
    (found,) = (path.stem for path in (project / "dossiers").glob("ex*.md"))
    return found


def test_a_new_project_has_the_address_that_a_workflow_gives(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where SITE_URL is set, as both workflows do, the site has canonical links and feeds."""
    monkeypatch.setenv("SITE_URL", "https://press.example/")
    run(tmp_path, sys.executable, "-m", "newsdossier.cli.main", "new", "L'écho: du matin", path=installed)
    project = tmp_path / "L'écho: du matin"
    run(project, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "public", path=installed)
    page = (project / "public/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://press.example/">' in page
    assert "L'écho: du matin" in page.replace("&#39;", "'")
    assert (project / "public/feed.xml").is_file()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds something stays as it is, and one line says so."""
    (tmp_path / "press").mkdir()
    (tmp_path / "press/mine.txt").write_text("mine", "utf-8")
    command = [sys.executable, "-m", "newsdossier.cli.main", "new", "press"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (2, "press: something is here already. Choose a new name.\n")
    assert tree(tmp_path) == {"press/mine.txt": b"mine"}


def test_an_installed_package_extends_it(installed: Path, tmp_path: Path) -> None:
    """A reader and an analyser of somebody else's package are used as soon as it is installed."""
    packages = tmp_path / "packages"
    shutil.copytree(installed, packages)
    install(ROOT / "tests" / "extension", packages)
    run(tmp_path, sys.executable, "-m", "newsdossier.cli.main", "new", "radio", path=packages)
    seed = "WEBVTT - Le fichier\n\n1\n00:01.000 --> 00:04.000\nLa loi n° 78-17 protège\nles fichiers, dit la CNIL.\n"
    (tmp_path / "radio/seeds/journal.vtt").write_text(seed, "utf-8")
    (tmp_path / "radio/seeds/journal.vtt.yml").write_text("rights: full\n", "utf-8")
    done = run(tmp_path / "radio", sys.executable, "-m", "newsdossier.cli.main", "build", path=packages)
    assert done.stdout.startswith("Dossiers: 2,")
    page = (tmp_path / "radio/dossiers/le-fichier.md").read_text("utf-8")
    assert "protège les fichiers" in page
    assert "name: loi n° 78-17" in page
