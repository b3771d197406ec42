"""The pages in a real Chromium: where things stand, what a keyboard can do, what a checker of accessibility says."""

import gzip
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from browser import opened

pytestmark = pytest.mark.browser
DOSSIER = "/dossiers/donald-trump-vladimir-putin-meeting/"
PAGES = ["/", DOSSIER, "/dossiers/example-the-leaked-call-in-short/", "/dossiers/entities/iouri-ouchakov/",
         "/dossiers/entities/ukraine/", "/dossiers/entities/bloomberg/", "/dossiers/", "/dossiers/people/",
         "/dossiers/people/names/", "/dossiers/places/", "/dossiers/themes/", "/dossiers/timeline/",
         "/dossiers/corrections/", "/search/?q=Gaza", "/method/", "/manual/models/", "/404.html"]  # fmt: skip

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


class Watch:
    """What a page should not do: complain, or ask elsewhere."""

    def __init__(self, page: Page, base: str) -> None:
        self.base = base
        self.bad: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.bad.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.bad.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.bad.append(request.url)


def settled(page: Page) -> None:
    """All is loaded, and what a search finds is there."""
    if "/search/" in page.url:
        page.wait_for_selector(".nd-results li")


@pytest.mark.parametrize("path", PAGES)
def test_quiet_and_narrow_enough(path: str, browser: Browser, base: str) -> None:
    """No page complains, asks another host, or scrolls sideways: on a desk, on a phone, at 320 pixels."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    watch = Watch(page, base)
    page.goto(base + path)
    settled(page)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert watch.bad == []
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_accessibility(path: str, width: int, browser: Browser, base: str) -> None:
    """axe-core finds nothing to complain of, in light and in dark, on a desk and on a phone."""
    page = opened(browser, base + path, width=width)
    settled(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way to another
        found = Axe().run(page).response["violations"]
        assert [(scheme, v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
    page.context.close()


def test_panel_beside_the_text_on_a_wide_screen(browser: Browser, base: str) -> None:
    """At 1280 px the panel stands right of the standfirst, unfolded, and stays while one reads."""
    page = opened(browser, base + DOSSIER, width=1280)
    panel, lead = page.locator(".nd-panel").bounding_box(), page.locator(".nd-standfirst").bounding_box()
    assert panel and lead
    assert panel["x"] >= lead["x"] + lead["width"]
    assert page.locator(".nd-panel a").first.is_visible()
    page.mouse.wheel(0, 600)
    page.wait_for_function("() => scrollY > 300")
    box = page.locator(".nd-panel").bounding_box()
    assert box and box["y"] > 0
    page.context.close()


def test_panel_under_the_standfirst_on_a_phone(browser: Browser, base: str) -> None:
    """At 390 px the panel stands between standfirst and text, folded, with its counts; a tap opens a group."""
    page = opened(browser, base + DOSSIER, width=390)
    tops = [page.locator(s).first.bounding_box() for s in (".nd-standfirst", ".nd-panel", ".nd-text")]
    ys = [box["y"] for box in tops if box]
    assert len(ys) == 3 and ys == sorted(ys)
    assert not page.locator(".nd-panel a").first.is_visible()
    assert page.locator(".nd-panel summary .nd-count").first.is_visible()
    page.locator(".nd-panel summary").first.click()
    assert page.locator(".nd-panel a").first.is_visible()
    page.context.close()


def test_panel_unfolded_in_print(browser: Browser, base: str) -> None:
    """On paper every name of the panel is there."""
    page = opened(browser, base + DOSSIER, width=700)
    page.emulate_media(media="print")
    assert all(link.is_visible() for link in page.locator(".nd-panel a").all())
    page.context.close()


def test_timeline_by_type_without_script(browser: Browser, base: str) -> None:
    """Choosing « Organisations » leaves the sentences that name one; « Tout » brings the others back."""
    page = opened(browser, f"{base}/dossiers/timeline/", width=1280, script=False)
    for year in page.locator(".nd-timeline > summary").all():
        year.click()
    rows = page.locator(".nd-timeline li:visible")
    every, some = rows.count(), page.locator(".nd-timeline li.nd-has-organisation").count()
    assert 0 < some < every
    page.get_by_label("Organisations").check()
    assert rows.count() == some
    page.get_by_label("Tout").check()
    assert rows.count() == every


def test_a_sentence_leads_to_its_paragraph(browser: Browser, base: str) -> None:
    """From an entity page one click leads to the paragraph that holds the sentence."""
    page = opened(browser, base + "/dossiers/entities/iouri-ouchakov/", width=1280)
    page.locator(f'a[href*="{DOSSIER.strip("/").split("/")[1]}/#p3"]').first.click()
    assert "Ouchakov identifie clairement" in page.locator("#p3").inner_text()
    assert page.url.endswith("#p3")
    page.context.close()


@pytest.mark.parametrize(
    ("query", "title"),
    [("Ushakov", "Iouri Ouchakov"), ("l’efficacite", "Witkoff–Ouchakov"), ("approche", "Witkoff–Ouchakov")],
)
def test_search(query: str, title: str, browser: Browser, base: str) -> None:
    """The header's form leads to results: by other spellings, without accents, after an elision."""
    page = opened(browser, base + DOSSIER, width=1280)
    page.locator(".nd-find input").fill(query)
    page.locator(".nd-find input").press("Enter")
    page.wait_for_selector(".nd-results li")
    assert any(title in text for text in page.locator(".nd-results a").all_inner_texts())
    assert page.locator("[data-nd-status]").inner_text().strip()
    page.locator(".nd-results a").first.click()
    page.wait_for_url("**/dossiers/**")
    page.context.close()


def test_search_without_script(browser: Browser, base: str) -> None:
    """Without JavaScript the search page leads to the lists."""
    page = opened(browser, base + "/search/?q=Gaza", width=390, script=False)
    assert page.locator("noscript a").count() == 4 or page.get_by_role("link", name="Personnes").count()
    page.context.close()


def test_search_shows_words_as_words(browser: Browser, base: str) -> None:
    """What stands in the address is looked for and never run."""
    page = opened(browser, base + "/search/?q=<img src=x onerror=document.title='owned'>", width=1280)
    page.wait_for_function("() => document.querySelector('[data-nd-status]').textContent.trim()")
    assert page.title() != "owned"
    assert page.locator(".nd-results img").count() == 0
    page.context.close()


def test_menu_by_keyboard(browser: Browser, base: str) -> None:
    """On a phone the menu is reached by Tab, opens by Enter, closes by Escape and gives the focus back."""
    page = opened(browser, base + DOSSIER, width=390)
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className"))
    assert any("nd-menu" in stop for stop in stops)
    page.locator(".nd-menu").focus()
    page.keyboard.press("Enter")
    assert page.locator(".nd-menu").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".nd-menu").get_attribute("aria-expanded") == "false"
    assert "nd-menu" in page.evaluate("document.activeElement.className")
    page.context.close()


def test_no_focus_in_the_closed_menu(browser: Browser, base: str) -> None:
    """Nothing that is off screen takes the focus."""
    page = opened(browser, base + DOSSIER, width=390)
    for _ in range(12):
        page.keyboard.press("Tab")
        box = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect(); return b.right })()")
        assert box > 0
    page.context.close()


def test_first_visit_is_light(browser: Browser, base: str) -> None:
    """All that the seed's dossier needs is under 120 KB as servers send it, and comes from its own host."""
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda response: sizes.update({response.url: len(gzip.compress(response.body()))}))
    page.goto(base + DOSSIER)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(base) for url in sizes)
    assert 30_000 < sum(sizes.values()) < 120_000
    page.context.close()
