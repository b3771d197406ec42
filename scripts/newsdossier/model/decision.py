"""Decisions that people make: on one article, on entities, and on names that must not be shown."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DecisionKind = Literal[
    "reject", "retype", "merge", "split", "not-same", "rename", "speaker", "not-a-quote", "date", "modality", "role",
    "note", "known", "unknown", "pin", "hide",
]  # fmt: skip
ChangeKind = Literal["merge", "split", "not-same", "rename", "retype", "reject", "hide"]
Withholding = Literal["noindex", "initials", "remove"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that locate a place in a text, as a text quote selector of the W3C does."""

    exact: str
    """The words themselves."""
    prefix: str = ""
    """The words before them."""
    suffix: str = ""
    """The words after them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One human correction of one article."""

    kind: DecisionKind
    """Kind of correction."""
    anchor: Anchor
    """Place in the article; without words the decision is about the whole article."""
    to: str = ""
    """Correct value; depending on the kind a type, an entity, a day, a modality or a name."""
    text: str = ""
    """Text of a note or a key point, in Markdown."""
    by: str = ""
    """Author of the decision; empty when not given."""
    on: date | None = None
    """Day of the decision."""
    everywhere: bool = False
    """True if it applies wherever the article has these words."""
    where: str = field(default="", repr=False, compare=False)
    """File and line of the decision, for messages."""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """A person's statement that they read a dossier's annotations."""

    by: str
    """Name of the reviewer."""
    on: date | None
    """Day of the review."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the authority's history: a past decision on an entity of the site. It has no effect."""

    kind: ChangeKind
    """Kind of change."""
    entity: str
    """Id of the changed entity."""
    to: str = ""
    """New value: a type, a name or the id of another entity."""
    by: str = ""
    """Author of the change; empty when not given."""
    on: date | None = None
    """Day of the change."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A name that the site hides, or hides from search engines."""

    do: Withholding
    """Hidden from search engines, cut to its initials, or removed."""
    id: str = ""
    """Id of the entity; empty when `sha256` identifies it."""
    sha256: str = ""
    """Hash of one of its names, as `naming.name_hash` makes it."""
