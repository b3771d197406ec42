"""Annotation records as `newsdossier annotate` writes them: one JSON object per article."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from newsdossier.analyse import analyse
from newsdossier.errors import SeedError
from newsdossier.identify.article.missed import MENTION
from newsdossier.identify.article.resolve import Resolved, resolve
from newsdossier.knowledge import Knowledge
from newsdossier.model.article import LOOKED_AT, Article, Span
from newsdossier.model.findings import Claim, Quote, Role, TimeExpression
from newsdossier.naming.likeness import same
from newsdossier.read.assemble import article_of_text


def records(
    lines: Iterable[str], knowledge: Knowledge, languages: tuple[str, ...], *, warn: Callable[[str], None]
) -> Iterator[dict[str, object]]:
    """Yields the record of each article in JSON Lines, before it reads the next; warns of what is left out."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            article = _article(line, number, languages)
            if len(article.text) > LOOKED_AT:
                warn(f"standard input:{number}: « {article.slug} » only the first {LOOKED_AT} characters are read.")
            (annotations,) = analyse([article])
            yield record(article, resolve(article, annotations, knowledge), times=annotations.times)


def record(article: Article, resolved: Resolved, *, times: Iterable[TimeExpression] = ()) -> dict[str, object]:
    """Returns the record of one article; offsets index the input text exactly, ids hold within the record."""
    entities = [
        {
            "id": local.key,
            "type": MENTION[local.type],
            "name": local.name,
            "aliases": [form for form in local.forms if form != local.name],
            "wikidata": (local.known.wikidata or None) if local.known else None,
            "geonames": local.known.geonames if local.known else None,
            "roles": [_role(role, article.text) for role in resolved.roles if role.entity == local.key],
        }
        for local in resolved.locals
    ]
    mentions = [
        {"start": m.span.start, "end": m.span.end, "type": m.type, "entity": m.entity} for m in resolved.mentions
    ]
    findings: dict[str, object] = {"mentions": mentions, "entities": entities}
    return {
        "id": article.slug,
        "language": article.language,
        "kind": article.kind,
        **findings,
        # a doubtful quote without a speaker is no speech to other programs
        "quotes": [_quote(quote) for quote in resolved.quotes if quote.speaker or quote.sure != "unsure"],
        "dates": [_date(time) for time in times],
        "claims": [_claim(claim) for claim in resolved.claims],
    }


def _date(time: TimeExpression) -> dict[str, object]:
    known = {"type": time.type, "value": time.value or None, "edtf": time.edtf or None}
    return {**_place(time.span), **known, "outlook": time.dates.outlook if time.dates else None}


def _role(role: Role, text: str) -> dict[str, object]:
    return {**_place(role.span), "text": role.span.of(text), "of": role.whose or None}


def _claim(claim: Claim) -> dict[str, object]:
    cue = _place(claim.cue) or None
    return {**_place(claim.span), "modality": claim.modality, "cue": cue, "source": claim.entity or None}


def _quote(quote: Quote) -> dict[str, object]:

    speaker = _place(quote.speaker)
    named = zip(quote.joint, quote.joint_entities, strict=True)
    joint = [{**_place(span), "entity": entity or None} for span, entity in named]
    return {
        **_place(quote.span),
        "kind": quote.kind,
        "cue": _place(quote.cue) or None,
        "speaker": {**speaker, "entity": quote.entity or None, "sure": quote.sure} if speaker else None,
        **({"joint": joint} if joint else {}),
    }


def _place(span: Span | None) -> dict[str, object]:
    return {"start": span.start, "end": span.end} if span else {}


def compared(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Yields for each pair of names in JSON Lines whether they may mean the same; `type` helps."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _json(line, number)
            if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("a", "b")):
                remedy = 'A row is {"a": "…", "b": "…"} with, if known, "type": "person"'
                raise SeedError("this row has no two names", path="standard input", line=number, remedy=remedy)
            yield {"match": same(row["a"], row["b"], row.get("type"))}


def _article(line: str, number: int, languages: tuple[str, ...]) -> Article:
    row = _row(line, number)
    try:
        published = date.fromisoformat(row["published"]) if row.get("published") else None
    except ValueError as error:
        raise _no_article(number, f"published: {error}") from error
    return article_of_text(
        row["text"],
        id=row["id"],
        title=row.get("title") or "",
        language=row.get("language") or "",
        published=published,
        languages=languages,
    )


def _json(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _no_article(number, f"this is no JSON: {error}") from error


def _row(line: str, number: int) -> dict[str, str]:
    row = _json(line, number)
    keys = ("id", "text", "title", "language", "published")
    if not isinstance(row, dict) or not {"id", "text"} <= row.keys():
        raise _no_article(number, "this row has no id or no text")
    if wrong := [key for key in keys if not isinstance(row.get(key) or "", str)]:
        raise _no_article(number, f"{wrong[0]} is no text")
    return row


def _no_article(number: int, problem: str) -> SeedError:
    remedy = 'A row is {"id": "…", "text": "…"} with, if known, "title", "language", "published": "2025-10-14"'
    return SeedError(problem, path="standard input", line=number, remedy=remedy)
