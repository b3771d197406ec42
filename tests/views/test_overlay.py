"""What is laid over a published dossier: marks where the words stand, cards, and a page that is otherwise the same."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from conftest import Project
from newsdossier.build.pipeline import build
from newsdossier.model.settings import Settings
from newsdossier.site.overlay import Wrap, add_overlay, wrap_words
from newsdossier.views.overlay import Overlay, rounded

A = Wrap(0, "Il serait", '<a class="x">', "</a>")


@pytest.mark.parametrize(
    ("html", "wrap", "wanted"),
    [
        ("Il serait parti.", (2, "serait"), "Il <i>serait</i> parti."),
        ("Il  se&amp;ait là.", (2, "se&ait là"), "Il  <i>se&amp;ait là</i>."),
        ("Il <em>serait</em> parti.", (2, "serait"), "Il <em><i>serait</i></em> parti."),
        ("Il <em>serait</em> parti.", (2, "serait parti"), "Il <i><em>serait</em> parti</i>."),
        ("dit « <a href='x'>Ali</a> vient »", (3, "« Ali vient »"), "dit <i>« <a href='x'>Ali</a> vient »</i>"),
        ("<a href='x'>Ali</a> vient", (0, "Ali vient"), "<i><a href='x'>Ali</a> vient</i>"),
        ("Il <em>se</em>rait", (0, "Il se"), "<i>Il <em>se</em></i>rait"),
        ("un<br />deux trois", (2, "deux"), "un<br /><i>deux</i> trois"),
    ],
)
def test_words_are_wrapped_where_they_stand(html: str, wrap: tuple[int, str], wanted: str) -> None:
    """The mark-up is around those words, whatever tags and entities stand among them."""
    assert wrap_words(html, [Wrap(*wrap, "<i>", "</i>", around_links=True)]) == wanted


@pytest.mark.parametrize(
    ("html", "wrap"),
    [
        ("Il serait parti.", Wrap(3, "serait", "<i>", "</i>")),  # other words stand there
        ("Il <a href='x'>serait</a>", Wrap(2, "serait", "<i>", "</i>")),  # a link holds no link
        ("Il <a href='x'>serait</a> là", Wrap(2, "serait là", "<i>", "</i>")),
        ("Il <em>se</em>rait", Wrap(3, "erait", "<i>", "</i>")),
        ("x &amp; y", Wrap(1, "amp", "<i>", "</i>")),
        ("<b title='serait'>x</b>", Wrap(0, "serait", "<i>", "</i>")),
        ("x", Wrap(9, "y", "<i>", "</i>")),
    ],
)
def test_what_does_not_fit_is_left_out(html: str, wrap: Wrap) -> None:
    """Other words, half an element, a link within a link: the paragraph stays as it is."""
    assert wrap_words(html, [wrap]) == html


def test_wraps_within_wraps() -> None:
    """Longer ones hold shorter ones, those that cross an earlier one are left out, no link is put into a link."""
    outer, inner = Wrap(0, "un deux trois", "<q>", "</q>"), Wrap(2, "deux", "<i>", "</i>")
    assert wrap_words("un deux trois", [outer, inner]) == "<q>un <i>deux</i> trois</q>"
    assert wrap_words("un deux trois", [Wrap(0, "un deux", "<q>", "</q>"), Wrap(2, "deux trois", "<i>", "</i>")]) == (
        "<q>un deux</q> trois"
    )
    assert wrap_words("Il serait là", [A, Wrap(2, "serait", "<a>", "</a>")]) == '<a class="x">Il serait</a> là'
    assert (
        wrap_words("un deux", [Wrap(0, "un", "<q>", "</q>"), Wrap(2, "deux", "<i>", "</i>")]) == "<q>un</q> <i>deux</i>"
    )


@pytest.mark.parametrize(
    ("n", "shown"), [(0, 0), (4, 4), (9, 5), (10, 10), (19, 10), (49, 20), (99, 50), (300, 200), (999, 500)]
)
def test_counts_that_rarely_change(n: int, shown: int) -> None:
    """From five on the number of dossiers is rounded down, so that a new article does not change every page."""
    assert rounded(n) == shown


def test_nothing_to_lay_over() -> None:
    """A page without a dossier of ours, such as one that a person edited, stays as it is."""
    html = '<p id="p1">Il serait parti.</p><div class="nd-text">x</div>'
    assert add_overlay(html, Overlay(), language="fr", href=str) == html


SEED = """Un appel

Steve Witkoff, envoyé spécial de Donald Trump, a parlé.

« La paix est proche », a déclaré Steve Witkoff à Reuters. Donald Trump serait d’accord.
"""


def made(settings: Settings, slug: str) -> Overlay:
    return build(settings).overlay(f"{slug}.md")


def test_an_overlay(project: Project) -> None:
    """Marks are names, dates, quotes and reserves; a card says who it is in the words of the article."""
    found = made(project({"a.txt": SEED}), "un-appel")
    kinds = {(mark.kind, mark.words) for mark in found.marks}
    assert {("quote", "« La paix est proche »"), ("hedged", "serait"), ("name", "Steve Witkoff")} <= kinds
    cards = {card.listed.entity.id: card for card in found.cards}
    assert cards["steve-witkoff"].role == "envoyé spécial de Donald Trump"
    assert (cards["steve-witkoff"].listed.mentions, cards["steve-witkoff"].dossiers) == (2, 1)


def test_an_edited_page_gets_no_overlay(project: Project) -> None:
    """Words that a person changed are theirs: no mark, no card."""
    settings = project({"a.txt": SEED})
    build(settings)
    path = settings.dossiers / "un-appel.md"
    path.write_text(path.read_text("utf-8").replace("a parlé", "a parlé hier"), "utf-8")
    assert made(settings, "un-appel") == Overlay()


def test_on_the_site(site: Path) -> None:
    """The seed's dossier: every id is there once, every card that a link shows is there, every number has its quote."""
    page = lxml_html.parse(str(site / "dossiers/donald-trump-vladimir-putin-meeting/index.html"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    shown = page.xpath("//a/@interestfor")
    assert set(shown) <= set(ids)
    assert {"card-steve-witkoff", "card-hedged", "card-quote-1"} <= set(shown)
    assert len(page.xpath('//a[contains(@class, "nd-hedged")][@href="#claims"]')) == 2
    numbers = page.xpath('//a[@class="nd-ref"]')
    assert [number.text for number in numbers] == ["1", "2", "3", "4", "5"]
    assert all(number.get("href", "#").removeprefix("#") in ids for number in numbers)
    assert not page.xpath("//a//a")


def test_dates_in_the_text(project: Project) -> None:
    """A date says what it comes to and what of it is ours; HTML's element is used only where it can hold the time."""
    text = (
        "Un jour\n\nLe traité est signé le 14 octobre à Genève. Il sera lu au printemps 2026 à Paris, dit la ville.\n"
    )
    found = made(project({"a.txt": text, "a.txt.yml": "published: 2025-10-16\n"}), "un-jour")
    inside = text.split("\n\n")[1].strip()
    html = add_overlay(f'<p id="p1">{inside}</p>', found, language="fr", href=str)
    assert 'datetime="2025-10-14" data-edtf="2025-10-14" title="14 octobre 2025, année déduite' in html
    assert '<span class="nd-name nd-date" data-edtf="2026-21" title="printemps 2026">' in html


def test_the_markdown_stays_clean(site: Path) -> None:
    """No mark, card or switch is in the Markdown."""
    markdown = (site.parent / "dossiers/donald-trump-vladimir-putin-meeting.md").read_text("utf-8")
    assert not any(word in markdown for word in ("nd-mark", "nd-card", "nd-ref", "nd-name", "interestfor", "Surligner"))
