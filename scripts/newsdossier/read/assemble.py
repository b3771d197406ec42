"""Draft and sidecar -> article: one canonical text, its parts as spans, its title and slug."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.languages.article_kind import kind_of
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
from newsdossier.naming import slug
from newsdossier.read.decode import LOST, clean, mixed_alphabets, visible
from newsdossier.read.language import language_of
from newsdossier.read.seed import Draft, RawSeed

_CUT_TITLE = 90  # characters of a title taken from the standfirst
_LONGEST_TITLE = 200  # characters: a longer first block is text
_LEAST, _WHOLE = 0.9, 0.995  # of the characters: below, the seed is refused, or the loss is said
_LABEL = re.compile(
    r"\W*(?:communiqué(?: de presse)?|press release|for immediate release|news release|à diffuser immédiatement"
    r"|tribune|opinion|éditorial|enquête|reportage|entretien|interview|portrait|décryptage|direct|live|exclusif|urgent"
    r"|à la une|analyse|dossier|billet|chronique)\W*",
    re.I,
)
_BESIDE_LABEL = 3  # blocks: a label, a title and some text
_CLAUSE = re.compile(r"[,;:.!?…]|\s[–—-]\s")
# Text without a seed

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def assemble(raw: RawSeed, draft: Draft, sidecar: Sidecar, *, languages: tuple[str, ...]) -> Article:
    """Returns the article; what the sidecar says comes before what the file says of itself."""
    draft = replace(draft, blocks=tuple((kind, bare) for kind, words in draft.blocks if (bare := clean(words).strip())))
    if not draft.blocks:
        remedy = "Line 1 is the title, then a blank line, then the text"
        raise SeedError("this seed has no text", path=raw.path, remedy=remedy)
    draft = replace(draft, blocks=_titled(draft.blocks))
    text, parts = _joined(draft.blocks)
    title, origin = _title(draft, sidecar, raw)
    reading = _reading(draft, text, raw)
    own_title = title if origin in {"text", "metadata"} else ""
    slugs = (sidecar.slug or draft.said.slug, draft.slug, own_title, raw.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    language = language_of(sidecar.language or draft.said.language, f"{title}\n{text}", languages)
    return Article(
        slug=next(filter(None, map(slug, slugs)), f"dossier-{raw.sha256()[:8]}"),
        title=title,
        title_origin=origin,
        text=text,
        parts=parts,
        source=_source(sidecar, draft),
        language=language,
        seed=SeedRef(raw.path, raw.sha256()),
        kind=sidecar.kind or draft.said.kind or kind_of(text, parts, language),
        tags=sidecar.tags or draft.said.tags,
        pinned=sidecar.pin or draft.said.pin,
        reading=reading,
        decisions=tuple(block.noun() for block in (*sidecar.decisions, *draft.said.decisions)),
        review=review.noun() if (review := sidecar.review or draft.said.review) else None,
    )


def _titled(blocks: tuple[tuple[PartKind, str], ...]) -> tuple[tuple[PartKind, str], ...]:
    """Takes the block after a label such as « COMMUNIQUÉ DE PRESSE » for the title; the label stays, as text."""
    if len(blocks) < _BESIDE_LABEL or blocks[0][0] != "title" or not _LABEL.fullmatch(blocks[0][1]):
        return blocks
    (_, label), (_, words), *rest = blocks
    if len(words) > _LONGEST_TITLE or words.endswith("."):
        return blocks
    return (("paragraph", label), ("title", words), *rest)


def _reading(draft: Draft, text: str, raw: RawSeed) -> ReadingReport:
    """Returns how much was kept; SeedError for a file of which more than a tenth is lost."""
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
    return ReadingReport(read, kept, (*draft.remarks, *loss, *long, *mixed_alphabets(text, raw.data)), draft.unread)


def _joined(blocks: tuple[tuple[PartKind, str], ...]) -> tuple[str, tuple[Part, ...]]:
    parts, at = [], 0
    for kind, words in blocks:
        parts.append(Part(kind, Span(at, at + len(words))))
        at += len(words) + 2
    return "\n\n".join(words for _, words in blocks), tuple(parts)


def _title(draft: Draft, sidecar: Sidecar, raw: RawSeed) -> tuple[str, TitleOrigin]:
    first = dict(reversed(draft.blocks))
    if sidecar.title or draft.said.title:
        return _one_line(sidecar.title or draft.said.title), "metadata"
    if "title" in first:
        return _one_line(first["title"]), "text"
    beginning = first.get("standfirst") or first.get("paragraph") or first.get("item") or ""
    if beginning:
        return _clause(beginning), "standfirst"
    return raw.path.rsplit("/", 1)[-1], "file"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _clause(words: str) -> str:
    """Returns the beginning, cut where a clause ends if that is past its first third, else at a word."""
    if len(words) <= _CUT_TITLE:
        return words.rstrip(" .,;:–—-")
    head = words[:_CUT_TITLE]
    clauses = [match.start() for match in _CLAUSE.finditer(head) if match.start() > _CUT_TITLE // 3]
    cut = head[: clauses[-1]] if clauses else head.rsplit(" ", 1)[0]
    return cut.rstrip(" .,;:–—-")


def _source(sidecar: Sidecar, draft: Draft) -> Source:
    """Takes each field from the sidecar's block, its top level, or the file's own."""
    own = draft.said
    tiers = (sidecar.source, sidecar, own.source, own)

    def first(name: str) -> Any:
        return next((value for tier in tiers if (value := getattr(tier, name))), None)

    authors: Any = first("authors") or sidecar.author or own.author
    return Source(
        publisher=_text(first("publisher")),
        authors=tuple(map(_one_line, authors)),
        url=_text(first("url")),
        published=first("published"),
        published_from=_dated_by(sidecar, draft),
        retrieved=first("retrieved"),
        rights=sidecar.rights or own.rights,
        credit=_one_line(sidecar.credit or own.credit),
        licence=_one_line(sidecar.licence or own.licence),
    )


def _dated_by(sidecar: Sidecar, draft: Draft) -> DayOrigin:
    """Returns what gives the day that `_source` takes."""
    if sidecar.source.published or sidecar.published:
        return "sidecar"
    return draft.dated_by if draft.said.source.published or draft.said.published else ""


def _text(value: object) -> str:
    return _one_line(str(value or ""))


def article_of_text(
    text: str,
    *,
    id: str,
    title: str = "",
    language: str = "",
    published: date | None = None,
    languages: tuple[str, ...] = ("fr", "en"),
) -> Article:
    """Returns an article of that very text; its seed is the text itself."""
    parts = tuple(_parts(text))
    language = language_of(language, text, languages)
    return Article(
        slug=id,
        title=title,
        title_origin="metadata",
        text=text,
        parts=parts,
        source=Source(published=published),
        language=language,
        kind=kind_of(text, parts, language),
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
