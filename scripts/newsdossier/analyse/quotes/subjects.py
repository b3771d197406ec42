"""Words -> who does what a verb says: its subject, and the words that name it with what belongs to them."""

from collections.abc import Iterator

from newsdossier.analyse.quotes.parsed import Scene
from newsdossier.model.article import Span

PRONOUNS = frozenset(
    "il elle ils elles on celui-ci celle-ci ceux-ci lui eux i he she they we it who je nous j'".split()
)
_CLITICS = frozenset({"-", "-t-", "t-"})
_ARTICLES = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs notre mon plusieurs certains certaines d' "
    "the a an this these his her their its our one some several another many two three".split()
)
_OF = frozenset({"de", "du", "des", "d'", "of", "for", "at", "in", "from", "with"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
_INSIDE = frozenset({"ADJ", "PROPN", "NOUN", "NUM", "X"})
_SHARED = frozenset({"xcomp", "conj", "advcl", "aux", "ccomp"})  # whose subject is the head's
_DEEP = 3  # heads up to which a subject is looked for
_LONGEST = 14  # words after the noun
_EMPTY = frozenset("or which there what qui que qu' dont où which that se s' me te y en ce c' ça cela il-y".split())


def subject(scene: Scene, verb: int, depth: int = 0) -> int | None:
    """The word that a verb's subject hangs on: a clitic behind it, the parse's, or the nearest noun before it."""
    words = scene.words
    if (clitic := _clitic(scene, verb)) is not None:
        return clitic
    if scene.french and (behind := inverted(scene, verb)) is not None:
        return behind
    for at in _children(scene, verb):
        if words[at].dep == "nsubj" and _may_be(scene, at):
            return at
        if words[at].dep == "nsubj" and words[at].lower in {"qui", "who", "which", "that"}:
            return _antecedent(scene, verb, at)
    head, dep = words[verb].head, words[verb].dep.split(":")[0]
    if dep in {"acl", "relcl"} and words[head].pos in _NOMINAL and _may_be(scene, head):
        return head
    own = any(words[at].dep.startswith("nsubj") for at in _children(scene, verb))
    if depth < _DEEP and head != verb and dep in _SHARED and scene.outside(head) and not own:
        return subject(scene, head, depth + 1)
    if words[verb].lower.endswith(("ant", "ing")):
        return _last_subject(scene, verb)
    return _nominal_before(scene, verb)


def inverted(scene: Scene, verb: int) -> int | None:
    """« comme l'indique Chris McKay », « ainsi que le rappelle la maire »: the subject stands behind."""
    first, _ = scene.bounds[scene.sentence[verb]]
    before = [word.lower for word in scene.words[max(first, verb - 4) : verb]]
    return noun_from(scene, verb + 1) if {"comme", "ainsi"}.intersection(before) else None


def _last_subject(scene: Scene, verb: int) -> int | None:
    """A participle's is the nearest subject before it."""
    first, _ = scene.bounds[scene.sentence[verb]]
    subjects = (at for at in range(verb - 1, first - 1, -1) if scene.words[at].dep.startswith("nsubj"))
    return next((at for at in subjects if _may_be(scene, at)), None) or _nominal_before(scene, verb)


def _antecedent(scene: Scene, verb: int, relative: int) -> int | None:
    """Whom « qui » stands for: a name right before it, else the clause's head, else the noun before it."""
    head = scene.words[verb].head
    before = relative - 1 - (scene.words[relative - 1].lower == ",")
    if before >= 0 and scene.words[before].ent not in {"", "LOC"} and scene.outside(before):
        return before
    if scene.words[verb].dep.startswith(("acl", "relcl")) and head < relative and _may_be(scene, head):
        return head
    return before if before >= 0 and _may_be(scene, before) else _nominal_before(scene, relative)


def agent(scene: Scene, verb: int) -> int | None:
    """Who does what a passive says: after « par » or "by"."""
    _, end = scene.bounds[scene.sentence[verb]]
    for at in range(verb + 1, min(verb + 6, end - 1)):
        if scene.words[at].lower in {"par", "by"} and scene.outside(at + 1):
            return noun_from(scene, at + 1)
    return None


def noun_from(scene: Scene, at: int) -> int | None:
    """The noun, name or pronoun of a phrase that begins here; None when none does."""
    _, end = scene.bounds[scene.sentence[at]] if at < len(scene.words) else (0, 0)
    for i in range(at, min(at + 7, end)):
        word = scene.words[i]
        if not scene.outside(i):
            return None
        if word.ent or word.pos in {"NOUN", "PROPN", "X"} or word.lower in PRONOUNS:
            return i
        if word.pos not in {"DET", "ADJ", "NUM", "PRON", "ADV"} and word.lower not in _ARTICLES:
            return i if i == at + 1 and scene.words[at].lower in _ARTICLES else None  # the parse may not know a noun
        if word.pos in {"PRON", "NUM"} and word.lower not in _ARTICLES:
            return i
    return None


def named(scene: Scene, at: int) -> Span:
    """The words around a noun that name somebody: « le porte-parole du ministère, François Rivasseau »."""
    words = scene.words
    if words[at].lower in PRONOUNS:
        return scene.span(at, at + 1)
    first, end = at, at + 1
    while scene.outside(first - 1) and _before(scene, first):
        first -= 1
    if words[at].ent == "PER":
        while scene.outside(end) and words[end].ent == "PER" and words[end].lower not in {",", "et", "and"}:
            end += 1
        return scene.span(first if words[first].lower not in _ARTICLES else first + (first < at), end)
    return scene.span(first, _end(scene, end))


def _end(scene: Scene, end: int) -> int:
    """After adjectives, complements, and a person's name right behind or after a comma."""
    words, limit = scene.words, min(end + _LONGEST, len(scene.words))
    while end < limit and scene.outside(end) and scene.sentence[end] == scene.sentence[end - 1]:
        word = words[end]
        if (
            word.ent
            and word.ent == words[end - 1].ent
            and word.lower != ","
            or word.lower in _OF
            or word.lower == "'s"
            or (word.pos in _INSIDE and word.pos != "VERB")
            or word.pos == "DET"
            and words[end - 1].lower in _OF
        ):
            end += 1
        elif word.lower == "-" and end + 1 < limit and words[end + 1].start == word.end:
            end += 2
        else:
            break
    while words[end - 1].lower in _OF or words[end - 1].pos == "DET":
        end -= 1
    return _with_name(scene, end)


def _with_name(scene: Scene, end: int) -> int:
    words, at = scene.words, end
    comma = at + 1 < len(words) and words[at].lower == ","
    at += comma
    if not (scene.outside(at) and words[at].ent == "PER" and words[end - 1].ent != "PER"):
        return end
    while scene.outside(at) and words[at].ent == "PER":
        at += 1
    closed = not scene.outside(at) or not words[at].lower[0].isalnum()
    return at if closed or not comma else end  # « selon le parquet, Jean Durand aurait fui »: no apposition


def _before(scene: Scene, first: int) -> bool:
    word, here = scene.words[first - 1], scene.words[first]
    if scene.sentence[first - 1] != scene.sentence[first] or here.lower in _ARTICLES:
        return False
    if word.ent and word.ent == here.ent:
        return word.lower != ","
    return (
        word.pos in {"DET", "ADJ", "NUM"}
        or word.lower in _ARTICLES
        or (not scene.french and word.pos in {"PROPN", "NOUN"})
    )


def _children(scene: Scene, verb: int) -> Iterator[int]:
    first, end = scene.bounds[scene.sentence[verb]]
    for at in range(max(first, verb - 40), min(end, verb + 40)):
        if scene.words[at].head == verb and at != verb and scene.quote[at] < 0:
            yield at


def _clitic(scene: Scene, verb: int) -> int | None:
    """« dit-il », « a-t-elle ajouté », « aurait-il dit »."""
    words = scene.words
    for at in (verb + 1, verb - 2):
        pair = scene.outside(at) and scene.outside(at + 1) and words[at].lower in _CLITICS
        if pair and words[at + 1].lower in PRONOUNS and words[at].start == words[at - 1].end:
            return at + 1
    return None


def _may_be(scene: Scene, at: int) -> bool:
    word = scene.words[at]
    if not scene.outside(at) or word.lower in _EMPTY or not word.lower[0].isalnum():
        return False
    participle = scene.french and not word.ent and word.lower.endswith(("é", "ée", "és", "ées")) and word.dep != "nsubj"
    participle = participle and not (at and scene.words[at - 1].lower in _ARTICLES)
    if word.pos == "NUM" and not word.ent:
        return False
    return not participle and (word.pos in _NOMINAL or bool(word.ent) or word.lower in PRONOUNS)


def _nominal_before(scene: Scene, at: int) -> int | None:
    """The nearest noun before a word that is no complement of another."""
    first, _ = scene.bounds[scene.sentence[at]]
    for i in range(at - 1, max(first, at - 25) - 1, -1):
        if not scene.outside(i) or scene.words[i].lower in {";", ":"}:
            return None
        if _may_be(scene, i) and scene.words[i].lower not in _ARTICLES and not _complement(scene, i):
            return i
    return None


def _complement(scene: Scene, at: int) -> bool:
    """A preposition stands before its phrase."""
    first, _ = scene.bounds[scene.sentence[at]]
    for i in range(at - 1, max(first, at - 5) - 1, -1):
        word = scene.words[i]
        if word.pos == "ADP" or word.lower in _OF or word.lower in {"au", "aux", "à", "par", "to", "by", "on"}:
            return True
        if word.pos not in {"DET", "ADJ", "PROPN", "NUM"} and word.ent != scene.words[at].ent:
            return False
        if not word.ent and word.pos not in {"DET", "ADJ", "NUM", "PROPN"}:
            return False
    return False
