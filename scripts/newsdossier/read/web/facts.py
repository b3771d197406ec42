"""A saved page -> what it says of itself: title, authors, day of publication, outlet, address."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from newsdossier.model.article import DayOrigin
from newsdossier.read.dates import day_alone, day_in_address, day_of, local_day
from newsdossier.read.web import bylines, json_ld
from newsdossier.read.web.blocks import one_line
from newsdossier.read.web.json_ld import Described

# Title

_SEPARATOR = re.compile(r"\s+[-|–—·»•:/]\s+|\s*[|»]\s*")
_ALIKE = 0.8
# Authors

_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
                 "sailthru.author", "byl", "cxenseparse:author", "og:article:author", "article:author_name", "auteur",
                 "article.author", "dc.contributor", "authors")  # fmt: skip
_Names = tuple[str, ...]
# Day of publication

_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published",
    "publishdate", "publish-date", "publication_date", "pubdate", "dc.date.issued", "dcterms.created", "dc.date",
    "dc.date.created", "dcterms.date", "dcterms.issued", "citation_publication_date", "citation_online_date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date", "pdate", "dat", "publisheddate",
    "article.published", "displaydate", "originalpublicationdate", "release_date", "doc_date", "pub_date", "timestamp",
)  # fmt: skip
_BELOW_HEADLINE = "following::*[self::p or self::span or self::div or self::li or self::small or self::em or self::a]"
_CHANGED = re.compile(r"\W*(?:mis(?:e)? à jour|modifi|actualis|updated|last|edited|aktualisiert|actualizad)", re.I)
_PUBLISHED = re.compile(r".*\b(?:publi\w+|parue?|post(?:ed|é)|mise? en ligne)\b(?=.*\d)", re.I)
_PLACE = re.compile(r"[A-ZÀ-Þ][^\W\d]+(?:[ -][A-ZÀ-Þ][^\W\d]+)*, (?:le )?(?=\d)")  # « LYON, 3 mai 2024 (AFP) »
_LONGEST_PRINTED = 90  # characters: a longer line is prose
_TIMES = (
    '//time[@pubdate or contains(@itemprop, "datePublished") or contains(@class, "publi")]',
    "//article//time",
    "//main//time",
    "//time",
)


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
    """What in the page gives that day."""
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


@dataclass(frozen=True, slots=True)
class _Evidence:
    tree: Any
    metas: dict[str, str]  # by name, in lower case
    described: Described
    guess: Any  # what trafilatura found
    url: str
    publisher: str  # as declared


def facts_of(tree: Any, guess: Any) -> Facts:
    """Collects the facts; `guess` is what trafilatura found, the page's own declarations come before it."""
    described = json_ld.in_page(tree)
    metas = _metas(tree)
    url = described.url if described.url.startswith("http") else ""
    url = _first(tree, '//link[@rel="canonical"]/@href') or metas.get("og:url", "") or url or guess.url or ""
    publisher = metas.get("newsdossier:publisher") or metas.get("og:site_name") or described.publisher
    page = _Evidence(tree, metas, described, guess, url, publisher)
    published, dated_by = _published(page)
    return Facts(
        title=_title(page) or _line(guess.title),
        authors=_authors(page),
        published=published,
        dated_by=dated_by,
        publisher=publisher or _line(guess.sitename),
        url=url,
        language=_first(tree, "/html/@lang", '/html/@*[name()="xml:lang"]') or described.language,
        standfirst=metas.get("og:description") or metas.get("description") or described.standfirst,
        described=described,
        tags=tuple(w.strip() for w in metas.get("keywords", "").split(",") if w.strip()) or described.tags,
    )


def headlines(tree: Any) -> list[Any]:
    """Returns the first-level headings of the page, without the outlet's name as a link to its first page."""
    return [heading for heading in tree.xpath("//h1") if not _leads_home(heading)]


def _leads_home(heading: Any) -> bool:
    links = (*heading.xpath(".//a/@href"), *heading.xpath("ancestor::a/@href"))
    return any(re.fullmatch(r"(?:https?:)?(?://[^/]+)?/?(?:index\.\w+)?", str(link)) for link in links)


def _metas(tree: Any) -> dict[str, str]:
    """Returns the first value of each meta element by its name, in lower case."""
    found: dict[str, str] = {}
    for key in ("name", "property", "itemprop"):
        for meta in tree.xpath(f"//meta[@content][@{key}]"):
            if value := _line(meta.get("content")):
                found.setdefault(str(meta.get(key)).strip().casefold(), value)
    return found


def _first(tree: Any, *paths: str) -> str:
    return next((_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _line(words: Any) -> str:
    return one_line(str(words or ""))


class _Titles(NamedTuple):
    shared: str  # under which the page is shared
    described: str  # of its JSON-LD
    whole: str  # of its title element
    heading: str  # what the page shows
    only_heading: bool


def _title(page: _Evidence) -> str:
    """Returns the title under which the page is shared, unless what it shows and describes agree on another."""
    titles = _titles(page)
    agreed = _agreed_title(titles) or _undescribed_heading(titles)
    return agreed or titles.shared or titles.described or titles.heading or titles.whole


def _titles(page: _Evidence) -> _Titles:
    headings = [_line(heading.text_content()) for heading in headlines(page.tree)]
    headings = [heading for heading in headings if heading and heading.casefold() != page.publisher.casefold()]
    described = page.described.title
    titles = (
        page.metas.get("og:title") or page.metas.get("twitter:title", ""),
        _line(_first(page.tree, "//head/title//text()", "//title/text()")),
    )
    shared, whole = (_without_site(one, site=page.publisher, known=(*headings, described)) for one in titles)
    others = (shared, described, whole)
    heading = max(headings, key=lambda one: max(similarity(one, other) for other in others), default="")
    return _Titles(shared, described, whole, heading, len(headings) == 1)


def _agreed_title(titles: _Titles) -> str:
    """Returns the described title where the shared one is of nothing that the page shows."""
    shared, described, whole, heading, _ = titles
    if not described or not shared or _same(described, shared) or _same(shared, heading):
        return ""
    agreed = _same(shared, whole) if _same(described, heading) else _same(described, whole)
    return described if agreed else ""


def _undescribed_heading(titles: _Titles) -> str:
    """Returns the one heading of a page without JSON-LD that is shared under its title element, which differs."""
    shared, described, whole, heading, only_heading = titles
    if not shared or described or not only_heading or not _same(shared, whole) or _same(shared, heading):
        return ""
    return heading if len(heading.split()) > 4 else ""


def _without_site(words: str, *, site: str, known: Iterable[str]) -> str:
    """« Headline | Outlet » -> the headline."""
    for one in known:
        if one and words.casefold().startswith(one.casefold()):
            return words[: len(one)]
    pieces = [piece for piece in _SEPARATOR.split(words) if piece]
    if len(pieces) > 1 and pieces[-1].casefold() == site.casefold():
        return words[: words.rindex(pieces[-1])].rstrip(" -|–—·»•:/")
    return words


def similarity(one: str, other: str) -> float:
    """Returns how much of the words of two titles is the same, from 0 to 1."""
    a, b = (Counter(re.findall(r"\w+", words.casefold())) for words in (one, other))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if same else 0.0


def _same(one: str, other: str) -> bool:
    return similarity(one, other) >= _ALIKE


def _authors(page: _Evidence) -> _Names:
    """Returns people before the outlet, declarations before what is printed, what is printed before a guess."""
    described, in_metas, guessed = page.described.authors, _authors_in_metas(page), _guessed_authors(page)
    printed = bylines.byline_authors(page.tree) or bylines.authors_beside_day(headlines(page.tree))
    sources = [described, in_metas, printed, guessed, bylines.authors_at_end(page.tree)]
    if printed and not bylines.are_shown(page.tree, described, printed):  # who put it in, not who wrote it
        sources.insert(0, printed)
    people = _first_filled(tuple(name for name in names if _is_person(name, page)) for names in sources)
    if people and people == described and all(name.islower() for name in people):  # an account's name
        people = _first_filled((in_metas, guessed)) or people
    return tuple(dict.fromkeys(people or _first_filled(sources)))


def _first_filled(sources: Iterable[_Names]) -> _Names:
    return next((names for names in sources if names), ())


def _authors_in_metas(page: _Evidence) -> _Names:
    values = [value for key in _AUTHOR_NAMES if (value := page.metas.get(key)) and "://" not in value]
    return tuple(name for value in values for name in bylines.names(value) or (value,))


def _guessed_authors(page: _Evidence) -> _Names:
    names = (name.strip() for name in (page.guess.author or "").split(";"))
    return tuple(name for name in names if name and not bylines.is_elsewhere(page.tree, name))


def _is_person(name: str, page: _Evidence) -> bool:
    """True unless it is an account, or the outlet itself, which signs where nobody else does."""
    bare = re.sub(r"\W", "", name.casefold())
    outlets = (page.publisher, page.described.publisher, _line(page.guess.sitename))
    houses = [re.sub(r"\W", "", outlet.casefold()) for outlet in outlets if outlet]
    return bool(bare) and not bylines.is_account(name) and not any(bare in house or house in bare for house in houses)


def _published(page: _Evidence) -> tuple[date | None, DayOrigin]:
    """Returns the day that is declared; where the page prints one that is a day off, the printed one, the reader's."""
    day, origin = _declared_day(page)
    if day is None:
        return _written_day(page)
    printed = _printed_day(page.tree, changes=False)
    one_off = printed is not None and abs(printed - day) == timedelta(days=1)
    if one_off and printed != day_of(page.metas.get("article:modified_time") or page.metas.get("og:updated_time", "")):
        return printed, origin
    return local_day(day, page.url), origin


def _declared_day(page: _Evidence) -> tuple[date | None, DayOrigin]:
    """Returns the day of the page's JSON-LD, else of its meta elements."""
    if found := day_of(page.described.published):
        return found, "json-ld"
    for name in _DAY_NAMES:
        if found := day_of(page.metas.get(name, "")):
            return found, "opengraph" if "article" in name else "metadata"
    return None, ""


def _written_day(page: _Evidence) -> tuple[date | None, DayOrigin]:
    """Returns the day of its time elements, its address, else the first day that it prints alone."""
    if found := _day_of_time_elements(page.tree) or _day_in_microdata(page.tree):
        return found, "time"
    if found := day_in_address(page.url):
        return local_day(found, page.url), "metadata"
    found = _printed_day(page.tree, changes=False) or _printed_day(page.tree, changes=True)
    return found, "metadata" if found else ""


def _day_of_time_elements(tree: Any) -> date | None:
    for path in _TIMES:
        dated = [(e, d) for e in bylines.in_article(tree.xpath(path)) if (d := _day_of_time(e))]
        if dated:
            return next((d for e, d in dated[:3] if not _is_of_a_change(e)), dated[0][1])
    return None


def _day_in_microdata(tree: Any) -> date | None:
    values = tree.xpath('//*[contains(@itemprop, "datePublished")]/@content')
    return next((day for value in values if (day := day_of(str(value)))), None)


def _day_of_time(element: Any) -> date | None:
    return day_of(str(element.get("datetime", ""))) or day_of(one_line(element.text_content()))


def _is_of_a_change(element: Any) -> bool:
    """True by its class, or by the words before it: « Mis à jour le »."""
    marks = f"{element.get('class', '')} {element.get('itemprop', '')}"
    before, parent = element.getprevious(), element.getparent()
    words = before.tail if before is not None else parent.text if parent is not None else ""
    changed = re.search(r"modifi|update", marks, re.I) and not re.search("publi", marks, re.I)
    return bool(changed or _CHANGED.match(words or ""))


def _printed_day(tree: Any, *, changes: bool) -> date | None:
    """Returns the first day printed alone under the headline: « Publié le 3 mai 2024 à 18h05 », "21.10.2019".

    With `changes`, also days of a change: « Mis à jour le 3 mai 2024 ».
    """
    headings = headlines(tree)
    for element in bylines.in_article(headings[0].xpath(_BELOW_HEADLINE) if headings else ()):
        words = one_line(bylines.text_lines(element, _LONGEST_PRINTED))
        said = _PUBLISHED.match(words)
        bare = words[said.end() :] if said else _PLACE.sub("", words)
        if (found := day_alone(bare)) and (said or changes or not _CHANGED.match(words)):
            return found
    return None
