"""A saved page -> the names that sign it: in a byline, beside the day, or at the end of the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from newsdossier.read.web.blocks import one_line

ELSEWHERE = re.compile(
    r"comment|related|sidebar|footer|menu|recommend|most-?(?:read|viewed|popular)|newsletter|teaser|"
    r"a-lire|lire-aussi|voir-aussi|share|social|widget|promo|reply|respond|disqus|bio\b|archive|liste?[-_]", re.I,
)  # fmt: skip
"""Classes and ids of elements that are about other articles, readers or the outlet."""
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|auth?eure?s?|signature|writer|contributor|autor(?:es)?|journalist[ea]?s?|posted-?by"
    r"|article-?author|articleauthor|auteurs?name|authorname)(?:$|[\s_-])", re.I,
)  # fmt: skip
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:es|en)?|staff|journalistes?|redacteurs?|people|profile|par)/", re.I
)
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
_NEWSROOM = re.compile(r"(?:(?:la|notre) )?rédaction", re.I)  # « La rédaction avec AFP »
_BELOW_HEADLINE = "(following::*[self::p or self::span or self::div or self::li or self::small])[position() < 40]"
_DAY = re.compile(
    r"(?:\b(?:publié|paru|posted|published|on|le|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b[\s:,]*)*"
    r"\b\d{1,2}(?:er)?(?:\s+[^\W\d]{3,9}\.?\s+|[./-]\d{1,2}[./-])(?:19|20)\d\d\b"
    r"(?:\s*(?:à|at|,|-)?\s*\d{1,2}\s?[h:]\s?\d{0,2})?", re.I,
)  # fmt: skip
_AGENCY = re.compile(r"\s*\((?:avec )?(?:AFP|AP|ATS|Reuters|Belga|EFE|dpa|ANSA)\)$")
_ACCOUNT = re.compile(r"admin\w*|(?:la )?r[ée]daction\b.*|webmaster|root|guest|anonymous|user\d*|\S+@\S+", re.I)
_LONGEST_LINE = 120  # characters of a byline
_FEWEST_PARAGRAPHS = 3  # of a text: with fewer, the last may be anything


def byline_authors(tree: Any) -> tuple[str, ...]:
    """Returns the names of the first byline that holds some; marked ones before those that only read like one."""
    marked = tree.xpath('//*[contains(@rel, "author") or contains(@itemprop, "author")] | //article//address')
    for element in in_article((*marked, *_with_byline_class(tree))):
        if found := _linked_names(element) or names(text_lines(element)):
            return found
    for element in in_article(tree.xpath("//p | //span | //div | //address | //em | //strong | //li | //a | //small")):
        words = text_lines(element, _LONGEST_LINE)
        if words and _SIGNED.match(words.replace("\n", " ")) and (found := names(words)):
            return found
    links = (link for link in tree.xpath("//a[@href]") if _AUTHOR_PAGE.search(str(link.get("href"))))
    return next((found for link in in_article(links) if (found := names(text_lines(link)))), ())


def _with_byline_class(tree: Any) -> Iterator[Any]:
    for element in tree.iter("span", "div", "p", "a", "address", "strong", "b", "h2", "h3", "h4", "h5", "h6", "li"):
        if _CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            yield element


def _linked_names(element: Any) -> tuple[str, ...]:
    """Returns the names of two links or more, where each is one."""
    links = [" ".join(text_lines(link).split()) for link in element.iter("a")]
    return tuple(links) if len(links) > 1 and all(" " in link and is_name(link) for link in links) else ()


def authors_beside_day(headings: list[Any]) -> tuple[str, ...]:
    """« 3 mai 2024 - Jeanne Durand », « Jeanne Durand | le 3 mai 2024 », « Jeanne Durand (AFP) » under the headline."""
    for element in in_article(headings[0].xpath(_BELOW_HEADLINE) if headings else ()):
        line = " ".join(text_lines(element, _LONGEST_LINE).split())
        rest = _AGENCY.sub("", _DAY.sub("", line, count=1)).strip(" |·•,:–—-")
        if rest and rest != line and (found := _full_names(rest)):
            return found
    return ()


def authors_at_end(tree: Any) -> tuple[str, ...]:
    """Returns the last paragraph of the container with the most of them, where that is a name and nothing else."""
    paragraphs = [p for p in in_article(tree.iter("p")) if p.text_content().strip()]
    counts = Counter(p.getparent() for p in paragraphs)
    container = max(counts, key=lambda one: counts[one], default=None)
    last = next((p for p in reversed(paragraphs) if p.getparent() is container), None)
    if last is None or counts[container] < _FEWEST_PARAGRAPHS:
        return ()
    return _full_names(_AGENCY.sub("", " ".join(text_lines(last, _LONGEST_LINE).split())).strip(" –—-"))


def _full_names(line: str) -> tuple[str, ...]:
    """Returns the names of a line that holds nothing else; one word, or a job, may be anything."""
    bare = re.sub(r"^par\s+", "", line, flags=re.I)
    found = names(bare)
    whole = sum(len(name) for name in found) + 5 * (len(found) - 1)
    return found if all(" " in name and is_name(name) for name in found) and whole >= len(bare) else ()


def names(words: str) -> tuple[str, ...]:
    """Returns the people or outlets in a byline, without « par », day, handle and job."""
    lines = words.split("\n")
    return next((found for line in (" ".join(lines), *lines) if (found := _names_in_line(line))), ())


def _names_in_line(line: str) -> tuple[str, ...]:
    by = _BY.match(line)
    bare = _END.split(line[by.end() :] if by else line, maxsplit=1)[0]
    found = [_bare(piece) for piece in _BETWEEN.split(bare)]
    if by and _WROTE.match(line) and re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]{2,}", bare) and not _JOBS.search(bare):
        return (bare,)
    kept = list(dict.fromkeys(piece for piece in found if is_name(piece)))
    return tuple(kept) if kept and (is_name(found[0]) or _NEWSROOM.fullmatch(found[0])) else ()


def _bare(piece: str) -> str:
    """Strips what parts a name from others; « J.D. » keeps its dots."""
    bare = piece.strip(" ,;–—-")
    return bare if re.search(r"\b[A-ZÀ-Þ]\.$", bare) else bare.rstrip(" .")


def is_name(words: str) -> bool:
    """True for two to five words that begin with capitals, or one that an agency might sign with."""
    pieces = words.split()
    if not 1 <= len(pieces) <= 5 or len(words) > 60 or _JOBS.search(words) or not words[0].isalpha():
        return False
    if len(pieces) == 1:
        return words.isupper() and 2 <= len(words) <= 8
    # lower case only in particles: « Charles de Gaulle », "Jan van der Berg"
    return all(p[0].isupper() or p.casefold() in _PARTICLES or p[:2].casefold() in {"d'", "d’"} for p in pieces)


def is_names(line: str) -> bool:
    """True for names and little else; a sentence may begin with one."""
    return 2 * sum(map(len, names(line))) > len(line)


def is_signature(line: str) -> bool:
    """True for « Par » and names, and little else."""
    return bool(_SIGNED.match(line)) and is_names(line)


def is_account(name: str) -> bool:
    """True for what systems call whoever put the page in: no person signs so."""
    return _ACCOUNT.fullmatch(name.strip()) is not None


def are_shown(tree: Any, authors: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """True if the page shows one of the authors in its data, is signed with a part of that name, or names none."""
    if not authors or _name_parts(authors) & _name_parts(printed):
        return True
    text = one_line(" ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]"))).casefold()
    return any(one_line(author).casefold() in text for author in authors)


def _name_parts(authors: Iterable[str]) -> set[str]:
    return {word for author in authors for word in re.findall(r"\w{3,}", author.casefold())}


def is_elsewhere(tree: Any, name: str) -> bool:
    """True if the page has the name only in comments, lists of other articles and the like."""
    elements = tree.iter("a", "span", "p", "cite", "b", "strong", "div")
    found = [element for element in elements if name.casefold() in (element.text or "").casefold()]
    return bool(found) and next(in_article(found), None) is None


def in_article(elements: Iterable[Any]) -> Iterator[Any]:
    """Yields those that are not in a comment, a list of other articles, a menu or a footer."""
    for element in elements:
        around = (element, *element.iterancestors())
        marks = (f"{e.get('class', '')} {e.get('id', '')}" for e in around if e.tag not in {"body", "html"})
        if not any(e.tag in {"nav", "footer", "aside"} for e in around) and not any(map(ELSEWHERE.search, marks)):
            yield element


def text_lines(element: Any, most: int = 600) -> str:
    """Returns the element's words, a line for each piece; nothing when there are more characters than `most`."""
    pieces, size = [], 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size > most:
            return ""
        pieces.append(" ".join(piece.split()))
    return "\n".join(piece for piece in pieces if piece)
