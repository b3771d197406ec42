"""A saved page -> its day of publication, and where that stands."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from newsdossier.model.article import DayOrigin
from newsdossier.read.dates import day_alone, day_in_address, day_of, of_the_outlet
from newsdossier.read.decode import clean
from newsdossier.read.web import bylines, json_ld
from newsdossier.read.web import bylines as bylines_web
from newsdossier.read.web.blocks import one_line
from newsdossier.read.web.json_ld import Described

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


_PIECES = re.compile(r"\s+[-|–—·»•:/]\s+|\s*[|»]\s*")


_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
                 "sailthru.author", "byl", "cxenseparse:author", "og:article:author", "article:author_name", "auteur",
                 "article.author", "dc.contributor", "authors")  # fmt: skip


_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; empty where it does not say."""

    title: str
    """The headline."""
    authors: tuple[str, ...]
    """As the outlet signs them."""
    published: date | None
    """Day of publication."""
    dated_by: DayOrigin
    """Where that day stands in the page."""
    publisher: str
    """The outlet."""
    url: str
    """Address of the article."""
    language: str
    """As declared."""
    standfirst: str
    """The description, which is a standfirst where the page also shows it."""
    described: Described
    """The page's JSON-LD."""
    tags: tuple[str, ...]
    """Its keywords."""


def facts_of(tree: Any, guess: Any) -> Facts:
    """`guess` is what trafilatura found; the page's own declarations come before it."""
    described = json_ld.in_page(tree)
    metas = _metas(tree)
    url = described.url if described.url.startswith("http") else ""
    url = _first(tree, '//link[@rel="canonical"]/@href') or metas.get("og:url", "") or url or guess.url or ""
    publisher = metas.get("newsdossier:publisher") or metas.get("og:site_name") or described.publisher
    day, origin = published(tree, metas, (described.published, url))
    return Facts(
        title=_title(tree, (metas, described), publisher) or _line(guess.title),
        authors=_authors(tree, (metas, described), (publisher, guess)),
        published=day,
        dated_by=origin,
        publisher=publisher or _line(guess.sitename),
        url=url,
        language=_first(tree, "/html/@lang", '/html/@*[name()="xml:lang"]') or described.language,
        standfirst=metas.get("og:description") or metas.get("description") or described.standfirst,
        described=described,
        tags=tuple(w.strip() for w in metas.get("keywords", "").split(",") if w.strip()) or described.tags,
    )


def _metas(tree: Any) -> dict[str, str]:
    """The first value of each meta element by its name, in lower case."""
    found: dict[str, str] = {}
    for key in ("name", "property", "itemprop"):
        for meta in tree.xpath(f"//meta[@content][@{key}]"):
            if value := _line(meta.get("content")):
                found.setdefault(str(meta.get(key)).strip().casefold(), value)
    return found


def _title(tree: Any, declared: tuple[dict[str, str], Described], publisher: str) -> str:
    """The title under which the page is shared, unless what the page shows and describes agree on another."""
    metas, described = declared
    heads = [_line(h.text_content()) for h in headlines(tree)]
    heads = [head for head in heads if head and head.casefold() != publisher.casefold()]
    shared, named = metas.get("og:title") or metas.get("twitter:title", ""), described.title
    whole = _line(_first(tree, "//head/title//text()", "//title/text()"))
    shared, whole = (_without_site(words, (publisher, *heads, named)) for words in (shared, whole))
    head = max(heads, key=lambda one: max(alike(one, other) for other in (shared, named, whole)), default="")
    if named and shared and not (_same(named, shared) or _same(shared, head)):
        agreed = _same(shared, whole) if _same(named, head) else _same(named, whole)
        shared = named if agreed else shared
    if shared and not named and len(heads) == 1 and _same(shared, whole) and not _same(shared, head):
        return head if len(head.split()) > 4 else shared
    return shared or named or head or whole


def _without_site(words: str, known: tuple[str, ...]) -> str:
    """« Headline | Outlet » -> the headline."""
    for one in known[1:]:
        if one and words.casefold().startswith(one.casefold()):
            return words[: len(one)]
    pieces = [piece for piece in _PIECES.split(words) if piece]
    if len(pieces) > 1 and pieces[-1].casefold() == known[0].casefold():
        return words[: words.rindex(pieces[-1])].rstrip(" -|–—·»•:/")
    return words


def alike(one: str, other: str) -> float:
    """How much of the words of two titles is the same, from 0 to 1."""
    a, b = (Counter(re.findall(r"\w+", words.casefold())) for words in (one, other))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if same else 0.0


def _same(one: str, other: str) -> bool:
    return alike(one, other) >= _ALIKE


def _authors(tree: Any, declared: tuple[dict[str, str], Described], more: tuple[str, Any]) -> tuple[str, ...]:
    """People before the outlet, declarations before what is printed, what is printed before a guess."""
    metas, described = declared
    publisher, guess = more
    in_metas = tuple(n for key in _AUTHOR_NAMES if (v := metas.get(key)) and "://" not in v for n in _signed(v))
    told = (name.strip() for name in (guess.author or "").split(";"))
    guessed = tuple(name for name in told if name and not bylines_web.is_elsewhere(tree, name))
    outlets = (publisher, described.publisher, _line(guess.sitename))
    printed = bylines.signed(tree) or bylines_web.beside_the_day(headlines(tree))
    tiers: tuple[tuple[str, ...], ...] = (described.authors, in_metas, printed, guessed, bylines_web.at_the_end(tree))
    if printed and not bylines_web.are_shown(tree, described.authors, printed):  # who put it in, not who wrote it
        tiers = (printed, *tiers)
    people = (tuple(name for name in tier if _is_person(name, outlets)) for tier in tiers)
    kept: tuple[str, ...] = next((tier for tier in people if tier), ())
    if kept and kept == described.authors and all(name.islower() for name in kept):  # an account's name
        kept = next((tier for tier in (in_metas, guessed) if tier), kept)
    return tuple(dict.fromkeys(kept or next((tier for tier in tiers if tier), ())))


def _signed(value: str) -> tuple[str, ...]:
    return bylines.names(value) or (value,)


def _is_person(name: str, outlets: Iterable[str]) -> bool:
    """Not the outlet itself, which signs where nobody else does."""
    bare = re.sub(r"\W", "", name.casefold())
    houses = (re.sub(r"\W", "", outlet.casefold()) for outlet in outlets if outlet)
    return (
        bool(bare) and not bylines_web.is_account(name) and not any(bare in house or house in bare for house in houses)
    )


def _first(tree: Any, *paths: str) -> str:
    return next((_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _line(words: Any) -> str:
    """On one line, without what no page can hold."""
    return clean(re.sub(r"\s+", " ", str(words or ""))).strip()
