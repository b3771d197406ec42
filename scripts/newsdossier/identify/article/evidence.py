"""The words around a name -> what they say that it is: « le groupe X » is an organisation, « le ferry X » is a ship.

The model looks at one place; what a name is called once holds for all its places in the article. Phrases are lists of
their language (`languages/<language>/names.txt`).
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsdossier.languages import LANGUAGES, phrases, sections
from newsdossier.model.article import Span
from newsdossier.model.findings import MentionType

_AROUND = 70  # characters on either side that may say something
_CALLED, _HINTED = 4, 3  # votes: each is worth as much as so many places where the model saw a type
_ADJECTIVE = {
    "fr": r"(?:\s[\wà-ÿ-]+(?:aise?|oise?|ien(?:ne)?|éen(?:ne)?|aine?|[ae]l(?:le)?|ale|aire|ique|i[fv]e?|iste|ière?|ier"
    r"|eu(?:r|se|x)|ine?|ol(?:le)?|que|ande?|on(?:ne)?)s?){0,2}",
    "en": "",
}
_OF = {
    "fr": r"\s(?:de\s(?:la\s|l['’])?|du\s|des\s|d['’]|chez\s|à\s|au\s)",
    "en": r"\s(?:of|at|in|for|with|from)\s(?:the\s)?",
}
_THE = {"fr": r"(?:le |la |l['’]|de la |de l['’]|du |d['’])", "en": r"(?:the )"}
_DETERMINED = {"fr": r"(?:le\s|la\s|l['’]|un\s|une\s)?(?:\w+\s)?", "en": r"(?:the|a|an)\s(?:[\w’'-]+\s){0,4}?"}
_THE_NAME = re.compile(r"\bthe $", re.I)
_TAKES_NO_ARTICLE = re.compile(r"\s(?:Bay|Street|Road|Lane|Park|Lake|Island|Hill|Beach|Castle|Harbou?r|Quay)$")
_QUOTE = r"[«“\"'‘]?[\s\u00a0\u202f]?"
_SPELLED_OUT = re.compile(r"[A-ZÀ-Ý][\w’'-]*(?: [\w’'-]+){0,8} \($")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z]{2,8}")  # in brackets, behind the name that it abbreviates
_TITLE_OPENS = re.compile(r"[“‘\"](?:The |A |An )?$")  # English sets titles of works in quotation marks, and no company
_TITLE_ENDS = re.compile(r"[,.]?[”’\"](?!\w)")
_PERSON_BEFORE = {
    "fr": r"(?:\bMM?\.|\bM(?:mes?|lles?|e|es|ᵉ|gr|onsieur|adame|aître)|\bD(?:r|octeur)|\bPr)\s(?:de\s|d['’])?",
    "en": r"\b(?:M(?:r|rs|s|iss|x)\.?|Dr\.?|Sir|Dame|Lord|Lady|Rev\.?|Prof\.?)\s",
}
_PERSON_AFTER = {
    "fr": r",\s\d{1,2}\sans\b|\s\(\d{1,2}\sans\)|,\snée?\s",
    "en": r",\s\d{1,2}(?:,|\sand\b)|\s\(\d{1,2}\)|,\sborn\s|,\swho\s(?:is|was|has|had|lives|works)\b",
}


_ENDINGS: tuple[tuple[str, MentionType], ...] = (("other endings", "MISC"), ("site endings", "LOC"))


@dataclass(frozen=True, slots=True)
class _Clue:
    """A pattern beside a name, and what it says."""

    pattern: re.Pattern[str]
    type: MentionType
    votes: int


@dataclass(frozen=True, slots=True)
class _Clues:
    """The clues of one language; those before a name match up to its start, those after from its end."""

    before: tuple[_Clue, ...]
    after: tuple[_Clue, ...]
    inside: tuple[_Clue, ...]
    """Match from the first letter of the name itself."""


def evidence(text: str, span: Span, language: str) -> Counter[MentionType]:
    """Returns votes for what stands at the span, from the words around it and its own first and last words."""
    if language not in LANGUAGES:
        return Counter()
    clues = _clues(language)
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    found: Counter[MentionType] = Counter()
    if _SPELLED_OUT.search(before) and after.startswith(")") and _ACRONYM.fullmatch(span.of(text)):
        found["ORG"] = _HINTED
    if language == "en" and _TITLE_OPENS.search(before) and _TITLE_ENDS.match(after) and " " in span.of(text):
        found["MISC"] = _HINTED
    is_no_site = _THE_NAME.search(before) and _TAKES_NO_ARTICLE.search(span.of(text))
    inside = () if is_no_site else clues.inside  # “the Kestrel Bay” is a ship, not a bay
    for some, words in ((clues.before, before), (inside, span.of(text)), (clues.after, after)):
        for clue in some:
            if clue.pattern.search(words):
                found[clue.type] = max(found[clue.type], clue.votes)
    return found


def is_titled(text: str, span: Span, language: str) -> bool:
    """True for « Mme Paris », "Mr Will": a civil title stands before the name."""
    if language not in LANGUAGES:
        return False
    return re.search(rf"{_PERSON_BEFORE[language]}$", text[max(0, span.start - 16) : span.start]) is not None


@cache
def _clues(language: str) -> _Clues:
    listed: Mapping[str, str] = {name: phrases(language, name) for name in sections("names", language)}
    heads, adjective, of = listed["organisation heads"], _ADJECTIVE[language], _OF[language]
    before = [
        _Clue(_compiled(rf"(?<![\w-]){heads}{adjective}\s{_QUOTE}$"), "ORG", _CALLED),
        _Clue(_compiled(rf"(?<![\w-]){listed['organisation of']}{adjective}{of}{_QUOTE}$"), "ORG", _HINTED),
        _Clue(_compiled(rf"(?<!\bde\s)(?<![\w-]){listed['other heads']}{adjective}\s{_QUOTE}$"), "MISC", _CALLED),
        _Clue(_compiled(rf"(?<![\w-]){listed['other heads']}, {_THE[language]}$"), "MISC", _CALLED),
        _Clue(_compiled(rf"(?<![\w-]){listed['aboard']} {_THE[language]}$"), "MISC", _CALLED),
        _Clue(_compiled(rf"(?<![\w-]){listed['place heads']}{of}$"), "LOC", _HINTED),
        _Clue(re.compile(rf"{_PERSON_BEFORE[language]}$"), "PER", _CALLED),
    ]
    after = [
        _Clue(re.compile(rf"\s{listed['organisation after']}\b"), "ORG", _CALLED),
        _Clue(
            re.compile(rf"\s?[»”\"]?,\s{_DETERMINED[language]}{listed['organisation apposition']}\b(?!['’])"),
            "ORG",
            _HINTED,
        ),
        _Clue(_compiled(rf"\s{listed['organisation verbs']}\b"), "ORG", _HINTED),
        _Clue(re.compile(r"\s\d{1,3}[-–]\d{1,3}\b(?!\s?\w)"), "ORG", _HINTED),  # the score of a team
        _Clue(re.compile(_PERSON_AFTER[language]), "PER", _CALLED),
    ]
    if "organisation possessions" in listed:
        after.append(_Clue(_compiled(rf"(?:['’]s?)?\s{listed['organisation possessions']}\b"), "ORG", _HINTED))
    inside = [
        *(_ending(listed[name], kind) for name, kind in _ENDINGS if sections("names", language)[name]),
        _Clue(re.compile(rf"{listed['other beginnings']}\b"), "MISC", _CALLED),
        _Clue(re.compile(rf"{listed['site heads']}\s", re.I), "LOC", _CALLED),
        _Clue(re.compile(rf"{listed['institutions']}\s", re.I), "ORG", _CALLED),
        _Clue(re.compile(rf".*\s{listed['organisation after']}$"), "ORG", _CALLED),
    ]
    return _Clues(tuple(before), tuple(_at_start(one) for one in after), tuple(_at_start(one) for one in inside))


def _ending(any_of: str, kind: MentionType) -> _Clue:
    return _Clue(re.compile(rf".*\s{any_of}$"), kind, _CALLED)


def _at_start(clue: _Clue) -> _Clue:
    return _Clue(re.compile(rf"\A(?:{clue.pattern.pattern})", clue.pattern.flags), clue.type, clue.votes)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
