"""What a function depends on: « des Affaires étrangères », « du parti Les Républicains », "to Vladimir Putin"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsdossier.analyse.names import no_names
from newsdossier.analyse.roles.words import Reading, core_end, function_at, is_adjective, joined
from newsdossier.model.article import Span
from newsdossier.model.findings import Mention

_OF = frozenset({"de", "du", "des", "d'"})


_ONE = frozenset({"du", "de la", "de l'", "d' un", "d' une", "de son", "de sa", "of the", "to the", "to", "of"})


_NEEDS_ARTICLE = frozenset({"à", "pour", "sur", "contre"})


_LISTED = re.compile(
    r"[^.;:\n()«»]{1,90}?\b(?:et|ou) (?:du |des |de la |de l['’])"
)  # « de la Ville, du Logement et de … »


_ENDS = re.compile(r"[ \u00a0]?[,.;)]")


_LONGEST = 18  # words


@dataclass(frozen=True, slots=True)
class _State:
    """How far a complement has been read."""

    core: int
    """Index after the function itself."""
    end: int
    """Index after the last word that is surely part of it."""
    link: tuple[str, ...] = ()
    """Prepositions and articles that still wait for their noun."""
    inner: int = -1
    """Where the holder of a function inside it would stand: « conseiller du président | Poutine »."""
    names: tuple[Mention, ...] = ()
    """The names in it that follow a preposition."""
    loose: tuple[Mention, ...] = ()
    """The other names in it: « du bureau Afrique », « du parti Les Républicains »."""


def complement(reading: Reading, core: int) -> tuple[int, tuple[Mention, ...]]:
    """Index after the words on which a function depends that ends before `core`, and the names among them."""
    state = _State(core, core)
    for at in range(core, min(len(reading.words), core + _LONGEST)):
        if not (kind := _kind(reading, at, state)):
            break
        state = _advanced(reading, at, (state, kind))
    return state.end, (*state.names, *state.loose)


def _advanced(reading: Reading, at: int, last: tuple[_State, str]) -> _State:
    state, kind = last
    word = reading.words[at]
    if kind == "link":
        return replace(state, link=(*state.link, word.lower))
    inner = state.inner
    if kind == "noun" and " ".join(state.link) in _ONE and (length := function_at(reading.words, at, reading.known)):
        inner = core_end(reading, at + length)
    names, loose = ((word.name,) if word.name and bool(state.link) is linked else () for linked in (True, False))
    return replace(state, end=at + 1, link=(), inner=inner, names=(*state.names, *names), loose=(*state.loose, *loose))


def _kind(reading: Reading, at: int, state: _State) -> str:
    """What the next word is to the complement; empty where it ends."""
    word = reading.words[at]
    party = at == state.core and reading.text[reading.words[at - 1].end] == ")"
    if not party and not joined(reading, at):
        return "link" if _goes_on(reading, at, state) else ""
    if word.name:
        free = at == state.inner or (word.name.type != "PER" and at > state.core)
        return "name" if state.link or free else ""
    if _is_link(reading, at, state):
        return "link"
    if state.link and word.lower in reading.known.classes["before"] and reading.french:
        return "link"
    if state.link:
        return "noun" if word.lower not in reading.known.classes["stop"] else ""
    if at == state.core:
        return ""
    return _further(reading, at)


def _further(reading: Reading, at: int) -> str:
    """A word that follows a noun of the complement as part of it."""
    word = reading.words[at]
    if not reading.french:
        return "noun" if word.lower not in reading.known.classes["stop"] else ""
    if is_adjective(reading, word.lower):
        return "noun"
    if word.lower not in reading.known.classes["stop"] and _ENDS.match(reading.text, word.end):
        return "noun"
    return "noun" if _capital(reading, at) and _capital(reading, at - 1) else ""


def _capital(reading: Reading, at: int) -> bool:
    return reading.text[reading.words[at].start].isupper()


def _is_link(reading: Reading, at: int, state: _State) -> bool:
    lower, classes = reading.words[at].lower, reading.known.classes
    if state.link and lower in classes["articles"]:
        return True
    if lower in {"et", "and"}:
        return at > state.core and not state.link and _joins(reading, at + 1)
    if lower not in classes["linked"]:
        return lower == "'s" and at > state.core
    if not reading.french or lower in _OF:
        return True
    following = reading.words[at + 1] if at + 1 < len(reading.words) else None
    if lower == "en":
        return bool(following and following.name)
    return bool(following) and (lower not in _NEEDS_ARTICLE or _has_article(reading, at + 1))


def _has_article(reading: Reading, at: int) -> bool:
    return bool(reading.words[at].name) or reading.words[at].lower in reading.known.classes["articles"]


def _joins(reading: Reading, at: int) -> bool:
    """« et » goes on with another complement, an adjective, or in English any noun but a person."""
    if at >= len(reading.words) or not joined(reading, at):
        return False
    word = reading.words[at]
    if reading.french:
        return word.lower in _OF or (not word.name and is_adjective(reading, word.lower))
    return word.lower not in reading.known.classes["stop"] and not (word.name and word.name.type == "PER")


def _goes_on(reading: Reading, at: int, state: _State) -> bool:
    """A comma inside a list of complements."""
    between = reading.text[reading.words[at - 1].end : reading.words[at].start]
    listed = reading.french and at > state.core and not state.link and between.strip() == ","
    if not listed or reading.words[at].lower not in {"du", "des", "de"}:
        return False
    return _LISTED.match(reading.text, reading.words[at].end) is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a function."""

    span: Span
    """Without its article, with its complement."""
    outer: int
    """Where its article begins."""
    article: str
    """In lower case; empty when there is none."""
    head: str
    """The function itself, in lower case."""
    names: tuple[Mention, ...]
    """On which it depends, the nearest first."""
    first: int
    """Index of its first word, the article."""
    next: int
    """Index of the word after it."""
    bare: bool
    """It has no complement."""
    qualified: bool
    """A word before the function is part of it."""
    plural: bool
    """It stands for several people."""
    former: bool
    """It says that it is over."""


def phrases(reading: Reading) -> Iterator[Phrase]:
    """Every function that the text says, in order; those inside another's complement too."""
    at = 0
    for i, word in enumerate(reading.words):
        length = function_at(reading.words, i, reading.known) if i >= at else 0
        if length > 1 or (length and not word.name):  # a model may take « Home » in "Home Secretary" for a name
            at = core_end(reading, i + length)
            yield _phrase(reading, (i, i + length), at)


def _phrase(reading: Reading, head: tuple[int, int], core: int) -> Phrase:
    words, classes = reading.words, reading.known.classes
    end, names = complement(reading, core)
    start, owner = _owner(reading, _before(reading, head[0]))
    outer = start - 1 if start and joined(reading, start) and _is_article(reading, start - 1) else start
    entry = tuple(word.lower for word in words[head[0] : head[1]])
    return Phrase(
        span=Span(words[start].start, words[end - 1].end),
        outer=words[outer].start,
        article=words[outer].lower if outer < start else "",
        head=" ".join(entry),
        names=(*owner, *names),
        first=outer,
        next=end,
        bare=end == core,
        qualified=start < head[0],
        plural=entry in reading.known.plurals,
        former=any(word.lower.split("-")[0] in classes["former"] for word in words[start : head[0] + 1]),
    )


def _is_article(reading: Reading, at: int) -> bool:
    lower = reading.words[at].lower
    return lower in reading.known.classes["articles"] or lower in {"du", "des", "au", "aux", "'s"}


def _before(reading: Reading, at: int) -> int:
    """Where the words before a function begin that are part of it: « ancien », "Russian"."""
    words, classes = reading.words, reading.known.classes
    while at and _prefixed(reading, at) and not words[at - 1].name:
        word = words[at - 1].lower
        english = not reading.french and word in no_names("peoples")
        if word not in classes["before"] and not english:
            break
        at -= 1
    return at


def _prefixed(reading: Reading, at: int) -> bool:
    """« ex- Premier ministre » is met with a space too."""
    between = reading.text[reading.words[at - 1].end : reading.words[at].start]
    return joined(reading, at) or (reading.words[at - 1].lower == "ex" and between.strip() == "-")


def _owner(reading: Reading, start: int) -> tuple[int, tuple[Mention, ...]]:
    """Where "Microsoft chief executive" begins, and on whom it depends; the « 's » of "France's" stays outside."""
    words = reading.words
    before = words[start - 1] if start and joined(reading, start) and not reading.french else None
    if before and before.name and before.name.type in {"ORG", "LOC"}:
        return start - 1, (before.name,)
    if before and before.lower == "'s" and start > 1 and (name := words[start - 2].name):
        return start, (name,)
    return start, ()
