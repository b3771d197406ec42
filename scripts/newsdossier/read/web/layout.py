"""A page's tree -> the same where words that stand between paragraphs, in no element of their own, are paragraphs."""

import re
from collections import Counter
from copy import deepcopy
from typing import Any

from newsdossier.read.decode import clean
from newsdossier.read.web import bylines
from newsdossier.read.web.blocks import Blocks, length, one_line
from newsdossier.read.web.boilerplate import is_boilerplate

_INLINE = frozenset("a abbr b br center cite code em font i kbd mark q s small span strong sub sup time u var".split())


def in_paragraphs(tree: Any) -> Any:
    """A copy; only rooms that hold paragraphs are looked at, as their loose words are of the same text."""
    copied = deepcopy(tree)
    for room in copied.xpath("//*[count(p) > 1]"):
        _wrap(room, room.find("p").get("class", ""))
    return copied


def _wrap(room: Any, mark: str) -> None:
    """Each run of words and inline elements goes into a paragraph of the class that its neighbours have."""
    run = None
    if (room.text or "").strip():
        run = _begun(room, mark, room.text)
        room.text = None
        room.insert(0, run)
    for child in [child for child in room if child is not run]:
        if not isinstance(child.tag, str) or child.tag in _INLINE:
            if run is None:
                run = _begun(room, mark, "")
                child.addprevious(run)
            run.append(child)  # and what follows it
        elif (child.tail or "").strip():
            words, child.tail = child.tail, None
            run = _begun(room, mark, words)
            child.addnext(run)
        else:
            run = None


def _begun(room: Any, mark: str, words: str) -> Any:
    run = room.makeelement("p", {"class": clean(mark)})  # a page's bytes may hold what no tree takes back
    run.text = clean(words)
    return run


Leaf = tuple[Any, str]


"""An element that holds no other block, and its words."""


_BLOCKS = "p pre div li h2 h3 h4 h5 h6 figcaption".split()


_INNER = " or ".join(f".//{tag}" for tag in [*_BLOCKS, "ul", "ol", "table", "section", "article", "form", "blockquote"])


_IS_BLOCK = " or ".join(f"self::{tag}" for tag in _BLOCKS)


_LEAVES = f"//*[{_IS_BLOCK} or self::span[contains(@class, 'aption')]][not({_INNER})]"


_SPOKEN = ".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


_APART = frozenset("aside figure figcaption nav footer form template noscript button table li".split())


_NEVER = (
    r"caption|l[ée]gendes?\b|newsletter|cookie|modal\b|popup|comments?\b|promo\b|sponsor|recommend|"
    r"read-?(?:also|more)|lire-aussi"
)


_SERVICE = re.compile(
    rf"{_NEVER}|legend|credit|photo|paywall|subscri|abonn|(?:^|[\s_-])ads?(?:$|[\s_-])|advert|publicit|"
    r"breadcrumb|by-?line|signature|author|auteur|disclaimer|copyright|tags?(?:$|[\s_-])|hidden|overlay|consent|rgpd",
    re.I,
)


_SURELY = re.compile(rf"(?:^|[\s_-])(?:{_NEVER})", re.I)


_CAPTION = re.compile(r"caption\b|Caption|l[ée]gende\b", re.I)


_PICTURES = re.compile(r"wp-caption|galler|slide|carousel|lightbox|pswp|modal|player|video", re.I)


_WHOLE = re.compile(r"[.!?…][\"'»”’)]*(?:\s|$)")


_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]\s]*$")


_SAYS, _TELLS = 40, 500  # characters of a caption that says something, and no more than a caption


_FREE = 5  # characters outside of links: a paragraph that is one link leads to something else


_NAME = 3  # words of an identifier that names a room; longer ones are made of a heading


_PART = 4  # a room that holds more than this part of the text is the article's, whatever its name


def leaves_of(tree: Any) -> list[Leaf]:
    """In the order of the page, words that stand loose between paragraphs as paragraphs."""
    every = in_paragraphs(tree).xpath(_LEAVES)
    return [(element, line) for element in every if (line := one_line("".join(element.xpath(_SPOKEN))))]


def without_services(found: Blocks, leaves: list[Leaf]) -> Blocks:
    """Without lines that stand in captions, calls to subscribe and lists of other articles, and nowhere else."""
    keys = {key(line) for _, line in found}
    known = [(element, line) for element, line in leaves if key(line) in keys]
    held: Counter[Any] = Counter()
    for element, line in known:
        for room in element.iterancestors():
            held[room] += len(line)
    most = length(found) // _PART
    body = {room for room in held if held[room] > most}
    text = {key(line) for element, line in known if not _serves(element, line, body)}
    other = {key(line) for _, line in known} - text
    kept = [block for block in found if key(block[1]) not in other]
    return kept if length(found) - length(kept) <= most else found


def _serves(element: Any, line: str, body: set[Any]) -> bool:
    around = [room for room in (element, *element.iterancestors()) if room not in body]
    if is_caption(element, line, body):
        return False
    return any(room.tag in {"figcaption", "footer", "nav"} for room in around) or bool(_SURELY.search(marks(around)))


def is_of_text(element: Any, line: str, body: Any) -> bool:
    """No link, no service, no caption, nothing hidden, by its words and the rooms it does not share with `body`."""
    shared = set(body.iterancestors())
    around = [room for room in (element, *element.iterancestors()) if room not in shared]
    return (
        len(line) - linked(element) > _FREE
        and not any(room.tag in _APART or _HIDDEN.search(room.get("style", "")) for room in around)
        and not _SERVICE.search(marks(around))
        and not bylines.ELSEWHERE.search(marks(around))
        and not is_boilerplate(line)
    )


def is_caption(element: Any, line: str, body: set[Any]) -> bool:
    """A whole sentence under a picture in the text's own rooms; a figure is by HTML a unit apart from the text."""
    if not (_CAPTION.search(element.get("class", "")) and _WHOLE.search(line) and _SAYS <= len(line) <= _TELLS):
        return False
    around: list[Any] = []
    for room in (element, *element.iterancestors()):
        if room in body:
            names = marks(around)
            apart = any(room.tag in _APART or _HIDDEN.search(room.get("style", "")) for room in around)
            return not (
                apart or _PICTURES.search(names) or bylines.ELSEWHERE.search(names) or 2 * linked(element) > len(line)
            )
        around.append(room)
    return False


def marks(rooms: list[Any]) -> str:
    """Their classes and names."""
    names = (room.get("id", "") for room in rooms)
    short = [name for name in names if len(re.split(r"[\W_]+", name)) <= _NAME]
    return " ".join([*(room.get("class", "") for room in rooms), *short])


def linked(element: Any) -> int:
    """Characters of its links."""
    return sum(len(one_line("".join(link.itertext()))) for link in element.iter("a"))


def ends_sentence(line: str) -> bool:
    """It ends as sentences do, be it within quotation marks."""
    return _SENTENCE.search(line) is not None


def key(line: str) -> str:
    """By which a line is known again, however it is spaced and punctuated."""
    return re.sub(r"\W", "", line).casefold()
