"""JSON-LD of a page, or a schema.org file -> the article that it describes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, NamedTuple

_ARTICLES = re.compile(r"(?:News|Blog|Opinion|Report|Review|Scholarly|Live)?\w*(?:Article|BlogPosting|Posting)$")
_PAGES = ("WebPage", "Recipe", "VideoObject", "AudioObject", "PodcastEpisode", "RadioEpisode")
_COMMENTS = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$")
_DEEPEST = 60
_HOUR = re.compile(r"T(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live blog."""

    hour: str
    """As « 09h10 »; empty where the data do not say it."""
    title: str
    """Its headline; may be empty."""
    text: str
    """Its words."""


@dataclass(frozen=True, slots=True)
class Described:
    """An article as its own data describe it; what they do not say is empty."""

    title: str = ""
    """Its headline."""
    authors: tuple[str, ...] = ()
    """People first; organisations only where no person is named."""
    published: str = ""
    """Day and hour as written."""
    publisher: str = ""
    """The outlet."""
    url: str = ""
    """Its own address."""
    language: str = ""
    """As written."""
    standfirst: str = ""
    """Its description."""
    text: str = ""
    """Its whole text, where the data carry it."""
    tags: tuple[str, ...] = ()
    """Its keywords."""
    posts: tuple["Post", ...] = ()
    """The posts of a live blog, in its order."""


def in_page(tree: Any) -> Described:
    """Returns the article that a saved page describes."""
    nodes: list[dict[str, Any]] = []
    for words in tree.xpath('//script[translate(@type, "LDJSON", "ldjson")="application/ld+json"]//text()'):
        try:
            nodes += _nodes(json.loads(_COMMENTS.sub("", str(words)), strict=False))
        except (ValueError, RecursionError):  # the page's own mistake; what else it says still counts
            continue
    return _article(nodes)


def of_value(value: object) -> Described:
    """Returns the article that a JSON-LD file describes."""
    return _article(list(_nodes(value)))


def _article(nodes: list[dict[str, Any]]) -> Described:
    """Returns the article among the nodes, with its references followed."""
    named = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    articles = sorted((n for n in nodes if _rank(n)), key=_rank)
    pick = Described()
    for node in articles:
        found = _described(node, named)
        pick = pick if pick.title else found
        if found.authors and found.title == pick.title and not pick.authors:
            pick = found
    return pick


def _rank(node: dict[str, Any]) -> int:
    """Returns 1 for an article, 2 for a page that has an author or a day, 0 for anything else."""
    kinds = [str(kind) for kind in _listed(node.get("@type"))]
    if any(_ARTICLES.search(kind) for kind in kinds) and ("headline" in node or "datePublished" in node):
        return 1
    return 2 if any(kind in _PAGES for kind in kinds) and ("datePublished" in node or "author" in node) else 0


def _described(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Described:
    makers = [_resolved(maker, named) for key in ("author", "creator") for maker in _listed(node.get(key))]
    people = [maker.name for maker in makers if maker.name and "Organization" not in str(maker.type)]
    every = people or [maker.name for maker in makers if maker.name]
    publishers = [_resolved(one, named) for one in _listed(node.get("publisher"))]
    keywords = node.get("keywords", ())
    return Described(
        title=text_of(node.get("headline") or node.get("name")),
        authors=tuple(dict.fromkeys(every)),
        published=text_of(node.get("datePublished") or node.get("dateCreated")),
        publisher=publishers[0].name if publishers else "",
        url=text_of(node.get("url") or _id(node.get("mainEntityOfPage"))),
        language=text_of(node.get("inLanguage")),
        standfirst=text_of(node.get("description")),
        text=unescape(str(node["articleBody"])) if isinstance(node.get("articleBody"), str) else "",
        posts=tuple(_posts(node)),
        tags=tuple(t for k in _listed(keywords) for t in map(str.strip, text_of(k).split(",")) if t),
    )


def _posts(node: dict[str, Any]) -> Iterator[Post]:
    for update in _listed(node.get("liveBlogUpdate")):
        text = unescape(str(update.get("articleBody") or "")) if isinstance(update, dict) else ""
        if text.strip():
            hour = _HOUR.search(text_of(update.get("datePublished")))
            yield Post(f"{hour[1]}h{hour[2]}" if hour else "", text_of(update.get("headline")), text)


class _Maker(NamedTuple):
    type: object
    name: str


def _resolved(value: object, named: dict[str, dict[str, Any]]) -> _Maker:
    """Returns a person or an organisation, its reference followed."""
    if isinstance(value, dict):
        value = {**named.get(str(value.get("@id")), {}), **value}
        return _Maker(value.get("@type", ""), text_of(value.get("name")))
    return _Maker("", text_of(value))


def _id(value: object) -> object:
    return value.get("@id") if isinstance(value, dict) else value


def text_of(value: object) -> str:
    """Returns words on one line; nothing for a value that is not words."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _nodes(each, depth + 1)
