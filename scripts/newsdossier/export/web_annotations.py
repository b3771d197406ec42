"""A dossier -> everything that was found in it or noted on it, as W3C Web Annotations.

What is in the published text is anchored by its words and its position there. What an excerpt leaves out is anchored by
its position alone, in a text that is named by its hash: only a reader who has the article can find it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from newsdossier.export.addresses import PublishedSite, by_hash, data_path, page_path
from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier
from newsdossier.model.findings import PERSON, Note
from newsdossier.views.statements import quotes_in

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'
_AROUND = 32  # characters of prefix and suffix
_Body = dict[str, object]


class _Mark(NamedTuple):
    span: Span
    motivation: str
    bodies: list[_Body]
    decided: bool
    """A person said it."""


def annotations(dossier: Dossier, site: PublishedSite) -> str:
    """Returns `data/annotations/<slug>.json`: one annotation page with all of them."""
    slug = dossier.article.slug
    own = site.at(data_path("annotations", slug))
    marks = sorted(_marks(dossier, site), key=lambda mark: (mark.span.start, -mark.span.end))
    shown = [_annotation(mark, _in_text(dossier, mark.span, site)) for mark in marks]
    hidden = [_annotation(mark, _in_whole_text(dossier, mark.span)) for mark in _hidden(dossier, site)]
    notes = [_note(note, dossier, site) for note in dossier.notes if note.text]
    items = [{"id": f"{own}#a{number}", **one} for number, one in enumerate([*shown, *hidden, *notes], start=1)]
    page = {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{own}#all",
            "type": "AnnotationCollection",
            "label": dossier.article.title,
            "generator": {"type": "Software", "name": "newsdossier"},
            "total": len(items),
        },
        "startIndex": 0,
    }
    rows = ",\n".join(map(_line, items))
    return f'{_line(page)[:-1]},"items":[\n{rows}\n]}}\n'


def _line(says: dict[str, object]) -> str:
    """Returns one line: the files are many, and have every mark of every dossier."""
    return json.dumps(says, ensure_ascii=False, separators=(",", ":"))


def _annotation(mark: _Mark, target: dict[str, object]) -> dict[str, object]:
    creator = {"creator": {"type": "Person"}} if mark.decided else {}  # else the generator of the collection
    return {"type": "Annotation", "motivation": mark.motivation, **creator, "body": mark.bodies, "target": target}


def _in_text(dossier: Dossier, span: Span, site: PublishedSite) -> dict[str, object]:
    text = dossier.article.text
    words = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    source = site.at(data_path("text", dossier.article.slug))
    return {"source": source, "selector": [words, _position(span)]}


def _in_whole_text(dossier: Dossier, span: Span) -> dict[str, object]:
    return {"source": by_hash(dossier.whole), "selector": _position(span)}


def _position(span: Span) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _marks(dossier: Dossier, site: PublishedSite) -> Iterator[_Mark]:
    """Yields a mark for each finding; a claim is marked at its cue."""
    found = dossier.annotations
    pages = _entity_pages(dossier, site)
    types = {one.entity.id: one.entity.type for one in dossier.entities}
    for m in found.mentions:
        yield _Mark(m.span, "identifying", [*_identity(m.entity, pages), _tag(types[m.entity])], m.by == PERSON)
    for quote in quotes_in(dossier):
        speakers = [quote.speaker, *(other for _, other in quote.joint)]
        bodies = [body for one in speakers if one for body in _identity(one.entity.id, pages)]
        yield _Mark(quote.span, "tagging", [_tag("quote"), _tag(quote.kind), *bodies], quote.decided)
    for claim in found.claims:
        if claim.cue:
            bodies = [_tag(claim.modality), *_identity(claim.entity, pages)]
            yield _Mark(claim.cue, "tagging", bodies, claim.by == PERSON)
    for time in found.times:
        value = [_text(time.edtf, "describing")] if time.edtf else []
        yield _Mark(time.span, "tagging", [_tag("date"), *value], time.by == PERSON)
    for role in found.roles:
        yield _Mark(role.span, "tagging", [_tag("role"), *_identity(role.entity, pages)], role.by == PERSON)


def _hidden(dossier: Dossier, site: PublishedSite) -> Iterator[_Mark]:
    pages = _entity_pages(dossier, site)
    for one in dossier.hidden:
        motivation = "identifying" if one.kind == "name" else "tagging"
        yield _Mark(one.span, motivation, [*_identity(one.entity, pages), _tag(one.kind)], decided=False)


def _entity_pages(dossier: Dossier, site: PublishedSite) -> dict[str, str]:
    return {one.entity.id: site.at(page_path(one.target)) for one in dossier.entities if one.target}


def _identity(entity: str, pages: Mapping[str, str]) -> Iterable[_Body]:
    if entity in pages:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": pages[entity]}


def _tag(words: str) -> _Body:
    return _text(words, "tagging")


def _text(words: str, purpose: str) -> _Body:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def _note(note: Note, dossier: Dossier, site: PublishedSite) -> dict[str, object]:
    """Describes what an editor wrote about some words, or about the whole text."""
    body = {**_text(note.text, "commenting"), "format": "text/markdown", "language": site.language}
    whole: dict[str, object] = {"source": site.at(data_path("text", dossier.article.slug))}
    creator = {"type": "Person", **({"name": note.by} if note.by else {})}
    target = _in_text(dossier, note.span, site) if note.span else whole
    return {"type": "Annotation", "motivation": "commenting", "creator": creator, "body": [body], "target": target}
