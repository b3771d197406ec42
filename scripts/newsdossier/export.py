"""An article's names -> the annotation record that `newsdossier annotate` writes, one JSON object per article."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from newsdossier.analyse import BATCH, analyse
from newsdossier.errors import SeedError
from newsdossier.identify.knowledge import Knowledge
from newsdossier.identify.within import MENTION, Resolved, resolve
from newsdossier.model import Article
from newsdossier.read import article_of_text


def records(lines: Iterable[str], knowledge: Knowledge, languages: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """JSON Lines in, one record per row out, in the same order and as a stream."""
    rows = enumerate(lines, start=1)
    while batch := list(islice(rows, BATCH)):
        articles = [_article(line, number, languages) for number, line in batch if line.strip()]
        for article, annotations in zip(articles, analyse(articles), strict=True):
            yield record(article, resolve(article, annotations, knowledge), knowledge)


def record(article: Article, resolved: Resolved, knowledge: Knowledge) -> dict[str, object]:
    """One row of the format; offsets index the input text exactly, ids hold within the record."""
    known = {k.id: k for k in knowledge.forms.values()}
    entities = [
        {
            "id": local.key,
            "type": MENTION[local.type],
            "name": local.name,
            "aliases": [form for form in local.forms if form != local.name],
            "wikidata": known[local.key].wikidata or None if local.key in known else None,
            "geonames": known[local.key].geonames if local.key in known else None,
            "roles": [],
        }
        for local in resolved.locals
    ]
    mentions = [
        {"start": m.span.start, "end": m.span.end, "type": m.type, "entity": m.entity} for m in resolved.mentions
    ]
    findings: dict[str, object] = {"mentions": mentions, "entities": entities}
    return {"id": article.slug, "language": article.language, **findings, "quotes": [], "dates": [], "claims": []}


def _article(line: str, number: int, languages: tuple[str, ...]) -> Article:
    try:
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        return article_of_text(
            row["text"],
            id=row["id"],
            title=row.get("title", ""),
            language=row.get("language", ""),
            published=published,
            languages=languages,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SeedError(
            f"this row is no article ({error})",
            path="standard input",
            line=number,
            remedy='A row is {"id": "…", "text": "…"} with, if known, "title", "language", "published": "2025-10-14"',
        ) from error
