"""What a function depends on: « des Affaires étrangères », "to Vladimir Putin", word by word."""

import re
from dataclasses import dataclass, replace

from newsdossier.analyse.roles.tagged_text import TaggedText, function_at, is_adjective, joined
from newsdossier.model.findings import Mention

_UNION = re.compile(r"[A-ZÉ]{2,6}(?:-[A-ZÉ]{2,6})?")  # « délégué CGT »
_PARTY = re.compile(r"[ \u00a0\u202f]*(?:\([^()\n]{1,30}\)|[A-ZÉ]{2,6}\b)")
_OF = frozenset({"de", "du", "des", "d'"})
_ONE = frozenset({"du", "de la", "de l'", "d' un", "d' une", "de son", "de sa", "of the", "to the", "to", "of"})
_NEEDS_ARTICLE = frozenset({"à", "pour", "sur", "contre"})
_LISTED = re.compile(
    r"[^.;:\n()«»]{1,90}?\b(?:et|ou) (?:du |des |de la |de l['’])"
)  # « de la Ville, du Logement et de … »
_ENDS = re.compile(r"[ \u00a0]?[,.;)]")
_NO_COMPLEMENT = frozenset(
    "adresse égard époque occasion issue origine heure partir time years months ans".split()
)  # « à l’époque »
_LONGEST = 18  # words


def core_end(tagged: TaggedText, at: int) -> int:
    """Returns the index after the adjectives of a function, and after a second function that « et » joins to it."""
    words = tagged.words
    while at < len(words) and joined(tagged, at):
        lower = words[at].lower
        if lower in {"et", "and"} and at + 1 < len(words) and joined(tagged, at + 1):
            if not (length := function_at(words, at + 1, tagged.lists)):
                break
            at += 1 + length
        elif words[at].name or not is_adjective(tagged, lower):
            break
        else:
            at += 1
    return _past_party(tagged, at)


def _past_party(tagged: TaggedText, at: int) -> int:
    """Steps over a party, which is part of neither: « maire (UDE) de Sevran », « maire UDI de Vincennes »."""
    party = _PARTY.match(tagged.text, tagged.words[at - 1].end)
    if not party or at == len(tagged.words):
        return at
    after = next((i for i in range(at, len(tagged.words)) if tagged.words[i].start >= party.end()), at)
    return after if tagged.words[after].lower in {"de", "du", "des", "d'"} else at


@dataclass(frozen=True, slots=True)
class Complement:
    """What a function depends on, as far as it has been read: « des Affaires étrangères », "to Vladimir Putin"."""

    core: int
    """Index after the function itself."""
    end: int
    """Index after the last word that is surely part of it."""
    link: tuple[str, ...] = ()
    """Prepositions and articles that still wait for their noun."""
    inner: int = -1
    """Index of the holder of a function inside it: « conseiller du président | Poutine »."""
    names: tuple[Mention, ...] = ()
    """The names in it that follow a preposition."""
    loose: tuple[Mention, ...] = ()
    """The other names in it: « du bureau Afrique », « du parti Les Républicains »."""


def complement(tagged: TaggedText, core: int) -> Complement:
    """Reads the complement of a function that ends before the word `core`."""
    state = Complement(core, core)
    for at in range(core, min(len(tagged.words), core + _LONGEST)):
        if not (kind := _kind(tagged, at, state)):
            break
        state = _extended(tagged, at, state, kind=kind)
    return state


def _extended(tagged: TaggedText, at: int, state: Complement, *, kind: str) -> Complement:
    word = tagged.words[at]
    if kind == "link":
        return replace(state, link=(*state.link, word.lower))
    inner = state.inner
    if kind == "noun" and " ".join(state.link) in _ONE and (length := function_at(tagged.words, at, tagged.lists)):
        inner = core_end(tagged, at + length)
    names, loose = ((word.name,) if word.name and bool(state.link) is linked else () for linked in (True, False))
    return replace(state, end=at + 1, link=(), inner=inner, names=(*state.names, *names), loose=(*state.loose, *loose))


def _kind(tagged: TaggedText, at: int, state: Complement) -> str:
    """Returns what the next word is to the complement: link, name or noun; empty where it ends."""
    word = tagged.words[at]
    party = at == state.core and tagged.text[tagged.words[at - 1].end] == ")"
    if not party and not joined(tagged, at):
        return "link" if _goes_on(tagged, at, state) else ""
    if word.name:
        union = at == state.core and _UNION.fullmatch(tagged.text[word.start : word.end])
        free = bool(union) or at == state.inner or (word.name.type != "PER" and at > state.core)
        return "name" if state.link or free else ""
    if _is_link(tagged, at, state):
        return "link"
    if state.link and word.lower in tagged.lists.classes["before"] and tagged.is_french:
        return "link"
    if state.link:
        return "noun" if word.lower not in tagged.lists.classes["stop"] else ""
    if at == state.core:
        return ""
    return _further(tagged, at)


def _further(tagged: TaggedText, at: int) -> str:
    """Returns "noun" for a word that follows a noun of the complement as part of it, else nothing."""
    word = tagged.words[at]
    if not tagged.is_french:
        return "noun" if word.lower not in tagged.lists.classes["stop"] else ""
    if is_adjective(tagged, word.lower):
        return "noun"
    if word.lower not in tagged.lists.classes["stop"] and _ENDS.match(tagged.text, word.end):
        return "noun"
    return "noun" if _capital(tagged, at) and _capital(tagged, at - 1) else ""


def _capital(tagged: TaggedText, at: int) -> bool:
    return tagged.text[tagged.words[at].start].isupper()


def _is_link(tagged: TaggedText, at: int, state: Complement) -> bool:
    lower, classes = tagged.words[at].lower, tagged.lists.classes
    following = tagged.words[at + 1] if at + 1 < len(tagged.words) else None
    if following and (following.lower[0].isdigit() or following.lower in _NO_COMPLEMENT):
        return False
    if state.link and lower in classes["articles"]:
        return True
    if lower in {"et", "and"}:
        return at > state.core and not state.link and _joins(tagged, at + 1)
    if lower not in classes["linked"]:
        return lower == "'s" and at > state.core
    if not tagged.is_french or lower in _OF:
        return True
    if lower == "en":
        return bool(following and following.name)
    return bool(following) and (lower not in _NEEDS_ARTICLE or _has_article(tagged, at + 1))


def _has_article(tagged: TaggedText, at: int) -> bool:
    return bool(tagged.words[at].name) or tagged.words[at].lower in tagged.lists.classes["articles"]


def _joins(tagged: TaggedText, at: int) -> bool:
    """True if « et » goes on with another complement, an adjective, or in English any noun but a person."""
    if at >= len(tagged.words) or not joined(tagged, at):
        return False
    word = tagged.words[at]
    if tagged.is_french:
        return word.lower in _OF or (not word.name and is_adjective(tagged, word.lower))
    return word.lower not in tagged.lists.classes["stop"] and not (word.name and word.name.type == "PER")


def _goes_on(tagged: TaggedText, at: int, state: Complement) -> bool:
    """True for a comma inside a list of complements."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    listed = tagged.is_french and at > state.core and not state.link and between.strip() == ","
    if not listed or tagged.words[at].lower not in {"du", "des", "de"}:
        return False
    return _LISTED.match(tagged.text, tagged.words[at].end) is not None
