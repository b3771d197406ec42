"""Pages say what the article says: escaped, linked where a reader needs it, no more than rights allow."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from conftest import TESTS, Project, make_project, tree
from newsdossier import escape
from newsdossier.build.pipeline import build
from newsdossier.model.article import Source
from newsdossier.model.settings import Budget, Settings
from newsdossier.pages.pieces import in_source

GOLDEN = TESTS / "golden"
SEED = """Trump-Putin-meeting
Une conversation entre Steve Witkoff et Iouri Ouchakov, divulguée par Bloomberg.

Witkoff a félicité Ouchakov. Ils ont parlé de l’Ukraine et de Gaza pendant longtemps, sans conclure.

Ouchakov a répondu que la Russie attendait. Donald Trump le sait. Vladimir Poutine aussi, dit-on à Moscou.

Witkoff n’a pas répondu. La suite viendra plus tard, quand tous auront parlé de Donetsk et de la paix.
"""


def html(markdown: str) -> str:
    """As MkDocs would render it."""
    return Markdown(extensions=["attr_list", "md_in_html", "toc", "tables", "fenced_code"]).convert(markdown)


def words(markup: str) -> str:
    """What a reader sees of it."""
    from lxml import html as lxml_html

    return " ".join("".join(map(str, lxml_html.fromstring(f"<div>{markup}</div>").itertext())).split())


TEXTS = st.text(
    st.one_of(st.sampled_from(list("\\`*_{}[]()#+-.!|<>&~:=\"' \n1a;")), st.characters(codec="utf-8")), max_size=60
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_words_stay_words(text: str) -> None:
    """Whatever an article says, its page shows these words and no mark-up made of them."""
    line = " ".join(escape.text(text).split())
    shown = html(escape.block(line))
    assert "<" not in shown.replace("<p>", "").replace("</p>", "")
    assert words(shown) == " ".join(_seen(text).split())


def _seen(text: str) -> str:
    """Without what no page can hold: control characters."""
    return "".join(" " if c in "\x7f\x85" or ord(c) < 32 else c for c in text if not 0xFFFE <= ord(c) <= 0xFFFF)


@pytest.mark.parametrize(
    "text",
    [
        "# Titre", "1. Un", "- Un", "> Dit", "[TOC]", "![x](javascript:y)",
        "<script>alert(1)</script>", "{: .x onclick=y }",
        "{{ config }}", "{% raw %}", "--8<-- \"/etc/passwd\"", "a | b", "***", "=====", "```", "~~~", "[a]: http://b",
        "&lt;b&gt;", "&copy;", "*[HTML]: x", "[^1]: x", "--- ", "    code",
        "http://example.org/_a_", "a_b_c", "1) x", "+ y",
    ],
)  # fmt: skip
def test_tricks_stay_words(text: str) -> None:
    """Text that looks like mark-up is shown as it was written."""
    assert words(html(escape.block(escape.text(text).strip()))) == " ".join(text.split())


def test_no_picture_by_an_exclamation_mark(project: Project) -> None:
    """An exclamation mark before a linked name makes no picture of it."""
    root = project({"a.txt": "L’appel\n\nBravo !Vladimir Poutine a parlé, et Vladimir Poutine parle."})
    build(root)
    assert "<img" not in html((root.dossiers / "l-appel.md").read_text("utf-8"))


@pytest.mark.parametrize("name", [p.name for p in sorted(GOLDEN.iterdir())])
def test_golden(name: str, tmp_path: Path) -> None:
    """Each seed of ours gives the dossier beside it, byte for byte."""
    seeds = {p.name: p.read_text("utf-8") for p in (GOLDEN / name / "seeds").iterdir()}
    settings = make_project(tmp_path, seeds)
    build(settings)
    made = {path: data.decode() for path, data in tree(settings.dossiers).items()}
    wanted = {path: data.decode() for path, data in tree(GOLDEN / name / "dossiers").items()}
    assert wanted
    assert {path: made[path] for path in wanted} == wanted


def test_links(project: Project) -> None:
    """An entity is linked at its first mention, again after a heading, and every other mention is plain text."""
    far = "mot " * 160
    seed = f"# L’appel\n\nSteve Witkoff parle. Witkoff répète.\n\n## Suite\n\nWitkoff insiste. {far}Witkoff conclut.\n"
    root = project({"a.md": seed})
    build(root)
    text = (root.dossiers / "l-appel.md").read_text("utf-8").split('<div class="nd-text"')[1]
    assert text.count("](entities/steve-witkoff.md)") == 3
    assert "Witkoff répète" in text
    assert "[Witkoff](entities/steve-witkoff.md){ .per #m3 } insiste" in text


def test_front_matter(project: Project) -> None:
    """A dossier's front matter says where it comes from, what it holds and that nobody has read it yet."""
    root = project({"a.txt": SEED, "a.txt.yml": 'title: "L\'appel : suite #2"\ntags: [paix]\n'})
    build(root)
    meta: Any = frontmatter.load(str(root.dossiers / "trump-putin-meeting.md")).metadata
    assert meta["title"] == "L'appel : suite #2"
    assert meta["review"] == {"status": "automatic"}
    assert meta["seed"]["path"] == "seeds/a.txt"
    assert {"id": "ukraine", "type": "place", "name": "Ukraine", "mentions": 1} in meta["entities"]
    assert (meta["rights"], meta["lang"], meta["tags"]) == ("full", "fr", ["paix"])


def test_people_are_not_for_search_engines(project: Project) -> None:
    """A person's page says noindex unless the authority says that it is public; a place's page does not."""
    people = "entities:\n  - {name: Vladimir Poutine, type: person, public: true}\n"
    root = project({"a.txt": SEED, "_authority.yml": people})
    build(root)
    robots = {p.stem: frontmatter.load(str(p)).get("robots") for p in (root.dossiers / "entities").glob("*.md")}
    assert robots["steve-witkoff"] == "noindex, follow"
    assert robots["vladimir-poutine"] is None
    assert robots["ukraine"] is None


def test_excerpt(project: Project) -> None:
    """Without the right to the text only a few sentences of it are anywhere in the dossiers; names and counts stay."""
    seeds = {"a.txt": SEED, "a.txt.yml": "url: https://example.org/a\npublisher: Journal\n"}
    root = replace(project(seeds, rights="excerpt"), excerpt=Budget(share=22))
    build(root)
    everything = b"\n".join(tree(root.dossiers).values()).decode()
    assert "Une conversation entre" in everything
    assert "a répondu que" not in everything
    assert "La suite viendra" not in everything
    assert "extrait : 1 phrase sur " in everything
    assert "(limite : 3 phrases, 600 signes, 22 % du texte)" in everything
    page = (root.dossiers / "trump-putin-meeting.md").read_text("utf-8")
    assert "Lire l’article : [Journal](https://example.org/a)" in page
    assert "[Donetsk](entities/donetsk.md)" in page
    assert "rights: excerpt" in page


def test_excerpt_of_a_short_article_is_not_all_of_it(project: Project) -> None:
    """An article of one sentence is not given away by its excerpt."""
    root = project({"a.txt": "L’appel\n\nWitkoff a parlé à Ouchakov longtemps."}, rights="excerpt")
    build(root)
    assert b"longtemps" not in b"".join(tree(root.dossiers).values())


def test_pages_are_yaml_and_text(project: Project) -> None:
    """What we write can be read again: the hash is the last key, one line break ends the file."""
    root = project({"a.txt": SEED})
    build(root)
    for path, data in tree(root.dossiers).items():
        if path.endswith(".md"):
            head = data.decode().split("\n---\n")[0].removeprefix("---\n")
            assert list(yaml.safe_load(head))[-1] == "generated"
            assert data.endswith(b"\n") and not data.endswith(b"\n\n")


def test_an_unsupported_language_is_said(project: Project) -> None:
    """A dossier in a language that we do not read says so, one in a language that we read does not."""
    settings = project(
        {"a.txt": "El viaje\n\nPedro Sánchez viajó a Kiev.", "a.txt.yml": "language: es\n", "b.txt": "Oui\n\nNon."}
    )
    build(settings)
    said = "Language not supported"
    assert said in (settings.dossiers / "el-viaje.md").read_text("utf-8")
    assert said not in (settings.dossiers / "oui.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("url", "said", "wanted"),
    [
        ("https://a.fr/x", "« La paix est proche »", "https://a.fr/x#:~:text=La%20paix%20est%20proche"),
        ("https://a.fr/x?q=1#bas", "demi-tour, dit-il & rit", "#bas:~:text=demi%2Dtour%2C%20dit%2Dil%20%26%20rit"),
        (
            "https://a.fr/x",
            "Un deux trois quatre cinq six sept huit neuf.",
            ":~:text=Un%20deux%20trois%20quatre,six%20",
        ),
        ("https://a.fr/x#:~:text=autre", "L’eau", "https://a.fr/x#:~:text=L%E2%80%99eau"),
    ],
)
def test_a_sentence_leads_to_the_same_sentence_in_its_source(url: str, said: str, wanted: str) -> None:
    """A text fragment holds a short sentence whole, of a long one both ends; marks that outlets vary are left out."""
    assert wanted in in_source(Source(url=url), said, "fr")
    assert in_source(Source(), said, "fr") == ""


def test_what_is_known_and_what_is_not(project: Project) -> None:
    """One line says what was found and what is missing; relations and quotes lead to paragraph and source."""
    seed = "L’appel\n\nSteve Witkoff, envoyé de Donald Trump, parle le 3 mai.\n\n« Bien », a-t-il dit. « Non. »\n"
    bare = page_of(project({"a.txt": seed}))
    assert "Reste inconnu : la source, la date de publication" in bare
    assert "dans la source" not in bare
    known = "url: https://example.org/a\npublisher: Exemple\npublished: 2025-05-04\n"
    page = page_of(project({"a.txt": seed, "a.txt.yml": f"source:\n  {known.replace(chr(10), chr(10) + '  ')}"}))
    assert "[lire l’article](https://example.org/a)" in page
    assert "la date de publication" not in page
    assert "**envoyé de Donald Trump** · voir [Donald Trump]" in page
    assert "[dans la source](https://example.org/a#:~:text=" in page


def page_of(settings: Settings) -> str:
    build(settings)
    return (settings.dossiers / "l-appel.md").read_text("utf-8")


def test_a_panel_of_very_many_names_is_folded(project: Project) -> None:
    """Of twenty persons twelve are seen at once, the most often named first; the others are a fold away."""
    names = [
        f"{first} {last}"
        for first in ("Jean", "Paul", "Anne", "Marie")
        for last in "Durand Petit Moreau Roux Faure".split()
    ]
    seed = "L’appel\n\n" + "\n\n".join(f"Le maire {name} a parlé de la route." for name in names)
    page = page_of(project({"a.txt": f"{seed}\n\nLe maire Marie Faure a parlé encore."}))
    panel = page[page.index("<aside") : page.index("</aside>")]
    seen, rest = panel.split('<details class="nd-rest"')
    assert "[Marie Faure]" in seen and seen.count("{ .per }") == 12
    assert "et 8 autres" in rest and rest.count("{ .per }") == 8
    assert "<details" in html(page).split("nd-rest")[0] and html(page).count("<details") == panel.count("<details")
