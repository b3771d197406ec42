"""Builds of a process with a lasting memo give what builds of a process without one give."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import make_project
from newsdossier.build.pipeline import build
from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.model.settings import Settings
from newsdossier.naming import name_hash
from newsdossier.site.serve import get_ready

CALL = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine.\n\n« Nous en sommes loin », a dit Ouchakov.\n"
VISIT = "La visite\n\nDonald Trump attend Volodymyr Zelensky à Kiev. Selon Iouri Ouchakov, ce serait le 3 mai 2026.\n"
MEETING = "La rencontre\n\nVladimir Poutine reçoit Steve Witkoff à Moscou. Youri Ouchakov et Donald Trump en parlent.\n"


def write(root: Path, name: str, text: str) -> None:
    """A person saves a seed, or what belongs to one."""
    (root / "seeds" / name).write_text(text, "utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a seed comes": lambda root: write(root, "c.txt", MEETING),
    "a text is corrected": lambda root: write(root, "a.txt", CALL.replace("de l’Ukraine", "de la Pologne")),
    "nothing is done": lambda root: None,
    "a sidecar cannot be read": lambda root: write(root, "b.txt.yml", "publishd: 2026-05-02\n"),
    "and is mended": lambda root: write(root, "b.txt.yml", "published: 2026-05-02\n"),
    "a speaker is said, whom the article does not name": lambda root: write(
        root, "a.txt.yml", "decisions:\n  - {kind: speaker, exact: Nous en sommes loin, to: donald-trump}\n"
    ),
    "a name is refused": lambda root: write(root, "c.txt.yml", "decisions:\n  - {kind: reject, exact: Moscou}\n"),
    "two names are one": lambda root: write(
        root, "_authority.yml",
        "entities:\n  - name: Donald Trump\n    type: person\n    aliases: [Steve Witkoff]\n    note: Ami\n",
    ),
    "one article may be cited only": lambda root: write(root, "a.txt.yml", "rights: excerpt\n"),
    "a name is withdrawn": lambda root: write(
        root, "_withdrawals.yml", f"withdrawals:\n  - sha256: {name_hash('Volodymyr Zelensky')}\n    do: remove\n"
    ),
    "and is back": lambda root: (root / "seeds/_withdrawals.yml").unlink(),
    "a seed goes": lambda root: (root / "seeds/c.txt").unlink(),
}  # fmt: skip


def left(settings: Settings, memo: Memo) -> dict[str, object]:
    """Returns all that a build leaves: pages, files for programs, signatures and messages."""
    report = build(settings, memo=memo)
    pages = {path.name: path.read_text("utf-8") for path in settings.dossiers.rglob("*") if path.is_file()}
    data = {path: (one.signature, one.make()) for path, one in report.data.items()}
    return {**pages, **data, **report.signatures, "said": [one.message for one in report.failures]}


def test_a_lasting_memo_changes_no_result(tmp_path: Path) -> None:
    """After each edit of a series, pages, files and signatures are what another process makes of the same project."""
    ours = make_project(tmp_path / "ours", {"a.txt": CALL, "b.txt": VISIT})
    memo = Memo(lasting=True)
    left(ours, memo)
    for name, edit in EDITS.items():
        edit(ours.root)
        shutil.rmtree(tmp_path / "theirs", ignore_errors=True)
        shutil.copytree(ours.root, tmp_path / "theirs")
        theirs = make_project(tmp_path / "theirs", {})
        wanted, found = left(theirs, NO_MEMO), left(ours, memo)
        assert wanted.keys() == found.keys(), name
        assert [one for one in wanted if wanted[one] != found[one]] == [], name


def test_a_step_is_repeated_only_where_its_arguments_change() -> None:
    """A result is reused while its arguments are equal and each build asks for it."""
    made: list[str] = []

    def make(word: str) -> str:
        made.append(word)
        return word.upper()

    memo = Memo(lasting=True)
    for words, new in (({"a": "un", "b": "deux"}, ["un", "deux"]), ({"a": "un", "b": "trois"}, ["trois"]),
                       ({"b": "trois"}, []), ({"a": "un"}, ["un"])):  # fmt: skip
        memo.next_build()
        assert memo.map("step", {key: (word,) for key, word in words.items()}, make) == {
            key: word.upper() for key, word in words.items()
        }
        assert made == new
        made.clear()


def test_values_that_a_build_does_not_ask_for_are_forgotten() -> None:
    """A value lives for one build after the last that asked for it."""
    memo = Memo(lasting=True)
    memo.put("step", {"a": 1, "b": 2})
    memo.next_build()
    assert memo.put("step", memo.get("step", ["a", "c"])) == {"a": 1}
    memo.next_build()
    assert memo.get("step", ["a", "b"]) == {"a": 1}


def test_a_server_gets_ready_before_somebody_saves_a_seed(tmp_path: Path) -> None:
    """It has read what is there, and leaves mistakes for the next build to report."""
    ours, memo = make_project(tmp_path, {"a.txt": CALL}), Memo(lasting=True)
    build(ours)
    get_ready(ours, memo)
    assert not memo.is_empty()
    write(ours.root, "_authority.yml", "entity: [\n")
    get_ready(ours, Memo(lasting=True))


@pytest.mark.parametrize("memo", [Memo(), NO_MEMO])
def test_a_process_that_builds_once_keeps_nothing(memo: Memo) -> None:
    """A memo that is not lasting stores nothing."""
    memo.put("step", {"a": 1})
    assert memo.map("made", {"a": (1,)}, str) == {"a": "1"}
    memo.next_build()
    assert memo.get("step", ["a"]) == {}
