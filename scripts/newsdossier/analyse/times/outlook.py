"""Verb -> whether what it tells of has happened: past, present, announced, possible.

Mood and tense come from the language pipeline; what a verb leaves open (an infinitive, a subjunctive, « qu'il
viendrait ») is decided by the verb above it. The word lists are `languages/<language>/outlook.txt`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsdossier.analyse.claims.conditional import is_conditional
from newsdossier.languages.word_lists import words
from newsdossier.model.findings import Outlook

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEP = 4  # verbs above one that may decide for it
_HELPERS = ("aux", "cop")
_FUTURE = ("ra", "ront", "rai", "rons", "rez")
_AVOIR = ("a", "o", "eu")  # how the forms of « avoir » begin, and none of « être »
_HAVE = frozenset({"has", "have", "had", "'ve"})


def outlook(verb: "Token", language: str, depth: int = 0) -> Outlook:
    """What the verb's form, its helpers and the words beside it say; the date is not looked at."""
    known, finite = words("outlook", language), _finite(verb)
    forms = {_plain(token) for token in (*helpers(verb), verb)}
    if forms & known["may"] or _supposed(verb, known):
        return "possible"
    if _is_conditional(finite, language):
        return "announced" if _later(verb) or forms & known["expected"] else "possible"
    if _is_open(finite, known):
        return _from_above(verb, language, depth)
    if forms & known["will"] or is_future(finite, language) or _is_planned(verb, known):
        return "announced"
    return "past" if is_past(verb) else "present"


def helpers(verb: "Token") -> list["Token"]:
    """Auxiliaries and copulas, in the order of the text."""
    return [child for child in verb.children if child.dep_.startswith(_HELPERS) and child.tag_ != "TO"]


def is_past(verb: "Token") -> bool:
    """« rencontra », « a rencontré », « signé le 3 mars »; a participle with « est » is a passive of the present."""
    finite = _finite(verb)
    if _is(finite, "Tense", "Imp") or finite.tag_ == "VBD" or (_is(finite, "Tense", "Past") and finite.tag_ != "VBN"):
        return True
    return finite.dep_ == "aux:tense" or finite.tag_ == "VBN" or finite.lower_ in _HAVE


def is_future(token: "Token", language: str) -> bool:
    """« rencontrera », whatever the pipeline takes it for; « rencontra » is none."""
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
    """The word that carries mood and tense: the first helper, else the verb."""
    return next(iter(helpers(verb)), verb)


def _is_conditional(token: "Token", language: str) -> bool:
    form = token.lower_
    if language == "en":
        return form in {"would", "'d"} and token.tag_ == "MD"
    return form.endswith(("rait", "raient")) and is_conditional(form)


def _is_open(finite: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """An infinitive, a gerund or a subjunctive says nothing by itself."""
    bare = _is(finite, "VerbForm", "Inf") or _is(finite, "VerbForm", "Ger") or finite.tag_ in {"VB", "VBG"}
    gerund = finite.lower_.endswith("ant") and _is(finite, "VerbForm", "Part")
    return (bare and finite.tag_ != "MD") or gerund or _is(finite, "Mood", "Sub") or _plain(finite) in known["open"]


def _is_planned(verb: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """« est prévu », « prévu le 3 mars », "was scheduled for Monday"; not « a prévu »."""
    active = len(helpers(verb)) == 1 and helpers(verb)[0].lower_.startswith(_AVOIR)
    return _plain(verb) in known["planned"] and not active and verb.tag_ != "VBD"


def _supposed(verb: "Token", known: Mapping[str, frozenset[str]]) -> bool:
    """« si », « peut-être », "reportedly", "if"."""
    beside = [verb.nbor()] if verb.i + 1 < len(verb.doc) else []
    said = any(_plain(one) in known["perhaps"] for one in (*verb.children, *beside))
    return said or any(one.dep_ == "mark" and _plain(one) in known["if"] for one in verb.children)


def _from_above(verb: "Token", language: str, depth: int) -> Outlook:
    """« doit se rendre », « souhaite rencontrer », « qu'il vienne »: as the verb above says."""
    known, above = words("outlook", language), _above(verb)
    if above is None or depth == _DEEP:
        return "unsaid"
    if _plain(above) in known["may"] | known["wish"]:
        return "possible"
    if _plain(above) in known["announce"]:
        return "announced"
    return outlook(above, language, depth + 1)


def _above(verb: "Token") -> "Token | None":
    """The next word up the tree that an infinitive may hang on."""
    fit = (one for one in verb.ancestors if one.pos_ in {"VERB", "AUX"} or helpers(one) or one.tag_ == "JJ")
    return next(fit, None)


def _later(verb: "Token") -> bool:
    """« a annoncé qu'il viendrait »: under a verb in the past a conditional is a future, unless it is a compound."""
    compound = any(_plain(h) in {"aurait", "auraient", "have"} for h in helpers(verb))
    above = _above(verb)
    return above is not None and not compound and is_past(above)
