"""What people decide: of one article, in words that say where; of entities; of names not to be shown."""

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
    """Words that say where, as the W3C's text quotes do."""

    exact: str
    """The words themselves."""
    prefix: str = ""
    """What stands before them."""
    suffix: str = ""
    """What stands behind them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One human correction of one article."""

    kind: DecisionKind
    """What it does."""
    anchor: Anchor
    """Where; without words it is about the whole article."""
    to: str = ""
    """What is right: a type, an entity, a day, a modality, a name; what that is depends on the kind."""
    text: str = ""
    """Of a note or a key point: Markdown."""
    by: str = ""
    """Who decided; empty when they do not say."""
    on: date | None = None
    """When."""
    everywhere: bool = False
    """Wherever the article has these words, not at one place."""
    where: str = field(default="", repr=False, compare=False)
    """File and line, for messages."""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """That a person read a dossier's annotations."""

    by: str
    """Who."""
    on: date | None
    """When."""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision on an entity of the whole site, as the authority's history keeps it: it acts on nothing."""

    kind: ChangeKind
    """What was done."""
    entity: str
    """Id of the entity that it was done to."""
    to: str = ""
    """As in `Decision`."""
    by: str = ""
    """As in `Decision`."""
    on: date | None = None
    """As in `Decision`."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A name that the site does not show, or not to search engines."""

    do: Withholding
    """Kept from search engines; cut to its initials; taken out."""
    id: str = ""
    """Of the entity; empty when the hash says who."""
    sha256: str = ""
    """Of one of its names, see `spelling.name_hash`."""
