"""Article -> roles: which named person holds which function, where the article puts the two side by side.

« le président russe Vladimir Poutine », « le ministre, Abbas Akhoundi, », « Steve Witkoff, envoyé spécial de
Donald Trump, ». Nothing is concluded from further apart.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from newsdossier.analyse import names
from newsdossier.analyse.language_pipeline import model_name
from newsdossier.analyse.roles.phrases import Phrase, phrases
from newsdossier.analyse.roles.tagged_text import TaggedText, words
from newsdossier.languages import LANGUAGES
from newsdossier.languages.functions import function_lists
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Mention, Role

VERSION = "3"
_CIVIL = (
    r"(?:(?:MM?\.|Mmes?|Mlle|Me|Mᵉ|Maître|Mgr|Pr\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Father|Sister|Brother)"
    r"[ \u00a0\u202f]?)?"
)
_DIRECT = re.compile(rf"[ \u00a0]{_CIVIL}$")
_SET_OFF = re.compile(
    rf"(?: \([^()\n]{{1,40}}\))?(?: (?:depuis|since) [^,.;:\n]{{1,25}}| there)?[ \u00a0]?, "
    rf"(?:(?:l[ea] |l['’])[A-ZÀ-Ý][a-zà-ÿ]+ )?{_CIVIL}$"  # « le médiateur de l’ONU, le Portugais X »
)
_GOES_ON = re.compile(r"[ \u00a0]?(?:,|,? (?:et|and)) $")
_AND = re.compile(r"(?:[ \u00a0]?\([^()\n]{1,40}\))?[ \u00a0]?(?:,|,? (?:et|and)) $")
_KIN = (
    r"p[èe]re|m[èe]re|frère|sœur|fils|fille|oncle|tante|cousine?|mari|femme|épouse|époux|compagn(?:e|on)|neveu|nièce|cadet(?:te)?"
    r"|aînée?|veuve|father|mother|brother|sister|son|daughter|uncle|aunt|cousin|husband|wife|partner|nephew|niece|widow"
)
_AFTER_NAME = re.compile(
    r"(?:[ \u00a0]?\([^()\n]{1,60}\))?[ \u00a0]?"
    rf"(?:, (?:(?:aged )?\d{{1,3}}(?: ans)?, |(?:son|sa|leur|la|le|his|her) (?:\w+ )?(?:{_KIN})(?: \w+)?, )?|[–—] |\()"
    r"(?:l['’]une? |one of |(?:jusqu['’])?alors |désormais |également |aussi |now |then )?$"
)
_PREDICATE = re.compile(
    r"(?:[ \u00a0]?,[^,.;:\n]{1,60},)?(?:,? (?:qui|who))?[ \u00a0]"
    r"(?:est|était|fut|a été|devient|devint|reste|is|was|has been|became|remains)[ \u00a0]"
    r"(?:l['’]|le |la |the |an? |une? |toujours |aujourd['’]hui |still |also )*$"
)
_CLOSED = re.compile(
    r"[ \u00a0]?\([^()\n]{1,40}\)|[ \u00a0]?(?:[,.;:!?)»”\"–—\n]|$)"
    r"|[ \u00a0](?:qui|dont|et|selon|pendant|depuis|chez|jusqu|originaire|née?|native?|de \d{1,3} ans"
    r"|who|whose|and|since|until|at the time|born|based|known|in \d{4}|from \d{4}|for \w+ years)\b"
)
_BOTH_SIDES = re.compile(r"[ \u00a0]?[,.;)»”]")
_FRAME = re.compile(r"(?:selon|pour|avec|outre|après|d['’]après|according to|for|with|after) $", re.I)
_DEPARTMENT = re.compile(r"\bminist|secrétaire d' état|\bsecretary\b")
_CONJUNCTION = re.compile(r"\b(?:mais|que|or|car|but|that) $|\bqu['’]$", re.I)
_BEFORE_NOUN = re.compile(r"(?:\b(?:of|with|by|from|for|like|as)|[,;:(]) $")
_DEFINITE = frozenset({"le", "la", "l'", "the"})
_LETTERS = frozenset("MP MEP MSP MS TD KC QC SC SAN".split())
_INDEFINITE = frozenset({"un", "une", "a", "an", "des", "d'"})


if TYPE_CHECKING:
    from spacy.tokens import Doc


def fingerprint(language: str) -> str:
    """Returns what a stored result depends on beside the text."""
    return f"roles {VERSION}, names {names.VERSION}, {model_name(language)}"


def find(article: Article, doc: "Doc") -> Iterator[Role]:
    """Yields the functions next to the names of a French or English article; `identify` keeps those of persons."""
    if article.language not in LANGUAGES:
        return
    mentions = _apart(names.find(article, doc))
    language, by = article.language, f"roles {VERSION}"
    tagged_words = tuple(words(article.text, language, mentions))
    tagged = TaggedText(article.text, tagged_words, function_lists(language), is_french=language == "fr")
    ended: dict[int, Span] = {}  # end of a role -> its holder, for « X, ministre de A, ancien maire de B »
    covered = 0  # up to here another phrase's complement goes
    waiting: Phrase | None = None  # a function that its holder's next one may follow
    yield from _letters(tagged, by)
    for phrase in phrases(tagged):
        holders = _holders(tagged, phrase, ended, inner=phrase.span.end <= covered)
        covered = max(covered, phrase.span.end)
        if waiting and len(holders) == 1 and _renames(tagged, waiting, phrase, holders[0]):
            yield Role(waiting.span, holders[0], _of(waiting, holders), waiting.former, by)
        waiting = None if holders or phrase.article not in _DEFINITE else phrase
        for holder in holders:
            yield Role(phrase.span, holder, _of(phrase, holders), phrase.former, by)
        if len(holders) == 1:
            ended[max(phrase.span.end, holders[0].end)] = holders[0]


def _letters(tagged: TaggedText, by: str) -> Iterator[Role]:
    """Yields the letters of an office behind a name: “Desmond Crowley TD”, “Tamuno Briggs SAN”."""
    for name, after in pairwise(tagged.words):
        if name.name and name.name.type == "PER" and tagged.text[name.end : after.start] in {" ", ", "}:
            span = Span(after.start, after.end)
            if not tagged.is_french and span.of(tagged.text) in _LETTERS:
                yield Role(span, name.name.span, None, False, by)


def _renames(tagged: TaggedText, first: Phrase, second: Phrase, holder: Span) -> bool:
    """True for « le porte-parole du parquet, le capitaine Tugdual Dantec »: two functions of the one who is named."""
    apart = tagged.text[first.span.end : second.outer] == ", " and second.article in _DEFINITE
    return (
        apart and second.span.end < holder.start and tagged.text[second.span.end : holder.start].strip(" \u00a0") == ""
    )


def _apart(mentions: Iterator[Mention]) -> list[Mention]:
    """Returns the mentions in order, of two that overlap only the first or longer one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _of(phrase: Phrase, holders: Sequence[Span]) -> Span | None:
    """Returns the first name of the complement, but not a minister's department, which is part of the function."""
    department = _DEPARTMENT.search(phrase.head) is not None
    names = (name for name in phrase.names if name.span not in holders)
    return next((name.span for name in names if not department or name.type in {"PER", "LOC"}), None)


def _holders(tagged: TaggedText, phrase: Phrase, ended: dict[int, Span], *, inner: bool) -> list[Span]:
    """Returns who holds a function; of « le conseiller du président, Jean Durand, » he holds the outer one."""
    following = _following(tagged, phrase)
    direct = following and _DIRECT.match(tagged.text[phrase.span.end : following[0].start])
    if direct and _may_stand_before(tagged, phrase):
        return following
    if inner:
        return []
    following = [] if direct else following
    set_off = bool(following) and _is_set_off(tagged, phrase, following[-1])
    name = _name_before(tagged, phrase, ended)
    if name and not (set_off and _FRAME.search(tagged.text[max(0, name.start - 14) : name.start])):
        return [name]
    return following if set_off else []


def _is_set_off(tagged: TaggedText, phrase: Phrase, last: Span) -> bool:
    """True for « Le ministre, Abbas Akhoundi, a dit », and, opening a sentence, « Ministre de la Santé, Akhoundi »."""
    if phrase.article:
        if phrase.article in _INDEFINITE:  # « un porte-parole, Gao Lianyu, a rejeté »: set off on both sides
            return bool(_BOTH_SIDES.match(tagged.text, last.end)) and " " in last.of(tagged.text)
        subject = _opens(tagged, phrase) or _CONJUNCTION.search(_before(tagged, phrase, 8))
        return bool(subject or _CLOSED.match(tagged.text, last.end))
    return _opens(tagged, phrase) and not phrase.bare


def _opens(tagged: TaggedText, phrase: Phrase) -> bool:
    before = _before(tagged, phrase, 2)
    return not before.strip(' \u00a0«“"(') or before[-1:] == "\n" or before[:1] in ".!?"


def _before(tagged: TaggedText, phrase: Phrase, length: int) -> str:
    return tagged.text[max(0, phrase.outer - length) : phrase.outer]


def _following(tagged: TaggedText, phrase: Phrase) -> list[Span]:
    """Returns the names after a phrase, directly or after a comma; several only when it stands for several people."""
    found: list[Span] = []
    at, end = _next_name(tagged, phrase.next), phrase.span.end
    while word := _name(tagged, at):
        gap = (_AND,) if found else (_DIRECT, _SET_OFF)
        if not any(one.match(tagged.text[end : word.start]) for one in gap):
            break
        found.append(word)
        end, at = word.end, at + 1
        if not phrase.plural:
            break
        at = _next_name(tagged, at)
    return found


def _next_name(tagged: TaggedText, at: int) -> int:
    """Returns the index of the next name, past « et », an age in brackets, « depuis novembre 2014 »."""
    return next((i for i in range(at, at + 4) if _name(tagged, i)), at)


def _name(tagged: TaggedText, at: int) -> Span | None:
    """Returns the name at a word or, after a civil title, just behind it."""
    for word in tagged.words[at : at + 2]:
        if word.name:
            return word.name.span
        if not re.fullmatch(r"mm?|mmes?|mlle|me|mᵉ|maître|mgr|pr|mrs?|ms|dr|sir", word.lower):
            return None
    return None


def _may_stand_before(tagged: TaggedText, phrase: Phrase) -> bool:
    """False for the verb of « a élu Donald Trump »: French needs an article, English where it may be a verb."""
    if phrase.head in tagged.lists.classes["adjectives"] and not tagged.text[phrase.span.start].isupper():
        return False  # « a major Warhol show »
    if phrase.article or phrase.qualified or _opens(tagged, phrase) or tagged.text[phrase.span.start].isupper():
        return True
    noun = phrase.head not in tagged.lists.classes["verbs"] or _BEFORE_NOUN.search(_before(tagged, phrase, 6))
    return not tagged.is_french and bool(noun)


def _name_before(tagged: TaggedText, phrase: Phrase, ended: dict[int, Span]) -> Span | None:
    """Returns the name to which a phrase is an apposition, or the holder of the role that it continues."""
    text, outer = tagged.text, phrase.outer
    if (phrase.article or phrase.bare) and not _CLOSED.match(text, phrase.span.end):
        return None
    one_of = _before(tagged, phrase, 7).endswith(("un ", "une ", "one of "))
    if phrase.article in {"du", "au", "aux", "'s"} or (phrase.article == "des" and not one_of):
        return None
    before = tagged.words[max(0, phrase.first - 8) : phrase.first]
    for name in (word.name.span for word in reversed(before) if word.name):
        if any(one.match(text, name.end, outer) for one in (_AFTER_NAME, _PREDICATE)) or _runs_on(tagged, phrase, name):
            return name
    last = next((end for end in range(outer - 1, outer - 7, -1) if end in ended), None)
    if last is None or phrase.article or not _GOES_ON.match(text, last, outer):
        return None
    return ended[last]


def _runs_on(tagged: TaggedText, phrase: Phrase, name: Span) -> bool:
    """True for « Félix Tremblay porte-parole du syndicat »: French may omit the comma, if there is a complement."""
    bare = phrase.bare or phrase.article
    return tagged.is_french and not bare and tagged.text[name.end : phrase.outer] == " "
