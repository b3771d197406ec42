"""A dossier -> every mark on it as W3C Web Annotations, and the text that they are of.

What stands in the published text is anchored by its words and by its place there. What an excerpt leaves out is
anchored by its place alone, in a text that is named by its hash: whoever has the article can find it, nobody else.
"""

import json
from collections.abc import Iterable, Iterator

from newsdossier.export.addresses import Home, by_hash, data_path, page_path
from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier
from newsdossier.model.findings import PERSON, Note
from newsdossier.views.statements import quotes_in

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'
_AROUND = 32  # characters of prefix and suffix
_Body = dict[str, object]
_Mark = tuple[Span, str, list[_Body], bool]
"""Where, why, what it says, and whether a person said it."""


def annotations(dossier: Dossier, home: Home) -> str:
    """`data/annotations/<slug>.json`: one page that holds them all."""
    slug = dossier.article.slug
    own = home.at(data_path("annotations", slug))
    shown = [_annotation(one, _in_text(dossier, one[0], home)) for one in _marks(dossier, home)]
    unseen = [_annotation(one, _by_place(dossier, one[0])) for one in _left_out(dossier, home)]
    notes = [_note(note, dossier, home) for note in dossier.notes if note.text]
    items = [{"id": f"{own}#a{number}", **one} for number, one in enumerate([*shown, *unseen, *notes], start=1)]
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
    """One line each: files are many, and every mark of every dossier is in one."""
    return json.dumps(says, ensure_ascii=False, separators=(",", ":"))


def _annotation(mark: _Mark, target: dict[str, object]) -> dict[str, object]:
    _, motivation, bodies, decided = mark
    maker = {"creator": {"type": "Person"}} if decided else {}  # the others are the collection's generator's
    return {"type": "Annotation", "motivation": motivation, **maker, "body": bodies, "target": target}


def _in_text(dossier: Dossier, span: Span, home: Home) -> dict[str, object]:
    text = dossier.article.text
    words = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    source = home.at(data_path("text", dossier.article.slug))
    return {"source": source, "selector": [words, _position(span)]}


def _by_place(dossier: Dossier, span: Span) -> dict[str, object]:
    return {"source": by_hash(dossier.whole), "selector": _position(span)}


def _position(span: Span) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _marks(dossier: Dossier, home: Home) -> Iterator[_Mark]:
    """In the order of the text; of a claim its cue is what is marked."""
    yield from sorted(_found(dossier, home), key=lambda mark: (mark[0].start, -mark[0].end))


def _found(dossier: Dossier, home: Home) -> Iterator[_Mark]:
    found = dossier.annotations
    of = {one.entity.id: home.at(page_path(one.target)) for one in dossier.entities if one.target}
    types = {one.entity.id: one.entity.type for one in dossier.entities}
    for m in found.mentions:
        yield m.span, "identifying", [*_identity(m.entity, of), _tag(types[m.entity])], m.by == PERSON
    for said in quotes_in(dossier):
        speakers = [said.speaker, *(other for _, other in said.joint)]
        bodies = [body for one in speakers if one for body in _identity(one.entity.id, of)]
        yield said.span, "tagging", [_tag("quote"), _tag(said.kind), *bodies], said.decided
    for claim in found.claims:
        if claim.cue:
            yield claim.cue, "tagging", [_tag(claim.modality), *_identity(claim.entity, of)], claim.by == PERSON
    for time in found.times:
        value = [_text(time.edtf, "describing")] if time.edtf else []
        yield time.span, "tagging", [_tag("date"), *value], time.by == PERSON
    for role in found.roles:
        yield role.span, "tagging", [_tag("role"), *_identity(role.entity, of)], role.by == PERSON


def _left_out(dossier: Dossier, home: Home) -> Iterator[_Mark]:
    of = {one.entity.id: home.at(page_path(one.target)) for one in dossier.entities if one.target}
    for one in dossier.hidden:
        why = "identifying" if one.kind == "name" else "tagging"
        yield one.span, why, [*_identity(one.entity, of), _tag(one.kind)], False


def _identity(entity: str, of: dict[str, str]) -> Iterable[_Body]:
    if entity in of:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": of[entity]}


def _tag(words: str) -> _Body:
    return _text(words, "tagging")


def _text(words: str, purpose: str) -> _Body:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def _note(note: Note, dossier: Dossier, home: Home) -> dict[str, object]:
    """What an editor wrote: about words, or about the whole text."""
    body = {**_text(note.text, "commenting"), "format": "text/markdown", "language": home.language}
    whole: dict[str, object] = {"source": home.at(data_path("text", dossier.article.slug))}
    creator = {"type": "Person", **({"name": note.by} if note.by else {})}
    target = _in_text(dossier, note.span, home) if note.span else whole
    return {"type": "Annotation", "motivation": "commenting", "creator": creator, "body": [body], "target": target}
