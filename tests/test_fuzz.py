"""Whatever bytes come, a reader gives an article or one message: searched by hypothesis."""

import json
import os
import re
from html import unescape
from urllib.parse import unquote

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from newsdossier import escape
from newsdossier.errors import Failure
from newsdossier.model.article import Article
from newsdossier.read import readers
from newsdossier.read.isolated import attempt
from newsdossier.read.seed import RawSeed

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
ENDINGS = tuple(sorted(readers()))  # also of what `led.py` makes up
LIGHT = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
MARKS = st.lists(
    st.sampled_from(
        ["<", ">", "[", "](", ")", "`", "*", "_", "&", "#", "---\n", "{", "}", "|", "\n\n", "- ", "a: ", "é", "\0"]
    ),
    max_size=60,
).map("".join)


def outcome(data: bytes, ending: str) -> Article | Failure:
    """What comes of those bytes under that ending."""
    return attempt(RawSeed(f"seeds/essai{ending}", data, f"seeds/essai{ending}.yml"), ("fr", "en"))


def holds(found: Article | Failure) -> None:
    """An article whose parts lie in its text, or a message that names the file and was foreseen."""
    if isinstance(found, Failure):
        assert found.message.startswith("seeds/essai")
        assert "cannot be read (" not in found.message, found.message
        return
    ends = 0
    for part in found.parts:
        assert ends <= part.span.start < part.span.end <= len(found.text)
        assert part.span.of(found.text) == part.span.of(found.text).strip()
        ends = part.span.end
    assert found.slug
    assert found.reading.kept <= found.reading.read


@LIGHT
@given(
    st.one_of(st.binary(max_size=400), WORDS.map(str.encode), MARKS.map(str.encode)), st.sampled_from([".txt", ".md"])
)
@example(b"\xff\xfe\x00", ".txt")
@example(b"---\n: \n---\n", ".md")
def test_text_and_markdown(data: bytes, ending: str) -> None:
    """Plain text and Markdown."""
    holds(outcome(data, ending))


@LIGHT
@given(st.one_of(st.binary(max_size=300), MARKS.map(str.encode)), st.sampled_from(ENDINGS))
@example(b'{"bodies": [{"value": "a"}], "headlines": [{}]}', ".json")
@example(b"<rss><channel><item/></channel></rss>", ".xml")
def test_all_formats(data: bytes, ending: str) -> None:
    """Every format that has a reader."""
    holds(outcome(data, ending))


@settings(LIGHT, max_examples=EXAMPLES // 2)
@given(MARKS, WORDS)
def test_pages(marks: str, words: str) -> None:
    """Saved pages, whatever stands in them."""
    page = f"<html><head><title>{words[:40]}</title></head><body><article><p>{marks}</p><p>{words}</p>"
    holds(outcome(page.encode(), ".html"))


@settings(LIGHT, max_examples=2 * EXAMPLES)
@given(st.one_of(WORDS, MARKS))
@example("\x08- 0")
def test_escaped_words_are_words(words: str) -> None:
    """Of an article's words Markdown makes no element, and keeps every letter."""
    are_words(words)


def are_words(words: str) -> None:
    """Inside a line and at its beginning."""
    letters = [c for c in words if c.isalpha()]
    lines = {f"x {escape.text(words)} x": ["x", *letters, "x"]}
    lines |= {escape.block(f"{escape.text(words.strip())}x"): [*letters, "x"]}
    for line, wanted in lines.items():
        made = Markdown(extensions=["attr_list", "md_in_html"]).convert(line)
        assert re.sub(r"</?p>", "", made).count("<") == 0, made
        assert [c for c in unescape(re.sub(r"</?p>", "", made)) if c.isalpha()] == wanted


@given(WORDS)
def test_html_and_script_say_the_same_and_hold_no_mark_up(words: str) -> None:
    """In an element or an attribute, as a piece of an address, as JSON in a script: read back, it is the same words."""
    assert not set(escape.html(words)) & set("<>\"'") and unescape(escape.html(words)) == words
    assert not set(escape.element(words)) & set("<>")
    inside = escape.script(json.dumps(words, ensure_ascii=False))
    assert not set(inside) & set("<>&\u2028\u2029") and json.loads(inside) == words


@given(WORDS)
def test_a_piece_of_an_address_is_one_piece(words: str) -> None:
    """Nothing in it ends the piece, begins a query, or is no ASCII."""
    assert re.fullmatch(r"[\w.~%-]*", escape.part(words), re.ASCII)
    assert unquote(escape.part(words)) == words
