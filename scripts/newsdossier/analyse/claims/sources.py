"""Sentence -> the source of a claim: the name after « selon », or the subject of a verb that says or denies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdossier.model.article import Span

_PRONOUN = {
    "fr": re.compile(r"(?<![\w’'-])(?:ils?|elles?)(?![\w’'])|(?<=-)(?:ils?|elles?)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE),
}
# A name after one of these is not the speaker but what the speaker belongs to
_DEPENDENT = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|par|contre|avec|sur|dans|en|chez|pour|vers|sous"
    r"|of|by|from|in|at|on|with|against|for|to|near)(?:\s(?:la|les|the|l['’]))?\s|\b[dl]['’]|['’]s\s)$",
    re.IGNORECASE,
)
# except where it is the outlet or the paper that speaks: « selon les informations de Reuters »
_THEIR_WORD = re.compile(
    r"(?:information|chiffre|source|rapport|étude|communiqué|témoignage|déclaration|données|enquête|propos|dire|journal"
    r"|quotidien|site|agence|chaîne|report|figure|statement)s?\s(?:de|du|des|d['’]|of|by|from)\s?(?:la\s|l['’]|the\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"-(ils?|elles?)\b")
_ELIDED = re.compile(r"\bl['’]$", re.IGNORECASE)
_STOP = re.compile(r"[.;:«»“”()–—]|,\s(?![A-ZÀ-Þ])")
_SET_OFF = re.compile(r"\s?[,.;»)]|\s?$")
# « a dit le maire sur Twitter »: past one of these no name is the subject any more
_ELSEWHERE = re.compile(
    r"\b(?:sur|dans|devant|lors|auprès|pendant|avant|après|à|au|aux|on|in|at|to|during|after|before)\b"
)
_HIM = re.compile(r"\s(?:lui|eux|elles?)\b")
_FAR = 90  # characters from « selon », or from a verb, to the name


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A text with the names that may be the source of a claim."""

    text: str
    """The article's text."""
    language: str
    """The article's language, fr or en."""
    names: Sequence[Span]
    """The article's names, in order."""


def source_after(claims: ClaimText, cue: Span, end: int) -> Span | None:
    """Returns the name or pronoun after « selon », or after a verb: « a indiqué Jean Durand »."""
    text, limit = claims.text, min(end, cue.end + _FAR)
    stop = _STOP.search(text, cue.end, limit)
    area = Span(cue.end, stop.start() if stop else limit)
    pronoun = _HIM.match(text, area.start, area.end)
    if pronoun:
        return Span(pronoun.start() + 1, pronoun.end())
    inside = (name for name in claims.names if area.holds(name))
    return next((name for name in inside if _is_speaker(text, area.start, name)), None)


def inverted_pronoun(claims: ClaimText, verb: Span) -> Span | None:
    """Returns the pronoun of « a-t-il indiqué » or « indique-t-il »; `verb` includes the auxiliary."""
    found = _BEHIND.search(claims.text, verb.start, verb.end + len("-t-elles"))
    return Span(*found.span(1)) if found else None


def subject(claims: ClaimText, start: int, cue: Span) -> Span | None:
    """Returns the nearest name or pronoun before a verb, from `start`, that depends on no preposition."""
    text = claims.text
    start = max(start, cue.start - 2 * _FAR)
    names = [name for name in claims.names if start <= name.start and name.end <= cue.start]
    pronouns = [Span(*m.span()) for m in _PRONOUN[claims.language].finditer(text, start, cue.start)]
    near = sorted([*names, *pronouns], reverse=True)
    return next(
        (one for one in near if not _DEPENDENT.search(text[start : one.start]) or _has_own_article(text, one)), None
    )


def _has_own_article(text: str, name: Span) -> bool:
    """True for « L’AFP »: an elided article is no preposition."""
    head = text[max(0, name.start - 4) : name.start]
    return bool(_ELIDED.search(head)) and not re.search(r"\b(?:de|à)\s$", head[:-2])


def _is_speaker(text: str, start: int, name: Span) -> bool:
    before = text[start : name.start]
    if _ELSEWHERE.search(before) or ("," in before and not _SET_OFF.match(text, name.end)):
        return False
    return not _DEPENDENT.search(before) or _has_own_article(text, name) or bool(_THEIR_WORD.search(before))
