"""Questions -> the terminal, one at a time; each answer is in the sidecar before the next question is asked."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from newsdossier import edtf
from newsdossier.build.pipeline import Found, look
from newsdossier.decide.anchors import written
from newsdossier.decide.edits import HEAD, with_decisions, with_review
from newsdossier.errors import ProjectError
from newsdossier.files import put
from newsdossier.identify.published_ids import today
from newsdossier.locale import say
from newsdossier.model.decision import Decision, ReviewRecord
from newsdossier.model.lazy import load
from newsdossier.model.settings import Settings
from newsdossier.review import terminal
from newsdossier.review.doubt import Answer, Question, Seen
from newsdossier.review.questions import questions
from newsdossier.review.terminal import one_by_one

_AROUND = 160  # characters of the article shown on each side


_YES = {"y", "o", "\n", "\r"}  # yes, oui, Enter


@dataclass(slots=True)
class Sitting:
    """One walk through a dossier."""

    seen: Seen
    """The dossier."""
    sidecar: Path
    """Where answers go."""
    schema: str
    """Where its schema is, from there."""
    who: tuple[str, date]
    """By whom, and on which day."""
    before: list[tuple[int, str | None]] = field(default_factory=list)
    """Question and the sidecar's text before each answer, for undo; None when there was no file."""


def sidecar_of(settings: Settings, seed: str) -> Path:
    """Where the sidecar of a seed is or would be."""
    usual = settings.root / f"{seed}.yml"
    long = usual.with_suffix(".yaml")
    return long if long.is_file() else usual


def schema_of(settings: Settings, sidecar: Path) -> str:
    """The way from a sidecar to its schema."""
    return Path(os.path.relpath(settings.work / "sidecar.schema.json", sidecar.parent)).as_posix()


def walk(sitting: Sitting, questions: list[Question], console: Console) -> int:
    """Ask until there is no question left or the person has had enough; how many answers were given."""
    language, at = sitting.seen.language, 0
    while at < len(questions):
        _show(sitting, (at, len(questions)), questions[at], console=console)
        key = terminal.key()
        if key == "q":
            break
        if key == "u":
            at = _undone(sitting, at, console)
        elif key == " ":
            at += 1
        elif answer := _answered(questions[at], key):
            if decisions := answer.decisions or _typed(sitting, questions[at]):
                _put(sitting, at, partial(_added, decisions))
                at += 1
        else:
            console.print(say("review_no_key", language))
    if at >= len(questions):
        _ask_reviewed(sitting, at, console)
    console.print(say("review_done", language, n=len(sitting.before)))
    return len(sitting.before)


def _show(sitting: Sitting, place: tuple[int, int], question: Question, *, console: Console) -> None:
    """The question, its words among their neighbours, the keys."""
    text, span, language = sitting.seen.article.text, question.span, sitting.seen.language
    head = say("review_place", language, at=place[0] + 1, of=place[1])
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    shown = f"{escape(before)}[bold reverse]{escape(span.of(text))}[/]{escape(after)}"
    console.print(Panel(shown, title=escape(f"{head} · {question.ask}"), title_align="left"))
    for answer in question.answers:
        key = say("key_yes", language) if answer.key == "y" else answer.key
        console.print(f"  [bold]{key}[/] {escape(answer.label)}")
    console.print(say("review_keys", language), style="dim")


def _answered(question: Question, key: str) -> Answer | None:
    wanted = "y" if key in _YES else key
    return next((answer for answer in question.answers if answer.key == wanted), None)


def _typed(sitting: Sitting, question: Question) -> tuple[Decision, ...]:
    """A day that the person types; nothing when it is none, or is left empty."""
    said = terminal.line(say("review_day", sitting.seen.language))
    if not edtf.valid(said):
        return ()
    name, day = sitting.who
    anchor = written(sitting.seen.article.text, question.span)
    return (Decision(question.kind, anchor, said, by=name, on=day),)


def _put(sitting: Sitting, at: int, edit: Callable[[str], str]) -> None:
    """Write the sidecar anew, whole; what it was is kept for undo."""
    path = sitting.sidecar
    text = path.read_text("utf-8") if path.exists() else None
    start = HEAD.format(schema=sitting.schema) if text is None else text
    put(path.parent, path.name, edit(start))
    sitting.before.append((at, text))


def _added(decisions: tuple[Decision, ...], text: str) -> str:
    return with_decisions(text, decisions)


def _undone(sitting: Sitting, at: int, console: Console) -> int:
    """Back to the last answer, whose decision is taken out of the sidecar."""
    if not sitting.before:
        console.print(say("review_no_undo", sitting.seen.language))
        return at
    at, text = sitting.before.pop()
    if text is None:
        sitting.sidecar.unlink()
    else:
        put(sitting.sidecar.parent, sitting.sidecar.name, text)
    return at


def _ask_reviewed(sitting: Sitting, at: int, console: Console) -> None:
    """At the end: whether the page may say that it was read, and by whom."""
    language = sitting.seen.language
    console.print(say("review_ask_reviewed", language))
    if terminal.key() not in _YES:
        return
    name, day = sitting.who
    name = name or terminal.line(say("review_name", language))
    if name:
        _put(sitting, at, lambda text: with_review(text, ReviewRecord(name, day)))


def signed(questions: list[Question], who: tuple[str, date]) -> list[Question]:
    """The same questions, whose decisions say by whom and when."""
    name, day = who
    return [
        replace(
            question,
            answers=tuple(
                replace(answer, decisions=tuple(replace(d, by=name, on=day) for d in answer.decisions))
                for answer in question.answers
            ),
        )
        for question in questions
    ]


def start(settings: Settings, slug: str, *, by: str, console: Console) -> None:
    """Look at the dossier, ask what is doubtful in it."""
    asked_of = seen(settings, look(settings), slug)
    sidecar = sidecar_of(settings, asked_of.article.seed.path)
    who = by or (asked_of.article.review.by if asked_of.article.review else ""), date.fromisoformat(today())
    asked = signed(questions(asked_of), who)
    if not asked:
        console.print(say("review_nothing", asked_of.language))
    with one_by_one():
        walk(Sitting(asked_of, sidecar, schema_of(settings, sidecar), who), asked, console)


def seen(settings: Settings, found: Found, slug: str) -> Seen:
    """The dossier of that address on the site, whole."""
    shown = {one.article.slug: one.article.seed.sha256 for one in found.site.dossiers}
    names = {key: entity.name for key, entity in found.inside.entities.items()}
    for article, annotations in found.inside.whole.items():
        # a withdrawn name may have changed the address that the editor knows
        if article.slug == slug or article.seed.sha256 == shown.get(slug):
            return Seen(article, load(annotations), found.inside.named[article.slug], names, settings.language)
    slugs = ", ".join(sorted(article.slug for article in found.inside.whole)[:8])
    raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=f"Dossiers are: {slugs}")
