"""Article -> times, each with what happens then: the verb that it dates, and whether that has happened.

The grammar of dates is in `expressions.py`; the verb's part in `governing.py` and `outlook.py`. What verb and date say
is then held against the day of publication: what is dated later has not happened, whatever its verb's tense.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from newsdossier.analyse.expressions import BY, expressions, published, written
from newsdossier.analyse.governing import dated
from newsdossier.analyse.language import model_name
from newsdossier.edtf import bounds
from newsdossier.model import Article, Dated, Outlook, Span, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc

STRUCTURE = True
# « reporté à mardi », "scheduled for Tuesday" look ahead, whatever the verb tells of; « jusqu'à mardi » may do either
_AHEAD = re.compile(
    r"\b(?:report|renvoy|repouss|prévu|fix|programm|postponed|scheduled|due|delayed)\w*\s(?:à|au|pour|until|to|for)\s(?:le\s)?$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:\b(?:à|pour|until|till|by|for)|jusqu['’]à|d['’]ici)\s(?:ce\s|le\s|next\s)?$", re.IGNORECASE)
_WAYS: dict[Outlook, bool] = {"past": False, "announced": True}


def fingerprint(language: str) -> str:
    """What a stored result depends on beside the text and the day of publication."""
    return f"{BY}, {model_name(language)}"


def depends(article: Article) -> str:
    """What else of the article it reads: the day from which « hier » counts."""
    return f"{article.source.published or ''} {article.source.published_from}"


def find(article: Article, doc: "Doc") -> Iterator[TimeExpression]:
    """The times of a French or English article, in order; they do not overlap."""
    places = written(article)
    happens = {time.span: dated(doc, time.span, article.language) for time in expressions(article, places)}
    told = {span.end: way for span, one in happens.items() if (way := _way(one, span, article.text)) is not None}
    today = published(article)
    for time in expressions(article, places, told):  # again: « mardi » is the next or the last one as its verb has it
        one = happens.get(time.span)
        yield replace(time, dates=_held_against(one, time.edtf, today) if one else None)


def _way(happens: Dated | None, time: Span, text: str) -> bool | None:
    """Whether a weekday is to come; None where neither its verb nor the words before it say so."""
    before = text[max(0, time.start - 24) : time.start]
    if _AHEAD.search(before):
        return True
    return None if happens is None or _EITHER.search(before) else _WAYS.get(happens.outlook)


def _held_against(happens: Dated, edtf: str, today: date | None) -> Dated:
    """With the outlook that the day of publication leaves it; a plan of the past stays a plan, kept or not."""
    when = bounds(edtf) if edtf and today else None
    if not when or not today:
        return happens
    outlook: Outlook = happens.outlook
    if when[0] > today and outlook != "possible":
        outlook = "announced"
    elif when[1] < today and outlook in {"present", "unsaid"}:
        outlook = "past"
    return replace(happens, outlook=outlook)
