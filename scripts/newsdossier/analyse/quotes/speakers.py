"""A quotation -> who says it, alone or together: « ont déclaré X et Y », « selon X, Y et Z », "X and Y said"."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsdossier.analyse.quotes.grammar import Cue, agent, subject
from newsdossier.analyse.quotes.noun_phrases import PRONOUNS, name_span, noun_from
from newsdossier.analyse.quotes.parsed import ParsedArticle
from newsdossier.model.article import Span
from newsdossier.model.findings import Quote, Sureness

_AND = frozenset({"et", "and"})
_NAMES = frozenset({"PER", "ORG"})
_PLURAL = ("ont", "ent")  # endings of a French verb whose subject is more than one
_FINITE = frozenset({"VERB", "AUX"})
_SKIP = frozenset(
    ", - -t- t- : est sont était étaient a ont avait avaient "
    "aurait auraient ne n' pas en lui leur s' se nous l' y aussi ainsi alors "
    "également encore ensuite notamment donc toutefois cependant tenu tient voulu souhaité fini par à "
    "had has have also then is was later".split()
)
_STOP = frozenset("et mais que qu' ou car qui dont où and but that who which or ; . as".split())
_REACH = 24  # words behind a quotation in which its cue may stand
_INDIRECT = 9  # words that « à Reuters » or « de lui » may put between verb and subject
_WHEN = frozenset("hier lundi mardi mercredi jeudi vendredi samedi dimanche".split())
_TIMES = frozenset("soir jour matin midi après-midi nuit semaine".split())
_TO = frozenset("à au aux de du des d' l' la le les en par auprès devant chez".split())
_CLITIC = frozenset({"-", "-t-"})
_DASHES = frozenset({"-", "–", "—", "―"})
_READ = frozenset("lit lire lisait apprend appris".split())  # « y lit-on » says where words stand, not who spoke
_WOULD_HAVE = frozenset("aurait auraient serait seraient".split())
_HAVE = frozenset({"a", "ont", "avait"})


def with_joint(parsed: ParsedArticle, quote: Quote) -> Quote:
    """Adds the names that stand beside the speaker's, where the sentence makes them its subject too."""
    if not quote.speaker or not quote.cue:
        return quote
    first, end = _word_range(parsed, quote.speaker)
    if parsed.words[end - 1].ent not in _NAMES:
        return quote
    found, after = _listed_behind(parsed, end)
    if not found:
        found, after = _listed_before(parsed, first), end
    return replace(quote, joint=tuple(found)) if found and _agree(parsed, quote.cue, after) else quote


def _word_range(parsed: ParsedArticle, span: Span) -> tuple[int, int]:
    """The first word of a span and the one after its last."""
    first = bisect_left(parsed.words, span.start, key=lambda word: word.start)
    return first, bisect_left(parsed.words, span.end, key=lambda word: word.start)


def _listed_behind(parsed: ParsedArticle, end: int) -> tuple[list[Span], int]:
    """« Y et Z » in « X, Y et Z », and the word after them; a list without « et » is none."""
    found: list[Span] = []
    at, last = end, ""
    while last not in _AND and parsed.outside(at + 1) and parsed.words[at].lower in {",", *_AND}:
        if parsed.words[at + 1].ent not in _NAMES or parsed.sentence[at + 1] != parsed.sentence[end - 1]:
            break
        last = parsed.words[at].lower
        found.append(name_span(parsed, at + 1))
        _, at = _word_range(parsed, found[-1])
    return (found, at) if last in _AND else ([], end)


def _listed_before(parsed: ParsedArticle, first: int) -> list[Span]:
    """« X » in « X et Y »."""
    if first < 2 or parsed.words[first - 1].lower not in _AND:
        return []
    at = first - 2
    if not parsed.outside(at) or parsed.words[at].ent not in _NAMES or parsed.sentence[at] != parsed.sentence[first]:
        return []
    while at and parsed.words[at - 1].ent == parsed.words[at].ent and parsed.words[at - 1].lower != ",":
        at -= 1
    return [name_span(parsed, at)]


def _agree(parsed: ParsedArticle, cue: Span, after: int) -> bool:
    """True if a French verb is in the plural, and no other verb behind the names has the last one as its subject."""
    first, end = _word_range(parsed, cue)
    verbs = [word.lower for word in parsed.words[max(first - 1, 0) : end] if word.pos in _FINITE]
    if parsed.french and verbs and not any(verb.endswith(_PLURAL) for verb in verbs):
        return False
    follows = parsed.outside(after) and parsed.words[after].pos in _FINITE
    return not follows or after in range(first - 3, end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a quotation, and what tells them."""

    cue: Span | None
    """The reporting words."""
    speaker: Span | None
    """The words that name who speaks."""
    sure: Sureness
    """How far the sentence says so itself."""


NOBODY = Attribution(None, None, "likely")


def attributed(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution:
    """Returns who says a quotation, by its own sentence; the first rule that finds somebody decides."""
    found = (rule(parsed, number, cues) for rule in (_label, _signed, _behind, _before, _further, _colon))
    return next(filter(None, found), NOBODY)


def _attribution(parsed: ParsedArticle, cue: Cue, who: int | None) -> Attribution | None:
    if who is None or (parsed.lower(who) == "on" and parsed.lower(cue.at) in _READ):
        return None
    return Attribution(parsed.span(cue.at, cue.end), name_span(parsed, who), "sure")


def opens_sentence(parsed: ParsedArticle, number: int) -> bool:
    """True if nothing stands before the quotation in its sentence but marks and other quotations."""
    first, _ = parsed.quotes[number]
    start, _ = parsed.bounds_at(first)
    return all(parsed.quote[at] >= 0 or not parsed.words[at].lower[0].isalnum() for at in range(start, first))


def _label(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« Vang-Olson : « … » »: a name alone before the colon, where a sentence begins."""
    first, _ = parsed.quotes[number]
    if first < 2 or parsed.words[first - 1].lower != ":" or parsed.words[first - 2].ent != "PER":
        return None
    who = name_span(parsed, first - 2)
    start, _ = parsed.bounds_at(first)
    return Attribution(None, who, "sure") if parsed.words[start].start == who.start else None


def _signed(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« … » — Christian Casseyas, anthropologue: a dash and a name end the paragraph, or are the next one."""
    _, end = parsed.quotes[number]
    if end + 1 >= len(parsed.words) or parsed.words[end].lower not in _DASHES or not opens_sentence(parsed, number):
        return None
    _, stop = parsed.bounds_at(end + 1)
    who = noun_from(parsed, end + 1)
    verbs = any(parsed.words[at].pos == "VERB" for at in range(end, min(stop, end + 8)))
    if who is None or verbs or not (parsed.words[who].ent or parsed.words[who].upper):
        return None
    return Attribution(None, name_span(parsed, who), "sure")


@dataclass(frozen=True, slots=True)
class _Behind:
    """A quotation and the nearest cue behind it."""

    parsed: ParsedArticle
    end: int
    """Index of the word after the quotation."""
    cue: Cue
    opens: bool
    """True if the quotation opens its sentence."""
    clitic: bool
    """True if a clitic stands between the quotation and the word after the cue: « dit-il »."""
    adjacent: bool
    """True if only words that a verb of speech may have before it stand between the two."""
    follows: bool
    """True if another cue stands before the quotation in its sentence."""


def _behind(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« …», a déclaré X; "…," X said; « … » selon X."""
    _, end = parsed.quotes[number]
    near = next((c for c in cues if c.at >= end), None)
    if near is None or near.at - end > _REACH or not _reaches(parsed, end, near):
        return None
    if near.kind == "frame":
        return _attribution(parsed, near, noun_from(parsed, near.end)) if near.at - end <= 1 else None
    found = _Behind(
        parsed,
        end,
        near,
        opens=opens_sentence(parsed, number),
        clitic=_has_clitic(parsed, end, near.end + 1),
        adjacent=all(_skipped(parsed, at) for at in range(end, near.at)),
        follows=_has_cue_before(parsed, number, cues),
    )
    speakers = (rule(found) for rule in _BEHIND)
    return _attribution(parsed, near, next((who for who in speakers if who is not None), None))


def _person_right_behind(one: _Behind) -> int | None:
    """« … » explique Anne Moreau."""
    words, after = one.parsed.words, one.cue.end
    near = one.cue.at == one.end or (one.cue.at == one.end + 1 and words[one.end].lower == ",")
    return after if near and after < len(words) and words[after].ent == "PER" else None


def _clitic_with_verb(one: _Behind) -> int | None:
    """« … », a-t-elle ajouté."""
    return subject(one.parsed, one.cue.at) if one.adjacent and one.clitic else None


def _noun_behind_verb(one: _Behind) -> int | None:
    """« … », a déclaré hier la ministre; not « exprimant un « … », remercie X », where the sentence goes on."""
    if not one.adjacent or one.clitic:
        return None
    parsed, end = one.parsed, one.end
    if not (one.opens or _comma(parsed, end)):
        return None
    if not one.opens and parsed.words[one.cue.at - 1].lower not in _HAVE and one.follows:
        return None
    return noun_from(parsed, _past(parsed, one.cue))


def _subject_between(one: _Behind) -> int | None:
    """ "…," the minister said."""
    parsed, end = one.parsed, one.end
    if one.adjacent or (not one.opens and (parsed.french or not _comma(parsed, end))):
        return None
    between = noun_from(parsed, end + (parsed.words[end].lower == ","))
    if between is None or between >= one.cue.at:
        return None
    who = subject(parsed, one.cue.at)
    return who if who is not None and end <= who < one.cue.at else between


_BEHIND = (_person_right_behind, _clitic_with_verb, _noun_behind_verb, _subject_between)


def _has_cue_before(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> bool:
    """True if a cue stands before the quotation in its sentence."""
    first, _ = parsed.quotes[number]
    return any(parsed.bounds_at(first)[0] <= cue.at < first and not cue.weak for cue in cues)


def _comma(parsed: ParsedArticle, end: int) -> bool:
    """A comma behind the quotation, or, as English has it, inside."""
    if parsed.words[end].lower in {",", *_DASHES}:
        return True
    return not parsed.french and parsed.text[parsed.words[end - 1].start - 1] in ",?!"


def _skipped(parsed: ParsedArticle, at: int) -> bool:
    word = parsed.words[at]
    return (
        word.lower in _SKIP or word.pos == "ADV" or (word.lower in PRONOUNS and parsed.words[at - 1].lower in _CLITIC)
    )


def _has_clitic(parsed: ParsedArticle, start: int, end: int) -> bool:
    return any(word.lower in _CLITIC for word in parsed.words[start:end])


def _past(parsed: ParsedArticle, cue: Cue) -> int:
    """Behind the cue and what may stand between it and an inverted subject: « a dit hier à Reuters la ministre »."""
    at, words = cue.end, parsed.words
    while at < len(words) and words[at].pos == "ADV" and parsed.outside(at):
        at += 1
    if at + 2 < len(words) and words[at].lower in {"ce", "cette"} and words[at + 1].lower in _TIMES:
        at += 3 if words[at + 2].lower in {"-", "-là", "là"} else 2  # « note ce soir-là l'ambassadrice »
        at += words[at].lower in {"là", "-là"} if at < len(words) else 0
    if at + 1 < len(words) and (words[at].pos == "ADP" or words[at].lower in {",", *_WHEN}):
        after = range(at + 1, min(at + _INDIRECT, len(words)))
        free = (i for i in after if words[i - 1].pos != "ADP" and words[i - 1].lower not in _TO)
        return next((i for i in free if words[i].pos == "DET" or words[i].ent == "PER"), at)
    return at


def _reaches(parsed: ParsedArticle, start: int, cue: Cue) -> bool:
    """No other quotation and no new clause lies between; « "Why?" she asked. » is one sentence for all its capitals."""
    words = parsed.words
    if parsed.sentence[start] != parsed.sentence[start - 1]:
        asked = words[start - 2].lower[-1:] in {"?", "!"} and cue.end < len(words)
        if not asked or words[cue.end].lower[0].isalnum():
            return False
    depth = 0
    for at in range(start, cue.at):
        depth += (words[at].lower == "(") - (words[at].lower == ")")
        if parsed.quote[at] >= 0 or parsed.sentence[at] != parsed.sentence[cue.at]:
            return False
        if words[at].lower in _STOP and depth <= 0:
            return False
    return True


def _before(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """The nearest cue before the quotation in its sentence; an infinitive only where there is no verb."""
    first, _ = parsed.quotes[number]
    start = parsed.bounds_at(first)[0]
    if start == first and start and parsed.words[start - 1].lower == ":":
        start = parsed.bounds_at(start - 1)[0]  # the colon ended a paragraph
    mine = [cue for cue in cues if start <= cue.at < first]
    framed = any(_rank(parsed, cue, framed=False) == 0 and cue.kind == "frame" for cue in mine)
    opening = framed and mine[0].kind == "frame" and mine[0].at <= start + 1
    mine.sort(key=lambda cue: (_rank(parsed, cue, framed=framed) + 3 * (opening and _is_told(parsed, cue)), -cue.at))
    for cue in mine:
        if cue.kind == "frame":
            who = noun_from(parsed, cue.end)
        else:
            who = agent(parsed, cue.at) if cue.passive else subject(parsed, _outer(parsed, cue, mine).at)
        if who is not None and (found := _attribution(parsed, _outer(parsed, cue, mine), who)):
            return found
    return None


def _is_told(parsed: ParsedArticle, cue: Cue) -> bool:
    """True for a verb that a frame before it covers: « selon X, l'eau, assurée par Y, … », « selon X, Y a fui »."""
    before = {word.lower for word in parsed.words[max(0, cue.at - 2) : cue.at]}
    return cue.kind != "frame" and (cue.passive or bool(_WOULD_HAVE & before))


def _rank(parsed: ParsedArticle, cue: Cue, *, framed: bool) -> int:
    """« selon lui » after a verb adds nothing; a verb that takes a thing gives way to « selon X »."""
    if cue.kind == "frame":
        return 2 if cue.end < len(parsed.words) and parsed.words[cue.end].lower in PRONOUNS else 0
    return 4 if cue.weak else 1 if cue.kind == "remarks" and framed else 0


def _outer(parsed: ParsedArticle, cue: Cue, mine: Sequence[Cue]) -> Cue:
    """« X dit qu'il veut un « … » »: the words are those of who says, not of who wants."""
    if cue.kind in {"says", "frame"}:
        return cue
    at, inside_clause = cue.at, False
    by_verb = {c.at: c for c in mine if c.kind in {"says", "utters"} and not c.weak and not c.passive}
    for _ in range(6):
        head = parsed.words[at].head
        inside_clause = inside_clause or parsed.words[at].dep == "ccomp"
        if head == at:
            break
        at = head
        if inside_clause and at in by_verb:
            return by_verb[at]
    return cue


def _further(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« … » and more words of the sentence, a déclaré X / selon X."""
    _, end = parsed.quotes[number]
    if end >= len(parsed.words) or parsed.sentence[end] != parsed.sentence[end - 1]:
        return None
    _, stop = parsed.bounds_at(end - 1)
    for cue in (c for c in cues if end <= c.at < stop):
        if cue.kind == "frame":
            return _attribution(parsed, cue, noun_from(parsed, cue.end))
        if cue.weak or cue.passive or cue.kind == "remarks":
            continue
        start = cue.at
        while start > end and parsed.words[start - 1].lower in _SKIP - {","}:
            start -= 1
        if parsed.words[start - 1].lower == "," and (who := noun_from(parsed, _past(parsed, cue))) is not None:
            return _attribution(
                parsed, cue, who if not _has_clitic(parsed, start, cue.end + 1) else subject(parsed, cue.at)
            )
        before = next((i for i in range(cue.at - 1, end, -1) if parsed.words[i].lower == ","), None)
        if before is not None and (who := noun_from(parsed, before + 1)) is not None and who < cue.at:
            return _attribution(parsed, cue, who)
    return None


def _colon(parsed: ParsedArticle, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« Jean Durand : « … » »: a name and a colon are enough."""
    first, _end = parsed.quotes[number]
    start, _stop = parsed.bounds_at(first)
    if start == first and first and parsed.words[first - 1].lower == ":":
        start = parsed.bounds_at(first - 1)[0]  # « Et de la présidente Jessica Roseau : » is a paragraph of its own
    if first - start < 2 or parsed.words[first - 1].lower != ":":
        return None
    who = first - 2 if parsed.words[first - 2].ent == "PER" else noun_from(parsed, start)
    titled = parsed.part[parsed.sentence[first]] == parsed.part[0]  # « Procès des prothèses : « … » » names a subject
    if who is None or not (parsed.words[who].ent or (first - start < 8 and not titled)):
        return None
    if parsed.words[who].pos == "NUM" or parsed.words[who].lower[0].isdigit():
        return None
    return Attribution(None, name_span(parsed, who), "likely")
