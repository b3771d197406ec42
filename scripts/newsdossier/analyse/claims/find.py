"""Article -> claims: which sentences and clauses it reports, hedges or denies; every other one it simply asserts.

Words and verb forms decide, in a sentence at a time: the lists `claims.txt` and `speech.txt` of a language, and the
French conditional. The strongest reserve counts: where a sentence hedges or denies, its « selon » says on whose word,
and no separate report is made of it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdossier.analyse.claims.sources import Voices, after, inverted, subject
from newsdossier.analyse.text import sentences
from newsdossier.analyse.text.pipeline import model_name
from newsdossier.analyse.text.sentences import ahead_of, clause
from newsdossier.languages.claim_words import pattern
from newsdossier.languages.fr import conditional
from newsdossier.languages.word_lists import LANGUAGES
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Claim, Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "1"
_BY = f"claims {VERSION}"
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
# « ne nie pas », « sans démentir », "did not deny", "neither confirmed nor denied"
_NEGATED = re.compile(
    r"(?:\b(?:ne|sans|ni|not|never|nor|neither|without)|\bn['’](?!a\scessé|ont\scessé)|n['’]t)[^,;:]{0,22}$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"er$")  # « à noter que » is nobody's word
_NO_REPORT = re.compile(r"\bne\s$|\bn['’](?:a|ont|avait)\s(?:pas|jamais|rien)\s$", re.IGNORECASE)
_THAT = re.compile(
    r"(?:\s?,[^,.;:]{1,40},)?(?:\s[^\W\d][\w’'-]*){0,5}?\s(?:que\b|qu['’]|that\b|(?:n['’])?avoir\b|(?:n['’])?être\b)|\s?:\s|\s[«“\"]"
    r"|(?<=s)(?<!ed)\s(?:it|he|she|they|there|the|a|an)\s|(?<=said)\s(?:it|he|she|they|there|the|a|an)\s"
)
_HAS = r"(?:(?:a|ont|avait|avaient|has|have|had)(?:-t)?(?:-(?:ils?|elles?|on))?\s(?:[\w’']+\s)?)"
_TAGGED = re.compile(rf"[,»”\"]\s?(?P<has>{_HAS})?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ée?s?|nus?|mis)$")
_NEAR = re.compile(r"(?:\s[«“]?\s?(?:[\w-]+['’])?[\w-]+['’]?){0,4}")  # from « conteste » to « accusations »
_WHICH = re.compile(r"\sl(?:e|es|a)quel|-\w")  # « selon lequel » goes back to somebody already named; « d’après-midi »
# "We are ready," the mayor said.
_AFTER_SUBJECT = re.compile(r"[,”\"'’]\s(?:[A-Z][\w.’'-]*|he|she|they|the|a|an|one)\s(?:[\w.’'-]+\s){0,4}$")
_CLOSED = re.compile(
    r"\s?(?:[.,;]|$)|\s(?:of|in|on|at|to|after|when|during|last|this|Monday|Tuesday|Wednesday|Thursday)\b"
)
_PASSIVE = re.compile(r"\b(?:been|being|was|were|be|is|are)\s$")  # "were denied a visa", unless "by"
_NEXT = 32  # characters from a verb to the one who is its subject
_HIDDEN = re.compile(r"\b(?:sait|savent|ignor\w+)\b[^.;]{0,12}$", re.IGNORECASE)


def fingerprint(language: str) -> str:
    """What a stored result depends on beside the text."""
    return f"{_BY}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Claim]:
    """The claims of a French or English article that are not plainly asserted, in the order of the text."""
    if article.language not in LANGUAGES:
        return
    names = tuple(Span(e.start_char, e.end_char) for e in doc.ents)
    voices = Voices(article.text, article.language, names)
    quoted = tuple(Span(*m.span()) for m in _QUOTED.finditer(article.text))
    for sentence in sentences.split(article):
        doubts = [*_hedged(voices, sentence, quoted), *_denied(voices, sentence)]
        yield from _apart(doubts or list(_reported(voices, sentence)))


def _apart(claims: list[Claim]) -> Iterator[Claim]:
    """One claim for each clause: of two the denial, else the earlier."""
    seen: set[Span] = set()
    for claim in sorted(claims, key=lambda c: (c.modality != "denied", c.cue or c.span)):
        if claim.span not in seen:
            seen.add(claim.span)
            yield claim


def _hedged(voices: Voices, sentence: Span, quoted: tuple[Span, ...]) -> Iterator[Claim]:
    """Words of doubt wherever they stand; a conditional in quoted words is the speaker's, unless « selon » leads."""
    text, language = voices.text, voices.language
    words = [Span(*m.span()) for m in pattern("hedges", language).finditer(text, *_ends(sentence))]
    verbs = list(conditional.reserves(text, sentence, context=sentences.CONTEXT)) if language == "fr" else []
    led = pattern("according", language).search(text, *_ends(sentence))
    spoken = [v for v in verbs if not led and any(q.start < v.start < q.end for q in quoted)]
    known = [w for w in words if not _HIDDEN.search(ahead_of(text, sentence, w.start))]
    cues = sorted({*known, *(v for v in verbs if v not in spoken)})
    told = list(_tellings(voices, sentence)) if cues else []
    source = _named(voices, sentence) if cues else None
    for cue in cues:
        claim = _claim(voices, sentence, ("hedged", cue))
        yield replace(claim, source=source or _teller(told, cue))


def _denied(voices: Voices, sentence: Span) -> Iterator[Claim]:
    """« dément » always denies, « conteste » only what somebody said; neither does when it is negated itself."""
    text, language = voices.text, voices.language
    for name in ("denials", "denials of"):
        for match in pattern(name, language).finditer(text, *_ends(sentence)):
            cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
            refused = _PASSIVE.search(before) and match.group().endswith("ed") and not text.startswith(" by", cue.end)
            if not refused and not _NEGATED.search(before) and _is_denial(voices, name, Span(cue.end, sentence.end)):
                claim = _claim(voices, sentence, ("denied", cue))
                yield replace(claim, source=subject(voices, sentence.start, cue))


def _is_denial(voices: Voices, name: str, rest: Span) -> bool:
    """What is contested must be something said, named a few words on; what is denied, nothing that one asks for."""
    near = _NEAR.match(voices.text, *_ends(rest))
    words = near.group() if near else ""
    if name == "denials":
        return not pattern("refusals", voices.language).search(words)
    if _INFINITIVE.search(voices.text, rest.start - 2, rest.start):
        return False  # « peut contester les faits »: nobody has done so
    return bool(pattern("said", voices.language).search(words))


def _reported(voices: Voices, sentence: Span) -> Iterator[Claim]:
    """The first cue of the sentence that gives it as somebody's."""
    found = [*_accordings(voices, sentence), *_tellings(voices, sentence)]
    for cue, source in sorted(found, key=lambda each: each[0])[:1]:
        yield Claim(sentence, "reported", cue, source, _BY)


def _accordings(voices: Voices, sentence: Span) -> Iterator[tuple[Span, Span | None]]:
    for match in pattern("according", voices.language).finditer(voices.text, *_ends(sentence)):
        if not _WHICH.match(voices.text, match.end()):
            cue = Span(*match.span())
            yield cue, after(voices, cue, sentence.end)


def _tellings(voices: Voices, sentence: Span) -> Iterator[tuple[Span, Span | None]]:
    """« X affirme que », « …, a indiqué X », "X said": verb and subject."""
    text = voices.text
    for match in pattern("reporting", voices.language).finditer(text, *_ends(sentence)):
        cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
        tag = _TAGGED.search(before)
        if _INFINITIVE.search(match.group()) or _NO_REPORT.search(before):
            continue
        if _THAT.match(text, cue.end, sentence.end):
            yield cue, subject(voices, sentence.start, cue)
        elif tag and (tag["has"] or not _PARTICIPLE.search(match.group())):
            source = inverted(voices, Span(cue.start - len(tag.group()), cue.end)) or after(voices, cue, sentence.end)
            if tag.group()[0] != "," or _is_subject(voices, cue, source):
                yield cue, source
        elif _AFTER_SUBJECT.search(before) and _CLOSED.match(text, cue.end, sentence.end):
            yield cue, subject(voices, sentence.start, cue)


def _is_subject(voices: Voices, verb: Span, source: Span | None) -> bool:
    """« …, révèle des discussions » is no report: behind the verb stands somebody, by name or by function."""
    if source and source.start <= verb.end + _NEXT:
        return True
    return pattern("speakers", voices.language).search(voices.text, verb.end, verb.end + _NEXT) is not None


def _named(voices: Voices, sentence: Span) -> Span | None:
    """Whom the « selon » of the sentence names."""
    return next((source for _, source in _accordings(voices, sentence) if source), None)


def _teller(told: list[tuple[Span, Span | None]], cue: Span) -> Span | None:
    """Whom the last reporting verb before a hedge, or the one after it, gives as its source."""
    before = [source for verb, source in told if verb.end <= cue.start]
    return (before or [source for verb, source in told if verb.start >= cue.end] or [None])[-1]


def _claim(voices: Voices, sentence: Span, what: tuple[Modality, Span]) -> Claim:
    modality, cue = what
    return Claim(clause(voices.text, sentence, cue), modality, cue, None, _BY)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
