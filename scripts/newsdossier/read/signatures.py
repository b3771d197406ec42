"""A saved page -> who signs where no class and no « par » says so, and whether a name that is told signs at all."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from newsdossier.read.blocks import one_line
from newsdossier.read.bylines import here, is_name, names, words_of

_BELOW = "(following::*[self::p or self::span or self::div or self::li or self::small])[position() < 40]"
_WHEN = re.compile(
    r"(?:\b(?:publié|paru|posted|published|on|le|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b[\s:,]*)*"
    r"\b\d{1,2}(?:er)?(?:\s+[^\W\d]{3,9}\.?\s+|[./-]\d{1,2}[./-])(?:19|20)\d\d\b"
    r"(?:\s*(?:à|at|,|-)?\s*\d{1,2}\s?[h:]\s?\d{0,2})?", re.I,
)  # fmt: skip
_AGENCY = re.compile(r"\s*\((?:avec )?(?:AFP|AP|ATS|Reuters|Belga|EFE|dpa|ANSA)\)$")
_ACCOUNT = re.compile(r"admin\w*|(?:la )?r[ée]daction\b.*|webmaster|root|guest|anonymous|user\d*|\S+@\S+", re.I)
_LINE = 120  # characters of a byline
_ROOM = 3  # paragraphs of a text: with fewer, the last may be anything


def beside_the_day(heads: list[Any]) -> tuple[str, ...]:
    """« 3 mai 2024 - Jeanne Durand », « Jeanne Durand | le 3 mai 2024 », « Jeanne Durand (AFP) »."""
    for element in here(heads[0].xpath(_BELOW) if heads else ()):
        line = " ".join(words_of(element, _LINE).split())
        rest = _AGENCY.sub("", _WHEN.sub("", line, count=1)).strip(" |·•,:–—-")
        if rest and rest != line and (found := _only_names(rest)):
            return found
    return ()


def at_the_end(tree: Any) -> tuple[str, ...]:
    """The last paragraph of the room with the most of them, where that is a name and nothing else."""
    paragraphs = [p for p in here(tree.iter("p")) if p.text_content().strip()]
    rooms = Counter(p.getparent() for p in paragraphs)
    room = max(rooms, key=lambda one: rooms[one], default=None)
    last = next((p for p in reversed(paragraphs) if p.getparent() is room), None)
    if last is None or rooms[room] < _ROOM:
        return ()
    return _only_names(_AGENCY.sub("", " ".join(words_of(last, _LINE).split())).strip(" –—-"))


def _only_names(line: str) -> tuple[str, ...]:
    """Full names: one word, or a job, may be anything."""
    bare = re.sub(r"^par\s+", "", line, flags=re.I)
    found = names(bare)
    whole = sum(len(name) for name in found) + 5 * (len(found) - 1)
    return found if all(" " in name and is_name(name) for name in found) and whole >= len(bare) else ()


def is_account(name: str) -> bool:
    """Who put the page in, by what systems call them: no person signs so."""
    return _ACCOUNT.fullmatch(name.strip()) is not None


def are_shown(tree: Any, authors: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """The page shows one of the authors that its data name, or signs with a part of that name, or names none."""
    if not authors or _parts(authors) & _parts(printed):
        return True
    text = one_line(" ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]"))).casefold()
    return any(one_line(author).casefold() in text for author in authors)


def _parts(authors: Iterable[str]) -> set[str]:
    return {word for author in authors for word in re.findall(r"\w{3,}", author.casefold())}


def is_elsewhere(tree: Any, name: str) -> bool:
    """The page has the name only in comments, lists of other articles and the like."""
    places = [e for e in tree.iter("a", "span", "p", "cite", "b", "strong", "div") if name.casefold() in _own(e)]
    return bool(places) and next(here(places), None) is None


def _own(element: Any) -> str:
    return (element.text or "").casefold()
