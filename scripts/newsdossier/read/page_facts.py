"""A saved page -> what it says of itself: headline, authors, day, outlet, address; nothing of it is made up."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsdossier.model import DayOrigin
from newsdossier.read import bylines, linked, page_days, signatures
from newsdossier.read.decode import clean
from newsdossier.read.linked import Described

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
    described = linked.in_page(tree)
    metas = _metas(tree)
    url = described.url if described.url.startswith("http") else ""
    url = _first(tree, '//link[@rel="canonical"]/@href') or metas.get("og:url", "") or url or guess.url or ""
    publisher = metas.get("newsdossier:publisher") or metas.get("og:site_name") or described.publisher
    day, origin = page_days.published(tree, metas, (described.published, url))
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
    heads = [_line(h.text_content()) for h in page_days.headlines(tree)]
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
    guessed = tuple(name for name in told if name and not signatures.is_elsewhere(tree, name))
    outlets = (publisher, described.publisher, _line(guess.sitename))
    printed = bylines.signed(tree) or signatures.beside_the_day(page_days.headlines(tree))
    tiers: tuple[tuple[str, ...], ...] = (described.authors, in_metas, printed, guessed, signatures.at_the_end(tree))
    if printed and not signatures.are_shown(tree, described.authors, printed):  # who put it in, not who wrote it
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
        bool(bare) and not signatures.is_account(name) and not any(bare in house or house in bare for house in houses)
    )


def _first(tree: Any, *paths: str) -> str:
    return next((_line(str(found[0])) for path in paths if (found := tree.xpath(path))), "")


def _line(words: Any) -> str:
    """On one line, without what no page can hold."""
    return clean(re.sub(r"\s+", " ", str(words or ""))).strip()
