"""Dossiers -> their twins and the site's lists in JSON: the same facts as the pages, for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from newsdossier import escape
from newsdossier.edtf import qualified
from newsdossier.export import shapes
from newsdossier.export.addresses import UP, PublishedSite, data_path, page_path
from newsdossier.locale import say, say_time
from newsdossier.model.article import Article, Span
from newsdossier.model.dossier import Dossier, Event, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.model.findings import PERSON, Claim, Mention, Note, Role, TimeExpression
from newsdossier.pages.pieces import description
from newsdossier.views.dossier import anchors
from newsdossier.views.statements import quotes_in


def twin(dossier: Dossier, site: PublishedSite) -> str:
    """Returns `data/dossiers/<slug>.json`."""
    article, slug, found = dossier.article, dossier.article.slug, dossier.annotations
    files = {kind: site.at(data_path(kind, slug)) for kind in ("annotations", "ninjs", "text")}
    return _written(
        shapes.Twin(
            schema_at=site.at(shapes.schema_path("dossier")),
            slug=slug,
            page=site.at(f"dossiers/{slug}/"),
            files=shapes.FilesShape(**files),
            title=article.title,
            title_origin=article.title_origin,
            kind=article.kind,
            language=article.language,
            description=description(dossier),
            first_published=date.fromisoformat(site.first[slug]) if site.first.get(slug) else None,
            source=shapes.SourceShape.model_validate(article.source),
            rights=_rights(dossier),
            extent=shapes.ExtentShape.model_validate(dossier.extent) if dossier.extent else None,
            seed_sha256=article.seed.sha256,
            review=_review(article),
            tags=article.tags,
            text=article.text,
            parts=tuple(_parts(article)),
            entities=tuple(shapes.NamedShape(**_entity(one, site), mentions=one.mentions) for one in dossier.entities),
            mentions=tuple(map(_mention, found.mentions)),
            quotes=tuple(_quote(one, number) for number, one in enumerate(quotes_in(dossier), start=1)),
            claims=tuple(map(_claim, found.claims)),
            times=tuple(_time(one, article.text) for one in found.times),
            roles=tuple(_role(one, article.text) for one in found.roles),
            notes=tuple(map(_note, found.notes)),
        )
    )


def dossiers(newest_first: Iterable[Dossier], site: PublishedSite) -> Iterator[str]:
    """Yields `data/dossiers.json` in pieces."""
    document = shapes.Dossiers(schema_at=_schema_at("dossiers", site), site=_site(site), dossiers=())
    return _with_rows(document, (_rows([_dossier_row(one, site)]) for one in newest_first))


def entities(named: Iterable[Listed], members: Mapping[str, Sequence[Dossier]], site: PublishedSite) -> Iterator[str]:
    """Yields `data/entities.json` in pieces; `members` are the dossiers that name each entity."""
    document = shapes.Entities(schema_at=_schema_at("entities", site), site=_site(site), entities=())
    by_id = sorted(named, key=lambda listed: listed.entity.id)
    return _with_rows(document, (_rows([_entity_row(one, members.get(one.entity.id, ()), site)]) for one in by_id))


def quotes(rows: Iterable[str], site: PublishedSite) -> Iterator[str]:
    """Yields `data/quotes.json` in pieces; `rows` are those of each dossier."""
    return _with_rows(shapes.Quotes(schema_at=_schema_at("quotes", site), quotes=()), rows)


def quote_rows(quotes: Iterable[ShownQuote]) -> str:
    """Returns the rows that the quotes of one dossier have in `data/quotes.json`."""
    return _rows(shapes.SaidShape(**_spoken(one), dossier=one.slug, published=one.published) for one in quotes)


def timeline(rows: Iterable[str], site: PublishedSite) -> Iterator[str]:
    """Yields `data/timeline.json` in pieces, in TimelineJS's format; `rows` are those of each event."""
    return _with_rows(shapes.Timeline(schema_at=_schema_at("timeline", site), events=()), rows)


def event_row(event: Event, language: str) -> str:
    """Returns the row of an event in `data/timeline.json`; empty where its year is unknown."""
    if event.order is None:
        return ""
    known = [day for day in event.order if date.min < day < date.max]
    interval = len(known) == 2 and known[0] != known[1] and "/" in event.edtf
    until: dict[str, Any] = {"end_date": _moment(known[1], event.edtf)} if interval else {}
    exact = not qualified(event.edtf) and not event.edtf.startswith("/") and not event.inferred
    row = shapes.EventShape(
        start_date=_moment(known[0], event.edtf),
        **until,
        display_date=say_time(event.edtf, language),
        # TimelineJS shows HTML, so the words of articles are escaped
        text=shapes.WordsShape(headline=escape.html(event.title), text=escape.html(event.sentence.text)),
        group=say(f"clock_all_{event.clock}", language),
        edtf=event.edtf,
        exact=exact,
        clock=event.clock,
        outlook=event.outlook,
        verb=event.verb,
        participants=event.participants,
        dossier=event.slug,
    )
    return _rows([row])


def _dossier_row(dossier: Dossier, site: PublishedSite) -> shapes.DossierRow:
    article = dossier.article
    return shapes.DossierRow(
        slug=article.slug,
        title=article.title,
        language=article.language,
        published=article.source.published,
        publisher=article.source.publisher,
        rights=_rights(dossier),
        page=site.at(f"dossiers/{article.slug}/", up="../"),
        twin=site.at(data_path("twin", article.slug), up="../"),
        related=tuple(
            shapes.RelatedShape(
                slug=one.slug,
                points=one.score,
                shared=tuple(shapes.SharedShape(name=name, points=points) for name, points in one.shared),
                common=one.common,
            )
            for one in dossier.related
        ),
    )


def _entity_row(listed: Listed, dossiers: Sequence[Dossier], site: PublishedSite) -> shapes.EntityRow:
    entity = listed.entity
    return shapes.EntityRow(
        **_entity(listed, site, up="../"),
        aliases=entity.aliases,
        description=entity.description,
        note=shapes.EditorsNoteShape(text=entity.note, author=entity.note_by) if entity.note else None,
        mentions=listed.mentions,
        dossiers=tuple(dossier.article.slug for dossier in dossiers),
    )


def _review(article: Article) -> shapes.ReviewShape:
    review = article.review
    if review is None:
        return shapes.ReviewShape(status="automatic", author=None, on=None)
    return shapes.ReviewShape(status="reviewed", author=review.by, on=review.on)


def _rights(dossier: Dossier) -> shapes.Shown:
    return "excerpt" if dossier.extent else "full"


def _parts(article: Article) -> Iterator[shapes.PartShape]:
    for part, anchor in zip(article.parts, anchors(article), strict=True):
        yield shapes.PartShape(**_at(part.span), kind=part.kind, anchor=anchor)


def _mention(mention: Mention) -> shapes.MentionShape:
    return shapes.MentionShape(**_at(mention.span), type=mention.type, entity=mention.entity, by=_by(mention.by))


def _quote(quote: ShownQuote, number: int) -> shapes.QuoteShape:
    return shapes.QuoteShape(**_spoken(quote), number=number, by="person" if quote.decided else "machine")


def _claim(claim: Claim) -> shapes.ClaimShape:
    cue, by = _place(claim.cue), _by(claim.by)
    return shapes.ClaimShape(**_at(claim.span), modality=claim.modality, cue=cue, source=claim.entity, by=by)


def _time(time: TimeExpression, text: str) -> shapes.TimeShape:
    return shapes.TimeShape(
        **_at(time.span),
        type=time.type,
        value=time.value,
        edtf=time.edtf,
        inferred=time.inferred,
        verb=time.dates.verb.of(text) if time.dates else None,
        outlook=time.dates.outlook if time.dates else None,
        by=_by(time.by),
    )


def _role(role: Role, text: str) -> shapes.RoleShape:
    words, by = role.span.of(text), _by(role.by)
    return shapes.RoleShape(**_at(role.span), words=words, entity=role.entity, of=role.whose, former=role.former, by=by)


def _note(note: Note) -> shapes.NoteShape:
    return shapes.NoteShape(kind=note.kind, at=_place(note.span), text=note.text, author=note.by)


def _spoken(quote: ShownQuote) -> dict[str, Any]:
    """Returns the keys that a quote has both in its dossier's twin and in the list of all quotes."""
    return {
        **_at(quote.span),
        "words": quote.words,
        "kind": quote.kind,
        "speaker": quote.speaker.entity.id if quote.speaker else None,
        "named": quote.who,
        "joint": tuple(
            shapes.SpeakerShape(words=words, entity=listed.entity.id if listed else None)
            for words, listed in quote.joint
        ),
        "verb": quote.cue,
        "channels": quote.channels,
        "confidence": quote.sure,
        "said_on": quote.said_on,
    }


def _entity(listed: Listed, site: PublishedSite, *, up: str = UP) -> dict[str, Any]:
    """Returns the keys that an entity has both in a twin and in the list of all entities."""
    entity = listed.entity
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "names": dict(entity.names),
        "page": site.at(page_path(listed.target), up) if listed.target else None,
        "wikidata": entity.wikidata,
        "geonames": entity.geonames,
        "country": entity.country,
        "coordinates": entity.coordinates,
    }


def _site(site: PublishedSite) -> shapes.SiteShape:
    return shapes.SiteShape(name=site.name, url=site.url, language=site.language)


def _schema_at(name: str, site: PublishedSite) -> str:
    return site.at(shapes.schema_path(name), up="../")


def _moment(day: date, edtf: str) -> shapes.MomentShape:
    """Returns a day no finer than its EDTF: « 2016 » has no month."""
    known = edtf.strip("./").partition("/")[0].rstrip("~?%").split("-")
    fields = {"year": day.year, "month": day.month, "day": day.day}
    return shapes.MomentShape(**dict(list(fields.items())[: max(1, len(known))]))


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _place(span: Span | None) -> shapes.Place | None:
    return shapes.Place(**_at(span)) if span else None


def _by(by: str) -> shapes.By:
    return "person" if by == PERSON else "machine"


def _written(document: BaseModel) -> str:
    return document.model_dump_json(exclude_unset=True) + "\n"


def _rows(rows: Iterable[BaseModel]) -> str:
    """Returns entries of a list, with commas between them."""
    return ",".join(row.model_dump_json(exclude_unset=True) for row in rows)


def _with_rows(document: BaseModel, rows: Iterable[str]) -> Iterator[str]:
    """Yields a document whose last key is an empty list, with those rows in it; empty rows are passed over."""
    head, _, tail = _written(document).rpartition("]")
    yield head
    for number, row in enumerate(filter(None, rows)):
        yield f",{row}" if number else row
    yield f"]{tail}"
