"""Markdown with YAML front matter -> draft: the prose of its headings, paragraphs and items."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING

import frontmatter

from newsdossier.decide.sidecar import Sidecar, parse_front_matter
from newsdossier.model.article import PartKind
from newsdossier.read.decode import damage, decode
from newsdossier.read.seed import Draft, RawSeed
from newsdossier.read.web.blocks import html_blocks

SUFFIXES = (".md", ".markdown")
_LARGEST = 16_000  # bytes of front matter, checked before it is parsed
_DEEPEST = 100  # levels of lists and quotations
_SURE = 0.95  # the two ways of counting differ by list numbers and the like
_NO_PROSE = re.compile(
    r"!\[[^\[\]]{0,500}\](?:\([^()]{0,2000}\))?|\]\([^()]{0,2000}\)|<[^<>]{0,2000}>|^\s*\[[^\[\]]{1,500}\]:.*$|^\s*(?:```|~~~).*$|^\s*\d+[.)]",
    re.M,
)
_WIKI_LINK = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")  # of Obsidian
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


if TYPE_CHECKING:
    from markdown_it.token import Token


def read(raw: RawSeed) -> Draft:
    """Takes front matter for what a sidecar would say; of the body only words count, not links and pictures."""
    text = decode(raw.data, raw.path)
    head = _FENCE.match(text) if frontmatter.checks(text) else None
    found = parse_front_matter(head.group(1).encode(), raw.path, first=2, largest=_LARGEST) if head else None
    metadata = found.said if found else Sidecar()
    body = _WIKI_LINK.sub(r"\1", text[head.end() :] if head else text)
    blocks = tuple(_blocks(body))
    length = _length(body, blocks)
    if blocks and blocks[0][0] == "heading" and blocks[0][1].split() == metadata.title.split():
        blocks = blocks[1:]  # the title said twice
    elif blocks and blocks[0][0] == "heading" and not metadata.title:
        blocks = (("title", blocks[0][1]), *blocks[1:])
    return Draft(
        blocks,
        metadata,
        dated_by="front matter",
        read=length,
        remarks=(*(found.unknown if found else ()), *damage(text)),
    )


def _length(body: str, blocks: Iterable[tuple[PartKind, str]]) -> int:
    """Returns how many letters the body has, counted in another way, when clearly fewer came out; else 0."""
    whole = len(re.findall(r"\w", unescape(_NO_PROSE.sub(" ", body))))
    kept = sum(len(re.findall(r"\w", words)) for _, words in blocks)
    return whole if kept < _SURE * whole else 0


def _blocks(body: str) -> Iterator[tuple[PartKind, str]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).parse(body)
    inside: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            inside.append(token.type)
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            words = " ".join(_words(token.children or []).split())
            if words:
                yield _kind(inside), words
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield "paragraph", " ".join(token.content.split())
        elif token.type == "html_block":
            yield from html_blocks(token.content)


def _kind(inside: list[str]) -> PartKind:
    if inside[-1] == "heading_open":
        return "heading"
    return "item" if "list_item_open" in inside else "paragraph"


def _words(tokens: list["Token"]) -> str:
    """Returns text and code; mark-up, pictures and inline HTML are not prose."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(t.type, t.content if t.type in {"text", "code_inline"} else "") for t in tokens)
