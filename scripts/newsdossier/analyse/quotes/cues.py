"""Words -> the verbs of speech and the frames (« selon ») that stand outside of quotations, in order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from newsdossier.analyse.quotes.parsed import Scene
from newsdossier.analyse.quotes.subjects import PRONOUNS, named, noun_from
from newsdossier.languages.speech import VerbKind

_NOUN_BEFORE = frozenset(
    "le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs notre en sans par aucun aucune sous "
    "chaque the a an this these his her their its our of no any in for with to on".split()
)
_HAVE = frozenset("a ont avait avaient aurait auraient aura ayant has have had having eut".split())
_BE = frozenset(
    "est sont été était étaient fut furent sera seront serait être is are was were been be being get got".split()
)
_CLITIC_SUBJECT = frozenset("il elle ils elles on".split())
_FOR = frozenset({"pour", "for"})
_SUBORDINATE = frozenset("que qu' that".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say that somebody says something."""

    at: int
    """Index of the verb, or of a frame's first word."""
    end: int
    """Index after its last word."""
    kind: VerbKind | Literal["frame"]
    """As in the lists."""
    weak: bool = False
    """An infinitive, or a verb under « pourrait »: it counts only where there is no other."""
    passive: bool = False
    """Who says it stands after « par » or "by"."""


def cues(scene: Scene) -> Sequence[Cue]:
    """Every cue outside of quotations."""
    return tuple(_cues(scene))


def _cues(scene: Scene) -> Iterator[Cue]:
    at, known = 0, scene.known
    while at < len(scene.words):
        if scene.quote[at] >= 0:
            at = scene.quotes[scene.quote[at]][1]
            continue
        lower = scene.words[at].lower
        if not (lower in known.verbs or lower in known.frames or lower in known.phrases or lower in _FOR):
            at += 1  # nearly every word
            continue
        frame = next((f for f in known.frames.get(lower, ()) if _matches(scene, at, f)), ())
        several = next((p for p in known.phrases.get(lower, ()) if _matches(scene, at, p[0])), None)
        if frame or _is_for(scene, at):
            frame = frame or (lower,)
            yield Cue(at, at + len(frame), "frame")
        elif several:
            verbs = (i for i in range(at, at + len(several[0])) if scene.words[i].pos in {"VERB", "AUX"})
            yield Cue(next(verbs, at), at + len(several[0]), several[1])
        elif (kind := known.verbs.get(lower)) and _is_verb(scene, at):
            yield Cue(at, at + 1, kind, _is_weak(scene, at), _is_passive(scene, at))
        at += max(1, len(frame), len(several[0]) if several else 0)


def _is_for(scene: Scene, at: int) -> bool:
    """« Pour la journaliste Martine Orange, … »: at the beginning, with a person and a comma."""
    if scene.words[at].lower != ("pour" if scene.french else "for"):
        return False
    opens = at == scene.bounds[scene.sentence[at]][0] or scene.words[at - 1].lower in {",", "inverse", "et", "mais"}
    who = noun_from(scene, at + 1) if opens else None
    if who is None:
        return False
    end = bisect_left(scene.words, named(scene, who).end, key=lambda word: word.end) + 1
    person = scene.words[end - 1].ent == "PER" or scene.words[who].lower in PRONOUNS
    return person and end < len(scene.words) and scene.words[end].lower == ","


def _matches(scene: Scene, at: int, words: Sequence[str]) -> bool:
    return tuple(word.lower for word in scene.words[at : at + len(words)]) == tuple(words)


def _is_verb(scene: Scene, at: int) -> bool:
    """« la note », « un rapport »: after an article the same letters are a noun."""
    word = scene.words[at]
    before = scene.words[at - 1].lower if at else ""
    if word.ent and word.upper or before.endswith("-") and before != "-":
        return False
    if before in {"leur", "le", "la", "l'"} and scene.words[min(at + 1, len(scene.words) - 1)].lower in _SUBORDINATE:
        return True
    if word.pos == "VERB" or word.pos == "AUX" and before in _HAVE:
        return before not in _NOUN_BEFORE or word.pos == "VERB" and before not in {"un", "une", "du", "des", "aucun"}
    if before in _HAVE or (at + 1 < len(scene.words) and scene.words[at + 1].lower in {"-", "-t-"}):
        return True
    if at and scene.quote[at - 1] >= 0 or before == ",":
        return word.pos not in {"ADP", "DET", "ADV"} and not word.upper
    return (
        word.pos not in {"DET", "ADP", "PROPN", "ADV", "SCONJ", "NUM"}
        and before not in _NOUN_BEFORE
        and (word.pos != "ADJ" or before in _BE)
        and word.pos != "NOUN"
        or (scene.french and word.pos == "SCONJ" and word.lower.endswith("ant"))
    )


def _is_weak(scene: Scene, at: int) -> bool:
    lower = scene.words[at].lower
    before = [word.lower for word in scene.words[max(0, at - 3) : at]]
    modals = scene.known.classes["modals"]
    if scene.french:
        return lower.endswith(("er", "ir", "re")) and not lower.endswith(("ière", "ère"))
    return bool(modals.intersection(before[-2:])) or (before[-1:] == ["n't"])


def _is_passive(scene: Scene, at: int) -> bool:
    """« a été annoncé »; « est annoncée par »; not « s'est dit »."""
    before = [word.lower for word in scene.words[max(0, at - 5) : at]]
    if "s'" in before or "se" in before:
        return False
    word, lower = scene.words[at], scene.words[at].lower
    bare = lower.endswith(("é", "ée", "és", "ées")) or word.dep.startswith("acl") and lower.endswith(("it", "is", "u"))
    if scene.french and bare and word.dep != "conj" and not _HAVE.union(_BE).intersection(before):
        return True
    participle = (
        lower.endswith(("é", "ée", "és", "ées", "it", "ite", "i", "u"))
        if scene.french
        else (lower.endswith(("ed", "said", "told")))
    )
    return participle and bool(_BE.intersection(before[-2:])) and not {"ayant"}.intersection(before)
