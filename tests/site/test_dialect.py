"""Our own reader of our own Markdown says what Python-Markdown says, or leaves the page to it."""

from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, TESTS, copy_of_ours, mkdocs, published
from newsdossier import escape
from newsdossier.site.dialect import Converted, converted
from newsdossier.site.incremental.links import LinkCollector
from newsdossier.site.page_html import USUAL

CASES = sorted((TESTS / "dialect").glob("*.md"))
PIECES = [
    "word", " ", "  \n", "\n", "\n\n", "\n\n\n", "- ", "1. ", "2. ", "> ", ">\n", "# ", "## ", "#", "[", "]",
    "](a.md)", "](#p1)", "(", ")", "{ .x }", "{ .per #m1 }", "{ #a }", "{ .a.b }", "{ .x#y }",
    '{ href="b.md" }', "\n{ .nd-facts }", "\n  { .y }", "*", "**", "_", "`", "\\",
    "\\*", "\\_", "\\>", "<span>", "</span>", '<span lang="en">', "<b>", "<br>", "<", ">", "&amp;",
    "&#123;", "&", "&x;", ";", "!", ":", "|", "~~~", "---", "===", "http://a.example/",
    '<div class="nd-text" markdown="1">', '<details open markdown="1">', "\n<summary>x</summary>", "</div>",
    "</details>", "\u00a0", "    ", "é", "«\u00a0", "[x](b.md){ .per }", "[TOC]", "<!-- a -->", "\t",
    '<fieldset id="f">x</fieldset>', "1986", "12.", "+ ", "![i](j.png)",
]  # fmt: skip


def by_python_markdown(text: str) -> tuple[str, list[str], list[dict[str, object]]]:
    """What MkDocs would make of it: HTML, links, table of contents."""
    links = LinkCollector()
    md = markdown.Markdown(extensions=[*USUAL, links])
    return md.convert(text), links.addresses, md.toc_tokens  # type: ignore[attr-defined]


def same(ours: Converted, text: str) -> None:
    """Nothing differs."""
    html, links, toc = by_python_markdown(text)
    assert ours.html == html
    assert ours.links == links
    assert ours.toc == toc


def body(path: Path) -> str:
    """A page without its front matter."""
    text = path.read_text("utf-8")
    return text.split("\n---\n", 1)[1].lstrip("\n") if text.startswith("---\n") else text


@pytest.mark.parametrize("path", sorted((ROOT / "dossiers").rglob("*.md")), ids=lambda path: path.stem)
def test_every_page_that_is_written_is_read_as_python_markdown_reads_it(path: Path) -> None:
    text = body(path)
    ours = converted(text, str)
    assert ours is not None, "the reader of our own Markdown knows nothing of what this page holds"
    same(ours, text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_only_a_person_writes_is_left_to_python_markdown_or_read_the_same(path: Path) -> None:
    text = body(path)
    ours = converted(text, str)
    if ours is not None:
        same(ours, text)


@pytest.mark.parametrize("path", [path for path in CASES if path.stem.startswith("left-")], ids=lambda path: path.stem)
def test_a_page_with_markdown_that_we_never_write_is_left_alone(path: Path) -> None:
    assert converted(body(path), str) is None


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_markup_is_read_otherwise(pieces: list[str]) -> None:
    text = "".join(pieces).strip("\n")
    ours = converted(text, str)
    if ours is not None:
        same(ours, text)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_words_of_articles_are_read_the_same_wherever_they_stand(words: str) -> None:
    line = escape.text(words).strip()
    text = "\n\n".join([
        f"# {line}", escape.block(line), f"- {line}\n- **{line}** · *{line}*", f"> {line}",
        f"[{line}](a.md){{ .per #m1 }} x\n{{ .nd-facts }}", f'<span lang="en">{line}</span>',
    ])  # fmt: skip
    ours = converted(text, str)
    if ours is not None:
        same(ours, text)


@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc", "Zs"]), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_words_of_articles_are_hardly_ever_too_strange(words: str) -> None:
    line = f"mots {escape.text(words).replace('  ', ' ')}".strip()
    assert converted(f"{line}\n\n- {line}\n- {line}", str) is not None


def test_a_site_on_which_nothing_is_done_in_short_has_the_same_pages(tmp_path: Path) -> None:
    root = copy_of_ours(tmp_path)
    assert mkdocs(root, "build", "--strict").returncode == 0
    ours = published(root / "site")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("markdown_extensions: [admonition]\n")  # nothing that changes our pages, but not the usual ones
    (root / "own").mkdir()  # nor do templates of the project's own that are not there
    own = (root / "mkdocs.yml").read_text("utf-8").replace("  font: false\n", "  font: false\n  custom_dir: own\n")
    (root / "mkdocs.yml").write_text(own, "utf-8")
    assert mkdocs(root, "build", "--strict").returncode == 0
    assert published(root / "site") == ours
