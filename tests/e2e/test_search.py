"""The search page in a real Chromium: what readers look for, as cases; choices, keyboard, address, no script."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browser import opened
from conftest import make_project, mkdocs, served

pytestmark = pytest.mark.browser
CASES = Path(__file__).parents[1] / "cases" / "search"
QUERIES: list[dict[str, Any]] = yaml.safe_load((CASES / "queries.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a site of five dossiers from three outlets, in two years and two languages."""
    root = tmp_path_factory.mktemp("library")
    make_project(root, {})
    shutil.copytree(CASES / "seeds", root / "seeds", dirs_exist_ok=True)
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, library: str) -> Iterator[Page]:
    """One tab for all questions."""
    page = opened(browser, f"{library}/search/", width=1280)
    yield page
    page.context.close()


def answered(page: Page, url: str) -> list[str]:
    """The titles of the results, when all of them have come."""
    page.goto(url)
    page.wait_for_selector(".nd-results[aria-busy=false]", state="attached")
    return page.locator(".nd-results h2").all_inner_texts()


@pytest.mark.parametrize("case", QUERIES, ids=[case["what"] for case in QUERIES])
def test_queries(case: dict[str, Any], page: Page, library: str) -> None:
    """Each finds what it should, shows the sentence, and leads to its paragraph."""
    titles = answered(page, f"{library}/search/?{urlencode({'q': case['query'], **case.get('choose', {})})}")
    wanted = case.get("finds", case.get("among", []))
    assert [one for one in wanted if not any(one in title for title in titles)] == [], titles
    assert "finds" not in case or len(titles) == len(wanted), titles
    if "says" in case:
        sentence = page.locator(".nd-results p a").filter(has_text=case["says"]).first
        assert str(sentence.get_attribute("href")).endswith(case["leads"]), page.locator(".nd-results").inner_text()


def test_the_link_of_a_sentence_leads_to_its_paragraph(page: Page, library: str) -> None:
    """The paragraph at the end of the link holds the words."""
    answered(page, f"{library}/search/?q=dotation")
    page.locator(".nd-results p a").first.click()
    page.wait_for_url("**/dossiers/**#p3")
    assert "la dotation" in page.locator("#p3").inner_text()


def test_a_long_sentence_is_shown_once(page: Page, library: str) -> None:
    """What is found twice in one very long sentence is shown in two stretches that do not overlap."""
    answered(page, f"{library}/search/?q=harponnage")
    assert page.locator(".nd-results mark").all_inner_texts() == ["harponnage", "harponnage"]
    stretches = page.locator(".nd-results p:not(.nd-facts)").all_inner_texts()
    assert len(stretches) == 2
    assert " ".join(stretches).count("une patience que les anciens") == 1, stretches


def test_choices_have_counts_and_an_address(page: Page, library: str) -> None:
    """Each choice says how many it leaves, none is offered that leaves none; the address keeps it, Back undoes it."""
    assert len(answered(page, f"{library}/search/?q=Ushakov")) == 3
    years = page.get_by_label("Année").locator("option").all_inner_texts()
    assert years == ["tout", "2025 (2)"]
    page.get_by_label("Source").select_option("The Harbour Post")
    expect(page.locator(".nd-results h2")).to_have_count(1)
    assert "outlet=The+Harbour+Post" in page.url
    page.go_back()
    expect(page.locator(".nd-results h2")).to_have_count(3)
    expect(page.get_by_label("Source")).to_have_value("")


def test_by_keyboard_alone(page: Page, library: str) -> None:
    """Typing answers, the answer is announced, Tab goes from the field over the choices to the results."""
    page.goto(f"{library}/search/")
    page.wait_for_selector("[data-nd-facets]:not([hidden])")
    page.get_by_label("Mots, noms, lieux").focus()
    page.keyboard.type("barrage")
    page.wait_for_selector(".nd-results h2")
    assert page.get_by_role("status").inner_text() == "1 résultat"
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
        if "Un barrage contesté" in stops[-1]:
            break
    assert "Un barrage contesté" in stops[-1], stops
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/un-barrage**")


def test_without_script(browser: Browser, library: str) -> None:
    """The lists lead to every page, and no choice is shown that would do nothing."""
    page = opened(browser, f"{library}/search/?q=impot", width=390, script=False)
    assert page.get_by_role("link", name="Chronologie").count()
    assert not page.locator("[data-nd-facets]").is_visible()
    page.context.close()


def test_first_result_costs_little(browser: Browser, library: str) -> None:
    """Until the first result, the search page and all that it loads are under 200 KB as servers send it."""
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(gzip.compress(response.body()))}))
    page.goto(f"{library}/search/?q=impot")
    page.wait_for_selector(".nd-results li")
    page.wait_for_load_state("networkidle")
    assert any("/pagefind/" in url for url in sizes)
    assert sum(sizes.values()) < 200_000
    page.context.close()
