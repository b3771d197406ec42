"""A page's tree -> the same where words that stand between paragraphs, in no element of their own, are paragraphs."""

from copy import deepcopy
from typing import Any

from newsdossier.read.decode import clean

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
