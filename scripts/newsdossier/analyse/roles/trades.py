"""Trades that no list has: « l’hydrologue Baptiste Etcheverry », « Yann Guéguen, éclusier, »."""

import re

from newsdossier.analyse.roles.complements import complement, core_end
from newsdossier.analyse.roles.tagged_text import TaggedText, TextWord, is_adjective, is_article, joined

_TRADE = {
    "fr": re.compile(
        r"[a-zà-ÿ-]{2,}(?:logue|iste|ier|ière|eur|euse|rice|ienne?|graphe|nome|crate|iatre|aire|cher|chère|ger|gère)"
    ),
    "en": re.compile(r"[a-z-]{2,}(?:ist|er|or|ian|man|woman|eer|yst|smith|nurse|mate|hand|master|founder|keeper)"),
}
_MOST_NOUNS = 4  # before the head of an English function


def trade_at(tagged: TaggedText, at: int) -> int:
    """Returns 1 for a noun that no list has, that ends as trades do and stands beside a full name, else 0.

    « l’hydrologue Baptiste Etcheverry », « Yann Guéguen, éclusier, », “The coroner, Philomena Hurley, said”.
    """
    word, language = tagged.words[at], "fr" if tagged.is_french else "en"
    if word.name or not _TRADE[language].fullmatch(word.lower) or word.lower in tagged.lists.classes["things"]:
        return 0
    first = modified_from(tagged, at)
    while first and tagged.words[first - 1].lower in tagged.lists.classes["before"] and joined(tagged, first):
        first -= 1
    determined = first > 0 and is_article(tagged, first - 1)
    if tagged.is_french and not determined and is_adjective(tagged, word.lower):
        return 0
    if _full_name_before(tagged, first - determined) or _full_name_after(tagged, at, determined=determined):
        return 1
    return 1 if determined and _set_off_after(tagged, at) else 0


def modified_from(tagged: TaggedText, at: int) -> int:
    """Returns the index of the first noun that English puts before another: “the city council president”."""
    first = at
    while not tagged.is_french and first and at - first < _MOST_NOUNS and joined(tagged, first):
        word = tagged.words[first - 1]
        if word.name or not word.lower.isalpha() or is_article(tagged, first - 1) or _is_stop(tagged, word.lower):
            break
        first -= 1
    return first if first == at or (first and is_article(tagged, first - 1) and joined(tagged, first)) else at


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


def _set_off_after(tagged: TaggedText, at: int) -> bool:
    """True if a complement and a full name between commas follow: « le rapporteur de la loi, Anselme Carrère, »."""
    depends = complement(tagged, core_end(tagged, at + 1))
    after = tagged.words[depends.end] if depends.end < len(tagged.words) else None
    if after is None or depends.inner >= 0 or not _is_full_name(after):
        return False
    between = tagged.text[tagged.words[depends.end - 1].end : after.start]
    return between == ", " and tagged.text[after.end : after.end + 1] == ","


def _is_full_name(word: TextWord | None) -> bool:
    return bool(word and word.name and word.name.type == "PER" and " " in word.lower)
