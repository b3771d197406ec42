"""Text -> the phrases that say a function, « l'ancien ministre des Affaires étrangères », and what it depends on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsdossier.analyse.names import no_names
from newsdossier.languages.functions import FunctionLists
from newsdossier.model.article import Span
from newsdossier.model.findings import Mention

_WORD = {
    "fr": re.compile(r"(?:[^\W_]\.-?)+[^\W_]\.|[^\W_]+(?:-[^\W_]+)*['’]?"),
    "en": re.compile(
        r"(?:Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Maj|Adm|Rev|Prof)\.|(?:[A-Z]\.){2,}|['’]s\b|[^\W_]+(?:-[^\W_]+)*"
    ),
}
_PREFIX = re.compile(r"^(?:ex|vice|co|sous|then|former|acting)-(?=\w{3})")
_ADJECTIVE = re.compile(
    r"\w{2}(?:ales?|als?|aux|iques?|aires?|ien(?:ne)?s?|aise?s?|oise?s?|ifs?|ives?|els?|elles?|istes?|aine?s?|imes?|ines?|éenne?s?)$"
)
_TRADE = {
    "fr": re.compile(r"[a-zà-ÿ-]{2,}(?:logue|iste|ier|ière|eur|euse|rice|ienne?|graphe|nome|crate|iatre|aire)"),
    "en": re.compile(r"[a-z-]{2,}(?:ist|er|or|ian|man|woman|eer|yst|smith|nurse|mate|hand|master|founder|keeper)"),
}
_MOST_NOUNS = 4  # before the head of an English function
_UNION = re.compile(r"[A-ZÉ]{2,6}(?:-[A-ZÉ]{2,6})?")  # « délégué CGT »
_PARTY = re.compile(r"[ \u00a0\u202f]*(?:\([^()\n]{1,30}\)|[A-ZÉ]{2,6}\b)")
_BRACKETS = re.compile(r"[ \u00a0\u202f]*\([^()\n]{1,30}\)")
_OF = frozenset({"de", "du", "des", "d'"})
_ONE = frozenset({"du", "de la", "de l'", "d' un", "d' une", "de son", "de sa", "of the", "to the", "to", "of"})
_NEEDS_ARTICLE = frozenset({"à", "pour", "sur", "contre"})
_LISTED = re.compile(
    r"[^.;:\n()«»]{1,90}?\b(?:et|ou) (?:du |des |de la |de l['’])"
)  # « de la Ville, du Logement et de … »
_ENDS = re.compile(r"[ \u00a0]?[,.;)]")
_LONGEST = 18  # words


class TextWord(NamedTuple):
    """One word of the text; a tuple, because every word of every article becomes one."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last one."""
    lower: str
    """In lower case, with a plain apostrophe."""
    name: Mention | None = None
    """The name, if it is one; a name of several words is one word here."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text cut into words, with the lists of its language."""

    text: str
    """The whole text."""
    words: Sequence[TextWord]
    """In order."""
    lists: FunctionLists
    """The language's functions and the words around them."""
    is_french: bool
    """In French adjectives follow their noun, and a name may follow a complement."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a function."""

    span: Span
    """From the function or a word before it to the end of its complement, without the article."""
    outer: int
    """Index of the first character, that of the article if there is one."""
    article: str
    """The article, in lower case; empty when there is none."""
    head: str
    """The function itself, in lower case."""
    names: tuple[Mention, ...]
    """The names on which it depends, the nearest first."""
    first: int
    """Index of the first word, the article if there is one."""
    next: int
    """Index of the word after the phrase."""
    bare: bool
    """True without a complement."""
    qualified: bool
    """True if a word before the function is part of it."""
    plural: bool
    """True if it stands for several people."""
    former: bool
    """True if it says that the function is over."""


def words(text: str, language: str, names: Sequence[Mention]) -> Iterator[TextWord]:
    """Yields the words of a text, each name as one word; the names must be in order and apart."""
    at, left = 0, list(reversed(names))
    lower = text.lower().replace("’", "'")
    lower = lower if len(lower) == len(text) else ""  # « İ » becomes two
    for match in _WORD[language].finditer(text):
        start, end = match.span()
        while left and left[-1].span.end <= start:
            left.pop()
        if start < at:
            continue
        if left and end > left[-1].span.start:
            name = left.pop()
            at = name.span.end
            yield TextWord(name.span.start, at, name.span.of(text).lower(), name)
        else:
            yield TextWord(start, end, lower[start:end] or match.group().lower().replace("’", "'"))


def phrases(tagged: TaggedText) -> Iterator[Phrase]:
    """Yields every phrase that says a function, in order, those inside another's complement too."""
    at = 0
    for i, word in enumerate(tagged.words):
        length = (function_at(tagged.words, i, tagged.lists) or _trade_at(tagged, i)) if i >= at else 0
        if length > 1 or (length and not word.name):  # a model may take « Home » in "Home Secretary" for a name
            at = core_end(tagged, i + length)
            yield _phrase(tagged, i, i + length, core=at)


def _phrase(tagged: TaggedText, first: int, last: int, *, core: int) -> Phrase:
    """Returns the phrase around a function, the words from `first` to before `last`."""
    words, classes = tagged.words, tagged.lists.classes
    complement = _complement(tagged, core)
    start, owner = _owner(tagged, _before(tagged, first))
    outer = start - 1 if start and joined(tagged, start) and _is_article(tagged, start - 1) else start
    entry = tuple(word.lower for word in words[first:last])
    return Phrase(
        span=Span(words[start].start, words[complement.end - 1].end),
        outer=words[outer].start,
        article=words[outer].lower if outer < start else "",
        head=" ".join(entry),
        names=(*owner, *complement.names, *complement.loose),
        first=outer,
        next=complement.end,
        bare=complement.end == core,
        qualified=start < first,
        plural=entry in tagged.lists.plurals,
        former=any(word.lower.split("-")[0] in classes["former"] for word in words[start : first + 1]),
    )


def _is_article(tagged: TaggedText, at: int) -> bool:
    lower = tagged.words[at].lower
    return lower in tagged.lists.classes["articles"] or lower in {"du", "des", "au", "aux", "'s"}


def _before(tagged: TaggedText, at: int) -> int:
    """Returns the index of the first word that is part of a function and before it: « ancien », "Russian"."""
    words, classes = tagged.words, tagged.lists.classes
    if (first := _modified_from(tagged, at)) < at:
        return first
    while at and _prefixed(tagged, at) and not words[at - 1].name:
        word = words[at - 1].lower
        english = not tagged.is_french and word in no_names("peoples")
        if word not in classes["before"] and not english:
            break
        at -= 1
    return at


def _prefixed(tagged: TaggedText, at: int) -> bool:
    """True if nothing parts the two words; « ex- Premier ministre » is met with a space too."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    return joined(tagged, at) or (tagged.words[at - 1].lower == "ex" and between.strip() == "-")


def _owner(tagged: TaggedText, start: int) -> tuple[int, tuple[Mention, ...]]:
    """Returns where "Microsoft chief executive" begins, and that name; the « 's » of "France's" stays outside."""
    words = tagged.words
    before = words[start - 1] if start and joined(tagged, start) and not tagged.is_french else None
    if before and before.name and before.name.type in {"ORG", "LOC"}:
        return start - 1, (before.name,)
    if before and before.lower == "'s" and start > 1 and (name := words[start - 2].name):
        return start, (name,)
    return start, ()


def function_at(words: Sequence[TextWord], at: int, lists: FunctionLists) -> int:
    """Returns how many words from this one on are a function; 0 for none."""
    first = words[at].lower
    if first not in lists.functions and "-" not in first:
        return 0
    for start in (first, _PREFIX.sub("", first)):
        for entry in lists.functions.get(start, ()):
            rest = words[at + 1 : at + len(entry)]
            if tuple(word.lower for word in rest if not word.name) == entry[1:]:
                return len(entry)
    return 0


def _trade_at(tagged: TaggedText, at: int) -> int:
    """Returns 1 for a noun that no list has, that ends as trades do and stands beside a full name, else 0.

    « l’hydrologue Baptiste Etcheverry », « Yann Guéguen, éclusier, », “The coroner, Philomena Hurley, said”.
    """
    word, language = tagged.words[at], "fr" if tagged.is_french else "en"
    if word.name or not _TRADE[language].fullmatch(word.lower) or word.lower in tagged.lists.classes["things"]:
        return 0
    first = _modified_from(tagged, at)
    determined = first > 0 and _is_article(tagged, first - 1)
    if tagged.is_french and not determined and is_adjective(tagged, word.lower):
        return 0
    beside = _full_name_before(tagged, first - determined) or _full_name_after(tagged, at, determined=determined)
    return 1 if beside else 0


def _modified_from(tagged: TaggedText, at: int) -> int:
    """Returns the index of the first noun that English puts before another: “the city council president”."""
    first = at
    while not tagged.is_french and first and at - first < _MOST_NOUNS and joined(tagged, first):
        word = tagged.words[first - 1]
        if word.name or not word.lower.isalpha() or _is_article(tagged, first - 1) or _is_stop(tagged, word.lower):
            break
        first -= 1
    return first if first == at or (first and _is_article(tagged, first - 1) and joined(tagged, first)) else at


def _is_stop(tagged: TaggedText, lower: str) -> bool:
    return any(lower in tagged.lists.classes[name] for name in ("stop", "linked"))


def _full_name_before(tagged: TaggedText, at: int) -> bool:
    before = tagged.words[at - 1] if at > 0 else None
    named = before is not None and before.name is not None and before.name.type == "PER"
    return named and before is not None and tagged.text[before.end : tagged.words[at].start] == ", "


def _full_name_after(tagged: TaggedText, at: int, *, determined: bool) -> bool:
    after = next((w for w in tagged.words[at + 1 : at + 3] if w.name or not is_adjective(tagged, w.lower)), None)
    if not _is_full_name(after) or after is None:
        return False
    between = tagged.text[tagged.words[at].end : after.start]
    set_off = between == ", " and tagged.text[after.end : after.end + 1] == ","
    opens = not tagged.is_french and tagged.text[tagged.words[at].start].isupper()
    return (determined and (set_off or "," not in between)) or (opens and between == " ")


def _is_full_name(word: TextWord | None) -> bool:
    return bool(word and word.name and word.name.type == "PER" and " " in word.lower)


def joined(tagged: TaggedText, at: int) -> bool:
    """True if nothing but a space, or a party in brackets, is before this word."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    return _BRACKETS.sub("", between).strip(" \u00a0\u202f") == ""


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


def is_adjective(tagged: TaggedText, word: str) -> bool:
    """True if a word may follow a function as part of it; in French also if it ends as adjectives do."""
    classes = tagged.lists.classes
    if word in classes["after"]:
        return True
    if not tagged.is_french or any(word in classes[name] for name in ("stop", "linked", "before")):
        return False
    return bool(_ADJECTIVE.search(word)) or word in no_names("peoples")


@dataclass(frozen=True, slots=True)
class _Complement:
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


def _complement(tagged: TaggedText, core: int) -> _Complement:
    """Reads the complement of a function that ends before the word `core`."""
    state = _Complement(core, core)
    for at in range(core, min(len(tagged.words), core + _LONGEST)):
        if not (kind := _kind(tagged, at, state)):
            break
        state = _extended(tagged, at, state, kind=kind)
    return state


def _extended(tagged: TaggedText, at: int, state: _Complement, *, kind: str) -> _Complement:
    word = tagged.words[at]
    if kind == "link":
        return replace(state, link=(*state.link, word.lower))
    inner = state.inner
    if kind == "noun" and " ".join(state.link) in _ONE and (length := function_at(tagged.words, at, tagged.lists)):
        inner = core_end(tagged, at + length)
    names, loose = ((word.name,) if word.name and bool(state.link) is linked else () for linked in (True, False))
    return replace(state, end=at + 1, link=(), inner=inner, names=(*state.names, *names), loose=(*state.loose, *loose))


def _kind(tagged: TaggedText, at: int, state: _Complement) -> str:
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


def _is_link(tagged: TaggedText, at: int, state: _Complement) -> bool:
    lower, classes = tagged.words[at].lower, tagged.lists.classes
    if state.link and lower in classes["articles"]:
        return True
    if lower in {"et", "and"}:
        return at > state.core and not state.link and _joins(tagged, at + 1)
    if lower not in classes["linked"]:
        return lower == "'s" and at > state.core
    if not tagged.is_french or lower in _OF:
        return True
    following = tagged.words[at + 1] if at + 1 < len(tagged.words) else None
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


def _goes_on(tagged: TaggedText, at: int, state: _Complement) -> bool:
    """True for a comma inside a list of complements."""
    between = tagged.text[tagged.words[at - 1].end : tagged.words[at].start]
    listed = tagged.is_french and at > state.core and not state.link and between.strip() == ","
    if not listed or tagged.words[at].lower not in {"du", "des", "de"}:
        return False
    return _LISTED.match(tagged.text, tagged.words[at].end) is not None
