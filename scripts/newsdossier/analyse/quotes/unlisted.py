"""Speakers that no verb of speech outside of the marks gives: by an aside inside, any verb, or the scene before.

« J'ai vu, raconte-t-elle. J'ai écrit. » « …», balaie-t-il. Paul Vannier se lève. « … » A portrait gives the rest.
"""

import re
from collections import Counter
from itertools import pairwise

from newsdossier.analyse.quotes.noun_phrases import PRONOUNS, name_span, noun_from
from newsdossier.analyse.quotes.parsed import ParsedArticle
from newsdossier.analyse.quotes.speakers import Attribution, opens_sentence
from newsdossier.model.article import Span

_FINITE = frozenset({"VERB", "AUX"})
_STOPS = frozenset({".", ",", ";", "!", "?", "…", ":", "»", "”", '"'})
_HYPHENS = frozenset({"-", "-t-", "t-"})
_BEFORE_VERB = frozenset("s' se m' me t' te lui leur nous a est ont sont avait était en y".split())
_HAVE = frozenset({"a", "ont", "avait", "avaient"})
_AUXILIARIES = frozenset("a ont avait est sont était".split())
_PARTICIPLE = re.compile(r"(?:ée?s?|ies?|is|its?|ue?s?)$")
_ASIDE = 12  # words of an aside
_REACH = 5  # words between a quotation and its verb
_SCENE = 3  # sentences before a quotation in which somebody may be shown
_OFTEN = 4  # times that an article names the person whom it portrays
_PERSONAL = frozenset("il elle he she".split())


def unlisted(parsed: ParsedArticle, number: int) -> Attribution | None:
    """Returns who says a quotation that the other rules leave without a speaker."""
    found = (rule(parsed, number) for rule in (_any_verb, _scene, _portrayed))
    return next(filter(None, found), None)


def aside(parsed: ParsedArticle, number: int) -> Attribution | None:
    """« Trois fois, j'ai écrit, raconte le témoin. La première … »: words of the outlet between the same marks."""
    first, end = parsed.quotes[number]
    for at in range(first + 2, end - 1):
        before = at - 2 if parsed.lower(at - 1) in _HAVE else at - 1  # « , a expliqué le maire »
        if parsed.words[at].lower not in parsed.known.verbs or parsed.lower(before) not in {",", "!", "?", "…"}:
            continue
        if parsed.lower(at + 1) in _HYPHENS and parsed.lower(at + 2) in PRONOUNS:
            speaker = parsed.span(at + 2, at + 3)
        else:
            stop = next((i for i in range(at + 1, min(at + _ASIDE, end)) if parsed.words[i].lower in _STOPS), None)
            noun = stop is not None and stop > at + 1 and _begins_a_noun(parsed, at + 1)
            if not noun or stop is None:
                continue
            speaker = parsed.span(at + 1, stop)
        return Attribution(parsed.span(at, at + 1), speaker, "sure")
    return None


def _begins_a_noun(parsed: ParsedArticle, at: int) -> bool:
    word = parsed.words[at]
    return word.ent in {"PER", "ORG"} or word.pos in {"DET", "PROPN"} or word.lower == "one"


def _any_verb(parsed: ParsedArticle, number: int) -> Attribution | None:
    """« … », balaie-t-il; « … », diagnostique Anne Moreau: a verb that stands before its subject behind a quotation."""
    _, end = parsed.quotes[number]
    if not opens_sentence(parsed, number) or end >= len(parsed.words):
        return None
    if parsed.sentence[end] != parsed.sentence[end - 1]:
        return None
    comma = parsed.words[end].lower == ","
    if parsed.french and not comma and parsed.words[end - 2].lower not in _STOPS:
        return None
    at = end + comma
    while at < min(end + _REACH, len(parsed.words)) and parsed.lower(at) in _BEFORE_VERB:
        if parsed.lower(at + 1) in _HYPHENS and parsed.lower(at + 2) in PRONOUNS:  # « a-t-il balayé »
            return _said(parsed, at, Span(parsed.words[at + 2].start, parsed.words[at + 2].end))
        at += 1
    compound = parsed.french and parsed.lower(at - 1) in _AUXILIARIES and _PARTICIPLE.search(parsed.lower(at))
    verb = parsed.outside(at) and (compound or parsed.words[at].pos in _FINITE)
    if not verb or not parsed.words[at].lower[0].isalpha():
        return None
    if parsed.lower(at + 1) in _HYPHENS and parsed.lower(at + 2) in PRONOUNS:
        return _said(parsed, at, parsed.span(at + 2, at + 3))
    who = noun_from(parsed, at + 1) if parsed.outside(at + 1) and _begins_a_noun(parsed, at + 1) else None
    return _said(parsed, at, name_span(parsed, who)) if who is not None else None


def _said(parsed: ParsedArticle, verb: int, speaker: Span) -> Attribution:
    """Sure where the verb stands right behind the quotation: no other sentence has that order."""
    named = parsed.lower(verb + 1) != "one" and any(w.start == speaker.start and w.ent for w in parsed.words)
    return Attribution(parsed.span(verb, verb + 1), speaker, "sure" if parsed.french or named else "likely")


def _scene(parsed: ParsedArticle, number: int) -> Attribution | None:
    """« Aurélien Thuillier se lève. Rires. « … » »: a sentence before in the same paragraph shows who speaks next."""
    first, _ = parsed.quotes[number]
    if not opens_sentence(parsed, number):
        return None
    last = parsed.sentence[first]
    for sentence in range(last - 1, max(-1, last - 1 - _SCENE), -1):
        if parsed.part[sentence] != parsed.part[last]:
            return None
        start, end = parsed.bounds[sentence]
        if any(parsed.quote[at] >= 0 for at in range(start, end)):
            return None
        who = start if parsed.words[start].ent == "PER" or parsed.words[start].lower in _PERSONAL else None
        if who is not None and any(parsed.words[at].pos in _FINITE for at in range(start, end)):
            return Attribution(None, name_span(parsed, who), "unsure")
    return None


def _portrayed(parsed: ParsedArticle, number: int) -> Attribution | None:
    """In a portrait, words that stand alone are those of the person whom it names by far most often."""
    first, _ = parsed.quotes[number]
    if not opens_sentence(parsed, number):
        return None
    last_words = [
        at
        for at, (word, after) in enumerate(pairwise(parsed.words))
        if word.ent == "PER" and (after.ent != "PER" or not word.upper) and word.upper
    ]
    times = Counter(parsed.words[at].lower for at in last_words).most_common(2)
    if not times or times[0][1] < _OFTEN or (len(times) > 1 and times[0][1] < 2 * times[1][1]):
        return None
    before = [at for at in last_words if at < first and parsed.words[at].lower == times[0][0] and parsed.outside(at)]
    return Attribution(None, name_span(parsed, before[-1]), "unsure") if before else None
