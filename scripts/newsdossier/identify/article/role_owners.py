"""What a function depends on where the article only points back at it: « sa directrice », "the company's founder".

« Son avocate » is that of the only person named near before it; « du groupe » is the name that the article calls a
group, else the organisation that it names by far most often. Where two fit, none is chosen.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsdossier.languages import LANGUAGES, phrases
from newsdossier.model.article import Article
from newsdossier.model.findings import Mention, MentionType, Role

_NEAR = 2  # paragraphs back in which a possessive may find its name
_POSSESSIVE = {
    "fr": re.compile(r"\b(son|sa|leur)\s(?:[\wà-ÿ-]+\s)?$", re.I),
    "en": re.compile(r"\b(his|her|its|their)\s(?:[\w-]+\s)?$", re.I),
}
_BEHIND = {
    "fr": re.compile(r" \((?:l[ae] |les |l['’])?|, (?:de la |de l['’]|du |d['’]|de |des |à la |à l['’]|au |chez )"),
    "en": re.compile(r" \((?:the )?|, (?:of|from|at|with) (?:the )?"),
}
_SERVES_A_PERSON = re.compile(r"avocate?s?|conseils?|défenseur|lawyers?|counsel|attorneys?|solicitors?|barristers?")
_PERSONAL = frozenset({"his", "her"})
_SENTENCE = re.compile(r"[.!?][»”\"’]?\s+(?=\S)")
_CALLED = 40  # characters before a name in which it may be called by a noun


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Words that point back at a name."""

    noun: str
    """The common noun, in lower case; empty for a possessive."""
    types: tuple[MentionType, ...]
    """What may be meant, the likelier first."""


def owner(article: Article, role: Role, mentions: Sequence[Mention]) -> Mention | None:
    """Returns the name that a role depends on: right behind the holder, or one that its own words point back at."""
    if article.language not in LANGUAGES:
        return None
    if behind := _behind_holder(article, role, mentions):
        return behind
    pointer = _pointer(article, role)
    if pointer is None:
        return None
    before = mentions[: bisect_left([mention.span.start for mention in mentions], role.span.start)]
    if pointer.noun:
        fits = [mention for mention in before if mention.type in pointer.types]
        called = [mention for mention in fits if _is_called(article.text, mention, pointer.noun)]
        return called[-1] if called else _dominant(fits, mentions)
    for kind in pointer.types:
        fits = [one for one in before if one.type == kind and one.entity != role.entity]
        for start in _starts(article, role.span.start):
            near = [one for one in fits if one.span.start >= start]
            if near:
                return near[-1] if len({one.entity for one in near}) == 1 else None
    return None


def _behind_holder(article: Article, role: Role, mentions: Sequence[Mention]) -> Mention | None:
    """« la toxicologue Wanda Nowaczyk, du CHU de Bordeaux », « son producteur, Malik Ould Slimane (Films du Môle) »."""
    if role.span.start > role.holder.start:
        return None
    link = _BEHIND[article.language].match(article.text, role.holder.end)
    return next((m for m in mentions if link and m.span.start == link.end() and m.type == "ORG"), None)


def _dominant(fits: Sequence[Mention], every: Sequence[Mention]) -> Mention | None:
    """Returns the last mention of the entity that the article names at least twice as often as any other that fits."""
    times = Counter(mention.entity for mention in every)
    ranked = sorted({mention.entity for mention in fits}, key=lambda entity: (-times[entity], entity))
    if not ranked or times[ranked[0]] < 2 * (times[ranked[1]] if len(ranked) > 1 else 1):
        return None
    return next(mention for mention in reversed(fits) if mention.entity == ranked[0])


def _pointer(article: Article, role: Role) -> _Pointer | None:
    language, text = article.language, article.text
    lead = text[max(0, role.span.start - 40) : role.span.start]
    words = role.span.of(text)
    noun = _genitive(language).search(words if language == "fr" else lead) or _of_noun(language).search(words)
    if noun:
        return _Pointer(noun.group(1).lower(), _types(language, noun.group(1)))
    possessive = _POSSESSIVE[language].search(lead)
    if possessive is None:
        return None
    if possessive.group(1).lower() in _PERSONAL:
        return _Pointer("", ("PER",))
    if possessive.group(1).lower() != "its" and _SERVES_A_PERSON.match(words.lower()):
        return _Pointer("", ("PER", "ORG"))
    return _Pointer("", ("ORG",))


def _types(language: str, noun: str) -> tuple[MentionType, ...]:
    if re.fullmatch(phrases(language, "place nouns"), noun, re.I):
        return ("LOC",)
    return ("MISC",) if re.fullmatch(phrases(language, "other heads"), noun, re.I) else ("ORG",)


def _is_called(text: str, mention: Mention, noun: str) -> bool:
    """True for « association Lède vivante » and « l’association Lède vivante » where the noun is « association »."""
    lead = text[max(0, mention.span.start - _CALLED) : mention.span.end].lower()
    return re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", lead) is not None


def _starts(article: Article, at: int) -> Iterator[int]:
    """Yields where the sentence, the paragraph and the paragraph before it begin."""
    starts = [0, *(part.span.start for part in article.parts if part.span.start <= at)]
    yield max(starts[-1], *(match.end() for match in _SENTENCE.finditer(article.text, starts[-1], at)), 0)
    yield from reversed(starts[-_NEAR:])


@cache
def _nouns(language: str) -> str:
    sections = ("organisation heads", "institutions", "organisation nouns", "place nouns", "other heads")
    return "|".join(phrases(language, section) for section in sections)


@cache
def _genitive(language: str) -> re.Pattern[str]:
    """« du groupe » at the end of a function; "the company's " before it."""
    if language == "fr":
        return re.compile(rf"\s(?:du|de\s(?:la|l['’]|cet|cette|ce))\s?({_nouns(language)})$", re.I)
    return re.compile(rf"\b(?:the|this)\s({_nouns(language)})['’]s?\s$", re.I)


@cache
def _of_noun(language: str) -> re.Pattern[str]:
    """« de la compagnie jusqu’en 2020 »; "of the company"."""
    of = r"(?:du|de\s(?:la|l['’]))" if language == "fr" else r"(?:of|at|for)\s(?:the|this)"
    return re.compile(rf"\s{of}\s?({_nouns(language)})(?=$|\s(?:de|du|depuis|jusqu|in|until|since)\b)", re.I)
