"""A speaker in its sentence -> who says it with them: « ont déclaré X et Y », « selon X, Y et Z », "X and Y said"."""

from bisect import bisect_left
from dataclasses import replace

from newsdossier.analyse.scene import Scene
from newsdossier.analyse.subjects import named
from newsdossier.model import Quote, Span

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
    found, after = _behind(scene, end)
    if not found:
        found, after = _before(scene, first), end
    return replace(quote, joint=tuple(found)) if found and _agree(scene, quote.cue, after) else quote


def _words(scene: Scene, span: Span) -> tuple[int, int]:
    """The first word of a span and the one after its last."""
    first = bisect_left(scene.words, span.start, key=lambda word: word.start)
    return first, bisect_left(scene.words, span.end, key=lambda word: word.start)


def _behind(scene: Scene, end: int) -> tuple[list[Span], int]:
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


def _before(scene: Scene, first: int) -> list[Span]:
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
