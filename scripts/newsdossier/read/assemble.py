"""Draft and sidecar -> article: one canonical text, its parts as spans, its title and slug."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.model.article import (
    LOOKED_AT,
    Article,
    DayOrigin,
    Part,
    PartKind,
    ReadingReport,
    SeedRef,
    Source,
    Span,
    TitleOrigin,
)
from newsdossier.naming.keys import slug
from newsdossier.read.decode import LOST, clean, mixed, visible
from newsdossier.read.language import language
from newsdossier.read.language import language as language_of
from newsdossier.read.seed import Draft, RawSeed

_TITLE = 90  # characters of a title taken from the standfirst


_LEAST, _WHOLE = 0.9, 0.995  # of the characters: below, the seed is refused, or the loss is said


_CLAUSE = re.compile(r"[,;:.!?…]|\s[–—-]\s")


def assemble(raw: RawSeed, draft: Draft, said: Sidecar, *, languages: tuple[str, ...]) -> Article:
    """The article; what the sidecar says comes before what the file says of itself."""
    draft = replace(draft, blocks=tuple((kind, bare) for kind, words in draft.blocks if (bare := clean(words).strip())))
    if not draft.blocks:
        remedy = "Line 1 is the title, then a blank line, then the text"
        raise SeedError("this seed has no text", path=raw.path, remedy=remedy)
    text, parts = _joined(draft.blocks)
    title, origin = _title(draft, said, raw)
    reading = _reading(draft, text, raw)
    return Article(
        slug=_slug(draft, said.slug or draft.said.slug, natural=title if origin in {"text", "metadata"} else "")
        or slug(_file_name(raw))
        or f"dossier-{raw.sha256()[:8]}",
        title=title,
        title_origin=origin,
        text=text,
        parts=parts,
        source=_source(said, draft),
        language=language(said.language or draft.said.language, f"{title}\n{text}", languages),
        seed=SeedRef(raw.path, raw.sha256()),
        tags=said.tags or draft.said.tags,
        pinned=said.pin or draft.said.pin,
        reading=reading,
        decisions=tuple(block.noun() for block in (*said.decisions, *draft.said.decisions)),
        review=review.noun() if (review := said.review or draft.said.review) else None,
    )


def _reading(draft: Draft, text: str, raw: RawSeed) -> ReadingReport:
    """What was kept; a file of which a tenth is lost is not an article that we can read."""
    lost = text.count(LOST)
    kept = visible(text) - lost
    read = max(draft.read, kept + lost)
    if kept < _LEAST * read:
        remedy = "Look for a better copy, or paste the article into a .txt file"
        raise SeedError(f"only {kept} of this file's {read} characters can be kept", path=raw.path, remedy=remedy)
    loss = (f"{read - kept} of {read} characters are lost",) if kept < _WHOLE * read else ()
    long = (
        (f"names, quotes and dates are looked for in the first {LOOKED_AT} characters only",)
        if len(text) > LOOKED_AT
        else ()
    )
    return ReadingReport(read, kept, (*draft.remarks, *loss, *long, *mixed(text, raw.data)), draft.unread)


def _joined(blocks: tuple[tuple[PartKind, str], ...]) -> tuple[str, tuple[Part, ...]]:
    parts, at = [], 0
    for kind, words in blocks:
        parts.append(Part(kind, Span(at, at + len(words))))
        at += len(words) + 2
    return "\n\n".join(words for _, words in blocks), tuple(parts)


def _title(draft: Draft, said: Sidecar, raw: RawSeed) -> tuple[str, TitleOrigin]:
    first = dict(reversed(draft.blocks))
    if said.title or draft.said.title:
        return _one_line(said.title or draft.said.title), "metadata"
    if "title" in first:
        return _one_line(first["title"]), "text"
    beginning = first.get("standfirst") or first.get("paragraph") or first.get("item") or ""
    if beginning:
        return _clause(beginning), "standfirst"
    return raw.path.rsplit("/", 1)[-1], "file"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _clause(words: str) -> str:
    """The beginning, cut where a clause ends if that is past its middle, else at a word."""
    if len(words) <= _TITLE:
        return words.rstrip(" .,;:–—-")
    head = words[:_TITLE]
    clauses = [match.start() for match in _CLAUSE.finditer(head) if match.start() > _TITLE // 3]
    cut = head[: clauses[-1]] if clauses else head.rsplit(" ", 1)[0]
    return cut.rstrip(" .,;:–—-")


def _slug(draft: Draft, said: str, *, natural: str) -> str:
    """What a person said, else the slug line, else the title when it is one."""
    return next((found for words in (said, draft.slug, natural) if (found := slug(words))), "")


def _file_name(raw: RawSeed) -> str:
    return raw.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _source(said: Sidecar, draft: Draft) -> Source:
    """Field by field: the sidecar's block, its top level, then the file's own."""
    own = draft.said
    tiers = (said.source, said, own.source, own)

    def first(name: str) -> object:
        return next((value for tier in tiers if (value := getattr(tier, name))), None)

    authors = first("authors") or said.author or own.author
    return Source(
        publisher=_text(first("publisher")),
        authors=tuple(map(_one_line, _names(authors))),
        url=_text(first("url")),
        published=first("published"),  # type: ignore[arg-type]
        published_from=_dated_by(said, draft),
        retrieved=first("retrieved"),  # type: ignore[arg-type]
        rights=said.rights or own.rights,
        credit=_one_line(said.credit or own.credit),
        licence=_one_line(said.licence or own.licence),
    )


def _dated_by(said: Sidecar, draft: Draft) -> DayOrigin:
    """Who gives the day that `_source` takes."""
    if said.source.published or said.published:
        return "sidecar"
    return draft.dated_by if draft.said.source.published or draft.said.published else ""


def _text(value: object) -> str:
    return _one_line(str(value or ""))


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


_LINE = re.compile(r"\S(?:[^\n]*\S)?")


_LONGEST_TITLE = 200  # characters: a longer first block is text


def article_of_text(
    text: str,
    *,
    id: str,
    title: str = "",
    language: str = "",
    published: date | None = None,
    languages: tuple[str, ...] = ("fr", "en"),
) -> Article:
    """One article of that text; its seed is the text itself."""
    return Article(
        slug=id,
        title=title,
        title_origin="metadata",
        text=text,
        parts=tuple(_parts(text)),
        source=Source(published=published),
        language=language_of(language, text, languages),
        seed=SeedRef("", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()),
    )


def _parts(text: str) -> Iterator[Part]:
    blank = re.search(r"\n\s*\n", text.strip())
    spans = [Span(*found.span()) for found in (_BLOCK if blank else _LINE).finditer(text)]
    for number, span in enumerate(spans):
        kind: PartKind = "title" if number == 0 and len(spans) > 1 and _is_title(span.of(text)) else "paragraph"
        yield Part(kind, span)


def _is_title(words: str) -> bool:
    return "\n" not in words and len(words) <= _LONGEST_TITLE and words[-1] not in ".!?…»”\"'"
