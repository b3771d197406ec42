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
"""Source of the day of publication; `metadata` where a page states it in some other way."""
ArticleKind = Literal["report", "interview", "live", "release", "opinion", "correction"]
"""What kind of text an article is, which says who speaks in it; `live` is a live blog."""
TitleOrigin = Literal["text", "metadata", "standfirst", "file"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of `Article.text`."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last character."""

    def of(self, text: str) -> str:
        """Returns the words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """True if they share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """True if the other does not begin before this one nor end after it."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> "Span":
        """Returns the span that lies that many characters further on; fewer than 0 is further back."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the article: parts are in order and do not overlap."""

    kind: PartKind
    """What the block is in the article."""
    span: Span
    """Its place, without the white space around it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from, as far as it is known."""

    publisher: str = ""
    """The outlet; empty when unknown."""
    authors: tuple[str, ...] = ()
    """Their names as the outlet signs them."""
    url: str = ""
    """http(s) address of the article; empty when unknown."""
    published: date | None = None
    """Day of publication; None when unknown, never a guess."""
    published_from: DayOrigin = ""
    """Source of that day; empty when it is unknown."""
    retrieved: date | None = None
    """Day on which somebody saved the article."""
    rights: Rights | None = None
    """What may be published; None = not stated, the project's default decides."""
    credit: str = ""
    """A line that the publisher asks for; shown as it is."""
    licence: str = ""
    """Licence for reuse: a name such as `CC BY-SA 4.0`, or a web address."""


@dataclass(frozen=True, slots=True)
class SeedRef:
    """The file that an article was read from."""

    path: str
    """Relative to the project, with forward slashes."""
    sha256: str
    """Digest of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How much of a file its reader kept."""

    read: int = 0
    """Characters of the article in the file, without white space and invisible ones."""
    kept: int = 0
    """Number of these characters that are in the article."""
    remarks: tuple[str, ...] = ()
    """What the editor should know, such as bytes that are no letter, with their line."""
    unread: int = 0
    """Pages of the file that were not read, because there are too many."""


@dataclass(frozen=True, slots=True)
class Article:
    """One seed as every later stage sees it."""

    slug: str
    """Name of its page: lower case letters, digits and hyphens."""
    title: str
    """The headline; not always a stretch of `text` (see `title_origin`)."""
    title_origin: TitleOrigin
    """Source of the headline."""
    text: str
    """The one canonical text: every offset in the program indexes it."""
    parts: tuple[Part, ...]
    """Its blocks, in order."""
    source: Source
    """Outlet, authors, address, day and rights."""
    language: str
    """Language tag (BCP 47), declared or detected."""
    seed: SeedRef
    """The file that it was read from."""
    kind: ArticleKind = "report"
    """As people or its labels and layout say."""
    tags: tuple[str, ...] = ()
    """Themes given by people."""
    pinned: bool = False
    """True if it comes first on the home page."""
    reading: ReadingReport = ReadingReport()
    """How much of the file was kept."""
    decisions: tuple[Decision, ...] = ()
    """Corrections by people, in the order of the sidecar."""
    review: ReviewRecord | None = None
    """Review by a person; None when nobody has read it."""

    def __hash__(self) -> int:
        """Hashes slug and seed only: articles are keys of tables, and hashing all fields at each look-up is slow."""
        return hash((self.slug, self.seed.sha256))
