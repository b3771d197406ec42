"""Article -> claims: the sentences and clauses that it reports, hedges or denies; it simply asserts all others.

Words and verb forms decide, in a sentence at a time: the lists `claims.txt` and `speech.txt` of a language, and the
French conditional. The strongest reserve counts: where a sentence hedges or denies, its « selon » says on whose word,
and no separate report is made of it. Its source is the name after
« selon », or the subject of a verb that says or denies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsdossier.analyse import sentences
from newsdossier.analyse.language_pipeline import model_name
from newsdossier.analyse.sentences import ahead_of, clause
from newsdossier.languages import LANGUAGES
from newsdossier.languages.fr import conditional
from newsdossier.languages.speech import pattern
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Claim, Modality

VERSION = "2"
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
_NEAR = re.compile(r"(?:\s[«“]?\s?(?:[\w-]+['’])?[\w-]+['’]?){0,6}")  # from « conteste » to « accusations »
_WHICH = re.compile(r"\sl(?:e|es|a)quel|-\w")  # « selon lequel » goes back to somebody already named; « d’après-midi »
# "We are ready," the mayor said.
_AFTER_SUBJECT = re.compile(r"[,”\"'’]\s(?:[A-Z][\w.’'-]*|he|she|they|the|a|an|one)\s(?:[\w.’'-]+\s){0,4}$")
_CLOSED = re.compile(
    r"\s?(?:[.,;]|$)|\s(?:of|in|on|at|to|after|when|during|last|this|Monday|Tuesday|Wednesday|Thursday)\b"
)
_PASSIVE = re.compile(r"\b(?:been|being|was|were|be|is|are)\s$")  # "were denied a visa", unless "by"
_NEXT = 32  # characters from a verb to the one who is its subject
_HIDDEN = re.compile(r"\b(?:sait|savent|ignor\w+)\b[^.;]{0,12}$|\bshould\s$|[“\"]$", re.IGNORECASE)  # “should perhaps”
_ONLY = re.compile(r"à ce stade que\b")  # « il ne s’agit à ce stade que de vérifications »
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


if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class _ClaimContext:
    """A text with the names that may be the source of a claim."""

    text: str
    """The article's text."""
    language: str
    """The article's language, fr or en."""
    names: Sequence[Span]
    """The article's names, in order."""


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
    context = _ClaimContext(article.text, article.language, names)
    quoted = tuple(Span(*m.span()) for m in _QUOTED.finditer(article.text))
    for sentence in sentences.split(article):
        doubts = [*_hedged(context, sentence, quoted), *_denied(context, sentence)]
        yield from _one_per_clause(doubts or list(_reported(context, sentence)))


def _one_per_clause(claims: list[Claim]) -> Iterator[Claim]:
    """Yields one claim for each clause: of two the denial, else the earlier."""
    by_clause: dict[Span, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.modality != "denied", c.cue or c.span)):
        by_clause.setdefault(claim.span, claim)
    yield from by_clause.values()


def _hedged(context: _ClaimContext, sentence: Span, quoted: tuple[Span, ...]) -> Iterator[Claim]:
    """Yields words of doubt; a conditional in quoted words is the speaker's, unless the sentence has « selon »."""
    text, language = context.text, context.language
    words = [Span(*m.span()) for m in pattern("hedges", language).finditer(text, *_ends(sentence))]
    verbs = list(conditional.reserves(text, sentence, context=sentences.CONTEXT)) if language == "fr" else []
    if not pattern("according", language).search(text, *_ends(sentence)):
        verbs = [v for v in verbs if not any(q.start < v.start < q.end for q in quoted)]
    words = [w for w in words if not _ONLY.match(text, w.start)]
    cues = sorted({*verbs, *(w for w in words if not _HIDDEN.search(ahead_of(text, sentence, w.start)))})
    if not cues:
        return
    reports = list(_reporting_verbs(context, sentence))
    source = next((report.source for report in _frames(context, sentence) if report.source), None)
    for cue in cues:
        yield _claim(context, sentence, "hedged", cue=cue, source=source or _source_near(reports, cue))


def _denied(context: _ClaimContext, sentence: Span) -> Iterator[Claim]:
    """Yields denials: « dément » always denies, « conteste » only what somebody said; neither when negated itself."""
    text, language = context.text, context.language
    for name in ("denials", "denials of"):
        for match in pattern(name, language).finditer(text, *_ends(sentence)):
            cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
            refused = _PASSIVE.search(before) and match.group().endswith("ed") and not text.startswith(" by", cue.end)
            if not refused and not _NEGATED.search(before) and _is_denial(context, name, Span(cue.end, sentence.end)):
                source = _subject(context, sentence.start, cue)
                yield _claim(context, sentence, "denied", cue=cue, source=source)


def _is_denial(context: _ClaimContext, name: str, rest: Span) -> bool:
    """True if what is contested is something said, named a few words on, or what is denied is nothing one asks for."""
    near = _NEAR.match(context.text, *_ends(rest))
    words = near.group() if near else ""
    if name == "denials":
        return not pattern("refusals", context.language).search(words)
    if _INFINITIVE.search(context.text, rest.start - 2, rest.start):
        return False  # « peut contester les faits »: nobody has done so
    return bool(pattern("said", context.language).search(words))


def _reported(context: _ClaimContext, sentence: Span) -> Iterator[Claim]:
    """Yields the sentence as a report, by the first cue that gives it as somebody's."""
    reports = [*_frames(context, sentence), *_reporting_verbs(context, sentence)]
    for cue, source in sorted(reports, key=lambda report: report.cue)[:1]:
        yield Claim(sentence, "reported", cue, source, _BY)


def _frames(context: _ClaimContext, sentence: Span) -> Iterator[_Report]:
    """Yields « selon » and its like, each with the name after it."""
    for match in pattern("according", context.language).finditer(context.text, *_ends(sentence)):
        if not _WHICH.match(context.text, match.end()):
            cue = Span(*match.span())
            yield _Report(cue, _source_after(context, cue, sentence.end))


def _reporting_verbs(context: _ClaimContext, sentence: Span) -> Iterator[_Report]:
    """Yields « X affirme que », « …, a indiqué X », "X said": verb and subject."""
    text = context.text
    for match in pattern("reporting", context.language).finditer(text, *_ends(sentence)):
        cue, before = Span(*match.span()), ahead_of(text, sentence, match.start())
        tag = _TAGGED.search(before)
        if _INFINITIVE.search(match.group()) or _NO_REPORT.search(before):
            continue
        if _THAT.match(text, cue.end, sentence.end):
            yield _Report(cue, _subject(context, sentence.start, cue))
        elif tag and (tag["has"] or not _PARTICIPLE.search(match.group())):
            verb = Span(cue.start - len(tag.group()), cue.end)
            source = _inverted_pronoun(context, verb) or _source_after(context, cue, sentence.end)
            if tag.group()[0] != "," or _is_subject(context, cue, source):
                yield _Report(cue, source)
        elif _AFTER_SUBJECT.search(before) and _CLOSED.match(text, cue.end, sentence.end):
            yield _Report(cue, _subject(context, sentence.start, cue))


def _is_subject(context: _ClaimContext, verb: Span, source: Span | None) -> bool:
    """False for « …, révèle des discussions »: a report has somebody behind the verb, by name or by function."""
    if source and source.start <= verb.end + _NEXT:
        return True
    return pattern("speakers", context.language).search(context.text, verb.end, verb.end + _NEXT) is not None


def _source_near(reports: list[_Report], cue: Span) -> Span | None:
    """Returns the source of the last reporting verb before a hedge; without one, of the last after it."""
    before = [report.source for report in reports if report.cue.end <= cue.start]
    after = [report.source for report in reports if report.cue.start >= cue.end]
    return (before or after or [None])[-1]


def _claim(context: _ClaimContext, sentence: Span, modality: Modality, *, cue: Span, source: Span | None) -> Claim:
    return Claim(clause(context.text, sentence, cue), modality, cue, source, _BY)


def _source_after(context: _ClaimContext, cue: Span, end: int) -> Span | None:
    """Returns the name or pronoun after « selon », or after a verb: « a indiqué Jean Durand »."""
    text, limit = context.text, min(end, cue.end + _FAR)
    stop = _STOP.search(text, cue.end, limit)
    area = Span(cue.end, stop.start() if stop else limit)
    pronoun = _HIM.match(text, area.start, area.end)
    if pronoun:
        return Span(pronoun.start() + 1, pronoun.end())
    inside = (name for name in context.names if area.holds(name))
    return next((name for name in inside if _is_speaker(text, area.start, name)), None)


def _inverted_pronoun(context: _ClaimContext, verb: Span) -> Span | None:
    """Returns the pronoun of « a-t-il indiqué » or « indique-t-il »; `verb` includes the auxiliary."""
    found = _BEHIND.search(context.text, verb.start, verb.end + len("-t-elles"))
    return Span(*found.span(1)) if found else None


def _subject(context: _ClaimContext, start: int, cue: Span) -> Span | None:
    """Returns the nearest name or pronoun before a verb, from `start`, that depends on no preposition."""
    text = context.text
    start = max(start, cue.start - 2 * _FAR)
    names = [name for name in context.names if start <= name.start and name.end <= cue.start]
    pronouns = [Span(*m.span()) for m in _PRONOUN[context.language].finditer(text, start, cue.start)]
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


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
