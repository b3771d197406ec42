"""The site of the awkward seeds in a real Chromium: nothing of an article runs, nothing asks another host."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from conftest import mkdocs, served
from corpus import Case

pytestmark = pytest.mark.browser
_TRACE = re.compile("ndFired|ailleurs", re.IGNORECASE)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'')


@pytest.fixture(scope="module")
def hostile(awkward: tuple[Path, list[Case], str]) -> Path:
    """The site that MkDocs makes of them."""
    done = mkdocs(awkward[0], "build")
    assert done.returncode == 0, done.stderr[-2_000:]
    return awkward[0] / "site"


@pytest.fixture(scope="module")
def base(hostile: Path) -> Iterator[str]:
    """Its address."""
    with served(hostile) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that says when a marker fires."""
    opened = browser.new_page()
    opened.add_init_script("window.ndFired = () => console.error('a marker fired at ' + location.pathname)")
    yield opened
    opened.close()


def test_nothing_active_passes(hostile: Path, base: str, page: Page) -> None:
    """On no page a marker fires, a policy is broken or a request leaves; every script is one of ours.

    Opened are all pages with any trace of a marker or of another host in an article, and every tenth of the others.
    """
    bad: list[str] = []
    page.on("console", lambda said: bad.append(said.text) if "marker" in said.text or "Policy" in said.text else None)
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on("dialog", lambda dialog: bad.append(dialog.message))

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            bad.append(request.url)

    page.on("request", asked)
    texts = {path.relative_to(hostile).as_posix(): path.read_text("utf-8") for path in sorted(hostile.rglob("*.html"))}
    evil = [path for path, text in texts.items() if _TRACE.search(text)]
    pages = [*evil, *sorted(texts.keys() - {*evil})[::10]]
    assert len(evil) > 100
    for path in pages:
        page.goto(f"{base}/{path.removesuffix('index.html')}")
        strange = page.locator("article :is([onclick], [onerror], [onload], [onfocus], iframe, math, base, meta)")
        if strange.count():
            bad.append(f"{path}: {strange.first.evaluate('e => e.outerHTML')[:200]}")
    assert bad == []


def test_every_page_has_its_policy(hostile: Path) -> None:
    """No built page goes without its Content-Security-Policy."""
    assert [p for p in hostile.rglob("*.html") if not _POLICY.search(p.read_text("utf-8"))] == []


def _with(html: str, evil: str) -> str:
    return html.replace("</body>", evil)


def test_the_policy_is_a_wall(base: str, page: Page) -> None:
    """Were a script of an article ever on a page, it would not run; nor would its picture be fetched elsewhere."""
    said: list[str] = []
    evil = "<script>ndFired()</script><img src='https://ailleurs.example/x.png' onerror='ndFired()'></body>"

    page.on("console", lambda message: said.append(message.text))
    page.route(f"{base}/", lambda route: route.fulfill(response=route.fetch(), body=_with(route.fetch().text(), evil)))
    page.goto(f"{base}/")
    assert not [line for line in said if "a marker fired" in line]
    assert [line for line in said if "Content Security Policy" in line]


def test_search_works_under_the_policy(base: str, page: Page) -> None:
    """Pagefind's WebAssembly runs and finds."""
    page.goto(f"{base}/search/?q=Orl%C3%A9ans")
    page.wait_for_selector(".nd-results li", timeout=20_000)
