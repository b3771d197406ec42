"""A page's leaves and the text found in it -> the same with the paragraphs that were overlooked among its own."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsdossier.model import PartKind
from newsdossier.read.blocks import Blocks
from newsdossier.read.rooms import Leaf, ends_sentence, is_caption, is_of_text, key, linked

_ROOMS = 3  # rooms around a paragraph that tell it from others: some outlets put each into rooms of its own
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
    rooms = [(room.tag, room.get("class", "")) for room, _ in zip(element.iterancestors(), range(_ROOMS), strict=False)]
    return (own, *rooms)


def _is_prose(element: Any, line: str, body: Any) -> bool:
    return (element.tag == "pre" or ends_sentence(line)) and is_of_text(element, line, body)
