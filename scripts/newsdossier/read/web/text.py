"""The blocks of a page's text -> the same without the headline, day and byline above it and the links below it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsdossier.model.article import PartKind
from newsdossier.read.dates import day_alone
from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import Blocks, length, of_html, one_line, words
from newsdossier.read.web.boilerplate import is_boilerplate, without_tail
from newsdossier.read.web.facts import Facts, alike
from newsdossier.read.web.layout import (
    Leaf,
    ends_sentence,
    is_caption,
    is_of_text,
    key,
    leaves_of,
    linked,
    without_services,
)

_ABOVE = 3  # blocks among which headline, day and byline stand


_SHORT = 90  # characters of a line that is a day or a byline


_BELOW = 5  # links after a text at most: more are a list that belongs to it


def trimmed(found: Blocks, title: str, leaves: list[Leaf]) -> Blocks:
    """Between its edges nothing is changed, but for lines without a word."""
    kept = list(_below_the_headline(found, title))
    links = {key(line) for element, line in leaves if linked(element) >= len(line)}
    links -= {key(line) for element, line in leaves if linked(element) < len(line)}
    end = len(kept)
    while end and key(kept[end - 1][1]) in links:
        end -= 1
    return kept[:end] if end and len(kept) - end <= _BELOW else kept


def _below_the_headline(found: Blocks, title: str) -> Iterator[tuple[PartKind, str]]:
    for at, (kind, line) in enumerate(found):
        if repeats(line, title) and (kind == "heading" or at < _ABOVE):
            continue
        if at < _ABOVE and kind != "heading" and _is_head(line):
            continue
        if re.search(r"\w", line):
            yield kind, line


def repeats(line: str, title: str) -> bool:
    """It is the headline, be it after a kicker."""
    short, whole = key(title), key(line)
    return bool(short) and whole.endswith(short) and len(whole) < 2 * len(short)


def _is_head(line: str) -> bool:
    """A day, or « Par » and names, and nothing else."""
    return len(line) <= _SHORT and (day_alone(line) is not None or bylines.is_signature(line))


_AROUND = 3  # rooms around a paragraph that tell it from others: some outlets put each into rooms of its own


_OPENING = 80  # characters: what is shorter, above a body, is a label


_KNOWN = 40  # characters of a paragraph that is surely found again: shorter lines stand in several places


def filled(found: Blocks, leaves: list[Leaf]) -> Blocks:
    """With what stands in the page just as found paragraphs do, between them, or opens the room they are in."""
    numbers = {key(line): number for number, (_, line) in enumerate(found)}
    leaves = [leaf for leaf in leaves if _may_be(leaf) and (len(leaf[1]) > _KNOWN or key(leaf[1]) not in numbers)]
    places = [place for place, (_, line) in enumerate(leaves) if key(line) in numbers]
    if len(places) < 2:
        return found
    first = numbers[key(leaves[places[0]][1])]
    opening = [(first - 1, line) for line in _opening(leaves[: places[0]], leaves[places[0]][0])]
    between = [(numbers[key(before)], line) for before, line in _between(leaves, places)]
    if len(between) > len(places) // 2:  # more is missing than a few paragraphs: it was left out on purpose
        between = []
    return list(_merged(found, [*opening, *between]))


def _merged(found: Blocks, more: list[tuple[int, str]]) -> Iterator[tuple[PartKind, str]]:
    """Each line once, after the block of its number."""
    known = key(" ".join(line for _, line in found))
    after: dict[int, list[str]] = {}
    for number, line in more:
        if key(line) not in known:
            known += key(line)
            after.setdefault(number, []).append(line)
    for number, block in enumerate([None, *found], start=-1):
        if block:
            yield block
        yield from (("paragraph", line) for line in after.get(number, ()))


def _may_be(leaf: Leaf) -> bool:
    return leaf[0].tag in {"p", "pre", "div", "span"} and leaf[0].find(".//img") is None


def _own(element: Any) -> set[Any]:
    """The room of a paragraph and the one around it, if it is not the whole page's."""
    return {room for room in list(element.iterancestors())[:2] if room.tag not in {"html", "body", "main"}}


def _opening(above: list[Leaf], body: Any) -> Iterator[str]:
    """Prose above the first paragraph found, beside it or beside the room that it is in, and captions there."""
    rooms = set(list(body.iterancestors())[:2])
    for element, line in above:
        prose = element.getparent() in rooms and len(line) >= _OPENING and _is_prose(element, line, body)
        if prose or is_caption(element, line, _own(body)):
            yield line


def _between(leaves: list[Leaf], places: list[int]) -> Iterator[tuple[str, str]]:
    """What stands in rooms just like those of the paragraphs found, each with the one that it follows."""
    known, body, room = set(places), leaves[places[0]][0], leaves[places[-1]][0].getparent()
    shapes = Counter(_shape(leaves[place][0]) for place in places)
    rooms = Counter(leaves[place][0].getparent() for place in places)
    before, own = leaves[places[0]][1], {room for place in places for room in _own(leaves[place][0])}
    for place in range(places[0], len(leaves)):
        element, line = leaves[place]
        if place in known:
            before = line
        elif place > places[-1] and (element.getparent() is not room or 2 * linked(element) > len(line)):
            return
        like = shapes[_shape(element)] > 1 or (rooms[element.getparent()] > 1 and _is_plain(element, line))
        if place not in known and (like and _is_prose(element, line, body) or is_caption(element, line, own)):
            yield before, line


def _is_plain(element: Any, line: str) -> bool:
    """Words in a room of their own, as some editors write a paragraph, and not mainly links."""
    return element.tag == "div" and len(line) > _KNOWN and 2 * linked(element) < len(line)


def _shape(element: Any) -> tuple[tuple[str, str], ...]:
    """The element and the rooms around it, by tag and class; code stands where paragraphs do."""
    own = ("p", "") if element.tag == "pre" else (element.tag, element.get("class", ""))
    rooms = [
        (room.tag, room.get("class", "")) for room, _ in zip(element.iterancestors(), range(_AROUND), strict=False)
    ]
    return (own, *rooms)


def _is_prose(element: Any, line: str, body: Any) -> bool:
    return (element.tag == "pre" or ends_sentence(line)) and is_of_text(element, line, body)


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
