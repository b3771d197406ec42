"""A saved page -> its day of publication, and where that stands."""

import re
from datetime import date, timedelta
from typing import Any

from newsdossier.model import DayOrigin
from newsdossier.read import bylines
from newsdossier.read.blocks import one_line
from newsdossier.read.days import day_alone, day_in_address, day_of, of_the_outlet

_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published",
    "publishdate", "publish-date", "publication_date", "pubdate", "dc.date.issued", "dcterms.created", "dc.date",
    "dc.date.created", "dcterms.date", "dcterms.issued", "citation_publication_date", "citation_online_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date", "pdate", "dat", "publisheddate",
    "article.published", "displaydate", "originalpublicationdate", "release_date", "doc_date", "pub_date", "timestamp",
)  # fmt: skip
_BELOW = "following::*[self::p or self::span or self::div or self::li or self::small or self::em or self::a]"
_CHANGED = re.compile(r"\W*(?:mis(?:e)? à jour|modifi|actualis|updated|last|edited|aktualisiert|actualizad)", re.I)
_PUBLISHED = re.compile(r".*\b(?:publi\w+|parue?|post(?:ed|é)|mise? en ligne)\b(?=.*\d)", re.I)
_PLACE = re.compile(r"[A-ZÀ-Þ][^\W\d]+(?:[ -][A-ZÀ-Þ][^\W\d]+)*, (?:le )?(?=\d)")  # « LYON, 3 mai 2024 (AFP) »
_PRINTED = 90  # characters: a longer line is prose


def published(tree: Any, metas: dict[str, str], more: tuple[str, str]) -> tuple[date | None, DayOrigin]:
    """The day; where what the page declares is a day off from what it prints, the reader's day, which it prints."""
    declared, url = more
    day, origin = _declared(metas, declared)
    if day is None:
        return _written(tree, url)
    printed = _shown(tree, changes=False)
    one_off = printed is not None and abs(printed - day) == timedelta(days=1)
    if one_off and printed != day_of(metas.get("article:modified_time") or metas.get("og:updated_time", "")):
        return printed, origin
    return of_the_outlet(day, url), origin


def _declared(metas: dict[str, str], declared: str) -> tuple[date | None, DayOrigin]:
    """By the page's JSON-LD, else its meta elements."""
    if found := day_of(declared):
        return found, "json-ld"
    for name in _DAY_NAMES:
        if found := day_of(metas.get(name, "")):
            return found, "opengraph" if "article" in name else "metadata"
    return None, ""


def _written(tree: Any, url: str) -> tuple[date | None, DayOrigin]:
    """By its time elements, its address, else the first day that it prints alone."""
    times = '//time[@pubdate or contains(@itemprop, "datePublished") or contains(@class, "publi")]'
    for path in (times, "//article//time", "//main//time", "//time"):
        dated = [(e, d) for e in bylines.here(tree.xpath(path)) if (d := _of_time(e))]
        if dated:
            return next((d for e, d in dated[:3] if not _is_of_a_change(e)), dated[0][1]), "time"
    for value in tree.xpath('//*[contains(@itemprop, "datePublished")]/@content'):
        if found := day_of(str(value)):
            return found, "time"
    if found := day_in_address(url):
        return of_the_outlet(found, url), "metadata"
    found = _shown(tree, changes=False) or _shown(tree, changes=True)
    return found, "metadata" if found else ""


def _is_of_a_change(element: Any) -> bool:
    """By its marks, or by the words before it: « Mis à jour le »."""
    marks = f"{element.get('class', '')} {element.get('itemprop', '')}"
    before = element.getprevious()
    room = element.getparent()
    words = before.tail if before is not None else room.text if room is not None else ""
    changed = re.search(r"modifi|update", marks, re.I) and not re.search("publi", marks, re.I)
    return bool(changed or _CHANGED.match(words or ""))


def _of_time(element: Any) -> date | None:
    return day_of(str(element.get("datetime", ""))) or day_of(one_line(element.text_content()))


def _shown(tree: Any, *, changes: bool) -> date | None:
    """The first day that is printed alone under the headline: « Publié le 3 mai 2024 à 18h05 », "21.10.2019"."""
    heads = headlines(tree)
    for element in bylines.here(heads[0].xpath(_BELOW) if heads else ()):
        words = one_line(bylines.words_of(element, _PRINTED))
        said = _PUBLISHED.match(words)
        bare = words[said.end() :] if said else _PLACE.sub("", words)
        if (found := day_alone(bare)) and (said or changes or not _CHANGED.match(words)):
            return found
    return None


def headlines(tree: Any) -> list[Any]:
    """The headings of the page, without the outlet's name as a link to its first page."""
    return [head for head in tree.xpath("//h1") if not _leads_home(head)]


def _leads_home(head: Any) -> bool:
    """The outlet's name, as a link to its first page."""
    links = (*head.xpath(".//a/@href"), *head.xpath("ancestor::a/@href"))
    return any(re.fullmatch(r"(?:https?:)?(?://[^/]+)?/?(?:index\.\w+)?", str(link)) for link in links)
