"""An article as every stage sees it: one text, its parts as spans, its source."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from newsdossier.model.decision import Decision, ReviewRecord

LOOKED_AT = 100_000  # characters of one article in which anything is looked for: forty times the usual


PartKind = Literal["title", "standfirst", "heading", "paragraph", "item"]


Rights = Literal["full", "excerpt", "none"]


RIGHTS: tuple[Rights, ...] = ("none", "excerpt", "full")  # the strictest first


DayOrigin = Literal["", "sidecar", "front matter", "json-ld", "opengraph", "time", "metadata", "dateline"]


"""Who says on which day an article was published; `metadata` where a page does in some other way."""


TitleOrigin = Literal["text", "metadata", "standfirst", "file"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of `Article.text`."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last character."""

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the article: parts are in order and do not overlap."""

    kind: PartKind
    """What the block is in the article."""
    span: Span
    """Where it is, without the white space around it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from, as far as it is known."""

    publisher: str = ""
    """The outlet; empty when unknown."""
    authors: tuple[str, ...] = ()
    """Names as the outlet signs them."""
    url: str = ""
    """http(s) address of the article; empty when unknown."""
    published: date | None = None
    """Day of publication; None when unknown, never a guess."""
    published_from: DayOrigin = ""
    """Who says so; empty when nobody does."""
    retrieved: date | None = None
    """Day on which somebody saved it."""
    rights: Rights | None = None
    """What may be published; None = not stated, the project's default decides."""
    credit: str = ""
    """A line that the publisher asks for; shown as it is."""
    licence: str = ""
    """Under which the text may be reused: a name such as `CC BY-SA 4.0`, or a web address."""


@dataclass(frozen=True, slots=True)
class SeedRef:
    """The file that an article was read from."""

    path: str
    """Relative to the project, with forward slashes."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How much of a file its reader kept."""

    read: int = 0
    """Characters of the article in the file, white space and unseen ones not counted."""
    kept: int = 0
    """Those of them that are in the article."""
    remarks: tuple[str, ...] = ()
    """What the editor should know, such as bytes that are no letter, with their line."""
    unread: int = 0
    """Pages of the file that nobody read, for there are too many."""


@dataclass(frozen=True, slots=True)
class Article:
    """One seed as every later stage sees it."""

    slug: str
    """Name of its page; lower case, digits and hyphens."""
    title: str
    """The headline; not always a stretch of `text` (see `title_origin`)."""
    title_origin: TitleOrigin
    """Where the headline comes from."""
    text: str
    """The one canonical text: every offset in the program indexes it."""
    parts: tuple[Part, ...]
    """Its blocks, in order."""
    source: Source
    """Where it comes from."""
    language: str
    """BCP 47, declared or detected."""
    seed: SeedRef
    """The file."""
    tags: tuple[str, ...] = ()
    """Themes given by people."""
    pinned: bool = False
    """It comes first on the home page."""
    reading: ReadingReport = ReadingReport()
    """What was lost on the way from the file, if anything."""
    decisions: tuple[Decision, ...] = ()
    """What people corrected, in the order of the file."""
    review: ReviewRecord | None = None
    """Who read it; None when nobody has."""

    def __hash__(self) -> int:
        """Of what tells articles apart: tables are by article, and all its fields would be hashed at each look-up."""
        return hash((self.slug, self.seed.sha256))
