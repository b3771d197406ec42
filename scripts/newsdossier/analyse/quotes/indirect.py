"""Words -> what is told in the outlet's words: « a déclaré que … », « selon X, … », "X said …", with its speaker."""

from collections.abc import Iterator, Sequence

from newsdossier.analyse.quotes.cues import Cue
from newsdossier.analyse.quotes.parsed import Scene
from newsdossier.analyse.quotes.subjects import agent, named, noun_from, subject
from newsdossier.model.article import Span
from newsdossier.model.findings import Quote, Sureness

_THAT = frozenset({"que", "qu'", "that", "how", "why", "whether", "si", "if"})
_WITHIN = 9  # words between a verb and its « que »
_LEAST = 3  # words of a telling
_CLAUSES = frozenset({"ccomp", "xcomp"})
_THINGS = frozenset({"dobj"})  # "He mocked the complaint": what is spoken of, where nothing more is told
_REACH = 12  # words between a comma and a verb of speech, and behind it
AUXILIARIES = frozenset(
    "a ont avait avaient aurait auraient t' il elle ils elles on - -t- has have had lui leur nous".split()
)
Telling = tuple[int, int, int]  # first word, the one after the last, the speaker
_VERBS = frozenset({"VERB", "AUX"})  # a telling has one: « In a letter, he wrote: » tells nothing yet
_JOINS = frozenset("mais et car or que qu' but and that".split())
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "."})


def told(scene: Scene, cues: Sequence[Cue], by: str) -> Iterator[Quote]:
    """What stands in no quotation marks; the outermost of two tellings, and none that holds a quotation."""
    found = [(cue, one) for cue in cues if (one := _frame(scene, cue) if cue.kind == "frame" else _clause(scene, cue))]
    taken: set[int] = set()
    for cue, (first, end, who) in sorted(found, key=lambda each: each[1][0] - each[1][1]):
        place = range(first, end)
        plain = end - first >= _LEAST and all(scene.quote[at] < 0 for at in place)
        if plain and taken.isdisjoint(place):
            taken.update(place)
            yield _quote(scene, cue, (scene.span(first, end), named(scene, who)), by=by)


def _quote(scene: Scene, cue: Cue, said: tuple[Span, Span], *, by: str) -> Quote:
    span, speaker = said
    sure: Sureness = "unsure" if cue.kind == "remarks" else "likely"
    return Quote(span, "indirect", scene.span(cue.at, cue.end), speaker, sure, by)


def _frame(scene: Scene, cue: Cue) -> Telling | None:
    """« Selon X, … »: the rest of the sentence; « …, selon X »: what stands before."""
    start, stop = scene.bounds[scene.sentence[cue.at]]
    who = noun_from(scene, cue.end)
    if who is None:
        return None
    before = range(start, cue.at)
    joined = any(scene.words[at].lower in _JOINS for at in range(max(start, cue.at - 2), cue.at))
    if not joined and any(scene.words[at].pos in _VERBS for at in before):
        return _trimmed(scene, (start, cue.at), who)
    behind = next((at for at in range(who + 1, stop) if scene.words[at].start >= named(scene, who).end), stop)
    comma = next((at for at in range(behind, min(stop, behind + _REACH)) if scene.words[at].lower == ","), behind)
    return _trimmed(scene, (comma, stop), who)


def _clause(scene: Scene, cue: Cue) -> Telling | None:
    """What hangs on a verb: by « que », as the parse has it, or as all that a comma parts from it."""
    if cue.weak:
        return None
    who = agent(scene, cue.at) if cue.passive else subject(scene, cue.at)
    finite = not scene.words[cue.at].lower.endswith(("ant", "ing"))
    if finite and cue.kind in {"says", "utters", "thinks"} and (before := _set_off(scene, cue)):
        return before
    if who is None or cue.kind == "utters":
        return None
    _, stop = scene.bounds[scene.sentence[cue.at]]
    that = _that(scene, cue, stop)
    clause = _subtree(scene, cue.at, _CLAUSES)
    if that is not None and cue.kind != "remarks":
        return _trimmed(scene, (that, clause[1] if clause and clause[1] > that + _LEAST else stop), who)
    if scene.french:
        return None
    if clause is None and cue.kind in {"says", "remarks"}:
        clause = _subtree(scene, cue.at, _THINGS)
    return _trimmed(scene, clause, who) if clause else None


def _that(scene: Scene, cue: Cue, stop: int) -> int | None:
    """The « que » of a verb; not one behind a comma or another verb."""
    for at in range(cue.end, min(stop, cue.end + _WITHIN)):
        if scene.words[at].lower in _THAT:
            return None if scene.words[at - 1].lower in {"dès", "ainsi", "alors", "lors", "ne"} else at
        if scene.words[at].lower in _EDGE or scene.words[at].pos == "VERB":
            return None
    return None


def _set_off(scene: Scene, cue: Cue) -> Telling | None:
    """« Les travaux avancent, a indiqué le porte-parole. »; "The van was late, a source said." """
    start, stop = scene.bounds[scene.sentence[cue.at]]
    comma = next(
        (at for at in range(cue.at - 1, max(start, cue.at - _REACH), -1) if scene.words[at].lower == ","), None
    )
    if comma is None:
        return None
    inside = (
        cue.end < stop and scene.words[cue.end].lower == ","
    )  # "Too often, he said, the debate is short": all of it
    clause = any(scene.words[at].pos in _VERBS for at in range(start, comma))
    if not inside and (comma - start <= _LEAST or stop - cue.end > _REACH or not clause):
        return None
    plain = all(scene.words[at].lower in AUXILIARIES for at in range(comma + 1, cue.at))
    if scene.french or plain:
        who = noun_from(scene, cue.end) if plain or _clitic(scene, cue) else None
        who = subject(scene, cue.at) if _clitic(scene, cue) else who
    else:
        who = noun_from(scene, comma + 1)
        ends = cue.end >= stop - 1 or scene.words[cue.end].lower in {*_EDGE, "on", "in", "to", "at"}
        who = who if ends and who is not None and who < cue.at and scene.words[comma + 1].pos != "CCONJ" else None
    return _trimmed(scene, (start, stop if inside else comma), who) if who is not None else None


def _clitic(scene: Scene, cue: Cue) -> bool:
    near = scene.words[max(0, cue.at - 3) : cue.end + 1]
    return any(word.lower in {"-", "-t-"} for word in near)


def _subtree(scene: Scene, verb: int, deps: frozenset[str]) -> tuple[int, int] | None:
    """The words of a verb's clause, as the parse has it."""
    start, stop = scene.bounds[scene.sentence[verb]]
    heads = [at for at in range(start, stop) if scene.words[at].head == verb and scene.words[at].dep in deps]
    if not heads:
        return None
    inside = [at for at in range(start, stop) if at != verb and _under(scene, at, heads[-1])]
    before, after = [at for at in inside if at < verb], [at for at in inside if at > verb]
    side = before if heads[-1] < verb else after
    return (side[0], side[-1] + 1) if side else None


def _under(scene: Scene, at: int, top: int) -> bool:
    for _ in range(30):
        if at == top:
            return True
        head = scene.words[at].head
        if head == at:
            return False
        at = head
    return False


def _trimmed(scene: Scene, clause: tuple[int, int], who: int) -> Telling | None:
    first, end = clause
    while first < end and scene.words[first].lower in _EDGE:
        first += 1
    while first < end and scene.words[end - 1].lower in _EDGE:
        end -= 1
    return (first, end, who) if first < end else None
