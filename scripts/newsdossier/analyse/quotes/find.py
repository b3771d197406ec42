"""Article -> quotes: words between quotation marks and indirect speech, with their speakers and channels.

The words around them tell quotes from names of things and scare quotes; in doubt a quote has no speaker.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdossier.analyse.language_pipeline import model_name
from newsdossier.analyse.quotes import channels
from newsdossier.analyse.quotes.grammar import Cue, find_cues, subject
from newsdossier.analyse.quotes.indirect import indirect_quotes
from newsdossier.analyse.quotes.interview import answers, turns
from newsdossier.analyse.quotes.marks import quoted, quoted_inside, spoken
from newsdossier.analyse.quotes.noun_phrases import PRONOUNS, name_span
from newsdossier.analyse.quotes.parsed import ParsedArticle, parse
from newsdossier.analyse.quotes.speakers import NOBODY, Attribution, attributed, opens_sentence, with_joint
from newsdossier.analyse.quotes.unlisted import aside, unlisted
from newsdossier.languages import LANGUAGES
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Quote, QuoteKind

VERSION = "4"
STRUCTURE = True
_FEW = 3  # words up to which quotation marks without a cue are no speech
_LABELS = frozenset("pour comme for as into in".split())  # words before what something is called or judged for
_REPEATED = 12  # letters of a quotation that stands again in a longer one
_AHEAD = 120  # characters before a quotation that tell a charge
_CHARGED = re.compile(
    r"(?:enquêtes?|information judiciaire|poursuites?|poursuivie?s?|plaintes?|jugée?s?|condamnée?s?|mise?s? en examen"
    r"|soupçonnée?s?|inculpée?s?|répond(?:re|ent)?|chefs?|charged|convicted|charges?|counts?|investigation|indicted)"
    r"(?: \w+)? (?:pour|de|d['’]|du|with|of|into|on|bordering on)"
    r" ?(?:[«“\"][^«»“”\"]*[»”\"](?:,| et| and)*(?: de| d['’])? )*$"
)
_TERM = 7  # words of the longest name of a thing
_BEFORE_TERM = frozenset("de d' du des un une le la l' les of a an the".split())
_OWN_WORDS = frozenset("se s' a ont avait avaient il elle".split())
_FINITE = frozenset({"VERB", "AUX"})
_BEFORE_NAME = frozenset({"de", "d'", "du", "le", "la", "les", ":"})
_FIRST_PERSON = frozenset({"je", "j'", "j’", "nous", "i", "we"})
_PERSONS, _THINGS = frozenset({"her", "him"}), frozenset({"it", "them", "this", "that"})
_UNSURE = Attribution(None, None, "unsure")


if TYPE_CHECKING:
    from spacy.tokens import Doc


def fingerprint(language: str) -> str:
    """Returns what a stored result depends on beside the text."""
    return f"quotes {VERSION}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Quote]:
    """Yields the quotes of a French or English article."""
    if article.language not in LANGUAGES:
        return
    given = answers(article, doc) or turns(article, doc)
    parsed = parse(article, doc, _marked(article, doc, given))
    cues = find_cues(parsed)
    between = list(_with_repeated(parsed.text, list(_between_marks(parsed, cues, given))))
    spoken_marks = {quote.span for quote in between}
    told = indirect_quotes(parsed, cues, f"quotes {VERSION}", spoken=spoken_marks)
    found = [*between, *told, *_nested(article, doc, parsed.marks, given)]
    known, outlet = channels.find_channels(parsed), channels.channel_of_article(parsed)
    by_start = {parsed.words[cue.at].start: cue for cue in cues}
    for quote in found:
        if _is_nobody(article, quote):
            continue
        cue = by_start.get(quote.cue.start) if quote.cue else None
        places = {parsed.sentence_at(span.start) for span in (quote.span, quote.cue) if span}
        yield replace(
            with_joint(parsed, quote), channels=channels.channels_of(parsed, known, places=places, cue=cue) or outlet
        )


def _marked(article: Article, doc: "Doc", given: Iterable[Span]) -> list[Span]:
    """The answers of an interview, and the stretches between quotation marks or behind the dashes of a dialogue.

    The nickname in “Dolores "Dee" Kowalczyk” is none.
    """
    found = list(given)
    for some in (quoted(article), spoken(article)):
        found += [one for one in some if not any(map(one.overlaps, found))]
    names = [Span(one.start_char, one.end_char) for one in doc.ents if one.label_ == "PER"]
    return sorted(one for one in found if not any(name.holds(one) and name.start < one.start for name in names))


def _between_marks(parsed: ParsedArticle, cues: Sequence[Cue], given: Mapping[Span, Attribution]) -> Iterator[Quote]:
    before: list[tuple[int, Attribution]] = []
    for number in range(len(parsed.quotes)):
        if answer := given.get(parsed.marks[number]):
            yield Quote(parsed.marks[number], "direct", None, answer.speaker, answer.sure, f"quotes {VERSION}")
            continue
        if not _size(parsed, number):
            continue
        who, others = aside(parsed, number) or attributed(parsed, number, cues), tuple[Span, ...]()
        if who.speaker is None and before and _continues(parsed, before[-1][0], number):
            others = _others(parsed, before, number)
            who = replace(before[-1][1], sure="unsure" if others else "likely")
        if who.speaker is None:
            who = unlisted(parsed, number) or who
        who = _judged(parsed, number, who)
        kind, by = _kind(parsed, number), f"quotes {VERSION}"
        yield Quote(
            parsed.marks[number], kind, who.cue, who.speaker, who.sure, by, others=others if who.speaker else ()
        )
        if who.speaker is not None:
            before.append((number, who))


def _is_nobody(article: Article, quote: Quote) -> bool:
    """True for « on dit que … », and for what a correction says that the outlet itself wrote by mistake."""
    who = quote.speaker.of(article.text).lower() if quote.speaker else ""
    return quote.kind == "indirect" and (who == "on" or (article.kind == "correction" and who in _FIRST_PERSON))


def _nested(article: Article, doc: "Doc", outer: Sequence[Span], given: Container[Span]) -> Iterator[Quote]:
    """Yields what others say inside a quotation or an answer: « Elle m'a répondu : “…” », « Il dit que … »."""
    inner = [(span, around) for around in outer for span in quoted_inside(article.text, around)]
    own_turns = [around for around in outer if around in given]
    if not inner and not own_turns:
        return
    parsed, by = parse(article, doc, [span for span, _ in inner]), f"quotes {VERSION}"
    cues = find_cues(parsed)
    for number, (span, around) in enumerate(inner):
        who = attributed(parsed, number, cues)
        told = who.cue and who.speaker and around.holds(who.cue) and around.holds(who.speaker)
        if told and _is_others(parsed, who.speaker) and _size(parsed, number) > 1 and not _is_name(parsed, number):
            yield Quote(span, _kind(parsed, number), who.cue, who.speaker, "likely", by)
    mine = [cue for cue in cues if any(turn.holds(parsed.span(cue.at, cue.end)) for turn in own_turns)]
    for quote in indirect_quotes(parsed, mine, by, spoken={span for span, _ in inner}):
        if _is_others(parsed, quote.speaker):
            yield replace(quote, sure="likely")


def _is_others(parsed: ParsedArticle, speaker: Span | None) -> bool:
    """True unless the speaker of the outer quotation quotes himself: « je répondais que … »."""
    return speaker is not None and speaker.of(parsed.text).lower() not in _FIRST_PERSON


def _with_repeated(text: str, found: Sequence[Quote]) -> Iterator[Quote]:
    """Gives a title or heading that quotes words of the text the speaker whom the text gives them."""
    said = [(_letters(quote.span.of(text)), quote) for quote in found if quote.speaker]
    for quote in found:
        words = _letters(quote.span.of(text)) if quote.speaker is None else ""
        other = next((one for all_, one in said if len(words) >= _REPEATED and words in all_), None)
        yield replace(quote, speaker=other.speaker, sure="likely") if other else quote


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _others(parsed: ParsedArticle, before: Sequence[tuple[int, Attribution]], number: int) -> tuple[Span, ...]:
    """Finds the other possible speakers of a paragraph that follows one in which two people spoke."""
    part = [parsed.part[parsed.sentence[parsed.quotes[one][0]]] for one, _ in before]
    if part[-1] == parsed.part[parsed.sentence[parsed.quotes[number][0]]]:
        return ()
    spans = [who.speaker for (_, who), place in zip(before, part, strict=True) if who.speaker and place == part[-1]]
    last = spans[-1].of(parsed.text).lower()
    return tuple(span for span in spans[:-1] if span.of(parsed.text).lower() not in {last, *PRONOUNS})[-1:]


def _kind(parsed: ParsedArticle, number: int) -> QuoteKind:
    """Direct for a sentence of its own, mixed for a fragment in the outlet's sentence."""
    first, _ = parsed.quotes[number]
    turn = parsed.text[parsed.marks[number].start].isalnum()  # of a dialogue
    if turn or opens_sentence(parsed, number) or parsed.words[first - 1].lower == ":":
        return "direct"
    return "direct" if parsed.words[first + 1].upper and _size(parsed, number) > _FEW else "mixed"


def _size(parsed: ParsedArticle, number: int) -> int:
    first, end = parsed.quotes[number]
    return sum(word.lower[0].isalnum() for word in parsed.words[first:end])


def _continues(parsed: ParsedArticle, before: int, number: int) -> bool:
    """True if it follows the other, with at most a sentence between them in the same paragraph."""
    first, _ = parsed.quotes[number]
    _, end = parsed.quotes[before]
    sentence, last = parsed.sentence[first], parsed.sentence[end - 1]
    if not opens_sentence(parsed, number):
        return sentence == last
    return sentence - last <= 1 + (parsed.part[sentence] == parsed.part[last])


def _judged(parsed: ParsedArticle, number: int, who: Attribution) -> Attribution:
    """The attribution as far as the words are speech; the sentence's subject may be the speaker of a long fragment."""
    if _is_name(parsed, number) or _is_term(parsed, number, who) or _is_charge(parsed, number, who):
        return _UNSURE
    if who.speaker is not None:
        return who
    size, (first, end) = _size(parsed, number), parsed.quotes[number]
    if size <= _FEW:
        return _UNSURE
    finite = any(word.pos in _FINITE for word in parsed.words[first:end])
    if opens_sentence(parsed, number):
        return NOBODY
    at = None if parsed.words[first - 1].lower in _LABELS else _main_subject(parsed, first)
    if at is not None:
        return Attribution(None, name_span(parsed, at), "unsure")
    return NOBODY if finite and (size > _TERM or parsed.lower(first - 1) == ":") else _UNSURE


def _main_subject(parsed: ParsedArticle, first: int) -> int | None:
    start, _ = parsed.bounds_at(first)
    for at in range(first - 1, start - 1, -1):
        word = parsed.words[at]
        if parsed.quote[at] >= 0:
            continue
        if word.dep.endswith(("cop", "pass", "auxpass")):
            return None  # « est « … », a été élu « … » »: what somebody is, not what they say
        if word.pos in _FINITE and not word.dep.startswith("aux"):
            who = subject(parsed, at)
            if who is not None and (
                parsed.words[who].ent in {"PER", "ORG"} or parsed.words[who].pos in {"PRON", "NOUN"}
            ):
                return who
    return None


def _is_name(parsed: ParsedArticle, number: int) -> bool:
    """« surnommée « triangle de la mort » », "the film "Paris""."""
    first, end = parsed.quotes[number]
    if _size(parsed, number) > 8 or not first:
        return False
    if parsed.lower(first - 1) == "(" and parsed.lower(end) == ")":  # « Larkspur Data Centers (“Larkspur”) »
        return True
    if _is_subject(parsed, number):
        return True
    if parsed.lower(first - 1) == ":" and parsed.lower(first - 2) in parsed.known.verbs:
        return False  # « Léa Morin dit : « Bonjour » »
    while first and parsed.words[first - 1].lower in _BEFORE_NAME:
        first -= 1
    start = max(parsed.bounds_at(first)[0], first - 2)
    before = [parsed.words[at].lower for at in range(start, first) if parsed.quote[at] < 0]
    classes = parsed.known.classes
    of_it = before[-1:] and (before[-1] in _PERSONS or (before[-1] in _THINGS and _size(parsed, number) == 1))
    if len(before) == 2 and of_it and before[0] in classes["naming"]:  # “Friends call her ‘Perry’”
        return True
    verb = len(before) == 2 and before[0] in _OWN_WORDS  # « se dit « inquiet » »
    if before and (before[-1] in classes["nouns"] or (before[-1] in classes["naming"] and not verb)):
        return True
    return _is_title(parsed, number)


def _is_subject(parsed: ParsedArticle, number: int) -> bool:
    """« « Le Sillon » a retrouvé les chauffeurs »: a name whose verb follows without a mark."""
    first, end = parsed.quotes[number]
    if _size(parsed, number) > _TERM or not opens_sentence(parsed, number) or not parsed.outside(end):
        return False
    stopped = parsed.text[parsed.words[end - 1].start - 1] in ",.?!…" or parsed.words[first + 1].pos in _FINITE
    verb = parsed.words[end].pos in _FINITE and parsed.sentence[end] == parsed.sentence[first]
    return verb and not stopped and parsed.lower(end + 1) not in {"-", "-t-"}


def _is_term(parsed: ParsedArticle, number: int, who: Attribution) -> bool:
    """« suggère l'élaboration d'un « plan Trump en 20 points » »: what another noun is about is a thing with a name."""
    first, end = parsed.quotes[number]
    size = _size(parsed, number)
    if who.cue is None or not 1 < size <= _TERM or parsed.words[first + 1].pos not in {"NOUN", "PROPN"}:
        return False
    start = first
    while start and parsed.words[start - 1].start >= who.cue.end and parsed.words[start - 1].lower in _BEFORE_TERM:
        start -= 1
    verbs = any(word.pos in _FINITE for word in parsed.words[first:end])
    return (
        not verbs
        and first > start
        and parsed.words[start - 1].pos == "NOUN"
        and parsed.words[start - 1].start >= who.cue.end
    )


def _is_charge(parsed: ParsedArticle, number: int, who: Attribution) -> bool:
    """« condamné pour « faux et usage de faux » »: what somebody is charged with are words of the law."""
    first, _ = parsed.quotes[number]
    if _CHARGED.search(parsed.text[max(0, parsed.marks[number].start - _AHEAD) : parsed.marks[number].start]):
        return True
    judged = who.cue is not None and parsed.known.verbs.get(who.cue.of(parsed.text).lower()) == "remarks"
    return judged and _size(parsed, number) <= 2 * _TERM and parsed.words[first - 1].lower in {"pour", "for"}


def _is_title(parsed: ParsedArticle, number: int) -> bool:
    """English writes every word of a title with a capital."""
    first, end = parsed.quotes[number]
    words = [
        word for word in parsed.words[first:end] if word.lower[0].isalpha() and (len(word.lower) > 3 or word.upper)
    ]
    opens = opens_sentence(parsed, number) or parsed.words[first - 1].lower in {":", ","}
    return not parsed.french and len(words) > 1 and not opens and all(word.upper for word in words)
