"""Quotes -> one file: whose words pages show, in the order of the site."""

from collections.abc import Iterable, Iterator

from newsdossier.exchange import schemas
from newsdossier.exchange.addresses import Home
from newsdossier.exchange.rows import SaidShape
from newsdossier.model import Said


def quotes(rows: Iterable[str], home: Home) -> Iterator[str]:
    """`data/quotes.json`; `rows` are those of each dossier."""
    says = {"$schema": home.at(schemas.schema_path("quotes"), up="../"), "quotes": ()}
    return schemas.with_rows(schemas.Quotes.model_validate(says), rows)


def rows(said: Iterable[Said]) -> str:
    """What is said in one dossier."""
    return schemas.as_rows(SaidShape.model_validate(_row(one)) for one in said)


def _row(one: Said) -> dict[str, object]:
    return {
        "dossier": one.slug,
        "words": one.words,
        "start": one.span.start,
        "end": one.span.end,
        "kind": one.kind,
        "speaker": one.speaker.entity.id if one.speaker else None,
        "joint": [{"words": words, "entity": of.entity.id if of else None} for words, of in one.joint],
        "named": one.who,
        "verb": one.cue or None,
        "channels": one.channels,
        "confidence": one.sure,
        "said_on": one.said_on or None,
        "published": one.published,
    }
