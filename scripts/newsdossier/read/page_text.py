"""A saved page -> the blocks of its article, without what stands around it."""

import re
from collections.abc import Iterator
from typing import Any

from newsdossier.model import PartKind
from newsdossier.read import bylines
from newsdossier.read.blocks import Blocks, length, of_html, one_line, words
from newsdossier.read.boilerplate import is_boilerplate, without_tail
from newsdossier.read.edges import repeats, trimmed
from newsdossier.read.gaps import filled
from newsdossier.read.page_facts import Facts, alike
from newsdossier.read.rooms import ends_sentence, is_of_text, leaves_of, without_services

_KINDS: dict[str, PartKind] = {
    "head": "heading",
    "item": "item",
    "p": "paragraph",
    "quote": "paragraph",
    "cell": "paragraph",
}
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:chap[oô]|chapeau|standfirst|sub-?(?:title|head(?:line)?)|dek|deck|lead|lede|intro|teaser|strapline|"
    r"article-?(?:desc\w*|summary|intro|lead|dek)|summary|excerpt|accroche|soustitre|kicker-text|bajada|sumario|vorspann)"
    r"(?:$|[\s_-])", re.I,
)  # fmt: skip
_ROOMS = "self::p or self::div or self::h2 or self::h3 or self::span or self::ul or self::section or self::strong"
_SHORTEST, _LONGEST = 40, 700  # characters of a standfirst
_LEAST_BESIDE = 60  # where nothing but its place tells it
_LONGEST_PARAGRAPH = 1_500  # where it is one paragraph, as monthlies open with; a longer room holds other things


def text_of(page: str, tree: Any, facts: Facts) -> Blocks:
    """trafilatura's text; where it finds next to nothing, what the page's own article element or data hold."""
    leaves = leaves_of(tree)
    found = filled(without_services(list(_extracted(page)), leaves), leaves)
    if length(found) < 250 or len(found) < 2:
        plain = list(_plain(tree))
        found = plain if length(plain) > length(found) or len(found) < min(2, len(plain)) else found
    told = of_html(facts.described.text.replace("\n", "<p>")) if facts.described.text else []
    if length(told) > 2 * length(found):  # the page hides its text from readers, its data do not
        found = told
    kept = [(kind, line) for kind, line in trimmed(found, facts.title, leaves) if not is_boilerplate(line)]
    kept = without_tail(kept)
    return [*_standfirst(tree, facts, kept), *kept]


def _extracted(page: str) -> Iterator[tuple[PartKind, str]]:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True)
    body = found.body if found is not None else None
    for element in body.iter(*_KINDS) if body is not None else ():
        inner = next(element.iterancestors("item", "quote", "cell"), None) is not None  # its words came with the outer
        if not inner and (line := one_line(words(element))):
            yield _KINDS[element.tag], line


def _plain(tree: Any) -> Iterator[tuple[PartKind, str]]:
    """The article element, for pages too short or too plain for trafilatura."""
    from lxml import etree

    room = next((found[0] for path in ("//article", "//main", "//body") if (found := tree.xpath(path))), tree)
    yield from of_html(etree.tostring(room, encoding="unicode", method="html"))


def _standfirst(tree: Any, facts: Facts, blocks: Blocks) -> Blocks:
    """What the page shows between headline and text, when the text lacks it: by its class, its description or place."""
    text = " ".join(line for _, line in blocks)
    head = _head(tree, facts.title)
    near = list(bylines.here(head.xpath(f"(following::*[{_ROOMS}])[position() < 80]") if head is not None else ()))
    shown = [one_line(words(e)) for e in near if _STANDFIRST.search(_marks(e)) and _is_short(e)]
    described = facts.standfirst if any(_is_description(e, facts) for e in tree.xpath(f"//*[{_ROOMS}]")) else ""
    beside = [one_line(words(e)) for e in near if _is_beside(e, head)]
    for line in (*shown, described, *beside[:1]):
        if _SHORTEST <= len(line) <= _LONGEST_PARAGRAPH and not is_boilerplate(line) and not bylines.is_names(line):
            again = repeats(line, facts.title) or alike(line, facts.title) > 0.8
            known = again or line in text or _begins(blocks, line)
            return [] if known else [("standfirst", line)]
    return []


def _head(tree: Any, title: str) -> Any:
    """The heading that holds the headline: others name the outlet or the section."""
    heads = tree.xpath("//h1")
    same = (h for h in (*heads, *tree.xpath("//h2")) if alike(one_line(words(h)), title) > 0.8)
    return next(same, heads[0] if heads else None)


def _is_beside(element: Any, head: Any) -> bool:
    """A subheading or a sentence that stands in the headline's own room, or in one beside it."""
    rooms = list(head.iterancestors())[:2]
    parent = element.getparent()
    if parent not in rooms and (parent.getparent() is not rooms[0] or parent.tag not in {"div", "header", "section"}):
        return False
    line = one_line(words(element))
    whole = element.tag == "h2" or (element.tag in {"p", "strong"} and ends_sentence(line))
    return whole and len(line) >= _LEAST_BESIDE and _is_short(element) and is_of_text(element, line, head)


def _is_short(element: Any) -> bool:
    blocks = element.xpath("count(.//p | .//div | .//li | .//section | .//h2 | .//h3 | .//br)")
    return len(one_line(words(element))) <= (_LONGEST_PARAGRAPH if blocks <= 1 else _LONGEST)


def _marks(element: Any) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)  # « articleChapo »


def _is_description(element: Any, facts: Facts) -> bool:
    """The page shows the very words under which it is described elsewhere."""
    start = (element.text or "").strip()[:20]
    return bool(start) and facts.standfirst.startswith(start) and one_line(words(element)) == facts.standfirst


def _begins(blocks: Blocks, line: str) -> bool:
    return any(alike(line, block) > 0.9 for _, block in blocks[:3])
