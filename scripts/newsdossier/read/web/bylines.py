"""What stands under a headline -> who signs: « Par Jeanne Durand et Paul Martin », "By Jane Doe, Staff Writer"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from newsdossier.read.web.blocks import one_line

ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|menu|recommend|most-?(?:read|viewed|popular)|newsletter|teaser|"
    r"a-lire|lire-aussi|voir-aussi|share|social|widget|promo|reply|respond|disqus|bio\b|archive|liste?[-_]", re.I,
)  # fmt: skip


_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|auth?eure?s?|signature|writer|contributor|autor(?:es)?|journalist[ea]?s?|posted-?by"
    r"|article-?author|articleauthor|auteurs?name|authorname)(?:$|[\s_-])", re.I,
)  # fmt: skip


_PLACE = re.compile(r"/(?:authors?|auteurs?|autor(?:es|en)?|staff|journalistes?|redacteurs?|people|profile|par)/", re.I)


_BY = re.compile(
    r"^(?:[^|•·]{0,30}[|•·]\s*)?\W{0,3}(?:(?:publié|écrit|rédigé|propos recueillis|posted|written|story|"
    r"text[eo]?|article|tribune|reportage|enquête|chronique|récit|une? \w+)\s+)?"
    r"(?:par|by|von|por|de|auteure?s?|authors?|autore?n?|door|signée?|textes?(?=\s*:))(?:\s*:|\s)\s*"
    r"(?:(?:notre|nos) (?:envoyée?s? spécia\w+|correspondante?s?)(?: permanente?s?)?"
    r"(?: (?:à|en|au|aux|dans) [^\s,]+(?: [A-ZÀ-Þ][^\s,]+)?)?,?\s+)?"
    r"(?=\S)", re.I,
)  # fmt: skip


_SIGNED = re.compile(
    rf"{_BY.pattern.replace('|de|', '|')}|^\W*(?:une? )?(?:tribune|reportage|enquête|chronique|récit) (?:de|signée?) |"
    r"^de (?:notre|nos) (?:envoyé|correspondant)", re.I,
)  # fmt: skip


_WROTE = re.compile(r"\W{0,3}(?:publié|écrit|rédigé|posted|written)\s+(?:par|by)\s", re.I)


_END = re.compile(
    r"\s+[|•·–—-]\s+|\s*[|•·@(\[]|\s*,?\s*(?:le\s+)?\d|\s+(?:le|on|am|à|in|for|pour|chez)\s+|\s*:|\s*,?\s*"
    r"(?:publié|mis à jour|published|updated|posted|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|\w+day\b)", re.I,
)  # fmt: skip


_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\bet\b|\band\b|\bund\b|\by\b|\bavec\b|\bwith\b)\s*")


_PARTICLES = frozenset("de du des d' la le les van von der den di da del della al el bin ben ibn y zu ter dos".split())


_JOBS = re.compile(
    r"\b(?:reporter|writer|editor|correspond[ae]nte?s?|journaliste|contribut|staff|columnist|rédact|redact|envoyée?|"
    r"newsletter|opinion|chroniqu|chef|rubrique|author|auteur|profile|twitter|facebook|follow|view|bio|share|rédacteur|"
    r"abonn|subscribe|comment|article|photo|crédit|publié|updated|more|plus|tous|archive|service|professor)", re.I,
)  # fmt: skip


_DESK = re.compile(r"(?:(?:la|notre) )?rédaction", re.I)  # « La rédaction avec AFP »


_LONGEST = 120


def signed(tree: Any) -> tuple[str, ...]:
    """The names of the first byline that holds some; marked ones before those that only read like one."""
    marked = tree.xpath('//*[contains(@rel, "author") or contains(@itemprop, "author")] | //article//address')
    for element in here((*marked, *_of_class(tree))):
        if found := _linked(element) or names(words_of(element)):
            return found
    for element in here(tree.xpath("//p | //span | //div | //address | //em | //strong | //li | //a | //small")):
        words = words_of(element, _LONGEST)
        if words and _SIGNED.match(words.replace("\n", " ")) and (found := names(words)):
            return found
    places = (e for e in tree.xpath("//a[@href]") if _PLACE.search(str(e.get("href"))))
    return next((found for element in here(places) if (found := names(words_of(element)))), ())


def _linked(element: Any) -> tuple[str, ...]:
    """The names of two links or more, of which each is one."""
    links = [" ".join(words_of(link).split()) for link in element.iter("a")]
    return tuple(links) if len(links) > 1 and all(" " in link and is_name(link) for link in links) else ()


def names(words: str) -> tuple[str, ...]:
    """The people or outlets in a byline, without « par », day, handle and job."""
    lines = words.split("\n")
    return next((found for line in (" ".join(lines), *lines) if (found := _in_line(line))), ())


def is_names(line: str) -> bool:
    """Names and little else; a sentence may begin with one."""
    return 2 * sum(map(len, names(line))) > len(line)


def is_signature(line: str) -> bool:
    """« Par » and names, and little else."""
    return bool(_SIGNED.match(line)) and is_names(line)


def _in_line(line: str) -> tuple[str, ...]:
    begun = _BY.match(line)
    bare = _END.split(line[begun.end() :] if begun else line, maxsplit=1)[0]
    found = [_bare(piece) for piece in _BETWEEN.split(bare)]
    if begun and _WROTE.match(line) and re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]{2,}", bare) and not _JOBS.search(bare):
        return (bare,)
    kept = list(dict.fromkeys(piece for piece in found if is_name(piece)))
    return tuple(kept) if kept and (is_name(found[0]) or _DESK.fullmatch(found[0])) else ()


def _bare(piece: str) -> str:
    """Without what parts it from others; « J.D. » keeps its dots."""
    bare = piece.strip(" ,;–—-")
    return bare if re.search(r"\b[A-ZÀ-Þ]\.$", bare) else bare.rstrip(" .")


def is_name(words: str) -> bool:
    """Two to five words that begin with capitals, or one that an agency might sign with."""
    pieces = words.split()
    if not 1 <= len(pieces) <= 5 or len(words) > 60 or _JOBS.search(words) or not words[0].isalpha():
        return False
    if len(pieces) == 1:
        return words.isupper() and 2 <= len(words) <= 8
    # lower case only in particles: « Charles de Gaulle », "Jan van der Berg"
    return all(p[0].isupper() or p.casefold() in _PARTICLES or p[:2].casefold() in {"d'", "d’"} for p in pieces)


def _of_class(tree: Any) -> Iterator[Any]:
    for element in tree.iter("span", "div", "p", "a", "address", "strong", "b", "h2", "h3", "h4", "h5", "h6", "li"):
        if _CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            yield element


def here(elements: Iterable[Any]) -> Iterator[Any]:
    """Those that are not in a comment, a list of other articles, a menu or a footer."""
    for element in elements:
        around = (element, *element.iterancestors())
        marks = (f"{e.get('class', '')} {e.get('id', '')}" for e in around if e.tag not in {"body", "html"})
        if not any(e.tag in {"nav", "footer", "aside"} for e in around) and not any(map(ELSEWHERE.search, marks)):
            yield element


def words_of(element: Any, most: int = 600) -> str:
    """The element's words, a line for each piece; nothing when there are too many to be a byline."""
    pieces, size = [], 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size > most:
            return ""
        pieces.append(" ".join(piece.split()))
    return "\n".join(piece for piece in pieces if piece)


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
