"""Broken off anywhere, a build leaves no half page, and the next one ends as if nothing had happened."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Project, mkdocs, published, tree

CALL = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n\nLa réunion aura lieu à Kiev.\n"
VISIT = "La visite\n\nDonald Trump attend Volodymyr Zelensky à Kiev.\n"
MEETING = "La rencontre\n\nVladimir Poutine reçoit Steve Witkoff à Moscou.\n"
DECISION = "decisions:\n  - reject: {exact: Kiev}\n"


def build(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    command = [sys.executable, "-m", "newsdossier.cli", "build", "--project", str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ.copy())


def public(root: Path) -> dict[str, bytes]:
    """What a build may write and a person may read."""
    return tree(root / "dossiers")


@pytest.fixture
def changed(project: Project) -> Path:
    """A project that was built, then changed: a seed edited, one gone, one new, a page edited by hand, a decision."""
    root = project({"a.txt": CALL, "b.txt": VISIT, "d.txt": "Le reste\n\nMarie Lemoine vit à Lille.\n"}).root / "p"
    root.mkdir()
    for name in ("seeds", "docs", "dossiers", "mkdocs.yml"):
        (root.parent / name).rename(root / name)
    assert build(root).returncode == 0
    page = root / "dossiers/le-reste.md"
    page.write_text(page.read_text("utf-8").replace("\n# ", "\n# Relu : ", 1), "utf-8")
    (root / "seeds/a.txt").write_text(CALL.replace("Kiev", "Odessa"), "utf-8")
    (root / "seeds/a.txt.yml").write_text("title: L’appel du soir\n", "utf-8")
    (root / "seeds/b.txt").unlink()
    (root / "seeds/c.txt").write_text(MEETING, "utf-8")
    return root


@pytest.mark.parametrize(("fault", "step"), [("killed", 7), ("full", 11)])
def test_broken_off_at_any_write(changed: Path, fault: str, step: int) -> None:
    """Killed there or with a full disk from there on: no half page, no lost edit, and the next build gives all."""
    script = str(Path(__file__).with_name("faults.py"))
    done = subprocess.run(
        [sys.executable, script, str(changed), fault, str(step)],
        capture_output=True, text=True, timeout=400, env=os.environ.copy(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.startswith("at\t")]
    assert rows[-1][2] == "100", "the last one is broken off nowhere"
    assert len(rows) >= 5
    broken = {"killed": {"137"}, "full": {"2"}}[fault]
    assert [row for row in rows[:-1] if row[2] not in broken] == []
    assert [row for row in rows if row[3] != "0" or row[4:]] == []
    assert "Traceback" not in done.stderr


def test_a_read_only_folder_is_told_of(changed: Path) -> None:
    """A dossier's folder that cannot be written to: one line with its path, and exit code 2."""
    before = public(changed)
    shutil.move(changed / "dossiers", changed / "kept")
    (changed / "dossiers").write_text("a file, where a folder should be", "utf-8")
    done = build(changed)
    assert done.returncode == 2
    assert "dossiers" in done.stderr
    assert "Traceback" not in done.stderr
    (changed / "dossiers").unlink()
    shutil.move(changed / "kept", changed / "dossiers")
    assert public(changed) == before


def test_two_builds_at_once(changed: Path) -> None:
    """The second waits for the first; both end well and the result is that of one."""
    shutil.copytree(changed, changed.with_name("alone"))
    assert build(changed.with_name("alone")).returncode == 0
    command = [sys.executable, "-m", "newsdossier.cli", "build", "--project", str(changed)]
    two = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(120) for one in two] == [0, 0]
    assert public(changed) == public(changed.with_name("alone"))


def test_a_lock_that_a_killed_build_left_holds_nobody_up(changed: Path) -> None:
    """The system frees the lock of a process that is gone: the file alone means nothing."""
    holder = "import fcntl, os, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); os.kill(os.getpid(), 9)"
    lock = changed / ".newsdossier/lock"
    assert subprocess.run([sys.executable, "-c", holder, str(lock)]).returncode == -9
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # free
    assert build(changed).returncode == 0


def damage(cache: Path, how: str) -> None:
    """Spoil a file as disks do."""
    data = bytearray(cache.read_bytes())
    middle = len(data) // 2
    if how == "middle":
        data[middle : middle + 4096] = b"\xff" * 4096
    elif how == "half":
        data = data[:middle]
    elif how == "text":
        data = bytearray(b"this is no database\n" * 500)
    cache.write_bytes(bytes(data))


@pytest.mark.parametrize("name", ["cache.sqlite", "published.sqlite"])
def test_a_damaged_cache_is_made_anew(changed: Path, name: str) -> None:
    """Whatever happens to the cache or to the record of what was published, pages and site are those of a good one."""
    assert mkdocs(changed, "build", "-q").returncode == 0
    wanted, site = public(changed), published(changed / "site")
    for how in ("middle", "half", "text"):
        damage(changed / ".newsdossier" / name, how)
        done = mkdocs(changed, "build", "-q")
        assert done.returncode == 0, (how, done.stderr)
        assert public(changed) == wanted, how
        assert published(changed / "site") == site, how
