"""A process that builds again and again: what it remembers of its last build never changes what it finds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import make_project
from newsdossier.build.pipeline import HERE, build
from newsdossier.cache.memory import ONCE, Memory
from newsdossier.model.settings import Settings
from newsdossier.naming.keys import name_hash
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


def left(settings: Settings, memory: Memory) -> dict[str, object]:
    """What a build leaves, and what is laid over pages and written for programs."""
    report = build(settings, HERE, memory)
    pages = {path.name: path.read_text("utf-8") for path in settings.dossiers.rglob("*") if path.is_file()}
    data = {path: (one.signature, one.make()) for path, one in report.data.items()}
    return {**pages, **data, **report.signatures, "said": [one.message for one in report.failures]}


def test_the_same_as_a_process_that_remembers_nothing(tmp_path: Path) -> None:
    """After each edit of a series, pages, files and signatures are what another process makes of the same project."""
    ours = make_project(tmp_path / "ours", {"a.txt": CALL, "b.txt": VISIT})
    memory = Memory(lasting=True)
    left(ours, memory)
    for name, edit in EDITS.items():
        edit(ours.root)
        shutil.rmtree(tmp_path / "theirs", ignore_errors=True)
        shutil.copytree(ours.root, tmp_path / "theirs")
        theirs = make_project(tmp_path / "theirs", {})
        wanted, found = left(theirs, ONCE), left(ours, memory)
        assert wanted.keys() == found.keys(), name
        assert [one for one in wanted if wanted[one] != found[one]] == [], name


def test_a_step_is_taken_again_only_where_what_it_is_given_has_changed() -> None:
    """A result stays while its own source does, for as long as each build asks for it."""
    made: list[str] = []

    def make(word: str) -> str:
        made.append(word)
        return word.upper()

    memory = Memory(lasting=True)
    for words, new in (({"a": "un", "b": "deux"}, ["un", "deux"]), ({"a": "un", "b": "trois"}, ["trois"]),
                       ({"b": "trois"}, []), ({"a": "un"}, ["un"])):  # fmt: skip
        memory.begin()
        assert memory.each("step", {key: (word,) for key, word in words.items()}, make) == {
            key: word.upper() for key, word in words.items()
        }
        assert made == new
        made.clear()


def test_what_is_known_under_a_key_is_forgotten_by_the_build_after_next() -> None:
    """What no build asked for does not stay in memory for ever."""
    memory = Memory(lasting=True)
    memory.learn("step", {"a": 1, "b": 2})
    memory.begin()
    assert memory.learn("step", memory.known("step", ["a", "c"])) == {"a": 1}
    memory.begin()
    assert memory.known("step", ["a", "b"]) == {"a": 1}


def test_a_server_gets_ready_before_somebody_saves_a_seed(tmp_path: Path) -> None:
    """It has looked at what is there, and says nothing of what is wrong there: the next build does."""
    ours, memory = make_project(tmp_path, {"a.txt": CALL}), Memory(lasting=True)
    build(ours)
    get_ready(ours, memory)
    assert not memory.is_empty()
    write(ours.root, "_authority.yml", "entity: [\n")
    get_ready(ours, Memory(lasting=True))


@pytest.mark.parametrize("memory", [Memory(), ONCE])
def test_a_process_that_builds_once_keeps_nothing(memory: Memory) -> None:
    """Its memory is for the articles."""
    memory.learn("step", {"a": 1})
    assert memory.each("made", {"a": (1,)}, str) == {"a": "1"}
    memory.begin()
    assert memory.known("step", ["a"]) == {}
