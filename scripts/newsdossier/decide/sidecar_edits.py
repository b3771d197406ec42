"""A decision on an article, or that somebody read it -> the new text of its sidecar, comments and order kept."""

from collections.abc import Iterable
from datetime import date

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from newsdossier.decide.edits import edited
from newsdossier.decisions import Decision, Review

HEAD = "# yaml-language-server: $schema={schema}\n"
"""The first line of a sidecar that we make: editors complete and check it."""


def with_decisions(text: str, decisions: Iterable[Decision]) -> str:
    """The sidecar with these behind its other decisions."""
    rows = [_row(decision) for decision in decisions]
    return edited(text, lambda tree: tree["decisions"].extend(rows), frame="decisions") if rows else text


def with_review(text: str, review: Review) -> str:
    """The sidecar that says who read the annotations."""

    def edit(tree: CommentedMap) -> None:
        tree["review"] = CommentedMap({"status": "reviewed", "by": review.by, "on": review.on})

    kept = edited(text, edit, frame="decisions")
    return kept.replace("decisions: []\n", "") if "decisions" not in text else kept


def _row(decision: Decision) -> CommentedMap:
    anchor = decision.anchor
    row: dict[str, str | bool | date | None] = {
        "kind": decision.kind,
        "exact": _quoted(anchor.exact),
        "prefix": _quoted(anchor.prefix),
        "suffix": _quoted(anchor.suffix),
        "to": _plain(decision.to),
        "text": decision.text,
        "all": decision.everywhere,
        "by": decision.by,
        "on": decision.on,
    }
    return CommentedMap({key: value for key, value in row.items() if value})


def _quoted(words: str) -> str:
    """In quotation marks, where blanks at the ends and marks of YAML are seen for what they are."""
    return DoubleQuotedScalarString(words) if words else ""


def _plain(to: str) -> str:
    """What YAML would take for a number or a day keeps its letters."""
    return DoubleQuotedScalarString(to) if to[:1].isdigit() else to
