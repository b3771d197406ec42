"""Article -> claims: the sentences and clauses that it reports, hedges or denies; it simply asserts all others.

Words and verb forms decide, in a sentence at a time: the lists `claims.txt` and `speech.txt` of a language, and the
French conditional. The strongest reserve counts: where a sentence hedges or denies, its « selon » says on whose word,
and no separate report is made of it.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from newsdossier.analyse.claims.sources import ClaimText, inverted_pronoun, source_after, subject
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


class _Report(NamedTuple):
    cue: Span
    source: Span | None


def fingerprint(language: str) -> str:
    """Returns what a stored result depends on beside the text."""
    return f"{_BY}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Claim]:
    """Yields the claims of a French or English article that are not plainly asserted, in the order of the text."""
    if article.language not in LANGUAGES:
        return
    names = tuple(Span(e.start_char, e.end_char) for e in doc.ents)
    claims = ClaimText(article.text, article.language, names)
    quoted = tuple(Span(*m.span()) for m in _QUOTED.finditer(article.text))
    for sentence in sentences.split(article):
        doubts = [*_hedged(claims, sentence, quoted), *_denied(claims, sentence)]
        yield from _one_per_clause(doubts or list(_reported(claims, sentence)))


def _one_per_clause(claims: list[Claim]) -> Iterator[Claim]:
    """Yields one claim for each clause: of two the denial, else the earlier."""
    by_clause: dict[Span, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.modality != "denied", c.cue or c.span)):
        by_clause.setdefault(claim.span, claim)
    yield from by_clause.values()


def _hedged(claims: ClaimText, sentence: Span, quoted: tuple[Span, ...]) -> Iterator[Claim]:
    """Yields words of doubt; a conditional in quoted words is the speaker's, unless the sentence has « selon »."""
    text, language = claims.text, claims.language
    words = [Span(*m.span()) for m in pattern("hedges", language).finditer(text, *_ends(sentence))]
    verbs = list(conditional.reserves(text, sentence, context=sentences.CONTEXT)) if language == "fr" else []
    if not pattern("according", language).search(text, *_ends(sentence)):
        verbs = [v for v in verbs if not any(q.start < v.start < q.end for q in quoted)]
    cues = sorted({*verbs, *(w for w in words if not _HIDDEN.search(ahead_of(text, sentence, w.start)))})
    if not cues:
        return
    reports = list(_reporting_verbs(claims, sentence))
    source = next((report.source for report in _frames(claims, sentence) if report.source), None)
    for cue in cues:
        yield _claim(claims, sentence, "hedged", cue=cue, source=source or _source_near(reports, cue))


def _denied(claims: ClaimText, sentence: Span) -> Iterator[Claim]:
    """Yields denials: « dément » always denies, « conteste » only what somebody said; neither when negated itself."""
    text, language = claims.text, claims.language
    for name in ("denials", "denials of"):
        for match in pattern(name, language).finditer(text, *_ends(sentence)):
            cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
            refused = _PASSIVE.search(before) and match.group().endswith("ed") and not text.startswith(" by", cue.end)
            if not refused and not _NEGATED.search(before) and _is_denial(claims, name, Span(cue.end, sentence.end)):
                source = subject(claims, sentence.start, cue)
                yield _claim(claims, sentence, "denied", cue=cue, source=source)


def _is_denial(claims: ClaimText, name: str, rest: Span) -> bool:
    """True if what is contested is something said, named a few words on, or what is denied is nothing one asks for."""
    near = _NEAR.match(claims.text, *_ends(rest))
    words = near.group() if near else ""
    if name == "denials":
        return not pattern("refusals", claims.language).search(words)
    if _INFINITIVE.search(claims.text, rest.start - 2, rest.start):
        return False  # « peut contester les faits »: nobody has done so
    return bool(pattern("said", claims.language).search(words))


def _reported(claims: ClaimText, sentence: Span) -> Iterator[Claim]:
    """Yields the sentence as a report, by the first cue that gives it as somebody's."""
    reports = [*_frames(claims, sentence), *_reporting_verbs(claims, sentence)]
    for cue, source in sorted(reports, key=lambda report: report.cue)[:1]:
        yield Claim(sentence, "reported", cue, source, _BY)


def _frames(claims: ClaimText, sentence: Span) -> Iterator[_Report]:
    """Yields « selon » and its like, each with the name after it."""
    for match in pattern("according", claims.language).finditer(claims.text, *_ends(sentence)):
        if not _WHICH.match(claims.text, match.end()):
            cue = Span(*match.span())
            yield _Report(cue, source_after(claims, cue, sentence.end))


def _reporting_verbs(claims: ClaimText, sentence: Span) -> Iterator[_Report]:
    """Yields « X affirme que », « …, a indiqué X », "X said": verb and subject."""
    text = claims.text
    for match in pattern("reporting", claims.language).finditer(text, *_ends(sentence)):
        cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
        tag = _TAGGED.search(before)
        if _INFINITIVE.search(match.group()) or _NO_REPORT.search(before):
            continue
        if _THAT.match(text, cue.end, sentence.end):
            yield _Report(cue, subject(claims, sentence.start, cue))
        elif tag and (tag["has"] or not _PARTICIPLE.search(match.group())):
            verb = Span(cue.start - len(tag.group()), cue.end)
            source = inverted_pronoun(claims, verb) or source_after(claims, cue, sentence.end)
            if tag.group()[0] != "," or _is_subject(claims, cue, source):
                yield _Report(cue, source)
        elif _AFTER_SUBJECT.search(before) and _CLOSED.match(text, cue.end, sentence.end):
            yield _Report(cue, subject(claims, sentence.start, cue))


def _is_subject(claims: ClaimText, verb: Span, source: Span | None) -> bool:
    """False for « …, révèle des discussions »: a report has somebody behind the verb, by name or by function."""
    if source and source.start <= verb.end + _NEXT:
        return True
    return pattern("speakers", claims.language).search(claims.text, verb.end, verb.end + _NEXT) is not None


def _source_near(reports: list[_Report], cue: Span) -> Span | None:
    """Returns the source of the last reporting verb before a hedge; without one, of the last after it."""
    before = [report.source for report in reports if report.cue.end <= cue.start]
    after = [report.source for report in reports if report.cue.start >= cue.end]
    return (before or after or [None])[-1]


def _claim(claims: ClaimText, sentence: Span, modality: Modality, *, cue: Span, source: Span | None) -> Claim:
    return Claim(clause(claims.text, sentence, cue), modality, cue, source, _BY)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
