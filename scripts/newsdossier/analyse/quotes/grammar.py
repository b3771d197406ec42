"""Words -> the verbs of speech and the frames (« selon ») outside of quotations, and who is the subject of each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newsdossier.analyse.quotes.noun_phrases import ARTICLES, OF, PRONOUNS, name_span, noun_from
from newsdossier.analyse.quotes.parsed import ParsedArticle, ParsedWord
from newsdossier.languages.speech import VerbKind

_NOUN_BEFORE = frozenset(
    "le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs notre en sans par aucun aucune sous "
    "chaque the a an this these his her their its our of no any in for with to on".split()
)
_INDEFINITE = frozenset("un une du des aucun".split())
_OBJECT_BEFORE = frozenset("leur le la l'".split())
_HAVE = frozenset("a ont avait avaient aurait auraient aura ayant has have had having eut".split())
_BE = frozenset(
    "est sont été était étaient fut furent sera seront serait être is are was were been be being get got".split()
)
_HYPHENS = frozenset({"-", "-t-"})
_FOR = frozenset({"pour", "for"})
_SUBORDINATE = frozenset("que qu' that".split())
_CLITICS = frozenset({"-", "-t-", "t-"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
_SHARED = frozenset({"xcomp", "conj", "advcl", "aux", "ccomp"})  # whose subject is the head's
_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_DEEP = 3  # heads up to which a subject is looked for
_FUNCTION = 7  # words of a function between a name and « qui »
_EMPTY = frozenset("or which there what qui que qu' dont où which that se s' me te y en ce c' ça cela il-y".split())
_NOT_SET_OFF = frozenset({"ADP", "DET", "ADV"})
_NEVER_VERB = frozenset({"DET", "ADP", "PROPN", "ADV", "SCONJ", "NUM", "NOUN"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say that somebody says something."""

    at: int
    """Index of the verb, or of a frame's first word."""
    end: int
    """Index after its last word."""
    kind: VerbKind | Literal["frame"]
    """Its kind in the lists."""
    weak: bool = False
    """True for an infinitive, or a verb under « pourrait »: it counts only where there is no other."""
    passive: bool = False
    """True if who says it stands after « par » or "by"."""


def find_cues(parsed: ParsedArticle) -> tuple[Cue, ...]:
    """Returns every cue outside of quotations, in order."""
    return tuple(_cues(parsed))


def _cues(parsed: ParsedArticle) -> Iterator[Cue]:
    at, known = 0, parsed.known
    while at < len(parsed.words):
        if parsed.quote[at] >= 0:
            at = parsed.quotes[parsed.quote[at]][1]
            continue
        lower = parsed.words[at].lower
        if not (lower in known.verbs or lower in known.frames or lower in known.phrases or lower in _FOR):
            at += 1  # nearly every word
            continue
        cue = _cue(parsed, at)
        if cue:
            yield cue
        at = cue.end if cue else at + 1


def _cue(parsed: ParsedArticle, at: int) -> Cue | None:
    """The frame, phrase or verb of speech that begins here."""
    lower, known = parsed.words[at].lower, parsed.known
    frame = next((f for f in known.frames.get(lower, ()) if _matches(parsed, at, f)), None)
    if frame or _is_for(parsed, at):
        return Cue(at, at + len(frame or (lower,)), "frame")
    for phrase, kind in known.phrases.get(lower, ()):
        if _matches(parsed, at, phrase):
            verbs = (i for i in range(at, at + len(phrase)) if parsed.words[i].pos in {"VERB", "AUX"})
            return Cue(next(verbs, at), at + len(phrase), kind)
    if (verb := known.verbs.get(lower)) and _is_verb(parsed, at):
        return Cue(at, at + 1, verb, weak=_is_weak(parsed, at), passive=_is_passive(parsed, at))
    return None


def _matches(parsed: ParsedArticle, at: int, words: Sequence[str]) -> bool:
    return tuple(word.lower for word in parsed.words[at : at + len(words)]) == tuple(words)


def _is_for(parsed: ParsedArticle, at: int) -> bool:
    """« Pour la journaliste Martine Orange, … »: at the beginning, with a person and a comma."""
    if parsed.words[at].lower != ("pour" if parsed.french else "for"):
        return False
    opens = at == parsed.bounds_at(at)[0] or parsed.lower(at - 1) in {",", "inverse", "et", "mais"}
    who = noun_from(parsed, at + 1) if opens else None
    if who is None:
        return False
    end = bisect_left(parsed.words, name_span(parsed, who).end, key=lambda word: word.end) + 1
    person = parsed.words[end - 1].ent == "PER" or parsed.words[who].lower in PRONOUNS
    return person and parsed.lower(end) == ","


def _is_verb(parsed: ParsedArticle, at: int) -> bool:
    """« la note », « un rapport »: after an article the same letters are a noun. The first rule that knows decides."""
    return next(answer for rule in _VERB_RULES if (answer := rule(parsed, at)) is not None)


def _in_a_name(parsed: ParsedArticle, at: int) -> bool | None:
    word, before = parsed.words[at], parsed.lower(at - 1)
    return False if (word.ent and word.upper) or (before.endswith("-") and before != "-") else None


def _with_an_object_clause(parsed: ParsedArticle, at: int) -> bool | None:
    """« le dit que »: the article is a pronoun."""
    return True if parsed.lower(at - 1) in _OBJECT_BEFORE and parsed.lower(at + 1) in _SUBORDINATE else None


def _tagged_as_verb(parsed: ParsedArticle, at: int) -> bool | None:
    pos, before = parsed.words[at].pos, parsed.lower(at - 1)
    if pos == "VERB":
        return before not in _NOUN_BEFORE or before not in _INDEFINITE
    return before not in _NOUN_BEFORE if pos == "AUX" and before in _HAVE else None


def _with_auxiliary_or_clitic(parsed: ParsedArticle, at: int) -> bool | None:
    return True if parsed.lower(at - 1) in _HAVE or parsed.lower(at + 1) in _HYPHENS else None


def _behind_quotation_or_comma(parsed: ParsedArticle, at: int) -> bool | None:
    if not (at and parsed.quote[at - 1] >= 0) and parsed.lower(at - 1) != ",":
        return None
    return parsed.words[at].pos not in _NOT_SET_OFF and not parsed.words[at].upper


def _by_the_words_around(parsed: ParsedArticle, at: int) -> bool:
    word, before = parsed.words[at], parsed.lower(at - 1)
    if parsed.french and word.pos == "SCONJ" and word.lower.endswith("ant"):
        return True
    return word.pos not in _NEVER_VERB and before not in _NOUN_BEFORE and (word.pos != "ADJ" or before in _BE)


_VERB_RULES = (
    _in_a_name,
    _with_an_object_clause,
    _tagged_as_verb,
    _with_auxiliary_or_clitic,
    _behind_quotation_or_comma,
    _by_the_words_around,
)


def _is_weak(parsed: ParsedArticle, at: int) -> bool:
    lower = parsed.words[at].lower
    if parsed.french:
        return lower.endswith(("er", "ir", "re")) and not lower.endswith(("ière", "ère"))
    before = [word.lower for word in parsed.words[max(0, at - 2) : at]]
    return bool(parsed.known.classes["modals"].intersection(before)) or before[-1:] == ["n't"]


def _is_passive(parsed: ParsedArticle, at: int) -> bool:
    """« a été annoncé »; « est annoncée par »; not « s'est dit »."""
    before = [word.lower for word in parsed.words[max(0, at - 5) : at]]
    if "s'" in before or "se" in before:
        return False
    word = parsed.words[at]
    if parsed.french and _is_bare_participle(word) and not _HAVE.union(_BE).intersection(before):
        return True
    endings = ("é", "ée", "és", "ées", "it", "ite", "i", "u") if parsed.french else ("d", "t", "n")
    return word.lower.endswith(endings) and bool(_BE.intersection(before[-2:])) and "ayant" not in before


def _is_bare_participle(word: ParsedWord) -> bool:
    """« le plan annoncé », « des mots écrits »."""
    if word.dep == "conj":
        return False
    acl = word.dep.startswith("acl") and word.lower.endswith(("it", "is", "u"))
    return acl or word.lower.endswith(("é", "ée", "és", "ées"))


def subject(parsed: ParsedArticle, verb: int, depth: int = 0) -> int | None:
    """Returns the head of a verb's subject: a clitic behind it, the parse's, or the nearest noun before it."""
    if (clitic := _clitic(parsed, verb)) is not None:
        return clitic
    who = _subject_noun(parsed, verb, depth)
    return who if who is None else _named_before(parsed, who)


def _named_before(parsed: ParsedArticle, who: int) -> int:
    """« Fatouma Abdallah, enseignante, raconte »: the subject is the person, not what stands beside the name."""
    words = parsed.words
    bare = words[who].pos == "NOUN" and who > 1 and words[who - 1].lower == ","
    return who - 2 if bare and words[who - 2].ent == "PER" and parsed.outside(who - 2) else who


def _subject_noun(parsed: ParsedArticle, verb: int, depth: int) -> int | None:
    words = parsed.words
    if (name := _name_right_before(parsed, verb)) is not None:
        return name
    if parsed.french and (behind := _inverted(parsed, verb)) is not None:
        return behind
    for at in _dependents(parsed, verb):
        if words[at].dep == "nsubj" and _may_be_subject(parsed, at):
            return at
        if words[at].dep == "nsubj" and words[at].lower in {"qui", "who", "which", "that"}:
            return _antecedent(parsed, verb, at)
    head, dep = words[verb].head, words[verb].dep.split(":")[0]
    if dep in {"acl", "relcl"} and words[head].pos in _NOMINAL and _may_be_subject(parsed, head):
        return head
    own = any(words[at].dep.startswith("nsubj") for at in _dependents(parsed, verb))
    if depth < _DEEP and head != verb and dep in _SHARED and parsed.outside(head) and not own:
        return subject(parsed, head, depth + 1)
    if words[verb].lower.endswith(("ant", "ing")):
        return _last_subject(parsed, verb)
    return _nominal_before(parsed, verb)


def _name_right_before(parsed: ParsedArticle, verb: int) -> int | None:
    """« Moscou dénonce »: a name right before a verb is its subject, unless a preposition stands before the name."""
    at = verb - 1
    if at < 0 or not parsed.outside(at) or parsed.words[at].ent not in {"PER", "ORG", "LOC"}:
        return None
    first = at
    while (
        first
        and parsed.words[first - 1].ent == parsed.words[at].ent
        and parsed.sentence[first - 1] == parsed.sentence[at]
    ):
        first -= 1
    start, _ = parsed.bounds_at(verb)
    while first > start and parsed.words[first - 1].pos in _TITLE and parsed.words[at].ent == "PER":
        first -= 1  # « le maire Jean Durand a dit », “Det Sgt Ann Doyle told”
    opens = first == start or parsed.words[first - 1].lower in {",", ":", ";", "et", "and", "-", "–", "—"}
    return at if opens else None


def _inverted(parsed: ParsedArticle, verb: int) -> int | None:
    """« comme l'indique Chris McKay », « ainsi que le rappelle la maire »: the subject stands behind."""
    first, _ = parsed.bounds_at(verb)
    before = [word.lower for word in parsed.words[max(first, verb - 4) : verb]]
    return noun_from(parsed, verb + 1) if {"comme", "ainsi"}.intersection(before) else None


def _last_subject(parsed: ParsedArticle, verb: int) -> int | None:
    """The subject of a participle: the nearest subject before it."""
    first, _ = parsed.bounds_at(verb)
    subjects = (at for at in range(verb - 1, first - 1, -1) if parsed.words[at].dep.startswith("nsubj"))
    return next((at for at in subjects if _may_be_subject(parsed, at)), None) or _nominal_before(parsed, verb)


def _antecedent(parsed: ParsedArticle, verb: int, relative: int) -> int | None:
    """What « qui » refers to: a name right before it, else the clause's head, else the noun before it."""
    head = parsed.words[verb].head
    before = relative - 1 - (parsed.words[relative - 1].lower == ",")
    if before >= 0 and parsed.words[before].ent == "ORG" and (person := _bearer(parsed, before)) is not None:
        return person
    if before >= 0 and parsed.words[before].ent not in {"", "LOC"} and parsed.outside(before):
        return before
    if parsed.words[verb].dep.startswith(("acl", "relcl")) and head < relative and _may_be_subject(parsed, head):
        return head
    return before if before >= 0 and _may_be_subject(parsed, before) else _nominal_before(parsed, relative)


def _bearer(parsed: ParsedArticle, organisation: int) -> int | None:
    """« Aylin Korkmaz, déléguée CGT, qui … »: the person whose function ends with the organisation."""
    for at in range(organisation - 1, max(1, organisation - _FUNCTION) - 1, -1):
        if parsed.words[at].lower == ",":
            return at - 1 if parsed.words[at - 1].ent == "PER" and parsed.outside(at - 1) else None
    return None


def agent(parsed: ParsedArticle, verb: int) -> int | None:
    """Returns the head of a passive's agent, after « par » or "by"."""
    _, end = parsed.bounds_at(verb)
    for at in range(verb + 1, min(verb + 6, end - 1)):
        if parsed.words[at].lower in {"par", "by"} and parsed.outside(at + 1):
            return noun_from(parsed, at + 1)
    return None


def _dependents(parsed: ParsedArticle, verb: int) -> Iterator[int]:
    first, end = parsed.bounds_at(verb)
    for at in range(max(first, verb - 40), min(end, verb + 40)):
        if parsed.words[at].head == verb and at != verb and parsed.quote[at] < 0:
            yield at


def _clitic(parsed: ParsedArticle, verb: int) -> int | None:
    """« dit-il », « a-t-elle ajouté », « aurait-il dit »."""
    words = parsed.words
    for at in (verb + 1, verb - 2):
        pair = parsed.outside(at) and parsed.outside(at + 1) and words[at].lower in _CLITICS
        if pair and words[at + 1].lower in PRONOUNS and words[at].start == words[at - 1].end:
            return at + 1
    return None


def _may_be_subject(parsed: ParsedArticle, at: int) -> bool:
    word = parsed.words[at]
    if not parsed.outside(at) or word.lower in _EMPTY or not word.lower[0].isalnum():
        return False
    if word.ent:
        return True
    if word.pos == "NUM" or (parsed.french and _is_participle(word) and parsed.lower(at - 1) not in ARTICLES):
        return False
    return word.pos in _NOMINAL or word.lower in PRONOUNS


def _is_participle(word: ParsedWord) -> bool:
    return word.lower.endswith(("é", "ée", "és", "ées")) and word.dep != "nsubj"


def _nominal_before(parsed: ParsedArticle, at: int) -> int | None:
    """The nearest noun before a word that is no complement of another noun."""
    first, _ = parsed.bounds_at(at)
    for i in range(at - 1, max(first, at - 25) - 1, -1):
        if not parsed.outside(i) or parsed.words[i].lower in {";", ":"}:
            return None
        if _may_be_subject(parsed, i) and parsed.words[i].lower not in ARTICLES and not _is_complement(parsed, i):
            return i
    return None


def _is_complement(parsed: ParsedArticle, at: int) -> bool:
    """True if a preposition stands before its phrase."""
    first, _ = parsed.bounds_at(at)
    for i in range(at - 1, max(first, at - 5) - 1, -1):
        word = parsed.words[i]
        if word.pos == "ADP" or word.lower in OF or word.lower in {"au", "aux", "à", "par", "to", "by", "on"}:
            return True
        if word.pos not in {"DET", "ADJ", "PROPN", "NUM"} and word.ent != parsed.words[at].ent:
            return False
        if not word.ent and word.pos not in {"DET", "ADJ", "NUM", "PROPN"}:
            return False
    return False
