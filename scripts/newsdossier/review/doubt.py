"""What a sitting is about: a dossier as the editor sees it, doubtful findings as questions, keys as answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Article, Span
from newsdossier.model.decision import Decision, DecisionKind
from newsdossier.model.findings import Annotations

MOST = 5
"""People offered for one answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One key."""

    key: str
    """What to press."""
    label: str
    """What it says."""
    decisions: tuple[Decision, ...]
    """What it decides; without any, a day is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One doubtful finding."""

    ask: str
    """The question itself."""
    span: Span
    """The words that it is about."""
    answers: tuple[Answer, ...]
    """What may be answered, besides skip, undo and quit."""
    kind: DecisionKind
    """Of the decision that a typed answer makes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier as the editor sees it: the whole text."""

    article: Article
    """Not cut down to what rights allow."""
    annotations: Annotations
    """Spans of that text."""
    resolved: Resolved
    """Its names."""
    names: Mapping[str, str]
    """Entity -> its name on the site."""
    language: str
    """Of the questions."""


def people_near(seen: Seen, span: Span) -> list[str]:
    """Who may speak, the nearest first."""
    speaking = [m for m in seen.annotations.mentions if m.type in {"PER", "ORG"}]
    ranked = sorted(speaking, key=lambda m: min(abs(m.span.end - span.start), abs(m.span.start - span.end)))
    return list(dict.fromkeys(m.entity for m in ranked))


def answer(key: str, label: str, decision: Decision) -> Answer:
    """One key, one decision."""
    return Answer(key, label, (decision,))


def confirmed(seen: Seen, kind: str, span: Span) -> bool:
    """A person has decided this already; `corrections` are the decisions at their places."""
    return any(one.kind == kind and one.span and one.span.overlaps(span) for one in seen.annotations.corrections)
