"""Sentence -> on whose word: the name after « selon », the subject of a verb that says or denies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdossier.model.article import Span

_PRONOUN = {
    "fr": re.compile(r"(?<![\w’'-])(?:ils?|elles?)(?![\w’'])|(?<=-)(?:ils?|elles?)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE),
}
# A name after one of these is not who speaks but what the speaker belongs to
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
class Voices:
    """The names and pronouns of one article that may be somebody who speaks."""

    text: str
    """Of the article."""
    language: str
    """Of the article."""
    names: Sequence[Span]
    """In the order of the text."""


def after(voices: Voices, cue: Span, end: int) -> Span | None:
    """The name or pronoun that follows « selon », or a verb before its subject: « a indiqué Jean Durand »."""
    limit = min(end, cue.end + _FAR)
    stop = _STOP.search(voices.text, cue.end, limit)
    area = Span(cue.end, stop.start() if stop else limit)
    pronoun = _HIM.match(voices.text, area.start, area.end)
    if pronoun:
        return Span(pronoun.start() + 1, pronoun.end())
    inside = (name for name in voices.names if area.holds(name))
    return next((name for name in inside if _speaks(voices.text, area.start, name)), None)


def inverted(voices: Voices, verb: Span) -> Span | None:
    """The pronoun of « a-t-il indiqué » or « indique-t-il »; `verb` takes in the auxiliary."""
    found = _BEHIND.search(voices.text, verb.start, verb.end + len("-t-elles"))
    return Span(*found.span(1)) if found else None


def subject(voices: Voices, start: int, cue: Span) -> Span | None:
    """The nearest name or pronoun before a verb in its sentence that depends on no preposition."""
    text = voices.text
    start = max(start, cue.start - 2 * _FAR)
    names = [name for name in voices.names if start <= name.start and name.end <= cue.start]
    pronouns = [Span(*m.span()) for m in _PRONOUN[voices.language].finditer(text, start, cue.start)]
    near = sorted([*names, *pronouns], reverse=True)
    return next((one for one in near if not _DEPENDENT.search(text[start : one.start]) or _its_own(text, one)), None)


def _its_own(text: str, name: Span) -> bool:
    """« L’AFP »: an elided article at the head of a sentence is no preposition."""
    head = text[max(0, name.start - 4) : name.start]
    return bool(_ELIDED.search(head)) and not re.search(r"\b(?:de|à)\s$", head[:-2])


def _speaks(text: str, start: int, name: Span) -> bool:
    before = text[start : name.start]
    if _ELSEWHERE.search(before) or ("," in before and not _SET_OFF.match(text, name.end)):
        return False
    return not _DEPENDENT.search(before) or _its_own(text, name) or bool(_THEIR_WORD.search(before))
