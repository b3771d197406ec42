"""Broken off anywhere, a command leaves no half file, and the next one ends as if nothing had happened."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import corpus_files as files
import links
from commands import Loaded
from conftest import make_project, published, tree

CALL = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n\nLa réunion aura lieu à Kiev.\n"
VISIT = "La visite\n\nDonald Trump attend Volodymyr Zelensky à Kiev.\n"
MEETING = "La rencontre\n\nVladimir Poutine reçoit Steve Witkoff à Moscou.\n"
REST = "Le reste\n\nMarie Lemoine vit à Lille.\n"
BUILD = ("newsdossier", "build")
SITE = ("mkdocs", "build", "-q")
CODES = {"killed": 137, "full": 2, "stopped": 130}
EVERY = 3  # changes of the disk. A file takes four of them: each file is met, and each of the four by turns


def public(root: Path) -> dict[str, bytes]:
    """What commands write and a person may read: pages, and what people decided."""
    found = {f"{name}/{path}": data for name in ("dossiers", "seeds") for path, data in tree(root / name).items()}
    report = root / "report.jsonl"
    return found | ({"report.jsonl": report.read_bytes()} if report.is_file() else {})


def half(now: dict[str, bytes], *versions: dict[str, bytes]) -> list[str]:
    """Files that are neither as before nor as after; one on its way to its name begins with a stop."""
    named = {path: data for path, data in now.items() if not path.rsplit("/", 1)[-1].startswith(".new-")}
    return [path for path, data in named.items() if data not in [one[path] for one in versions if path in one]]


def put_back(start: Path, root: Path) -> None:
    """The project as it was."""
    shutil.rmtree(root)
    shutil.copytree(start, root, symlinks=True)


@pytest.fixture
def changed(tmp_path: Path, loaded: Loaded) -> Path:
    """A project that was built, then changed: a seed edited, one gone, one new, a page edited by hand, a decision."""
    root = make_project(tmp_path / "p", {"a.txt": CALL, "b.txt": VISIT, "d.txt": REST}).root
    assert loaded.run(root, *BUILD).code == 0
    page = root / "dossiers/le-reste.md"
    page.write_text(page.read_text("utf-8").replace("\n# ", "\n# Relu : ", 1), "utf-8")
    (root / "seeds/a.txt").write_text(CALL.replace("Kiev", "Odessa"), "utf-8")
    (root / "seeds/a.txt.yml").write_text("title: L’appel du soir\n", "utf-8")
    (root / "seeds/b.txt").unlink()
    (root / "seeds/c.txt").write_text(MEETING, "utf-8")
    return root


def broken_off(loaded: Loaded, root: Path, command: tuple[str, ...], how: tuple[str, int]) -> Iterator[list[str]]:
    """For every n-th change on the disk: what is wrong when the command is broken off there, and after another run.

    `how` is the fault and the step from one n to the next. The command alone says what is right.
    """
    fault, step = how
    start = root.with_name("start")
    shutil.copytree(root, start, symlinks=True)
    assert loaded.run(root, *command).code == 0, loaded.said()
    before, wanted = public(start), public(root)
    for n in range(1, 10_000, step):
        put_back(start, root)
        end = loaded.run(root, *command, folder=str(root), at=n, fault=fault)
        if not end.reached:
            assert n > step, "broken off nowhere"
            return
        done = end.code == 0 and public(root) == wanted  # all but the note on how a cache was left
        wrong = [f"{n} ended with {end.code}"] if end.code != CODES[fault] and not done else []
        wrong += [f"{n} half: {path}" for path in half(public(root), before, wanted)]
        wrong += [f"{n} says: {loaded.said()}"] if "Traceback" in loaded.said() else []
        again = loaded.run(root, *command)
        wrong += [f"{n} again ended with {again.code}: {loaded.said()}"] if again.code else []
        now = public(root)
        wrong += [f"{n} differs: {p}" for p in sorted(now.keys() | wanted.keys()) if now.get(p) != wanted.get(p)]
        yield wrong


@pytest.mark.parametrize("how", [("killed", EVERY), ("full", EVERY + 2)], ids=lambda how: how[0])
def test_a_build_broken_off_at_any_write(changed: Path, loaded: Loaded, how: tuple[str, int]) -> None:
    """Killed there or with a full disk from there on: no half page, no lost edit, and the next build gives all."""
    found = list(broken_off(loaded, changed, BUILD, how))
    assert len(found) >= 10
    assert [wrong for wrong in found if wrong] == []


COMMANDS = {
    "import": ("newsdossier", "import", "../flux.xml"),
    "merge": ("newsdossier", "merge", "steve-witkoff", "iouri-ouchakov", "--yes"),
    "withdraw": ("newsdossier", "withdraw", "Iouri Ouchakov"),
    "overwrite": ("newsdossier", "build", "--overwrite", "le-reste"),
    "report": ("newsdossier", "build", "--report", "report.jsonl"),
    "kb": ("newsdossier", "kb", "import", "../elus.csv"),
}


@pytest.mark.parametrize("fault", ["killed", "full"])
@pytest.mark.parametrize("name", COMMANDS)
def test_other_commands_broken_off_at_any_write(name: str, fault: str, changed: Path, loaded: Loaded) -> None:
    """What they write is whole or not there; a second try gives what an undisturbed command gives."""
    assert loaded.run(changed, *BUILD).code == 0
    changed.with_name("flux.xml").write_bytes(files.feeds("La maire a présenté son projet en juin.", twice=True)["rss"])
    changed.with_name("elus.csv").write_text("name,type\nMarie Lemoine,person\n", "utf-8")
    step = EVERY if name in {"merge", "overwrite", "report"} else 1 if fault == "killed" else 2
    found = list(broken_off(loaded, changed, COMMANDS[name], (fault, step)))
    assert found
    marked = "half: dossiers/le-reste.md" if name == "overwrite" else ""  # given back, and not made anew yet
    assert [wrong for wrongs in found for wrong in wrongs if not (marked and wrong.endswith(marked))] == []


def test_an_import_stopped_by_ctrl_c(changed: Path, loaded: Loaded) -> None:
    """It ends as a stopped command does, with no half seed, and goes on when it is started again."""
    changed.with_name("flux.xml").write_bytes(files.feeds("La maire a présenté son projet en juin.", twice=True)["rss"])
    found = list(broken_off(loaded, changed, COMMANDS["import"], ("stopped", 2)))
    assert len(found) >= 2
    assert [wrong for wrong in found if wrong] == []


def test_a_new_project_is_whole_or_not_there(tmp_path: Path, loaded: Loaded) -> None:
    """Broken off, `new` leaves no half project that would be in its own way."""
    for n in range(1, 100, 4):
        if not loaded.run(tmp_path, "newsdossier", "new", "press", folder=str(tmp_path), at=n).reached:
            break
        assert not (tmp_path / "press").exists() or (tmp_path / "press/mkdocs.yml").is_file()
        shutil.rmtree(tmp_path / "press", ignore_errors=True)
        assert loaded.run(tmp_path, "newsdossier", "new", "press").code == 0, loaded.said()
        shutil.rmtree(tmp_path / "press")
    assert n > 8


@pytest.mark.parametrize("fault", ["killed", "full", "stopped"])
def test_an_export_broken_off_is_gone_on_with(fault: str, changed: Path, loaded: Loaded) -> None:
    """Whatever was there already, the folder is known for an export's, and the next one writes all of it."""
    plain = changed / "plain"
    export = ("newsdossier", "export", str(plain))
    assert loaded.run(changed, *export).code == 0, loaded.said()
    wanted = tree(plain)
    for n in range(1, 100, 2):
        shutil.rmtree(plain)
        end = loaded.run(changed, *export, folder=str(plain), at=n, fault=fault)
        if not end.reached:
            break
        assert end.code == CODES[fault] and "Traceback" not in loaded.said()
        assert loaded.run(changed, *export).code == 0, (n, loaded.said())
        assert tree(plain) == wanted, n
    assert n > 5


def whole(site: Path, *versions: dict[str, bytes]) -> list[str]:
    """What readers would miss: half a page, a link without an end on a page to which links lead.

    Places on pages are not asked for: of two pages that move one after the other, one is the new one for a moment.
    """
    now = {path: data for path, data in tree(site).items() if not path.startswith("pagefind/")}
    shown = tuple(f"{page}:" for page in links.reachable(site.resolve()))
    found = [line for line in links.broken(site.resolve()) if line.endswith("leads nowhere")]
    return half(now, *versions) + [line for line in found if line.startswith(shown)]


def test_a_site_broken_off_at_any_change(changed: Path, loaded: Loaded) -> None:
    """Killed while the site is put before its readers: every page is the old or the new one, every link has an end.

    The next build gives the site, its search index too, that an undisturbed one gives.
    """
    start, site = changed.with_name("start"), changed / "site"
    put_back_site(changed, loaded)
    shutil.copytree(changed, start)
    before = tree(site)
    assert loaded.run(changed, *SITE).code == 0, loaded.said()
    wanted, after = published(site), tree(site)
    reached = 0
    for n in (1, 2, 3, 5, *range(8, 1_000, 17)):
        put_back(start, changed)
        end = loaded.run(changed, *SITE, folder=str(site), at=n)
        if not end.reached:
            break
        reached += 1
        assert whole(site, before, after) == [], n
        assert loaded.run(changed, *SITE).code == 0, loaded.said()
        assert published(site) == wanted, n
        assert not list(site.rglob(".new-*")), n
    assert reached >= 8


def put_back_site(root: Path, loaded: Loaded) -> None:
    """The site as it was before the project changed, built from the first versions of the seeds."""
    now = tree(root / "seeds")
    for name, text in {"a.txt": CALL, "b.txt": VISIT, "d.txt": REST}.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    for name in ("a.txt.yml", "c.txt"):
        (root / "seeds" / name).unlink()
    assert loaded.run(root, *SITE).code == 0, loaded.said()
    shutil.rmtree(root / "seeds")
    for path, data in now.items():
        (root / "seeds" / path).parent.mkdir(exist_ok=True)
        (root / "seeds" / path).write_bytes(data)


def test_a_read_only_folder_is_told_of(changed: Path, loaded: Loaded) -> None:
    """A dossier's folder that cannot be written to: one line with its path, and exit code 2."""
    before = public(changed)
    shutil.move(changed / "dossiers", changed / "kept")
    (changed / "dossiers").write_text("a file, where a folder should be", "utf-8")
    assert loaded.run(changed, *BUILD).code == 2
    assert "dossiers" in loaded.said()
    assert "Traceback" not in loaded.said()
    (changed / "dossiers").unlink()
    shutil.move(changed / "kept", changed / "dossiers")
    assert public(changed) == before


def test_two_builds_at_once(changed: Path, loaded: Loaded) -> None:
    """The second waits for the first; both end well and the result is that of one."""
    alone = changed.with_name("alone")
    shutil.copytree(changed, alone)
    assert loaded.run(alone, *BUILD).code == 0
    command = [sys.executable, "-m", "newsdossier.cli.main", "build", "--project", str(changed)]
    two = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(120) for one in two] == [0, 0]
    assert public(changed) == public(alone)


def test_a_lock_that_a_killed_build_left_holds_nobody_up(changed: Path, loaded: Loaded) -> None:
    """The system frees the lock of a process that is gone: the file alone means nothing."""
    holder = "import fcntl, os, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); os.kill(os.getpid(), 9)"
    lock = changed / ".newsdossier/lock"
    assert subprocess.run([sys.executable, "-c", holder, str(lock)]).returncode == -9
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # free
    assert loaded.run(changed, *BUILD).code == 0


def middle(data: bytes) -> bytes:
    """Some kilobytes overwritten."""
    at = len(data) // 2
    return data[:at] + b"\xff" * 4096 + data[at + 4096 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "middle": middle,
    "half": lambda data: data[: len(data) // 2],
    "text": lambda data: b"this is no database\n" * 500,
}


@pytest.mark.parametrize("name", ["cache.sqlite", "published.sqlite"])
def test_a_damaged_cache_is_made_anew(changed: Path, loaded: Loaded, name: str) -> None:
    """Whatever happens to the cache or to the record of what was published, pages and site are those of a good one."""
    assert loaded.run(changed, *SITE).code == 0
    wanted, site = public(changed), published(changed / "site")
    for how, damaged in DAMAGES.items():
        cache = changed / ".newsdossier" / name
        cache.write_bytes(damaged(cache.read_bytes()))
        assert loaded.run(changed, *SITE).code == 0, (how, loaded.said())
        assert public(changed) == wanted, how
        assert published(changed / "site") == site, how
