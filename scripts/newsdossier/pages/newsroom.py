"""What the newsroom adds to a dossier -> its pieces of the page: who read it, key points, passages, notes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsdossier import escape
from newsdossier.locale import say, say_day
from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Entity
from newsdossier.model.findings import Note
from newsdossier.pages.pieces import paragraph_name
from newsdossier.views.dossier import anchors

CORRECTIONS = "corrections.md"
"""The page of corrections."""
_SCHEMES = {"http", "https", "mailto"}
_OPENS = {"strong_open": "**", "em_open": "*"}
_CLOSES = {"strong_close": "**", "em_close": "*"}
_MARKS = {("«", "»"), ("“", "”"), ('"', '"'), ("„", "“")}


if TYPE_CHECKING:
    from markdown_it.token import Token


def review(dossier: Dossier) -> str:
    """« relu par … le … », or that no person read it."""
    one, language = dossier.article.review, dossier.article.language
    if one is None:
        return say("automatic", language)
    if one.on is None:
        return say("reviewed_by", language, name=escape.text(one.by))
    return say("reviewed_by_on", language, name=escape.text(one.by), day=say_day(one.on, language))


def points(dossier: Dossier) -> Iterator[str]:
    """« Ce qu’il faut savoir », « Ce qu’on ne sait pas »: each line leads to its sentence."""
    boxes = [*_points(dossier, "known"), *_points(dossier, "unknown")]
    if boxes:
        yield '<div class="nd-points" markdown="1">\n\n' + "\n\n".join(boxes) + "\n\n</div>"


def _points(dossier: Dossier, kind: str) -> Iterator[str]:
    language = dossier.article.language
    rows = [f"- {editor_line(one.text)}{_where(dossier, one)}" for one in dossier.notes if one.kind == kind]
    if rows:
        yield f"## {say(f'points_{kind}', language)} {{ #{kind} }}\n\n" + "\n".join(rows)


def pins(dossier: Dossier) -> Iterator[str]:
    """Passages that the newsroom wants to be seen first, in the words of the article."""
    pinned = [one for one in dossier.notes if one.kind == "pin" and one.span]
    if pinned:
        quoted = [f"> {_words(dossier, one.span)}{_where(dossier, one)}" for one in pinned if one.span]
        yield f"## {say('pins', dossier.article.language)} {{ #pins }}"
        yield '<div class="nd-pins" markdown="1">\n\n' + "\n\n".join(_apart(quoted)) + "\n\n</div>"


def _apart(quoted: list[str]) -> Iterator[str]:
    """Two block quotes side by side would become one."""
    for number, one in enumerate(quoted):
        yield from (("<!-- -->",) if number else ())
        yield one


def newsroom(dossier: Dossier) -> Iterator[str]:
    """« Notes de la rédaction »: each with the words that it is about, and whose it is."""
    written = [one for one in dossier.notes if one.kind == "note"]
    if written:
        yield f"## {say('newsroom_notes', dossier.article.language)} {{ #notes }}"
        body = "\n\n".join(block for one in written for block in _note(dossier, one))
        yield f'<div class="nd-notes" markdown="1">\n\n{body}\n\n</div>'


def of_entity(entity: Entity, language: str) -> Iterator[str]:
    """« Note de la rédaction » on the page of an entity."""
    if entity.note:
        signed = [f"— {escape.text(entity.note_by)}\n{{ .nd-said-by }}"] if entity.note_by else []
        body = "\n\n".join([editor_blocks(entity.note), *signed])
        yield f"## {say('newsroom_note', language)} {{ #note }}"
        yield f'<div class="nd-notes" markdown="1">\n\n{body}\n\n</div>'


def _note(dossier: Dossier, one: Note) -> Iterator[str]:
    language = dossier.article.language
    if one.span:
        yield f"{quoted(_words(dossier, one.span), language)}{_where(dossier, one)}\n{{ .nd-source }}"
    yield editor_blocks(one.text)
    if one.by:
        yield f"— {escape.text(one.by)}\n{{ .nd-said-by }}"


def quoted(words: str, language: str) -> str:
    """In quotation marks, unless the words bring their own."""
    return words if (words[:1], words[-1:]) in _MARKS else say("quoted", language, text=words)


def _words(dossier: Dossier, span: Span) -> str:
    return escape.block(escape.text(" ".join(span.of(dossier.article.text).split())))


def _where(dossier: Dossier, one: Note) -> str:
    anchor = anchor_of(dossier, one.span) if one.span else ""
    return f" [{paragraph_name(anchor, dossier.article.language)}](#{anchor})" if anchor else ""


def anchor_of(dossier: Dossier, span: Span) -> str:
    """Returns the anchor of the paragraph in which a span begins; empty in a heading."""
    parts = zip(dossier.article.parts, anchors(dossier.article), strict=True)
    return next((a for part, a in parts if part.span.start <= span.start < part.span.end), "")


def corrected(dossier: Dossier) -> str:
    """« 3 corrections de la rédaction », with a link to the list of them; empty when there are none."""
    n = len(dossier.corrections)
    if not n:
        return ""
    words = say("n_corrections", dossier.article.language, n=n)
    return f"[{words}]({CORRECTIONS}#{dossier.article.slug})"


def editor_blocks(markdown: str) -> str:
    """Makes safe Markdown of an editor's: paragraphs, lists, emphasis, code and links; of all else only the words stay.

    A link keeps its target when that is of the web.
    """
    return "\n\n".join(_blocks(_tokens(markdown)))


def editor_line(markdown: str) -> str:
    """Returns an editor's Markdown on one line, as safe."""
    return " ".join(_inline(token.children or []) for token in _tokens(markdown) if token.type == "inline")


def _tokens(markdown: str) -> Sequence["Token"]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).parse(markdown)


def _blocks(tokens: Iterable["Token"]) -> Iterator[str]:
    lists: list[str] = []
    items: list[str] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append("-" if token.type.startswith("bullet") else "1.")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
            if not lists:
                yield "\n".join(items)
                items = []
        elif token.type == "inline" and lists:
            items.append(f"{'    ' * (len(lists) - 1)}{lists[-1]} {_inline(token.children or [])}")
        elif token.type == "inline":
            yield escape.block(_inline(token.children or []))
        elif token.type in {"fence", "code_block"}:
            yield escape.block(escape.text(" ".join(token.content.split())))


def _inline(tokens: Iterable["Token"]) -> str:
    pieces: list[str] = []
    targets: list[str] = []
    for token in tokens:
        if token.type in {"text", "html_inline"} or token.type == "image" or token.type == "code_inline":
            pieces.append(escape.text(token.content))
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type == "link_open":
            targets.append(_target(str(token.attrGet("href") or "")))
            pieces.append("[" if targets[-1] else "")
        elif token.type == "link_close":
            target = targets.pop()
            pieces.append(f"]({escape.address(target)})" if target else "")
        else:
            pieces.append(_OPENS.get(token.type) or _CLOSES.get(token.type) or "")
    return "".join(pieces).strip()


def _target(href: str) -> str:
    """Returns the target of a link if it is a web address, else nothing: a relative one would break on another page."""
    return href if urlsplit(href).scheme in _SCHEMES else ""
