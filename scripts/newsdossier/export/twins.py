"""Dossiers -> their twins and the site's lists: the same facts as the pages, for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsdossier.export import schemas
from newsdossier.export.addresses import UP, Home, data_path, page_path
from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.model.findings import PERSON
from newsdossier.pages.pieces import description
from newsdossier.views.dossier import anchors
from newsdossier.views.statements import said_in

Facts = dict[str, object]
"""Keys and values of a shape, which checks them."""


def twin(dossier: Dossier, home: Home) -> str:
    """`data/dossiers/<slug>.json`."""
    article, slug, extent = dossier.article, dossier.article.slug, dossier.extent
    says = {
        "$schema": home.at(schemas.schema_path("dossier")),
        "slug": slug,
        "page": home.at(f"dossiers/{slug}/"),
        "files": {kind: home.at(data_path(kind, slug)) for kind in ("annotations", "ninjs", "text")},
        "title": article.title,
        "title_origin": article.title_origin,
        "language": article.language,
        "description": description(dossier),
        "first_published": home.first.get(slug) or None,
        "source": _source(dossier),
        "rights": _rights(dossier),
        "extent": extent and {"sentences": extent.sentences, "of": extent.of, "percent": extent.percent},
        "seed_sha256": article.seed.sha256,
        "review": _review(dossier),
        "tags": article.tags,
        "text": article.text,
        "parts": [*_parts(dossier)],
        "entities": [{**_entity(one, home), "mentions": one.mentions} for one in dossier.entities],
        **_found(dossier),
    }
    return schemas.written(schemas.Twin.model_validate(says))


def dossiers(all_of_them: Iterable[Dossier], home: Home) -> Iterator[str]:
    """`data/dossiers.json`."""
    says = schemas.Dossiers.model_validate({**_head("dossiers", home), "dossiers": ()})
    rows = (schemas.DossierRow.model_validate(_dossier_row(one, home)) for one in all_of_them)
    return schemas.with_rows(says, (schemas.as_rows([row]) for row in rows))


def entities(named: Iterable[Listed], members: Mapping[str, Sequence[Dossier]], home: Home) -> Iterator[str]:
    """`data/entities.json`."""
    says = schemas.Entities.model_validate({**_head("entities", home), "entities": ()})
    by_id = sorted(named, key=lambda listed: listed.entity.id)
    rows = (schemas.EntityRow.model_validate(_entity_row(one, members, home)) for one in by_id)
    return schemas.with_rows(says, (schemas.as_rows([row]) for row in rows))


def _entity_row(one: Listed, members: Mapping[str, Sequence[Dossier]], home: Home) -> Facts:
    return {
        **_entity(one, home, up="../"),
        "aliases": one.entity.aliases,
        "description": one.entity.description or None,
        "note": {"text": one.entity.note, "author": one.entity.note_by or None} if one.entity.note else None,
        "mentions": one.mentions,
        "dossiers": [dossier.article.slug for dossier in members.get(one.entity.id, ())],
    }


def _head(name: str, home: Home) -> Facts:
    site = {"name": home.name, "url": home.url or None, "language": home.language}
    return {"$schema": home.at(schemas.schema_path(name), up="../"), "site": site}


def _dossier_row(dossier: Dossier, home: Home) -> Facts:
    article = dossier.article
    return {
        "slug": article.slug,
        "title": article.title,
        "language": article.language,
        "published": article.source.published,
        "publisher": article.source.publisher or None,
        "rights": _rights(dossier),
        "page": home.at(f"dossiers/{article.slug}/", up="../"),
        "twin": home.at(data_path("twin", article.slug), up="../"),
        "related": [
            {
                "slug": one.slug,
                "points": one.score,
                "shared": [{"name": name, "points": points} for name, points in one.shared],
                "common": one.common,
            }
            for one in dossier.related
        ],
    }


def _source(dossier: Dossier) -> Facts:
    source = dossier.article.source
    return {
        "publisher": source.publisher or None,
        "authors": source.authors,
        "url": source.url or None,
        "published": source.published,
        "retrieved": source.retrieved,
        "credit": source.credit or None,
        "licence": source.licence or None,
    }


def _review(dossier: Dossier) -> Facts:
    review = dossier.article.review
    if review is None:
        return {"status": "automatic", "author": None, "on": None}
    return {"status": "reviewed", "author": review.by or None, "on": review.on}


def _rights(dossier: Dossier) -> str:
    return "excerpt" if dossier.extent else "full"


def _entity(listed: Listed, home: Home, *, up: str = UP) -> Facts:
    one = listed.entity
    return {
        "id": one.id,
        "type": one.type,
        "name": one.name,
        "names": dict(one.names),
        "page": home.at(page_path(listed.target), up) if listed.target else None,
        "wikidata": one.wikidata or None,
        "geonames": one.geonames,
        "country": one.country or None,
        "coordinates": one.coordinates,
    }


def _parts(dossier: Dossier) -> Iterator[Facts]:
    for part, anchor in zip(dossier.article.parts, anchors(dossier.article), strict=True):
        yield {**_at(part.span), "kind": part.kind, "anchor": anchor or None}


def _found(dossier: Dossier) -> Facts:
    """All that was found in the text."""
    found, text = dossier.annotations, dossier.article.text
    return {
        "mentions": [{**_at(m.span), "type": m.type, "entity": m.entity, "by": _by(m.by)} for m in found.mentions],
        "quotes": [*_quotes(dossier)],
        "claims": [
            {
                **_at(c.span),
                "modality": c.modality,
                "cue": _place(c.cue),
                "source": c.entity or None,
                "by": _by(c.by),
            }
            for c in found.claims
        ],
        "times": [*_times(dossier)],
        "roles": [
            {
                **_at(r.span),
                "words": r.span.of(text),
                "entity": r.entity,
                "of": r.whose or None,
                "former": r.former,
                "by": _by(r.by),
            }
            for r in found.roles
        ],
        "notes": [{"kind": n.kind, "at": _place(n.span), "text": n.text, "author": n.by or None} for n in found.notes],
    }


def _quotes(dossier: Dossier) -> Iterator[Facts]:
    for number, one in enumerate(said_in(dossier), start=1):
        yield {
            **_at(one.span),
            "number": number,
            "words": one.words,
            "kind": one.kind,
            "speaker": one.speaker.entity.id if one.speaker else None,
            "named": one.who,
            "joint": [{"words": words, "entity": of.entity.id if of else None} for words, of in one.joint],
            "verb": one.cue or None,
            "channels": one.channels,
            "confidence": one.sure,
            "said_on": one.said_on or None,
            "by": "person" if one.decided else "machine",
        }


def _times(dossier: Dossier) -> Iterator[Facts]:
    for time in dossier.annotations.times:
        yield {
            **_at(time.span),
            "type": time.type,
            "value": time.value or None,
            "edtf": time.edtf or None,
            "inferred": time.inferred or None,
            "verb": time.dates.verb.of(dossier.article.text) if time.dates else None,
            "outlook": time.dates.outlook if time.dates else None,
            "by": _by(time.by),
        }


def _at(span: Span) -> Facts:
    return {"start": span.start, "end": span.end}


def _place(span: Span | None) -> Facts | None:
    return _at(span) if span else None


def _by(by: str) -> str:
    return "person" if by == PERSON else "machine"
