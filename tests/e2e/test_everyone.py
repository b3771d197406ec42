"""Pages for everyone: by keyboard, with large letters, on paper, without motion, without styles, without script."""

import pytest
from playwright.sync_api import Browser

from browser import opened

pytestmark = pytest.mark.browser
DOSSIER = "/dossiers/donald-trump-vladimir-putin-meeting/"


def test_reading_order_by_keyboard(browser: Browser, base: str) -> None:
    """Tab goes from the way to the content through the header to the text, in the order in which a reader meets all."""
    page = opened(browser, base + DOSSIER, width=390)
    ys, classes = [], []
    for _ in range(16):
        page.keyboard.press("Tab")
        top, kind = page.evaluate(
            "(e => [e.getBoundingClientRect().top + scrollY * !e.closest('.md-header, .md-skip'),"
            " e.className || e.type])(document.activeElement)"
        )
        ys.append(top)
        classes.append(kind)
    assert "md-skip" in classes[0] and "nd-menu" in classes[1] and "nd-brand" in classes[2]
    content = ys[5:]
    assert content == sorted(content)
    page.context.close()


def test_a_focus_is_seen(browser: Browser, base: str) -> None:
    """What has the focus has an outline, on the first thirty stops of a dossier, and is in the window."""
    page = opened(browser, base + DOSSIER, width=1280)
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_function(
            "() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            " return getComputedStyle(e).outlineWidth != '0px'"
            " && b.bottom > 0 && b.top < innerHeight && b.right > 0 }"
        )
    page.context.close()


def test_text_at_twice_the_size(browser: Browser, base: str) -> None:
    """With the browser's letters at 200 % nothing scrolls sideways and no line of the dossier is cut off."""
    for width in (1280, 640):
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page.goto(base + DOSSIER)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        cut = "[...document.querySelectorAll('.md-content p, .md-content li, .nd-brand')].filter(e => %s).length"
        assert (
            page.evaluate(cut % "e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'visible'") == 0
        )
        page.context.close()


def test_targets_are_large_enough(browser: Browser, base: str) -> None:
    """Buttons, fields and choices are 24 pixels high and wide at least (WCAG 2.5.8)."""
    page = opened(browser, base + DOSSIER, width=390)
    for target in page.locator(".md-header button, .nd-find input, .nd-chooser label, .nd-panel summary").all():
        box = target.bounding_box()
        assert box and box["height"] >= 24 and box["width"] >= 24, target.evaluate("e => e.outerHTML")
    page.context.close()


def test_still_for_those_who_ask(browser: Browser, base: str) -> None:
    """With `prefers-reduced-motion` nothing moves: no transition and no animation lasts."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base + DOSSIER)
    page.locator(".nd-menu").click()
    moving = (
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return Math.max(...[s.transitionDuration, s.animationDuration].join().split(',').map(parseFloat)) > .01 })"
        ".map(e => e.className)"
    )
    assert page.evaluate(moving) == []
    context.close()


def test_on_paper(browser: Browser, base: str) -> None:
    """A printed page has everything unfolded, addresses in words, and nothing to press."""
    page = opened(browser, base + "/dossiers/timeline/", width=700)
    page.emulate_media(media="print")
    assert page.locator(".nd-timeline li").first.is_visible()
    assert all(row.is_visible() for row in page.locator(".nd-timeline li").all())
    page.goto(base + DOSSIER)
    assert all(link.is_visible() for link in page.locator(".nd-panel a").all())
    for pressed in (".nd-find", ".nd-menu", ".nd-chooser", ".nd-card", ".nd-footer ul"):
        assert not page.locator(pressed).first.is_visible(), pressed
    page.goto(base + "/manual/models/")
    link = page.locator('.md-content a[href^="http"]').first
    assert link.get_attribute("href") in link.evaluate("e => getComputedStyle(e, '::after').content")
    page.context.close()


@pytest.mark.parametrize("path", [DOSSIER, "/", "/dossiers/people/"])
def test_without_styles(path: str, browser: Browser, base: str) -> None:
    """Without CSS the page reads in order: a way to the content, name of the site, headline, text; no huge picture."""
    page = browser.new_context(viewport={"width": 800, "height": 900}).new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(base + path)
    tops = [page.locator(one).first.bounding_box() for one in (".md-skip", ".nd-brand", "h1", "article p, article li")]
    ys = [box["y"] for box in tops if box]
    assert len(ys) == 4 and ys == sorted(ys)
    icons = "[...document.querySelectorAll('svg:not(.nd-graph, .nd-map)')]"
    assert page.evaluate(f"Math.max(0, ...{icons}.map(e => e.clientWidth))") <= 24
    pictures = "[...document.querySelectorAll('svg.nd-graph, svg.nd-map')]"
    assert page.evaluate(f"Math.max(0, ...{pictures}.map(e => e.clientWidth))") <= 640
    assert page.evaluate("document.querySelectorAll('.nd-card:not(:popover-open)').length") == page.evaluate(
        "[...document.querySelectorAll('.nd-card')].filter(e => e.offsetHeight == 0).length"
    )
    page.context.close()


@pytest.mark.parametrize("path", [DOSSIER, "/dossiers/entities/ukraine/", "/dossiers/timeline/", "/"])
def test_without_script(path: str, browser: Browser, base: str) -> None:
    """Without JavaScript the same words are there, and every folded part opens."""
    words = []
    for script in (True, False):
        page = opened(browser, base + path, width=1280, script=script)
        words.append(page.locator("article").inner_text())
        page.context.close()
    assert words[0].split() == words[1].split()
