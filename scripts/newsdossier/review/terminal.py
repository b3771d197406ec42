"""The review of a dossier in the terminal: one question at a time, one key an answer.

Each answer is in the sidecar before the next question is asked.
"""

import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from newsdossier import edtf
from newsdossier.build.pipeline import preview
from newsdossier.build.result import Snapshot
from newsdossier.decide.anchors import written
from newsdossier.decide.edits import HEAD, with_decisions, with_review
from newsdossier.errors import ProjectError
from newsdossier.identify.published_ids import today
from newsdossier.locale import say
from newsdossier.model.decision import Decision, ReviewRecord
from newsdossier.model.lazy import load
from newsdossier.model.settings import Settings
from newsdossier.review.questions import Answer, Question, ReviewedDossier, questions
from newsdossier.writing import put

_AT_ONCE = 10  # questions, before the person is asked whether to go on
_AROUND = 160  # characters of the article shown on each side
_YES = {"y", "o", "\n", "\r"}  # yes, oui, Enter
_QUIT, _UNDO, _SKIP = "q", "u", " "


class _Undo(NamedTuple):
    at: int
    text: str | None


@dataclass(slots=True)
class ReviewSession:
    """One walk of a person through a dossier."""

    dossier: ReviewedDossier
    """What is reviewed."""
    sidecar: Path
    """Where answers go."""
    schema: str
    """Path of the sidecar's schema, relative to the sidecar."""
    by: str
    """Who reviews; may be empty."""
    on: date
    """Day of the review."""
    answered: list[_Undo] = field(default_factory=list)
    """For each answer its question and the sidecar's text before it; None when there was no file."""


def start(settings: Settings, slug: str, *, by: str, console: Console) -> None:
    """Looks at the dossier and asks what is doubtful in it."""
    dossier = find_dossier(settings, preview(settings), slug)
    sidecar = _sidecar_of(settings, dossier.article.seed.path)
    by = by or (dossier.article.review.by if dossier.article.review else "")
    schema = Path(os.path.relpath(settings.work / "sidecar.schema.json", sidecar.parent)).as_posix()
    session = ReviewSession(dossier, sidecar, schema, by=by, on=date.fromisoformat(today()))
    asked = [_signed(question, session) for question in questions(dossier)]
    if not asked:
        console.print(dossier.say("review_nothing"))
    with _keys_one_by_one():
        _walk(session, asked, console)


def find_dossier(settings: Settings, found: Snapshot, slug: str) -> ReviewedDossier:
    """Returns the dossier of that address on the site, whole."""
    shown = {one.article.slug: one.article.seed.sha256 for one in found.site.dossiers}
    names = {key: entity.name for key, entity in found.editor.entities.items()}
    for article, annotations in found.editor.annotations.items():
        # a withdrawn name may have changed the address that the editor knows
        if article.slug == slug or article.seed.sha256 == shown.get(slug):
            resolved = found.editor.resolved[article.slug]
            return ReviewedDossier(article, load(annotations), resolved, names, settings.language)
    slugs = ", ".join(sorted(article.slug for article in found.editor.annotations)[:8])
    raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=f"Dossiers are: {slugs}")


def _sidecar_of(settings: Settings, seed: str) -> Path:
    """Returns where the sidecar of a seed is or would be."""
    usual = settings.root / f"{seed}.yml"
    long = usual.with_suffix(".yaml")
    return long if long.is_file() else usual


def _signed(question: Question, session: ReviewSession) -> Question:
    """Returns the question with decisions that name the reviewer and the day."""
    answers = (
        replace(answer, decisions=tuple(replace(one, by=session.by, on=session.on) for one in answer.decisions))
        for answer in question.answers
    )
    return replace(question, answers=tuple(answers))


def _walk(session: ReviewSession, asked: list[Question], console: Console) -> None:
    """Asks until there is no question left or the person quits."""
    at = shown = 0
    while at < len(asked):
        if at and at % _AT_ONCE == 0 and at > shown and not _go_on(session, len(asked) - at, console):
            break
        shown = max(shown, at)
        _show(session, asked[at], console, number=at + 1, of=len(asked))
        key = _key()
        if key == _QUIT:
            break
        if key == _UNDO:
            at = _undone(session, at, console)
        elif key == _SKIP:
            at += 1
        elif answer := _answer_of(asked[at], key):
            if decisions := answer.decisions or _typed(session, asked[at]):
                _put(session, at, partial(with_decisions, decisions=decisions))
                at += 1
        else:
            console.print(session.dossier.say("review_no_key"))
    if at >= len(asked):
        _ask_reviewed(session, at, console)
    console.print(say("review_done", session.dossier.language, n=len(session.answered)))


def _go_on(session: ReviewSession, left: int, console: Console) -> bool:
    """Says after each ten questions how many lighter ones are left; true unless the person has seen enough."""
    console.print(say("review_more", session.dossier.language, left=str(left)))
    return _key() != _QUIT


def _show(session: ReviewSession, question: Question, console: Console, *, number: int, of: int) -> None:
    """Prints the question, its words among their neighbours, and the keys."""
    dossier, span = session.dossier, question.span
    text = dossier.article.text
    head = say("review_place", dossier.language, at=number, of=of)
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    shown = f"{escape(before)}[bold reverse]{escape(span.of(text))}[/]{escape(after)}"
    console.print(Panel(shown, title=escape(f"{head} · {question.ask}"), title_align="left"))
    for answer in question.answers:
        key = dossier.say("key_yes") if answer.key == "y" else answer.key
        console.print(f"  [bold]{key}[/] {escape(answer.label)}")
    console.print(dossier.say("review_keys"), style="dim")


def _answer_of(question: Question, key: str) -> Answer | None:
    wanted = "y" if key in _YES else key
    return next((answer for answer in question.answers if answer.key == wanted), None)


def _typed(session: ReviewSession, question: Question) -> tuple[Decision, ...]:
    """Returns the day that the person types; nothing when it is none, or is left empty."""
    day = _line(session.dossier.say("review_day"))
    if not edtf.valid(day):
        return ()
    anchor = written(session.dossier.article.text, question.span)
    return (Decision(question.kind, anchor, day, by=session.by, on=session.on),)


def _put(session: ReviewSession, at: int, edit: Callable[[str], str]) -> None:
    """Writes the sidecar anew, whole; its text before that is kept for undo."""
    path = session.sidecar
    text = path.read_text("utf-8") if path.exists() else None
    put(path.parent, path.name, edit(HEAD.format(schema=session.schema) if text is None else text))
    session.answered.append(_Undo(at, text))


def _undone(session: ReviewSession, at: int, console: Console) -> int:
    """Takes the last decision out of the sidecar; returns the number of its question."""
    if not session.answered:
        console.print(session.dossier.say("review_no_undo"))
        return at
    at, text = session.answered.pop()
    if text is None:
        session.sidecar.unlink()
    else:
        put(session.sidecar.parent, session.sidecar.name, text)
    return at


def _ask_reviewed(session: ReviewSession, at: int, console: Console) -> None:
    """Asks at the end whether the page may say that it was read, and by whom."""
    console.print(session.dossier.say("review_ask_reviewed"))
    if _key() not in _YES:
        return
    name = session.by or _line(session.dossier.say("review_name"))
    if name:
        _put(session, at, lambda text: with_review(text, ReviewRecord(name, session.on)))


# Keys; what is typed ahead is not lost


@contextmanager
def _keys_one_by_one() -> Iterator[None]:
    """Has keys given as they are pressed, and not shown; afterwards the terminal is as it was."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _key() -> str:
    """Returns the next key, in lower case; `_QUIT` for the end of the terminal, Ctrl-C and Ctrl-D."""
    try:
        pressed = os.read(sys.stdin.fileno(), 1)
    except (KeyboardInterrupt, OSError):
        return _QUIT
    return pressed.decode("ascii", "replace").lower() if pressed not in {b"", b"\x04"} else _QUIT


def _line(question: str) -> str:
    """Returns a whole line, empty when the person has had enough."""
    settings = termios.tcgetattr(sys.stdin)
    cooked = settings[:3] + [settings[3] | termios.ICANON | termios.ECHO] + settings[4:]
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, cooked)
    try:
        return str(click.prompt(question, default="", show_default=False)).strip()
    except click.Abort:
        return ""
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, settings)
