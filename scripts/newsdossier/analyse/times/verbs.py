"""Time -> the verb that it dates, and whether what the verb tells of has happened: past, present, announced, possible.

The verb comes from the parse; mood and tense from the language pipeline. What a verb leaves open (an infinitive, a
subjunctive, « qu'il viendrait ») is decided by the verb above it, by the lists `outlook.txt` of the language.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from newsdossier.languages import words
from newsdossier.languages.fr.conditional import is_conditional
from newsdossier.model.article import Span
from newsdossier.model.findings import Dated, Outlook

_CLAUSES = ("ccomp", "advcl", "acl", "relcl", "parataxis", "conj", "csubj")
# « le sommet du 14 octobre », "the summit of 14 October", "Tuesday's summit": it dates a thing, not what is done
_OF_A_THING = re.compile(r"(?:\b(?:du|de|des|of)\s(?:la\s|the\s)?|\bd['’])$", re.IGNORECASE)
_OF_IT = re.compile(r"['’]s\b")
_STOPS = frozenset(".!?…;")
_THINGS = frozenset({"NOUN", "PROPN"})
_DEEP = 4  # verbs above one that may decide for it
_FUTURE = ("ra", "ront", "rai", "rons", "rez")
_AVOIR = ("a", "o", "eu")  # how the forms of « avoir » begin, and none of « être »
_HAVE = frozenset({"has", "have", "had", "'ve"})


if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def dated_verb(doc: "Doc", time: Span, language: str) -> Dated | None:
    """Returns the nearest verb above the time; None where it belongs to a noun, or its sentence has no verb."""
    tokens = doc.char_span(time.start, time.end, alignment_mode="expand")
    if tokens is None or _dates_a_thing(doc, time, tokens[0].i):
        return None
    verb = _participle_before(tokens[0]) or _governor(tokens.root) or _nearest(tokens.root)
    if verb is None or "\n" in _text(doc, *sorted((verb.idx, time.start))):
        return None
    return Dated(_group(verb), _clause(verb), outlook(verb, language))


def _dates_a_thing(doc: "Doc", time: Span, first: int) -> bool:
    before = _OF_A_THING.search(_text(doc, max(0, time.start - 8), time.start))
    if before:
        at = first - 1
        while at >= 0 and doc[at].idx >= time.start - len(before.group()):
            at -= 1
        return at >= 0 and doc[at].pos_ in _THINGS
    return _OF_IT.match(_text(doc, time.end, time.end + 2)) is not None


def _text(doc: "Doc", start: int, end: int) -> str:
    """Returns the characters between two places; `doc.text` would join the whole text anew."""
    around = doc.char_span(start, end, alignment_mode="expand")
    return around.text_with_ws[start - around.start_char :][: end - start] if around is not None else ""


def _governor(token: "Token") -> "Token | None":
    """Goes up the tree to a verb, or to what a copula makes one; an auxiliary stands for its verb."""
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
    """Finds the verb of a time at the top of the tree, « Mardi, il a dit »: the next up to a stop, or the last."""
    after = list(takewhile(lambda one: one.text not in _STOPS, token.doc[token.i :]))
    before = [one for one in token.sent if one.i < token.i]
    verbs = [one for one in (*after, *reversed(before)) if _is_verb(one)]
    top = verbs[0] if verbs else None
    return top.head if top is not None and top.dep_.startswith(("aux", "cop")) else top


def _is_verb(token: "Token") -> bool:
    """True also for what has a subject or a copula, whatever the pipeline takes it for."""
    return token.pos_ in {"VERB", "AUX"} or any(child.dep_.startswith(("nsubj", "cop")) for child in token.children)


def _group(verb: "Token") -> Span:
    """Returns the verb with its auxiliaries and what is between them."""
    return _around([*_helpers(verb), verb])


def _clause(verb: "Token") -> Span:
    return _around([token for token in _own_tokens(verb) if not token.is_punct])


def _around(tokens: list["Token"]) -> Span:
    return Span(min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens))


def _own_tokens(verb: "Token") -> Iterator["Token"]:
    """Yields the verb and what hangs on it, without other clauses."""
    yield verb
    for child in verb.children:
        if not child.dep_.startswith(_CLAUSES):
            yield from child.subtree


def outlook(verb: "Token", language: str, depth: int = 0) -> Outlook:
    """Returns what the verb's form, its auxiliaries and the words next to it say; the date is not looked at."""
    known, finite = words("outlook", language), _finite(verb)
    forms = {_plain(token) for token in (*_helpers(verb), verb)}
    if forms & known["may"] or _is_supposed(verb, known):
        return "possible"
    if _is_conditional(finite, language):
        return "announced" if _is_later(verb) or forms & known["expected"] else "possible"
    if _is_open(finite, known):
        return _from_above(verb, language, depth)
    if forms & known["will"] or _is_future(finite, language) or _is_planned(verb, known):
        return "announced"
    if _is_past(verb):
        return "past"
    return "possible" if _plain(verb) in known["wish"] else "present"  # what is wished has a day, the wish has none


def _helpers(verb: "Token") -> list["Token"]:
    """Returns auxiliaries and copulas, in the order of the text."""
    helpers = (child for child in verb.children if child.dep_.startswith(("aux", "cop")) and child.tag_ != "TO")
    return [child for child in helpers if child.ent_type_ != "PER"]  # “Theresa Will spoke”


def _is_past(verb: "Token") -> bool:
    """True for « rencontra », « a rencontré », « signé le 3 mars »; « est » with a participle is a present passive."""
    finite = _finite(verb)
    if _is(finite, "Tense", "Imp") or finite.tag_ == "VBD" or (_is(finite, "Tense", "Past") and finite.tag_ != "VBN"):
        return True
    return finite.dep_ == "aux:tense" or finite.tag_ == "VBN" or finite.lower_ in _HAVE


def _is_future(token: "Token", language: str) -> bool:
    """True for « rencontrera », whatever the pipeline takes it for, not for « rencontra »."""
    form = token.lower_
    ending = next((one for one in _FUTURE if form.endswith(one)), "")
    if language != "fr" or not ending or len(form) < len("sera"):
        return False
    return is_conditional(form.removesuffix(ending) + "rait")


def _plain(token: "Token") -> str:
    return token.lower_.replace("’", "'")


def _is(token: "Token", feature: str, value: str) -> bool:
    return value in token.morph.get(feature, [])


def _finite(verb: "Token") -> "Token":
    """Returns the word that carries mood and tense: the first auxiliary, else the verb."""
    return next(iter(_helpers(verb)), verb)


def _is_conditional(token: "Token", language: str) -> bool:
    form = token.lower_
    if language == "en":
        return form in {"would", "'d"} and token.tag_ == "MD"
    return form.endswith(("rait", "raient")) and is_conditional(form)


def _is_open(finite: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """True for an infinitive, a gerund or a subjunctive, which say nothing by themselves."""
    bare = _is(finite, "VerbForm", "Inf") or _is(finite, "VerbForm", "Ger") or finite.tag_ in {"VB", "VBG"}
    gerund = finite.lower_.endswith("ant") and _is(finite, "VerbForm", "Part")
    return (bare and finite.tag_ != "MD") or gerund or _is(finite, "Mood", "Sub") or _plain(finite) in known["open"]


def _is_planned(verb: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """True for « est prévu », « prévu le 3 mars », "was scheduled for Monday", not for « a prévu »."""
    active = len(_helpers(verb)) == 1 and _helpers(verb)[0].lower_.startswith(_AVOIR)
    return _plain(verb) in known["planned"] and not active and verb.tag_ != "VBD"


def _is_supposed(verb: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """True with « si », « peut-être », "reportedly", "if"."""
    following = [verb.nbor()] if verb.i + 1 < len(verb.doc) else []
    doubted = any(_plain(one) in known["perhaps"] for one in (*verb.children, *following))
    return doubted or any(one.dep_ == "mark" and _plain(one) in known["if"] for one in verb.children)


def _from_above(verb: "Token", language: str, depth: int) -> Outlook:
    """Returns what the verb above says: « doit se rendre », « souhaite rencontrer », « qu'il vienne »."""
    known, above = words("outlook", language), _above(verb)
    if above is None or depth == _DEEP:
        return "unsaid"
    if _plain(above) in known["may"] | known["wish"]:
        return "possible"
    if _plain(above) in known["announce"]:
        return "announced"
    return outlook(above, language, depth + 1)


def _above(verb: "Token") -> "Token | None":
    """Returns the next word up the tree that an infinitive may hang on."""
    return next(
        (one for one in verb.ancestors if one.pos_ in {"VERB", "AUX"} or _helpers(one) or one.tag_ == "JJ"), None
    )


def _is_later(verb: "Token") -> bool:
    """True for « a annoncé qu'il viendrait »: under a past verb a conditional is a future, unless it is a compound."""
    compound = any(_plain(h) in {"aurait", "auraient", "have"} for h in _helpers(verb))
    above = _above(verb)
    return above is not None and not compound and _is_past(above)
