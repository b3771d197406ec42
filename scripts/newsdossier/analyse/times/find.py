"""Article -> times, each with what happens then: the verb that it dates, and whether that has happened.

The grammar of dates is in `expressions.py`; the verb's part in `governing.py` and `outlook.py`. What verb and date say
is then held against the day of publication: what is dated later has not happened, whatever its verb's tense.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from newsdossier.analyse.text.pipeline import model_name
from newsdossier.analyse.times.expressions import BY, expressions, published, written
from newsdossier.analyse.times.outlook import helpers, outlook
from newsdossier.edtf import bounds
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Dated, Outlook, TimeExpression

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


if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_CLAUSES = ("ccomp", "advcl", "acl", "relcl", "parataxis", "conj", "csubj")


# « le sommet du 14 octobre », "the summit of 14 October", "Tuesday's summit": it dates a thing, not what is done
_OF_A_THING = re.compile(r"(?:\b(?:du|de|des|of)\s(?:la\s|the\s)?|\bd['’])$", re.IGNORECASE)


_OF_IT = re.compile(r"['’]s\b")


_STOPS = frozenset(".!?…;")


_THINGS = frozenset({"NOUN", "PROPN"})


def dated(doc: "Doc", time: Span, language: str) -> Dated | None:
    """The nearest verb above the time; None where it belongs to a noun, or its sentence has no verb."""
    words = doc.char_span(time.start, time.end, alignment_mode="expand")
    if words is None or _of_a_thing(doc, time, words[0].i):
        return None
    verb = _participle_before(words[0]) or _governor(words.root) or _nearest(words.root)
    if verb is None or "\n" in _text(doc, *sorted((verb.idx, time.start))):
        return None
    return Dated(_group(verb), _clause(verb), outlook(verb, language))


def _of_a_thing(doc: "Doc", time: Span, first: int) -> bool:
    before = _OF_A_THING.search(_text(doc, max(0, time.start - 8), time.start))
    if before:
        at = first - 1
        while at >= 0 and doc[at].idx >= time.start - len(before.group()):
            at -= 1
        return at >= 0 and doc[at].pos_ in _THINGS
    return _OF_IT.match(_text(doc, time.end, time.end + 2)) is not None


def _text(doc: "Doc", start: int, end: int) -> str:
    """The characters between two places; `doc.text` would put the whole text together anew."""
    around = doc.char_span(start, end, alignment_mode="expand")
    return around.text_with_ws[start - around.start_char :][: end - start] if around is not None else ""


def _governor(token: "Token") -> "Token | None":
    """Up the tree to a verb, or to what a copula makes one; a helper stands for its verb."""
    for one in token.ancestors:
        if one.pos_ == "AUX" and one.dep_.startswith(("aux", "cop")):
            return one.head
        if _is_verb(one):
            return one
    return None


def _participle_before(first: "Token") -> "Token | None":
    """« né en 1950 », « daté du 14 octobre »: a participle with nothing but small words between it and the time."""
    at = first.i - 1
    while at >= 0 and first.doc[at].pos_ in {"ADP", "DET"}:
        at -= 1
    verb = first.doc[at] if at >= 0 and first.doc[at].pos_ == "VERB" else None
    return verb if verb and (verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", [])) else None


def _nearest(token: "Token") -> "Token | None":
    """Where the tree has the time at its top, « Mardi, il a dit »: the next verb up to a stop, else the one before."""
    after = list(takewhile(lambda one: one.text not in _STOPS, token.doc[token.i :]))
    before = [one for one in token.sent if one.i < token.i]
    verbs = [one for one in (*after, *reversed(before)) if _is_verb(one)]
    top = verbs[0] if verbs else None
    return top.head if top is not None and top.dep_.startswith(("aux", "cop")) else top


def _is_verb(token: "Token") -> bool:
    """Also what has a subject or a copula, whatever the pipeline takes it for."""
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_.startswith(("nsubj", "cop")) for child in token.children)


def _group(verb: "Token") -> Span:
    """The verb with its helpers, where nothing but small words stands between them."""
    words = [*helpers(verb), verb]
    first, last = min(w.idx for w in words), max(w.idx + len(w) for w in words)
    return Span(first, last)


def _clause(verb: "Token") -> Span:
    words = [token for token in _own(verb) if not token.is_punct]
    return Span(min(w.idx for w in words), max(w.idx + len(w) for w in words))


def _own(verb: "Token") -> Iterator["Token"]:
    yield verb
    for child in verb.children:
        if not child.dep_.startswith(_CLAUSES):
            yield from child.subtree
