"""Cards and « Surligner » as readers meet them: pointer, keyboard, touch, browsers that know less, and no script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from browser import opened
from conftest import ROOT, served
from newsdossier.model.article import Source
from newsdossier.pages.pieces import in_source

pytestmark = pytest.mark.browser
DOSSIER = "/dossiers/donald-trump-vladimir-putin-meeting/"
FORGET = "delete HTMLAnchorElement.prototype.interestForElement"  # as a browser that does not open cards by itself
OPEN = ".nd-card:popover-open"


@pytest.fixture(params=["by the browser", "by our script"])
def page(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """The seed's dossier, where the browser opens cards and where our script does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    if request.param == "by our script":
        made.add_init_script(FORGET)
    made.goto(base + DOSSIER)
    yield made
    context.close()


def name(page: Page) -> Locator:
    return page.locator(".nd-text a.per").first


def test_a_card_by_pointer(page: Page) -> None:
    """A name shows its card near it, inside the window; the pointer may go onto the card; leaving both closes it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    name(page).hover()
    card = page.locator(OPEN)
    card.wait_for()
    assert "Donald Trump" in card.inner_text() and "mentions ici" in card.inner_text()
    link, box = name(page).bounding_box(), card.bounding_box()
    assert link and box
    below, above = box["y"] - link["y"] - link["height"], link["y"] - box["y"] - box["height"]
    assert -30 < max(below, above) < 30 and box["x"] + box["width"] <= 1280
    card.hover()
    page.evaluate("() => new Promise(done => setTimeout(done, 600))")  # what would close it is due before that
    assert card.is_visible()
    page.mouse.move(2, 2)
    page.wait_for_selector(OPEN, state="detached")
    assert [url for url in asked if "favicon" not in url] == []


def test_a_card_by_keyboard(page: Page) -> None:
    """A name that takes the focus shows its card, Escape closes it and leaves the focus, Enter follows the link."""
    page.locator(".nd-marks-main").focus()
    page.keyboard.press("Tab")
    page.locator(OPEN).wait_for()
    focused = "document.activeElement.className"
    assert re.match("per|org|loc", page.evaluate(focused))
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")
    assert re.match("per|org|loc", page.evaluate(focused))
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/**")


def test_a_number_shows_who_said_it(page: Page) -> None:
    """The number behind a quote shows its speaker and the channel, and leads to the quote."""
    page.locator(".nd-ref").first.hover()
    page.locator(OPEN).wait_for()
    assert "Steve Witkoff" in page.locator(OPEN).inner_text() and "Bloomberg" in page.locator(OPEN).inner_text()
    page.locator(".nd-ref").first.click()
    assert page.url.endswith("#quote-1")


@pytest.mark.parametrize("forget", ["", FORGET], ids=["by the browser", "by our script"])
def test_a_tap_follows_the_link(forget: str, browser: Browser, base: str) -> None:
    """On a touch screen a tap on a name goes to its page: no card stands in the way."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(forget)
    page.goto(base + DOSSIER)
    name(page).tap()
    page.wait_for_url("**/entities/donald-trump/")
    context.close()


def test_without_script_a_name_is_a_link_and_marks_can_be_chosen(browser: Browser, base: str) -> None:
    """No JavaScript: cards that the browser cannot open are hidden, links work, « Surligner » chooses."""
    page = opened(browser, base + DOSSIER, width=1280, script=False)
    line = "e => getComputedStyle(e).textDecorationLine"
    plain = page.locator(".nd-text .nd-name.nd-per").first
    assert not page.locator(".nd-card").first.is_visible()
    assert (name(page).evaluate(line), plain.evaluate(line)) == ("underline", "none")
    page.get_by_label("tout", exact=True).check()
    assert plain.evaluate(line) == "underline"
    page.get_by_label("rien", exact=True).check()
    assert name(page).evaluate(line) == "none"
    assert not page.locator(".nd-ref").first.is_visible()
    name(page).click()
    assert "/entities/donald-trump/" in page.url
    page.context.close()


def test_marks_are_remembered(browser: Browser, base: str) -> None:
    """What was chosen on one dossier holds on the next."""
    page = opened(browser, base + DOSSIER, width=1280)
    page.get_by_label("rien", exact=True).check()
    page.goto(base + "/dossiers/example-the-leaked-call-in-short/")
    assert page.locator(".nd-marks-none").is_checked()
    page.context.close()


def test_kinds_of_names_are_told_apart_without_colour(browser: Browser, base: str) -> None:
    """Persons, organisations, places and dates have each a line of their own under them."""
    page = opened(browser, base + DOSSIER, width=1280)
    page.get_by_label("tout", exact=True).check()
    style = "e => getComputedStyle(e).textDecorationStyle"
    marks = [page.locator(f".nd-text {one}").first for one in ("a.per", "a.org", "a.loc", ".nd-date", ".nd-mark")]
    assert [mark.evaluate(style) for mark in marks] == ["solid", "double", "dashed", "dotted", "wavy"]
    page.context.close()


def test_a_quoted_sentence_is_found_in_its_source(browser: Browser, tmp_path: Path) -> None:
    """The link scrolls the source to the sentence, although that writes its quotation marks otherwise."""
    said = "« Nous avons décidé, dit-elle, de reporter l’ouverture du pont à l’an prochain. »"
    shown = said.replace("« ", "“").replace(" »", "”")
    (tmp_path / "source.html").write_text(
        f"<!doctype html><meta charset=utf-8><p style='height:4000px'>Début.</p><p id=here>{shown}</p>", "utf-8"
    )
    with served(tmp_path) as address:
        found = re.search(r"\((.+)\)", in_source(Source(url=f"{address}/source.html"), said, "fr"))
        assert found
        page = opened(browser, found[1], width=800)
        page.wait_for_function("scrollY > 3000")
        page.context.close()


def test_one_small_script_and_one_small_style_sheet() -> None:
    """By hand and readable, under 6 KB and 24 KB as they are; what opens cards is under 1 KB without its spaces."""
    assets = ROOT / "scripts/newsdossier/theme/assets"
    script = (assets / "newsdossier.js").read_text("utf-8")
    assert len(script.encode()) < 6_000
    assert (assets / "newsdossier.css").stat().st_size < 24_000
    cards = script[script.index('if ("interestForElement"') :]
    assert len(re.sub(r"\s+", "", cards)) < 1_024
