"""Chromium for the tests: by $CHROMIUM, on the path, from the system's packages, or Playwright's own.

Run as a program it looks for one and installs one where it may; it ends with 1 when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str:
    """Path of a browser, or nothing."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), "")
    return on_path or (_MAC if Path(_MAC).exists() else _own())


def _own() -> str:
    """The one that Playwright installed, where it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def install() -> None:
    """From the system's packages as root, else Playwright's own."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]
        done = subprocess.run(["apt-get", "install", "-y", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
        if done.returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, **quiet)  # type: ignore[call-overload]


def opened(browser: "Browser", url: str, *, width: int, scheme: str = "light", script: bool = True) -> "Page":
    """A page at that width; dark and without script on request."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto(url)
    return page


def main() -> int:
    """Find or install."""
    if not find():
        print("No Chromium here: installing one for the tests in a browser")
        install()
    if find():
        return 0
    print("No Chromium: the tests in a browser are left out. Install one, or set CHROMIUM to its path.")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
