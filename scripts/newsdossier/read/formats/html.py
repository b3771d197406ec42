"""Saved web page -> draft: the article without what stands around it, and what the page says of it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from newsdossier.decide.sidecar import Sidecar
from newsdossier.errors import SeedError
from newsdossier.read.decode import codec_of, decode
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web.blocks import flattened, is_cut, parse_html
from newsdossier.read.web.facts import Facts, facts_of
from newsdossier.read.web.json_ld import in_page
from newsdossier.read.web.live import is_live, post_blocks, posts
from newsdossier.read.web.text import text_of

SUFFIXES = (".html", ".htm", ".xhtml")
_SEARCH: dict[str, Any] = {"original_date": True, "max_date": "2100-01-01"}
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)


def read(raw: RawSeed) -> Draft:
    """Reads the page's article, and what its metadata say."""
    page = _decoded(raw)
    tree = _tree(page, raw.path)
    facts = _facts(tree, page)
    if is_cut(tree):  # nested too deep for the parser: the same words, flat
        page = f"<html><body><article>{flattened(page)}</article></body></html>"
        tree = _tree(page, raw.path)
    made = (list(in_page(tree).posts) or posts(tree)) if is_live(page) else []
    if made:
        blocks = tuple(block for post in post_blocks(made) for block in post)
        return Draft(blocks, _metadata(facts, kind="live"), dated_by=facts.dated_by)
    return Draft(tuple(text_of(page, tree, facts)), _metadata(facts), dated_by=facts.dated_by)


def _decoded(raw: RawSeed) -> str:
    """Decodes by the encoding that the page declares when it holds, else like any text."""
    declared = _DECLARED.search(raw.data[:4_096])
    codec = codec_of(declared.group(1).decode("ascii")) if declared else ""
    try:
        raw.data.decode("utf-8")  # nothing else looks like UTF-8, whatever an old template declares
    except UnicodeDecodeError:
        try:
            return decode(raw.data.decode(codec).encode("utf-8"), raw.path)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw.data, raw.path)


def _tree(page: str, path: str) -> Any:
    from lxml import etree

    try:
        return parse_html(page)
    except etree.ParserError as bad:
        raise SeedError("this page is empty", path=path, remedy="Save the page again, with its text") from bad


def _facts(tree: Any, page: str) -> Facts:
    """Returns the facts; a day that is found only by searching the whole page must be written there in full."""
    from trafilatura.metadata import extract_metadata

    facts = facts_of(tree, extract_metadata(page, date_config={**_SEARCH, "extensive_search": False}))
    if facts.published is None and (day := _search_day(page)):
        return replace(facts, published=day, dated_by="metadata")
    return facts


def _search_day(page: str) -> date | None:
    """Searches the whole text, which takes a second: only for pages that declare nothing."""
    from htmldate import find_date

    day = find_date(page, **_SEARCH, extensive_search=True)
    return date.fromisoformat(day) if day and _is_written(page, day) else None


def _is_written(page: str, day: str) -> bool:
    """True if the page has the day in full: the search completes half a date, or one of no calendar, by guess."""
    year, month, number = (str(int(part)) for part in day.split("-"))
    ordinal = r"(?:er|st|nd|rd|th|\.)?"
    written = (
        rf"{year}[-/.]?0?{month}[-/.]?0?{number}(?!\d)",
        rf"(?<!\d)0?{number}[-/. ]+0?{month}[-/. ]+{year}",
        rf"(?<!\d)0?{month}/0?{number}/{year}",
        rf"(?<!\d)0?{number}{ordinal}\s+(?:de\s+)?[^\W\d]+\.?,?\s+(?:de\s+)?{year}",
        rf"[^\W\d]+\.?\s+0?{number}{ordinal},?\s+{year}",
    )
    return re.search("|".join(written), page) is not None


def _metadata(facts: Facts, *, kind: str = "") -> Sidecar:
    return checked({
        "kind": kind,
        "title": facts.title, "language": facts.language, "publisher": facts.publisher, "authors": list(facts.authors),
        "url": facts.url, "published": facts.published, "tags": list(facts.tags),
    })  # fmt: skip
