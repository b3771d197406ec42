"""The walk through what is doubtful, in a real terminal: one key answers, answers are kept at once."""

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Callable

import pytest

from conftest import TESTS, Project
from newsdossier.build.pipeline import preview
from newsdossier.decide.edits import with_decisions
from newsdossier.model.lazy import load
from newsdossier.model.settings import Settings
from newsdossier.review.questions import questions
from newsdossier.review.terminal import find_dossier

DOUBTFUL = "\nAnne Le Goff a vu Claire Tanguy. « On verra bien ce qui viendra ensuite », a-t-elle dit.\n"
SEED = (TESTS / "cases" / "decisions" / "seed.txt").read_text("utf-8") + DOUBTFUL
SLUG = "le-port-de-lorient-attend-ses-grues"
SIDECAR = "# our own words\npublished: 2025-10-20  # from the paper edition\nlanguage: fr\ntags: [port]\n"
Walk = Callable[..., str]


@pytest.fixture
def settings(project: Project) -> Settings:
    """A project with one seed and a sidecar that a person wrote."""
    return project({"port.txt": SEED, "port.txt.yml": SIDECAR})


class Terminal:
    """A pseudo-terminal in which the command runs."""

    def __init__(self, settings: Settings, *arguments: str) -> None:
        command = [
            sys.executable,
            "-m",
            "newsdossier.cli.main",
            "review",
            SLUG,
            "--project",
            str(settings.root),
            *arguments,
        ]
        self.pid, self.end = pty.fork()
        if not self.pid:  # pragma: no cover - the child
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs tests in the background ignores it
            os.environ.update(TERM="xterm", COLUMNS="100", LINES="40")
            os.execv(sys.executable, command)
        self.said = ""

    def until(self, words: str) -> str:
        """Wait for these words; what was said since the last wait."""
        limit = time.monotonic() + 90
        while words not in _plain(self.said):
            assert time.monotonic() < limit, f"{words!r} never came: {_plain(self.said)}"
            if select.select([self.end], [], [], 1)[0]:
                try:
                    self.said += os.read(self.end, 65536).decode("utf-8", "replace")
                except OSError:  # the program ended
                    break
        found, self.said = _plain(self.said), ""
        assert words in found
        return found

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.end, keys.encode())

    def code(self) -> int:
        """Wait for the end."""
        limit = time.monotonic() + 90
        while not (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            assert time.monotonic() < limit, "it never ended"
            time.sleep(0.02)
        return os.waitstatus_to_exitcode(ended[1])


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def sidecar(settings: Settings) -> str:
    """The file as it stands."""
    return (settings.seeds / "port.txt.yml").read_text("utf-8")


def test_a_walk(settings: Settings) -> None:
    """Answers are decisions in the sidecar, comments stay, undo takes one back."""
    terminal = Terminal(settings, "--by", "Anne Bernard")
    first = terminal.until("Espace passer")
    assert "1 sur" in first
    assert "Qui le dit ?" in first
    terminal.press("o")
    terminal.until("2 sur")
    assert "kind: speaker" in sidecar(settings)
    assert "by: Anne Bernard" in sidecar(settings)
    assert "on: 2025-10-25" in sidecar(settings)
    terminal.press("u")
    terminal.until("1 sur")
    assert sidecar(settings) == SIDECAR
    terminal.press("z")
    terminal.until("ne répond à rien")
    terminal.press("x")
    terminal.until("2 sur")
    terminal.press(" ")
    terminal.until("3 sur")
    terminal.press("q")
    terminal.until("1 réponse enregistrée")
    assert terminal.code() == 0
    assert sidecar(settings).startswith(SIDECAR)
    found = preview(settings)
    assert found.failures == ()
    assert [c.kind for a in found.editor.annotations.values() for c in load(a).corrections] == ["not-a-quote"]


def test_to_the_end(settings: Settings) -> None:
    """A day may be typed, everything may be skipped, and at the end the page is said to be reviewed."""
    (settings.seeds / "port.txt.yml").unlink()
    terminal = Terminal(settings)
    for _ in range(40):
        asked = terminal.until("q quitter")
        if "Quand ?" in asked:
            break
        terminal.press(" ")
    terminal.press("d")
    terminal.until("vide pour revenir")
    terminal.press("2025-10-21\r")
    for _ in range(40):
        asked = terminal.until("q")
        if "Indiquer sur la page" in asked or "oui · autre" in asked:
            break
        terminal.press(" ")
        time.sleep(0.1)
    terminal.press("o")
    terminal.until("Nom à indiquer")
    terminal.press("Anne Bernard\r")
    terminal.until("2 réponses enregistrées")
    assert terminal.code() == 0
    text = sidecar(settings)
    assert text.startswith("# yaml-language-server: $schema=../.newsdossier/sidecar.schema.json\n")
    found = preview(settings)
    (article,) = found.editor.annotations
    assert article.review
    assert article.review.by == "Anne Bernard"
    assert [(d.kind, d.to) for d in article.decisions] == [("date", "2025-10-21")]


@pytest.mark.parametrize("how", ["\x03", "\x04", "close"])
def test_leaving_at_any_time_loses_nothing(settings: Settings, how: str) -> None:
    """Ctrl-C, Ctrl-D and a closed window leave the answers given so far."""
    terminal = Terminal(settings)
    terminal.until("1 sur")
    terminal.press("x")
    terminal.until("2 sur")
    if how == "close":
        os.close(terminal.end)
    else:
        terminal.press(how)
    terminal.code()
    assert "kind: not-a-quote" in sidecar(settings)
    assert sidecar(settings).startswith(SIDECAR)


def test_reserves_and_functions_are_asked_too(settings: Settings) -> None:
    """What a page marks as reserved, and a function beside several people; an answer ends the question."""
    text = "Le pont\n\nAnne Martin, maire de Brest, a reçu Paul Durand. Le pont serait fermé."
    (settings.seeds / "pont.txt").write_text(text, "utf-8")
    asked = questions(find_dossier(settings, preview(settings), "le-pont"))
    kinds = {one.kind: one for one in asked}
    assert {"modality", "role"} <= kinds.keys()
    labels = [answer.label for answer in kinds["role"].answers]
    assert labels == ["c’est juste : Anne Martin", "Paul Durand", "ce n’est pas une fonction"]
    assert [a.decisions[0].to for a in kinds["modality"].answers] == ["asserted", "reported", "hedged", "denied"]
    given = [kinds["role"].answers[1].decisions[0], kinds["modality"].answers[0].decisions[0]]
    (settings.seeds / "pont.txt.yml").write_text(with_decisions("", given), "utf-8")
    found = preview(settings)
    assert found.failures == ()
    (after,) = [load(a) for article, a in found.editor.annotations.items() if article.slug == "le-pont"]
    assert [role.entity for role in after.roles] == ["paul-durand"]
    assert "hedged" not in [claim.modality for claim in after.claims]
    assert not {"modality", "role"} & {one.kind for one in questions(find_dossier(settings, found, "le-pont"))}


def test_what_harms_most_is_asked_first(settings: Settings) -> None:
    """A doubtful speaker under words that deny comes before a doubtful village and a day."""
    text = "Le pont\n\nAnne Martin a vu Paul Durand à Plouzé jeudi. « La ville dément tout », a-t-il dit."
    (settings.seeds / "pont.txt").write_text(text, "utf-8")
    asked = questions(find_dossier(settings, preview(settings), "le-pont"))
    assert asked[0].kind == "speaker"
    assert [one.weight for one in asked] == sorted((one.weight for one in asked), reverse=True)
