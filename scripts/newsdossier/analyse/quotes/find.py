"""Article -> quotes: words between quotation marks and words told with « que », with who said them and by which way.

Told apart from names of things and scare quotes by what stands around them; in doubt without a speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdossier.analyse.quotes import channels
from newsdossier.analyse.quotes.cues import Cue, cues
from newsdossier.analyse.quotes.indirect import told
from newsdossier.analyse.quotes.marks import quoted, spoken
from newsdossier.analyse.quotes.parsed import Scene, scene
from newsdossier.analyse.quotes.speakers import NOBODY, Attribution, attributed, opens_sentence, with_joint
from newsdossier.analyse.quotes.subjects import PRONOUNS, named, subject
from newsdossier.analyse.text.pipeline import model_name
from newsdossier.languages.word_lists import LANGUAGES
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Quote, QuoteKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "2"
STRUCTURE = True
_FEW = 3  # words up to which quotation marks without a cue are no speech
_LABELS = frozenset("pour comme for as into in".split())  # words before what something is called or judged for
_TERM = 7  # words of the longest name of a thing
_BEFORE_TERM = frozenset("de d' du des un une le la l' les of a an the".split())
_OWN_WORDS = frozenset("se s' a ont avait avaient il elle".split())
_FINITE = frozenset({"VERB", "AUX"})


def fingerprint(language: str) -> str:
    """What a stored result depends on beside the text."""
    return f"quotes {VERSION}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Quote]:
    """The quotes of a French or English article; every span is of its text."""
    if article.language not in LANGUAGES:
        return
    seen = scene(article, doc, _marked(article))
    said = cues(seen)
    found = [*_between_marks(seen, said), *told(seen, said, f"quotes {VERSION}")]
    known, outlet = channels.channels(seen), channels.whole(seen)
    by_start = {seen.words[cue.at].start: cue for cue in said}
    for quote in found:
        cue = by_start.get(quote.cue.start) if quote.cue else None
        places = {seen.sentence_at(span.start) for span in (quote.span, quote.cue) if span}
        yield replace(with_joint(seen, quote), channels=channels.of(seen, known, places=places, cue=cue) or outlet)


def _marked(article: Article) -> list[Span]:
    """What stands between quotation marks or behind the dashes of a dialogue."""
    pairs = quoted(article)
    turns = [turn for turn in spoken(article) if not any(map(turn.overlaps, pairs))]
    return sorted([*pairs, *turns])


def _between_marks(seen: Scene, said: Sequence[Cue]) -> Iterator[Quote]:
    before: list[tuple[int, Attribution]] = []
    for number in range(len(seen.quotes)):
        if not _size(seen, number):
            continue
        who, others = attributed(seen, number, said), tuple[Span, ...]()
        if who.speaker is None and before and _goes_on(seen, before[-1][0], number):
            others = _others(seen, before, number)
            who = replace(before[-1][1], sure="unsure" if others else "likely")
        who = _judged(seen, number, who)
        kind, by = _kind(seen, number), f"quotes {VERSION}"
        yield Quote(seen.marks[number], kind, who.cue, who.speaker, who.sure, by, others=others if who.speaker else ())
        if who.speaker is not None:
            before.append((number, who))


def _others(seen: Scene, before: Sequence[tuple[int, Attribution]], number: int) -> tuple[Span, ...]:
    """In a new paragraph behind one in which two people spoke, either may go on."""
    part = [seen.part[seen.sentence[seen.quotes[one][0]]] for one, _ in before]
    if part[-1] == seen.part[seen.sentence[seen.quotes[number][0]]]:
        return ()
    spans = [who.speaker for (_, who), place in zip(before, part, strict=True) if who.speaker and place == part[-1]]
    last = spans[-1].of(seen.text).lower()
    return tuple(span for span in spans[:-1] if span.of(seen.text).lower() not in {last, *PRONOUNS})[-1:]


def _kind(seen: Scene, number: int) -> QuoteKind:
    """A sentence of its own, or a fragment of the outlet's."""
    first, _ = seen.quotes[number]
    turn = seen.text[seen.marks[number].start].isalnum()  # of a dialogue
    if turn or opens_sentence(seen, number) or seen.words[first - 1].lower == ":":
        return "direct"
    return "direct" if seen.words[first + 1].upper and _size(seen, number) > _FEW else "mixed"


def _size(seen: Scene, number: int) -> int:
    first, end = seen.quotes[number]
    return sum(word.lower[0].isalnum() for word in seen.words[first:end])


def _goes_on(seen: Scene, before: int, number: int) -> bool:
    """A quotation without cue that follows another, with at most a sentence between in the same paragraph."""
    first, _ = seen.quotes[number]
    _, end = seen.quotes[before]
    here, there = seen.sentence[first], seen.sentence[end - 1]
    if not opens_sentence(seen, number):
        return here == there
    return here - there <= 1 + (seen.part[here] == seen.part[there])


def _judged(seen: Scene, number: int, who: Attribution) -> Attribution:
    """Names of things are no speech; of long fragments the sentence's subject is likely to be the speaker."""
    if _is_name(seen, number) or _is_term(seen, number, who) or _is_charge(seen, number, who):
        return Attribution(None, None, "unsure")
    if who.speaker is not None:
        return who
    if opens_sentence(seen, number) and _size(seen, number) > _FEW:
        return NOBODY
    if _size(seen, number) <= _FEW:
        return Attribution(None, None, "unsure")
    first, end = seen.quotes[number]
    if _size(seen, number) > _TERM and any(word.pos in _FINITE for word in seen.words[first:end]):
        unknown = NOBODY
    else:
        unknown = Attribution(None, None, "unsure")
    at = None if seen.words[first - 1].lower in _LABELS else _main_subject(seen, first)
    return Attribution(None, named(seen, at), "unsure") if at is not None else unknown


def _main_subject(seen: Scene, first: int) -> int | None:
    start, _ = seen.bounds[seen.sentence[first]]
    for at in range(first - 1, start - 1, -1):
        word = seen.words[at]
        if seen.quote[at] < 0 and word.dep.endswith(("cop", "pass", "auxpass")):
            return None  # « est « … », a été élu « … » »: what somebody is, not what they say
        if seen.quote[at] < 0 and word.pos in _FINITE and not word.dep.startswith("aux"):
            who = subject(seen, at)
            if who is not None and (seen.words[who].ent in {"PER", "ORG"} or seen.words[who].pos in {"PRON", "NOUN"}):
                return who
    return None


def _is_name(seen: Scene, number: int) -> bool:
    """« surnommée « triangle de la mort » », "the film "Paris""."""
    first, _ = seen.quotes[number]
    if _size(seen, number) > 8 or not first:
        return False
    while first and seen.words[first - 1].lower in {"de", "d'", "du", "le", "la", "les", ":"}:
        first -= 1
    before = [seen.words[at].lower for at in range(max(0, first - 2), first) if seen.quote[at] < 0]
    classes = seen.known.classes
    verb = len(before) == 2 and before[0] in _OWN_WORDS  # « se dit « inquiet » »
    if before and (before[-1] in classes["nouns"] or (before[-1] in classes["naming"] and not verb)):
        return True
    return _is_title(seen, number)


def _is_term(seen: Scene, number: int, who: Attribution) -> bool:
    """« suggère l'élaboration d'un « plan Trump en 20 points » »: what another noun is about is a thing with a name."""
    first, end = seen.quotes[number]
    size = _size(seen, number)
    if who.cue is None or not 1 < size <= _TERM or seen.words[first + 1].pos not in {"NOUN", "PROPN"}:
        return False
    start = first
    while start and seen.words[start - 1].start >= who.cue.end and seen.words[start - 1].lower in _BEFORE_TERM:
        start -= 1
    verbs = any(word.pos in _FINITE for word in seen.words[first:end])
    return (
        not verbs
        and first > start
        and seen.words[start - 1].pos == "NOUN"
        and seen.words[start - 1].start >= who.cue.end
    )


def _is_charge(seen: Scene, number: int, who: Attribution) -> bool:
    """« condamné pour « faux et usage de faux » »: what somebody is charged with are words of the law."""
    first, _ = seen.quotes[number]
    judged = who.cue is not None and seen.known.verbs.get(who.cue.of(seen.text).lower()) == "remarks"
    return judged and _size(seen, number) <= 2 * _TERM and seen.words[first - 1].lower in {"pour", "for"}


def _is_title(seen: Scene, number: int) -> bool:
    """English writes every word of a title with a capital."""
    first, end = seen.quotes[number]
    words = [word for word in seen.words[first:end] if word.lower[0].isalpha() and (len(word.lower) > 3 or word.upper)]
    opens = opens_sentence(seen, number) or seen.words[first - 1].lower in {":", ","}
    return not seen.french and len(words) > 1 and not opens and all(word.upper for word in words)
