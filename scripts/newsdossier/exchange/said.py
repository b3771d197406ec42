"""Quotes of all dossiers -> one file: whose words pages show, in the order of the site."""

from collections.abc import Iterable

from newsdossier.exchange import schemas
from newsdossier.exchange.addresses import Home
from newsdossier.model import Said


def quotes(said: Iterable[Iterable[Said]], home: Home) -> str:
    """`data/quotes.json`; `said` holds what is said in each dossier."""
    rows = [_row(one) for quotes_of_one in said for one in quotes_of_one]
    says = {"$schema": home.at(schemas.schema_path("quotes"), up="../"), "quotes": rows}
    return schemas.written(schemas.Quotes.model_validate(says))


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
