"""A speaker in its sentence -> who says it with them: « ont déclaré X et Y », « selon X, Y et Z », "X and Y said"."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsdossier.analyse.quotes.cues import Cue
from newsdossier.analyse.quotes.parsed import Scene
from newsdossier.analyse.quotes.subjects import PRONOUNS, agent, named, noun_from, subject
from newsdossier.model.article import Span
from newsdossier.model.findings import Quote, Sureness

_AND = frozenset({"et", "and"})


_NAMES = frozenset({"PER", "ORG"})


_PLURAL = ("ont", "ent")  # endings of a French verb whose subject is more than one


_FINITE = frozenset({"VERB", "AUX"})


def with_joint(scene: Scene, quote: Quote) -> Quote:
    """The quote with the names that stand beside its speaker's, where the sentence makes them its subject too."""
    if not quote.speaker or not quote.cue:
        return quote
    first, end = _words(scene, quote.speaker)
    if scene.words[end - 1].ent not in _NAMES:
        return quote
    found, after = _listed_behind(scene, end)
    if not found:
        found, after = _listed_before(scene, first), end
    return replace(quote, joint=tuple(found)) if found and _agree(scene, quote.cue, after) else quote


def _words(scene: Scene, span: Span) -> tuple[int, int]:
    """The first word of a span and the one after its last."""
    first = bisect_left(scene.words, span.start, key=lambda word: word.start)
    return first, bisect_left(scene.words, span.end, key=lambda word: word.start)


def _listed_behind(scene: Scene, end: int) -> tuple[list[Span], int]:
    """« Y et Z » of « X, Y et Z », and the word after them; a list without « et » is none."""
    found: list[Span] = []
    at, last = end, ""
    while last not in _AND and scene.outside(at + 1) and scene.words[at].lower in {",", *_AND}:
        if scene.words[at + 1].ent not in _NAMES or scene.sentence[at + 1] != scene.sentence[end - 1]:
            break
        last = scene.words[at].lower
        found.append(named(scene, at + 1))
        _, at = _words(scene, found[-1])
    return (found, at) if last in _AND else ([], end)


def _listed_before(scene: Scene, first: int) -> list[Span]:
    """« X » of « X et Y »."""
    if first < 2 or scene.words[first - 1].lower not in _AND:
        return []
    at = first - 2
    if not scene.outside(at) or scene.words[at].ent not in _NAMES or scene.sentence[at] != scene.sentence[first]:
        return []
    while at and scene.words[at - 1].ent == scene.words[at].ent and scene.words[at - 1].lower != ",":
        at -= 1
    return [named(scene, at)]


def _agree(scene: Scene, cue: Span, after: int) -> bool:
    """A French verb is in the plural; behind the names no other verb takes the last one for its own subject."""
    first, end = _words(scene, cue)
    verbs = [word.lower for word in scene.words[max(first - 1, 0) : end] if word.pos in _FINITE]
    if scene.french and verbs and not any(verb.endswith(_PLURAL) for verb in verbs):
        return False
    follows = scene.outside(after) and scene.words[after].pos in _FINITE
    return not follows or after in range(first - 3, end)


_SKIP = frozenset(
    ", - -t- t- : a ont avait avaient aurait auraient ne n' pas en lui leur s' se nous l' y aussi ainsi alors "
    "également encore ensuite notamment donc toutefois cependant tenu tient voulu souhaité fini par à "
    "had has have also then is was later".split()
)


_STOP = frozenset("et mais que qu' ou car qui dont où and but that who which or ; . as".split())


_REACH = 24  # words behind a quotation in which its cue may stand


_INDIRECT = 9  # words that « à Reuters » or « de lui » may put between verb and subject


_WHEN = frozenset("hier lundi mardi mercredi jeudi vendredi samedi dimanche".split())


_CLITIC = frozenset({"-", "-t-"})


_DASHES = frozenset({"-", "–", "—", "―"})


_HAVE = frozenset({"a", "ont", "avait"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said a quotation, and what says so."""

    cue: Span | None
    """The reporting words."""
    speaker: Span | None
    """The words that name who speaks."""
    sure: Sureness
    """How far the sentence says so itself."""


NOBODY = Attribution(None, None, "likely")


def attributed(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution:
    """Who says a quotation, as far as its own sentence goes; the nearest cue decides."""
    for find in (_signed, _behind, _before, _further, _colon):
        if found := find(scene, number, cues):
            return found
    return NOBODY


def _said(scene: Scene, cue: Cue, who: int | None) -> Attribution | None:
    if who is None:
        return None
    return Attribution(scene.span(cue.at, cue.end), named(scene, who), "sure")


def opens_sentence(scene: Scene, number: int) -> bool:
    """Nothing stands before the quotation in its sentence but marks and other quotations."""
    first, _ = scene.quotes[number]
    start, _ = scene.bounds[scene.sentence[first]]
    return all(scene.quote[at] >= 0 or not scene.words[at].lower[0].isalnum() for at in range(start, first))


def _signed(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« … » — Christian Casseyas, anthropologue: a dash and a name end the paragraph, or are the next one."""
    _, end = scene.quotes[number]
    if end + 1 >= len(scene.words) or scene.words[end].lower not in _DASHES or not opens_sentence(scene, number):
        return None
    _, stop = scene.bounds[scene.sentence[end + 1]]
    who = noun_from(scene, end + 1)
    verbs = any(scene.words[at].pos == "VERB" for at in range(end, min(stop, end + 8)))
    if who is None or verbs or not (scene.words[who].ent or scene.words[who].upper):
        return None
    return Attribution(None, named(scene, who), "sure")


def _behind(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« …», a déclaré X; "…," X said; « … » selon X."""
    _, end = scene.quotes[number]
    near = next((c for c in cues if c.at >= end), None)
    if near is None or near.at - end > _REACH or not _reaches(scene, end, near):
        return None
    if near.kind == "frame":
        return _said(scene, near, noun_from(scene, near.end)) if near.at - end <= 1 else None
    opens, comma = opens_sentence(scene, number), _comma(scene, end)
    clitic = _has_clitic(scene, end, near.end + 1)
    if all(_skipped(scene, at) for at in range(end, near.at)):
        plain = near.at == end and near.end < len(scene.words) and scene.words[near.end].ent == "PER"
        if plain:
            return _said(scene, near, near.end)  # « … » explique Anne Moreau
        if not (opens or comma or clitic or scene.words[end].lower in _HAVE):
            return None
        if not opens and not clitic and scene.words[near.at - 1].lower not in _HAVE and _is_told(scene, number, cues):
            return None  # « exprimant un « … », remercie »: that verb goes on with the sentence
        return _said(scene, near, subject(scene, near.at) if clitic else noun_from(scene, _past(scene, near)))
    if not opens and (scene.french or not comma):
        return None
    between = noun_from(scene, end + (scene.words[end].lower == ","))
    if between is None or between >= near.at:
        return None
    who = subject(scene, near.at)
    return _said(scene, near, who if who is not None and end <= who < near.at else between)


def _is_told(scene: Scene, number: int, cues: Sequence[Cue]) -> bool:
    """A cue stands before the quotation in its sentence."""
    first, _ = scene.quotes[number]
    return any(scene.bounds[scene.sentence[first]][0] <= cue.at < first and not cue.weak for cue in cues)


def _comma(scene: Scene, end: int) -> bool:
    """A comma behind the quotation, or, as English has it, inside."""
    if scene.words[end].lower in {",", *_DASHES}:
        return True
    return not scene.french and scene.text[scene.words[end - 1].start - 1] in ",?!"


def _skipped(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    return word.lower in _SKIP or word.pos == "ADV" or (word.lower in PRONOUNS and scene.words[at - 1].lower in _CLITIC)


def _has_clitic(scene: Scene, start: int, end: int) -> bool:
    return any(word.lower in _CLITIC for word in scene.words[start:end])


def _past(scene: Scene, cue: Cue) -> int:
    """Behind the cue and what may stand between it and an inverted subject: « a dit hier à Reuters la ministre »."""
    at, words = cue.end, scene.words
    while at < len(words) and words[at].pos == "ADV" and scene.outside(at):
        at += 1
    if at + 1 < len(words) and (words[at].pos == "ADP" or words[at].lower in {",", *_WHEN}):
        after = range(at + 1, min(at + _INDIRECT, len(words)))
        named_at = (i for i in after if words[i].pos == "DET" and words[i - 1].pos != "ADP")
        return next(named_at, at)
    return at


def _reaches(scene: Scene, start: int, cue: Cue) -> bool:
    """No other quotation and no new clause lies between; « "Why?" she asked. » is one sentence for all its capitals."""
    words = scene.words
    if scene.sentence[start] != scene.sentence[start - 1]:
        asked = words[start - 2].lower[-1:] in {"?", "!"} and cue.end < len(words)
        if not asked or words[cue.end].lower[0].isalnum():
            return False
    depth = 0
    for at in range(start, cue.at):
        depth += (words[at].lower == "(") - (words[at].lower == ")")
        if scene.quote[at] >= 0 or scene.sentence[at] != scene.sentence[cue.at]:
            return False
        if words[at].lower in _STOP and depth <= 0:
            return False
    return True


def _before(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """The nearest cue before the quotation in its sentence; an infinitive only where there is no verb."""
    first, _ = scene.quotes[number]
    start = scene.bounds[scene.sentence[first]][0]
    if start == first and start and scene.words[start - 1].lower == ":":
        start = scene.bounds[scene.sentence[start - 1]][0]  # the colon ended a paragraph
    mine = [cue for cue in cues if start <= cue.at < first]
    framed = any(_rank(scene, cue, framed=False) == 0 and cue.kind == "frame" for cue in mine)
    mine.sort(key=lambda cue: (_rank(scene, cue, framed=framed), -cue.at))
    for cue in mine:
        if cue.kind == "frame":
            who = noun_from(scene, cue.end)
        else:
            who = agent(scene, cue.at) if cue.passive else subject(scene, _outer(scene, cue, mine).at)
        if who is not None and (found := _said(scene, _outer(scene, cue, mine), who)):
            return found
    return None


def _rank(scene: Scene, cue: Cue, *, framed: bool) -> int:
    """« selon lui » after a verb adds nothing; a verb that takes a thing gives way to « selon X »."""
    if cue.kind == "frame":
        return 2 if cue.end < len(scene.words) and scene.words[cue.end].lower in PRONOUNS else 0
    return 4 if cue.weak else 1 if cue.kind == "remarks" and framed else 0


def _outer(scene: Scene, cue: Cue, mine: Sequence[Cue]) -> Cue:
    """« X dit qu'il veut un « … » »: the words are those of who says, not of who wants."""
    if cue.kind in {"says", "frame"}:
        return cue
    at, told = cue.at, False
    by_verb = {c.at: c for c in mine if c.kind in {"says", "utters"} and not c.weak and not c.passive}
    for _ in range(6):
        head = scene.words[at].head
        told = told or scene.words[at].dep == "ccomp"
        if head == at:
            break
        at = head
        if told and at in by_verb:
            return by_verb[at]
    return cue


def _further(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« … » and more words of the sentence, a déclaré X / selon X."""
    _, end = scene.quotes[number]
    if end >= len(scene.words) or scene.sentence[end] != scene.sentence[end - 1]:
        return None
    _, stop = scene.bounds[scene.sentence[end - 1]]
    for cue in (c for c in cues if end <= c.at < stop):
        if cue.kind == "frame":
            return _said(scene, cue, noun_from(scene, cue.end))
        if cue.weak or cue.passive or cue.kind == "remarks":
            continue
        start = cue.at
        while start > end and scene.words[start - 1].lower in _SKIP - {","}:
            start -= 1
        if scene.words[start - 1].lower == "," and (who := noun_from(scene, _past(scene, cue))) is not None:
            return _said(scene, cue, who if not _has_clitic(scene, start, cue.end + 1) else subject(scene, cue.at))
        before = next((i for i in range(cue.at - 1, end, -1) if scene.words[i].lower == ","), None)
        if before is not None and (who := noun_from(scene, before + 1)) is not None and who < cue.at:
            return _said(scene, cue, who)
    return None


def _colon(scene: Scene, number: int, cues: Sequence[Cue]) -> Attribution | None:
    """« Jean Durand : « … » »: a name and a colon are enough."""
    first, _end = scene.quotes[number]
    start, _stop = scene.bounds[scene.sentence[first]]
    if first - start < 2 or scene.words[first - 1].lower != ":":
        return None
    who = first - 2 if scene.words[first - 2].ent == "PER" else noun_from(scene, start)
    if who is None or not (scene.words[who].ent or first - start < 8):
        return None
    return Attribution(None, named(scene, who), "likely")
