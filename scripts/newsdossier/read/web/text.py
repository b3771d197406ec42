"""A saved page -> the blocks of its article: trafilatura's text, completed, without what stands above and below it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from newsdossier.model.article import PartKind
from newsdossier.read.dates import day_alone
from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import (
    Blocks,
    LeafBlock,
    html_blocks,
    inner_text,
    leaf_blocks,
    length,
    normalized,
    one_line,
)
from newsdossier.read.web.boilerplate import (
    ends_sentence,
    is_article_text,
    is_boilerplate,
    is_caption,
    is_mostly_links,
    link_length,
    without_services,
    without_tail,
)
from newsdossier.read.web.facts import Facts, similarity

_KINDS: dict[str, PartKind] = {
    "head": "heading",
    "item": "item",
    "p": "paragraph",
    "quote": "paragraph",
    "cell": "paragraph",
}
_LEAST_TEXT = 250  # characters: with less, trafilatura found next to nothing
# Completed: paragraphs that the page shows just as it shows those found

_ANCESTORS = 3  # around a paragraph that tell it from others: some outlets put each into containers of its own
_OPENING = 80  # characters: what is shorter, above a body, is a label
_DISTINCT = 40  # characters of a paragraph that is surely found again: shorter lines stand in several places
# Trimmed: without headline, day and byline above, and links below

_HEAD = 3  # blocks among which headline, day and byline stand
_LONGEST_HEAD = 90  # characters of a line that is a day or a byline
_MOST_LINKS = 5  # after a text: more are a list that belongs to it
# The standfirst, where the text lacks it

_STANDFIRST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:chap[oô]|chapeau|standfirst|sub-?(?:title|head(?:line)?)|dek|deck|lead|lede|intro|teaser|strapline|"
    r"article-?(?:desc\w*|summary|intro|lead|dek)|summary|excerpt|accroche|soustitre|kicker-text|bajada|sumario|vorspann)"
    r"(?:$|[\s_-])", re.I,
)  # fmt: skip
_CONTAINER = "self::p or self::div or self::h2 or self::h3 or self::span or self::ul or self::section or self::strong"
_SHORTEST, _LONGEST = 40, 700  # characters of a standfirst
_LEAST_BESIDE = 60  # where nothing but its place tells it
_LONGEST_PARAGRAPH = 1_500  # of one paragraph, as monthlies open with; a longer container holds other things


def text_of(page: str, tree: Any, facts: Facts) -> Blocks:
    """Returns trafilatura's text; where that is next to nothing, what the page's article element or data hold."""
    leaves = leaf_blocks(tree)
    found = filled(without_services(list(_extracted(page)), leaves), leaves)
    if length(found) < _LEAST_TEXT or len(found) < 2:
        plain = _article_element(tree)
        found = plain if length(plain) > length(found) or len(found) < min(2, len(plain)) else found
    described = html_blocks(facts.described.text.replace("\n", "<p>")) if facts.described.text else []
    if length(described) > 2 * length(found):  # the page hides its text from readers, its data do not
        found = described
    kept = [(kind, line) for kind, line in trimmed(found, facts.title, leaves) if not is_boilerplate(line)]
    kept = without_tail(kept)
    return [*_standfirst(tree, facts, kept), *kept]


def _extracted(page: str) -> Iterator[tuple[PartKind, str]]:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True)
    body = found.body if found is not None else None
    for element in body.iter(*_KINDS) if body is not None else ():
        inner = next(element.iterancestors("item", "quote", "cell"), None) is not None  # its words came with the outer
        if not inner and (line := one_line(inner_text(element))):
            yield _KINDS[element.tag], line


def _article_element(tree: Any) -> Blocks:
    """Returns all blocks of the article element, for pages too short or too plain for trafilatura."""
    from lxml import etree

    element = next((found[0] for path in ("//article", "//main", "//body") if (found := tree.xpath(path))), tree)
    return html_blocks(etree.tostring(element, encoding="unicode", method="html"))


def filled(found: Blocks, leaves: list[LeafBlock]) -> Blocks:
    """Adds what the page shows just as found paragraphs, between them or at the beginning of their container."""
    numbers = {normalized(line): number for number, (_, line) in enumerate(found)}
    leaves = [leaf for leaf in leaves if _may_be_paragraph(leaf, numbers)]
    known = [at for at, leaf in enumerate(leaves) if normalized(leaf.text) in numbers]
    if len(known) < 2:
        return found
    first = leaves[known[0]]
    opening = [(numbers[normalized(first.text)] - 1, line) for line in _opening(leaves[: known[0]], first.element)]
    between = [(numbers[normalized(before)], line) for before, line in _between(leaves, known)]
    if len(between) > len(known) // 2:  # more is missing than a few paragraphs: it was left out on purpose
        between = []
    return list(_merged(found, [*opening, *between]))


def _may_be_paragraph(leaf: LeafBlock, numbers: dict[str, int]) -> bool:
    if leaf.element.tag not in {"p", "pre", "div", "span"} or leaf.element.find(".//img") is not None:
        return False
    return len(leaf.text) > _DISTINCT or normalized(leaf.text) not in numbers


def _merged(found: Blocks, more: list[tuple[int, str]]) -> Iterator[tuple[PartKind, str]]:
    """Yields all blocks, each line of `more` once, after the block of its number."""
    known = normalized(" ".join(line for _, line in found))
    after: dict[int, list[str]] = {}
    for number, line in more:
        if normalized(line) not in known:
            known += normalized(line)
            after.setdefault(number, []).append(line)
    for number, block in enumerate([None, *found], start=-1):
        if block:
            yield block
        yield from (("paragraph", line) for line in after.get(number, ()))


def _containers(element: Any) -> set[Any]:
    """Returns the container of a paragraph and the one around it, unless it is the whole page's."""
    return {one for one in list(element.iterancestors())[:2] if one.tag not in {"html", "body", "main"}}


def _opening(above: list[LeafBlock], body: Any) -> Iterator[str]:
    """Yields prose above the first paragraph found, beside it or beside its container, and captions there."""
    parents = set(list(body.iterancestors())[:2])
    for leaf in above:
        near = leaf.element.getparent() in parents and len(leaf.text) >= _OPENING
        if (near and _is_prose(leaf, body)) or is_caption(leaf, _containers(body)):
            yield leaf.text


def _between(leaves: list[LeafBlock], known: list[int]) -> Iterator[tuple[str, str]]:
    """Yields what stands in containers just like those of the paragraphs found, each with the one that it follows."""
    paragraphs = [leaves[at].element for at in known]
    body, last_parent = paragraphs[0], paragraphs[-1].getparent()
    shapes = Counter(map(_shape, paragraphs))
    parents = Counter(element.getparent() for element in paragraphs)
    containers = {one for element in paragraphs for one in _containers(element)}
    before, found = leaves[known[0]].text, set(known)
    for at in range(known[0], len(leaves)):
        leaf = leaves[at]
        parent = leaf.element.getparent()
        if at in found:
            before = leaf.text
            continue
        if at > known[-1] and (parent is not last_parent or is_mostly_links(leaf)):
            return
        alike = shapes[_shape(leaf.element)] > 1 or (parents[parent] > 1 and _is_plain(leaf))
        if (alike and _is_prose(leaf, body)) or is_caption(leaf, containers):
            yield before, leaf.text


def _is_plain(leaf: LeafBlock) -> bool:
    """True for words in a container of their own, as some editors write a paragraph, and not mainly links."""
    return leaf.element.tag == "div" and len(leaf.text) > _DISTINCT and 2 * link_length(leaf.element) < len(leaf.text)


def _shape(element: Any) -> tuple[tuple[str, str], ...]:
    """Returns tag and class of the element and the containers around it; code stands where paragraphs do."""
    own = ("p", "") if element.tag == "pre" else (element.tag, element.get("class", ""))
    around = zip(element.iterancestors(), range(_ANCESTORS), strict=False)
    return (own, *((one.tag, one.get("class", "")) for one, _ in around))


def _is_prose(leaf: LeafBlock, body: Any) -> bool:
    return (leaf.element.tag == "pre" or ends_sentence(leaf.text)) and is_article_text(leaf, body)


def trimmed(found: Blocks, title: str, leaves: list[LeafBlock]) -> Blocks:
    """Cuts the text's edges; between them nothing is changed, but for lines without a word."""
    kept = list(_without_head(found, title))
    links = {normalized(leaf.text) for leaf in leaves if link_length(leaf.element) >= len(leaf.text)}
    links -= {normalized(leaf.text) for leaf in leaves if link_length(leaf.element) < len(leaf.text)}
    end = len(kept)
    while end and normalized(kept[end - 1][1]) in links:
        end -= 1
    return kept[:end] if end and len(kept) - end <= _MOST_LINKS else kept


def _without_head(found: Blocks, title: str) -> Iterator[tuple[PartKind, str]]:
    for at, (kind, line) in enumerate(found):
        if _repeats(line, title) and (kind == "heading" or at < _HEAD):
            continue
        if at < _HEAD and kind != "heading" and _is_day_or_byline(line):
            continue
        if re.search(r"\w", line):
            yield kind, line


def _repeats(line: str, title: str) -> bool:
    """True for the headline, be it after a kicker."""
    short, whole = normalized(title), normalized(line)
    return bool(short) and whole.endswith(short) and len(whole) < 2 * len(short)


def _is_day_or_byline(line: str) -> bool:
    return len(line) <= _LONGEST_HEAD and (day_alone(line) is not None or bylines.is_signature(line))


def _standfirst(tree: Any, facts: Facts, blocks: Blocks) -> Blocks:
    """Returns what the page shows between headline and text, when the text lacks it."""
    text = " ".join(line for _, line in blocks)
    for line in _standfirst_candidates(tree, facts):
        if _SHORTEST <= len(line) <= _LONGEST_PARAGRAPH and not is_boilerplate(line) and not bylines.is_names(line):
            again = _repeats(line, facts.title) or similarity(line, facts.title) > 0.8
            known = again or line in text or any(similarity(line, block) > 0.9 for _, block in blocks[:3])
            return [] if known else [("standfirst", line)]
    return []


def _standfirst_candidates(tree: Any, facts: Facts) -> Iterable[str]:
    """Returns lines by their class, the page's description where it is shown, and the first by its place."""
    head = _headline(tree, facts.title)
    after = head.xpath(f"(following::*[{_CONTAINER}])[position() < 80]") if head is not None else ()
    near = list(bylines.in_article(after))
    shown = [one_line(inner_text(e)) for e in near if _STANDFIRST_CLASS.search(_marks(e)) and _is_short(e)]
    described = facts.standfirst if any(_is_description(e, facts) for e in tree.xpath(f"//*[{_CONTAINER}]")) else ""
    beside = [one_line(inner_text(e)) for e in near if _is_beside(e, head)]
    return (*shown, described, *beside[:1])


def _headline(tree: Any, title: str) -> Any:
    """Returns the heading that holds the headline: others name the outlet or the section."""
    heads = tree.xpath("//h1")
    same = (h for h in (*heads, *tree.xpath("//h2")) if similarity(one_line(inner_text(h)), title) > 0.8)
    return next(same, heads[0] if heads else None)


def _is_beside(element: Any, head: Any) -> bool:
    """True for a subheading or a sentence in the headline's own container, or in one beside it."""
    parents = list(head.iterancestors())[:2]
    parent = element.getparent()
    if parent not in parents and (
        parent.getparent() is not parents[0] or parent.tag not in {"div", "header", "section"}
    ):
        return False
    line = one_line(inner_text(element))
    whole = element.tag == "h2" or (element.tag in {"p", "strong"} and ends_sentence(line))
    leaf = LeafBlock(element, line)
    return whole and len(line) >= _LEAST_BESIDE and _is_short(element) and is_article_text(leaf, head)


def _is_short(element: Any) -> bool:
    blocks = element.xpath("count(.//p | .//div | .//li | .//section | .//h2 | .//h3 | .//br)")
    return len(one_line(inner_text(element))) <= (_LONGEST_PARAGRAPH if blocks <= 1 else _LONGEST)


def _marks(element: Any) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)  # « articleChapo »


def _is_description(element: Any, facts: Facts) -> bool:
    """True if the page shows the very words under which it is described elsewhere."""
    start = (element.text or "").strip()[:20]
    shown = bool(start) and facts.standfirst.startswith(start)
    return shown and one_line(inner_text(element)) == facts.standfirst
