"""Plain text -> draft: a title or a slug line, a standfirst, paragraphs."""

import re

from newsdossier.decide.sidecar import Sidecar
from newsdossier.model.article import PartKind
from newsdossier.read.decode import damage, decode, visible
from newsdossier.read.seed import Draft, RawSeed
from newsdossier.read.web.blocks import Blocks

SUFFIXES = (".txt", ".text")
_SLUG_LINE = re.compile(r"^[^\s-]+(?:-+[^\s-]+){2,}-*$")


def read(raw: RawSeed) -> Draft:
    """Takes line 1 for the title or a slug line, and what follows up to a blank line for the standfirst."""
    text = decode(raw.data, raw.path)
    lines = [line.strip() for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    if lines and _SLUG_LINE.match(lines[0]):
        body = tuple(body_of(lines[1:], wrapped=True))
        return Draft(body, Sidecar(), slug=lines[0], read=visible("".join(lines[1:])), remarks=damage(text))
    head: Blocks = [("title", lines[0])] if lines else []
    return Draft((*head, *body_of(lines[1:])), Sidecar(), read=visible(text), remarks=damage(text))


def body_of(lines: list[str], *, wrapped: bool = False) -> Blocks:
    """Returns paragraphs parted by blank lines, or lines where there are none; a first one directly is a standfirst.

    `wrapped`: the standfirst may have several lines; under a title they would be a paragraph.
    """
    text = "\n".join(lines)
    bare = text.strip("\n")
    if not re.search(r"\n\s*\n", "\n" + text.rstrip("\n")):
        return [("paragraph", line) for line in bare.split("\n") if line]
    blocks = [" ".join(block.split("\n")) for block in re.split(r"\n\s*\n", bare) if block.strip()]
    follows = bool(lines) and bool(lines[0]) and (wrapped or not bare.split("\n\n")[0].count("\n"))
    first: PartKind = "standfirst" if follows else "paragraph"
    return [(first if i == 0 else "paragraph", words) for i, words in enumerate(blocks)]
