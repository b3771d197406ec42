"""Words -> indirect quotes, in the outlet's words: « a déclaré que … », « selon X, … », "X said …"."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from newsdossier.analyse.quotes.grammar import Cue, agent, subject
from newsdossier.analyse.quotes.noun_phrases import name_span, noun_from
from newsdossier.analyse.quotes.parsed import ParsedArticle
from newsdossier.model.article import Span
from newsdossier.model.findings import Quote, Sureness

_THAT = frozenset({"que", "qu'", "that", "how", "why", "whether", "si", "if"})
_NO_CLAUSE = frozenset("dès ainsi alors lors ne celles ceux celle celui".split())  # words before another « que »
_WITHIN = 9  # words between a verb and its « que »
_LEAST = 3  # words of an indirect quote
_CLAUSES = frozenset({"ccomp", "xcomp"})
_FINITE_CLAUSES = frozenset({"ccomp"})
_THINGS = frozenset({"dobj"})  # “They deny any wrongdoing”: what is spoken of, where nothing more is said
_TAKES_BACK = ("nie", "nia", "démen", "contest", "réfut", "récus", "deni", "deny", "reject", "disput", "refut")
_TELLS = (*_TAKES_BACK, "annonc", "promis", "announc", "predict", "alleg")  # verbs whose object is what is told
_DOES = ("order", "report", "ask", "tell", "told", "call", "put", "read")  # whose object is what is done, or to whom
_WANTS = ("want", "wish", "hope", "plan", "intend")  # “wants to build” is an attitude, not a statement
_SAYS_NOTHING = frozenset({"nothing", "little", "something"})
_NOT = frozenset({"ne", "n'", "jamais", "ni"})
_HIDES = 6  # words
_BEFORE_INFINITIVE = frozenset("ne n' pas plus jamais rien se s' y en l' le la les lui leur".split())
_WHEN = frozenset("hier aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi".split())
_INFINITIVE = ("er", "ir", "re", "oir")
_REACH = 12  # words between a comma and a verb of speech, and behind it
AUXILIARIES = frozenset(
    "a ont avait avaient aurait auraient t' il elle ils elles on - -t- has have had lui leur nous".split()
)
_VERBS = frozenset({"VERB", "AUX"})  # a clause has one: « In a letter, he wrote: » says nothing yet
_JOINS = frozenset("mais et car or que qu' but and that".split())
_BESIDE = 4  # words between a verb of speech and the head of its subject
_BELOW = ("relcl", "acl", "pcomp")  # verbs that say something of a noun, and are no clause of their own
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "."})
_MAY_FOLLOW = _EDGE | {"on", "in", "to", "at"}


class Clause(NamedTuple):
    """What somebody is reported to say."""

    first: int
    """Index of its first word."""
    end: int
    """Index after its last word."""
    speaker: int
    """Index of the word that the speaker's name hangs on."""


def indirect_quotes(
    parsed: ParsedArticle, cues: Sequence[Cue], by: str, *, spoken: Container[Span] = ()
) -> Iterator[Quote]:
    """Yields reported speech: of clauses that overlap the outermost, and none around one of the `spoken` quotations."""
    framed = {parsed.sentence[cue.at] for cue in cues if cue.kind == "frame"}
    cues = [cue for cue in cues if not (cue.passive and parsed.sentence[cue.at] in framed)]
    found = [
        (cue, one) for cue in cues if (one := _frame(parsed, cue) if cue.kind == "frame" else _clause(parsed, cue))
    ]
    taken: set[int] = set()
    for cue, clause in sorted(found, key=lambda each: each[1].first - each[1].end):
        place = range(clause.first, clause.end)
        marks = {parsed.marks[parsed.quote[at]] for at in place if parsed.quote[at] >= 0}
        plain = len(place) >= _LEAST and not any(mark in spoken for mark in marks)
        if plain and taken.isdisjoint(place):
            taken.update(place)
            span, speaker = parsed.span(clause.first, clause.end), name_span(parsed, clause.speaker)
            yield Quote(span, "indirect", parsed.span(cue.at, cue.end), speaker, _sureness(cue, clause), by)


def _sureness(cue: Cue, clause: Clause) -> Sureness:
    """Returns "sure" where the subject stands beside a verb that says nothing but that somebody speaks."""
    if cue.kind == "remarks":
        return "unsure"
    distance = min(abs(clause.speaker - cue.at), abs(clause.speaker - cue.end))
    return "sure" if cue.kind in {"says", "frame"} and distance <= _BESIDE else "likely"


def _frame(parsed: ParsedArticle, cue: Cue) -> Clause | None:
    """« Selon X, … »: the rest of the sentence; « …, selon X »: what stands before."""
    start, stop = parsed.bounds_at(cue.at)
    who = noun_from(parsed, cue.end)
    if who is None or parsed.words[cue.at].lower == "for":  # “For Ann Lee, the result was personal” is no report
        return None
    if cue.at > start and parsed.quote[cue.at - 1] >= 0:  # « L'homme, « en congé » selon son service, se trouverait »
        return None
    before = range(start, cue.at)
    joined = any(parsed.words[at].lower in _JOINS for at in range(max(start, cue.at - 2), cue.at))
    if not joined and any(parsed.words[at].pos in _VERBS for at in before):
        return _trimmed(parsed, (start, cue.at), who)
    behind = next((at for at in range(who + 1, stop) if parsed.words[at].start >= name_span(parsed, who).end), stop)
    comma = next((at for at in range(behind, min(stop, behind + _REACH)) if parsed.words[at].lower == ","), behind)
    return _trimmed(parsed, (comma, stop), who)


def _clause(parsed: ParsedArticle, cue: Cue) -> Clause | None:
    """What hangs on a verb: by « que », as the parse has it, or as all that a comma parts from it."""
    if cue.weak or _is_negated(parsed, cue):
        return None
    who = agent(parsed, cue.at) if cue.passive else subject(parsed, cue.at)
    finite = not parsed.words[cue.at].lower.endswith(("ant", "ing"))
    if finite and cue.kind in {"says", "utters", "thinks"} and (before := _set_off(parsed, cue)):
        return before
    if who is None or cue.kind == "utters":
        return None
    _, stop = parsed.bounds_at(cue.at)
    that = _that(parsed, cue, stop)
    wants = parsed.words[cue.at].lower.startswith(_WANTS)
    clause = _subtree(parsed, cue.at, _FINITE_CLAUSES if wants else _CLAUSES)
    if that is not None and cue.kind != "remarks":
        return _trimmed(parsed, (that, clause[1] if clause and clause[1] > that + _LEAST else stop), who)
    if parsed.french:
        return _trimmed(parsed, told, who) if (told := _told(parsed, cue, stop)) else None
    if clause is None and _tells_of_its_object(parsed, cue):
        clause = _subtree(parsed, cue.at, _THINGS)
    if clause is None or parsed.words[clause[0]].lower in _SAYS_NOTHING or _hides_a_name(parsed, clause):
        return None
    return _trimmed(parsed, clause, who)


def _tells_of_its_object(parsed: ParsedArticle, cue: Cue) -> bool:
    """True for “They deny any wrongdoing”, not for “They ordered the recall”."""
    verb = parsed.words[cue.at].lower
    return verb.startswith(_TELLS) or (cue.kind in {"says", "remarks"} and not verb.startswith(_DOES))


def _is_negated(parsed: ParsedArticle, cue: Cue) -> bool:
    """“did not say when”, « n'a pas dit si »: nothing is told."""
    around = parsed.words[max(0, cue.at - 3) : cue.at]
    return any(word.lower in {"not", "n't", "never"} or (word.lower in _NOT and parsed.french) for word in around)


def _hides_a_name(parsed: ParsedArticle, clause: tuple[int, int]) -> bool:
    """True for “who asked not to be named”."""
    return any(word.lower in {"named", "identified"} for word in parsed.words[clause[0] : clause[1]]) and (
        clause[1] - clause[0] <= _HIDES
    )


def _told(parsed: ParsedArticle, cue: Cue, stop: int) -> tuple[int, int] | None:
    """« dit ne pas se souvenir », « nie avoir coupé l'alarme », « nie l'existence d'un accord »: without « que »."""
    at = cue.end
    while at < stop and parsed.lower(at) in _BEFORE_INFINITIVE:
        at += 1
    if at >= stop or not parsed.outside(at):
        return None
    word = parsed.words[at]
    verbal = word.pos in _VERBS or (at > cue.end and word.pos == "NOUN")  # « ne pas se souvenir » may be tagged a noun
    takes_back = parsed.words[cue.at].lower.startswith(_TAKES_BACK)
    infinitive = verbal and word.lower.endswith(_INFINITIVE) and (cue.kind == "says" or takes_back)
    first = cue.end
    while first < stop and (parsed.words[first].pos == "ADV" or parsed.words[first].lower in _WHEN):
        first += 1
    thing = first < stop and parsed.words[first].pos == "DET" and parsed.words[cue.at].lower.startswith(_TELLS)
    if not (infinitive or thing):
        return None
    return (cue.end if infinitive else first), next(
        (i for i in range(at + 1, stop) if _goes_another_way(parsed, i)), stop
    )


def _goes_another_way(parsed: ParsedArticle, at: int) -> bool:
    """True where a comma, « mais » or « ; » begins something else in the sentence."""
    lower = parsed.words[at].lower
    return lower in {";", "mais"} or (lower == "," and parsed.lower(at + 1) in {"mais", "et", "alors", "tandis"})


def _that(parsed: ParsedArticle, cue: Cue, stop: int) -> int | None:
    """The « que » of a verb; not one behind a comma or another verb."""
    for at in range(cue.end, min(stop, cue.end + _WITHIN)):
        if parsed.words[at].lower in _THAT:
            return None if parsed.words[at - 1].lower in _NO_CLAUSE else at
        if parsed.words[at].lower in _EDGE or parsed.words[at].pos == "VERB":
            return None
    return None


def _set_off(parsed: ParsedArticle, cue: Cue) -> Clause | None:
    """« Les travaux avancent, a indiqué le porte-parole. »; "The van was late, a source said." """
    start, stop = parsed.bounds_at(cue.at)
    behind = range(cue.at - 1, max(start, cue.at - _REACH), -1)
    comma = next((at for at in behind if parsed.words[at].lower == ","), None)
    if comma is None:
        return None
    # "Too often, he said, the debate is short": all of it
    if any(word.lower == "comme" for word in parsed.words[comma : cue.at]):
        return None  # « comme l'avait écrit un quotidien »
    inside = cue.end < stop and parsed.words[cue.end].lower == ","
    if not inside and not _may_be_set_off(parsed, cue, comma):
        return None
    plain = all(parsed.words[at].lower in AUXILIARIES for at in range(comma + 1, cue.at))
    if _has_clitic(parsed, cue) and (parsed.french or plain):
        who = subject(parsed, cue.at)
    elif plain:
        who = noun_from(parsed, cue.end)
        if who is not None and not parsed.french and _has_own_verb(parsed, who):
            return None  # “Two dealers, speaking in private, said the practice was common”
    else:
        who = None if parsed.french else _speaker_between(parsed, cue, comma)
    return _trimmed(parsed, (start, stop if inside else comma), who) if who is not None else None


def _may_be_set_off(parsed: ParsedArticle, cue: Cue, comma: int) -> bool:
    """True if a clause stands before the comma, and little behind the cue."""
    start, stop = parsed.bounds_at(cue.at)
    short = comma - start <= _LEAST or stop - cue.end > _REACH
    return not short and any(
        parsed.words[at].pos in _VERBS
        and not parsed.words[at].dep.startswith(_BELOW)
        and not parsed.words[at].lower.endswith(("ant", "ing"))
        for at in range(start, comma)
    )


def _has_own_verb(parsed: ParsedArticle, who: int) -> bool:
    """True if a verb follows the noun phrase right away."""
    end = name_span(parsed, who).end
    at = next((i for i in range(who, len(parsed.words)) if parsed.words[i].start >= end), len(parsed.words))
    return at < len(parsed.words) and parsed.words[at].pos in _VERBS


def _speaker_between(parsed: ParsedArticle, cue: Cue, comma: int) -> int | None:
    """The subject between the comma and an English verb with which the sentence ends."""
    _, stop = parsed.bounds_at(cue.at)
    if cue.end < stop - 1 and parsed.words[cue.end].lower not in _MAY_FOLLOW:
        return None
    who = noun_from(parsed, comma + 1)
    return who if who is not None and who < cue.at and parsed.words[comma + 1].pos != "CCONJ" else None


def _has_clitic(parsed: ParsedArticle, cue: Cue) -> bool:
    near = parsed.words[max(0, cue.at - 3) : cue.end + 1]
    return any(word.lower in {"-", "-t-"} for word in near)


def _subtree(parsed: ParsedArticle, verb: int, deps: frozenset[str]) -> tuple[int, int] | None:
    """The words of a verb's clause, as the parse has it."""
    start, stop = parsed.bounds_at(verb)
    heads = [at for at in range(start, stop) if parsed.words[at].head == verb and parsed.words[at].dep in deps]
    if not heads:
        return None
    inside = [at for at in range(start, stop) if at != verb and _under(parsed, at, heads[-1])]
    before, after = [at for at in inside if at < verb], [at for at in inside if at > verb]
    side = before if heads[-1] < verb else after
    return (side[0], side[-1] + 1) if side else None


def _under(parsed: ParsedArticle, at: int, top: int) -> bool:
    for _ in range(30):
        if at == top:
            return True
        head = parsed.words[at].head
        if head == at:
            return False
        at = head
    return False


def _trimmed(parsed: ParsedArticle, clause: tuple[int, int], who: int) -> Clause | None:
    first, end = clause
    while first < end and parsed.words[first].lower in _EDGE:
        first += 1
    while first < end and parsed.words[end - 1].lower in _EDGE:
        end -= 1
    return Clause(first, end, who) if first < end else None
