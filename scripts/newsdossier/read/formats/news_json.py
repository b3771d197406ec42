"""JSON of agencies and sites -> draft: ninjs 1 to 3, or schema.org NewsArticle."""

import json
from typing import Any

from newsdossier.errors import SeedError
from newsdossier.read.decode import decode
from newsdossier.read.seed import Draft, RawSeed, checked
from newsdossier.read.web import json_ld
from newsdossier.read.web.blocks import Blocks, html_blocks
from newsdossier.read.web.live import post_blocks

SUFFIXES = (".json", ".jsonld")
_BODIES = ("body_xhtml", "body_html", "body_text", "body_markdown")  # of ninjs 1
_DAYS = ("firstPublished", "contentCreated", "firstCreated", "versionCreated")
_OTHER_ROLES = {"caption", "alt", "teaser", "summary"}
_REMEDY = "Read are ninjs and schema.org NewsArticle; newsdossier import takes a list of them apart"


def read(raw: RawSeed) -> Draft:
    """Reads by what the file says it is."""
    value = load(raw.data, raw.path)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        raise SeedError(
            f"this file holds {len(value)} articles", path=raw.path, remedy=f"Run: newsdossier import {raw.path}"
        )
    if not isinstance(value, dict):
        raise SeedError("this JSON is no article", path=raw.path, line=1, remedy=_REMEDY)
    return object_draft(value, raw.path)


def load(data: bytes, path: str) -> Any:
    """Returns the value; SeedError with the line of a mistake."""
    text = decode(data, path)
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as bad:
        raise SeedError(
            f"this is not JSON ({bad.msg})", path=path, line=bad.lineno, remedy="Save the file again"
        ) from bad
    except (RecursionError, ValueError) as bad:  # nested too deep, or a number of thousands of digits
        raise SeedError("this JSON cannot be read", path=path, line=1, remedy=_REMEDY) from bad


def object_draft(value: dict[str, Any], path: str) -> Draft:
    """Returns the draft of one article, an object of ninjs or schema.org."""
    if "@type" in value or "@graph" in value or "@context" in value:
        return _schema_draft(value, path)
    blocks = _ninjs_body(value)
    if not blocks:
        keys = ", ".join(sorted(map(str, value))[:8])
        raise SeedError(f"no text is found under the keys {keys}", path=path, line=1, remedy=_REMEDY)
    return Draft(tuple(blocks), checked(_ninjs_metadata(value)))


def _schema_draft(value: dict[str, Any], path: str) -> Draft:
    found = json_ld.of_value(value)
    posts = list(found.posts)
    blocks = _word_blocks(found.text) or [block for post in post_blocks(posts) for block in post]
    if not blocks:
        raise SeedError("this NewsArticle has no articleBody", path=path, line=1, remedy=_REMEDY)
    if found.standfirst and found.standfirst not in found.text:
        blocks.insert(0, ("standfirst", found.standfirst))
    metadata = {
        "title": found.title, "authors": list(found.authors), "published": found.published,
        "publisher": found.publisher, "url": found.url, "language": found.language, "tags": list(found.tags),
        "kind": "live" if posts else "",
    }  # fmt: skip
    return Draft(tuple(blocks), checked(metadata), dated_by="json-ld")


def _ninjs_body(value: dict[str, Any]) -> Blocks:
    """Returns the body in HTML, else the one in plain words; ninjs 1 has them under keys of their own."""
    bodies = [b for b in _dicts(value, "bodies") if isinstance(b.get("value"), str)]
    for body in sorted(
        (b for b in bodies if str(b.get("role", "main")) not in _OTHER_ROLES), key=lambda b: not _is_html(b)
    ):
        if blocks := html_blocks(body["value"]) if _is_html(body) else _word_blocks(body["value"]):
            return blocks
    for name in _BODIES:
        if isinstance(words := value.get(name), str) and words.strip():
            return html_blocks(words) if "html" in name else _word_blocks(words)
    return []


def _is_html(body: dict[str, Any]) -> bool:
    return "html" in str(body.get("contentType") or body.get("contenttype"))


def _word_blocks(words: str) -> Blocks:
    """Returns paragraphs of plain words, or of HTML where the words are that."""
    if "</" in words:
        return html_blocks(words)
    parts = words.split("\n\n") if "\n\n" in words else words.split("\n")
    return [("paragraph", " ".join(part.split())) for part in parts if part.strip()]


def _ninjs_metadata(value: dict[str, Any]) -> dict[str, Any]:
    headlines = _dicts(value, "headlines")
    main = next((h for h in headlines if str(h.get("role", "main")) in {"main", "headline"}), {})
    people = [p for p in _dicts(value, "people", "person") if "author" in str(p.get("rel"))]
    makers = [json_ld.text_of(p.get("name")) for p in people] or [_first(value, "byline", "by")]
    publishers = [*_dicts(value, "infoSources", "infosource"), *_dicts(value, "organisations", "organisation")]
    return {
        "title": json_ld.text_of(main.get("value")) or _first(value, "headline", "title"),
        "authors": [maker for maker in makers if maker],
        "published": _first(value, *_DAYS),
        "publisher": next((json_ld.text_of(h.get("name")) for h in publishers), "") or _first(value, "copyrightHolder"),
        "url": next((u for k in ("url", "uri", "link") if (u := _first(value, k)).startswith("http")), ""),
        "language": _first(value, "language"),
        "tags": [name for s in _dicts(value, "subjects", "subject") if (name := json_ld.text_of(s.get("name")))],
        "credit": _first(value, "usageTerms", "copyrightNotice"),
    }


def _first(value: dict[str, Any], *keys: str) -> str:
    """Returns the words of the first key that has some; ninjs 2 writes keys in lower case."""
    return next((words for k in keys for key in (k, k.lower()) if (words := json_ld.text_of(value.get(key)))), "")


def _dicts(value: dict[str, Any], *keys: str) -> list[dict[str, Any]]:
    listed = next((found for key in keys if isinstance(found := value.get(key), list)), [])
    return [each for each in listed if isinstance(each, dict)]
