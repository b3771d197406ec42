"""Sentences -> the channels by which words reached the outlet: « dans un communiqué », « à Reuters »."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from newsdossier.analyse.quotes.grammar import Cue
from newsdossier.analyse.quotes.parsed import ParsedArticle
from newsdossier.languages.speech import speech
from newsdossier.model.article import Span

_WORD = r"[A-ZÀ-Ý][\w&-]*(?:['’.][A-ZÀ-Ý]\w*)*"
_NAME = rf"(?:l['’]|la |le |the )?{_WORD}(?: {_WORD}){{0,3}}"
_MADE_PUBLIC = {
    "fr": r"(?:PUBLIC)e?s?(?: publique?s?)?",
    "en": r"(?:PUBLIC)",
}
_WITH = {
    "fr": rf"(?: [^\W\d_]+){{0,2}}?(?: {_MADE_PUBLIC['fr']})?(?: (?:par|à|au|avec|sur|dans|de|du) {_NAME})?",
    "en": rf"(?: {_MADE_PUBLIC['en']})?(?: (?:by|to|with|on|from|in) {_NAME})?",
}
_TEMPLATES = {
    "fr": (
        r"[Dd]ans (?:un|une|le|la|son|sa|ses|leur|leurs|ce|cette|les|l['’]) ?(?:[^\W\d_]+ )?(?:DOCUMENTS)s?\b"
        + _WITH["fr"],
        r"(?:[Ll]ors|[Àà] l['’](?:occasion|issue)|au cours|en marge) (?:d['’]une?|de (?:la|sa|son|l['’])|du|des?) ?"
        r"(?:[^\W\d_]+ )?(?:OCCASIONS)s?\b(?: de presse)?" + _WITH["fr"],
        r"en conférence de presse|par (?:communiqué|courriel|téléphone|écrit|voie de presse|la voix de son avocat)",
        r"[Ss]ur (?:le réseau(?: social)? |son compte |sa page |la plateforme )?(?:NETWORKS)\b(?: Social)?",
        rf"sur (?:la chaîne|la radio|la station|le site)(?: [^\W\d_]+)? {_NAME}",
        rf"(?:au micro|sur l['’]antenne|dans les colonnes|sur le plateau) d(?:e|u|es) ?{_NAME}",
        rf"(?:cité|interrogé|rapporté|relayé|contacté)e?s? par {_NAME}",
        r"(?:[Ss]elon|[Dd]['’]après) (?:une|des|plusieurs|la) (?:SOURCES)\b[^,.;:«»“”\"\n]{0,60}",
        r"[Dd]e (?:SOURCES) [^,.;:«»“”\"\n]{3,40}",
    ),
    "en": (
        r"[Ii]n (?:an?|the|his|her|their|its|this|that) (?:[a-z-]+ ){0,2}(?:DOCUMENTS)s?\b" + _WITH["en"],
        r"(?:[Aa]t|[Dd]uring|[Ii]n) (?:an?|the|his|her|their) (?:[a-z-]+ ){0,2}(?:OCCASIONS)s?\b" + _WITH["en"],
        r"[Oo]n (?:NETWORKS)\b(?: Social)?|by (?:email|e-mail|phone|telephone)|via (?:email|e-mail|text)",
        r"[Aa]ccording to (?:an?|the|two|several|some|multiple)? ?(?:[a-z-]+ )?"
        r"(?:SOURCES)\b[^,.;:«»“”\"\n]{0,60}",
        rf"(?:quoted|cited|interviewed) by {_NAME}",
    ),
}
_TO = {
    "fr": re.compile(
        r"[ \u00a0](?:[^\W\d_]+ )?((?:à|au|auprès de|auprès du) (?:l['’]agence |la chaîne |quotidien |journal )?"
        rf"{_NAME})"
    ),
    "en": re.compile(rf"[ \u00a0]((?:to |on )?(?:{_NAME}|reporters|journalists))"),
}
_LEAKED = {
    language: rf"\b(?:DOCUMENTS)s?\b[^.;\n]{{0,240}}?\b({public} {by} {_NAME})"
    for language, public, by in (("fr", _MADE_PUBLIC["fr"], "par"), ("en", _MADE_PUBLIC["en"], "by"))
}
_HEAD = 3  # parts in which an article says what it is about
_MEDIA = frozenset({"ORG", "MISC"})


def find_channels(parsed: ParsedArticle) -> tuple[Span, ...]:
    """Returns every phrase outside of quotations that names a channel, in order."""
    return tuple(
        span
        for match in _pattern(_language(parsed)).finditer(parsed.text)
        if _is_outside(parsed, span := Span(*match.span()))
    )


def channel_of_article(parsed: ParsedArticle) -> tuple[Span, ...]:
    """Returns who made the words public that an article is about: « divulguée par Bloomberg »."""
    pattern = _leaked(_language(parsed))
    end = next(
        (parsed.words[first].start for first, _ in parsed.bounds if parsed.part[parsed.sentence[first]] > _HEAD), None
    )
    match = pattern.search(parsed.text, 0, end if end is not None else len(parsed.text))
    return (Span(*match.span(1)),) if match and _is_outside(parsed, Span(*match.span(1))) else ()


def channels_of(
    parsed: ParsedArticle, known: Sequence[Span], *, places: Iterable[int], cue: Cue | None
) -> tuple[Span, ...]:
    """Returns the medium that the cue's verb speaks to, then the channels of some sentences, the nearest first."""
    bounds = [parsed.span(*parsed.bounds[number]) for number in sorted(set(places))]
    inside = [one for one in known for bound in bounds if bound.holds(one)]
    at = parsed.words[cue.at].start if cue else 0
    spoken = list(_spoken_to(parsed, cue)) if cue else []
    free = [one for one in inside if not any(map(one.overlaps, spoken))]
    return tuple(spoken + sorted(free, key=lambda one: abs(one.start - at)))


def _spoken_to(parsed: ParsedArticle, cue: Cue) -> Iterator[Span]:
    """« a confié à Reuters », "told CNN": a medium right behind the verb."""
    if cue.kind not in {"says", "utters"}:
        return
    end = parsed.words[cue.end - 1].end
    match = _TO[_language(parsed)].match(parsed.text, end)
    if match is None or (
        not parsed.french and parsed.words[cue.at].lower not in {"told", "tells", "telling", "said", "spoke"}
    ):
        return
    at = bisect_left(parsed.words, match.end(1), key=lambda word: word.end)
    if at == len(parsed.words):
        return
    medium = parsed.words[at].ent in _MEDIA or parsed.words[at].lower in {"reporters", "journalists"}
    addressed = parsed.french or match.group(1).startswith(("to ", "on ")) or parsed.words[cue.at].lower.startswith("t")
    if medium and addressed:
        yield Span(*match.span(1))


def _is_outside(parsed: ParsedArticle, span: Span) -> bool:
    at = bisect_left(parsed.words, span.end, key=lambda word: word.end)
    return at < len(parsed.words) and parsed.quote[at] < 0


def _language(parsed: ParsedArticle) -> str:
    return "fr" if parsed.french else "en"


def _filled(pattern: str, language: str) -> str:
    for name, words in speech(language).classes.items():
        pattern = pattern.replace(name.upper(), "|".join(sorted(map(re.escape, words))))
    return pattern


@cache
def _leaked(language: str) -> re.Pattern[str]:
    return re.compile(_filled(_LEAKED[language], language))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{_filled(one, language)})" for one in _TEMPLATES[language]))
