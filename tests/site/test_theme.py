"""What we lay over Material: few small files, each beside an original that has not changed since it was written."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

OURS = Path(str(files("newsdossier") / "theme"))
MATERIAL = Path(str(files("material") / "templates"))
MKDOCS = Path(str(files("mkdocs") / "templates"))

# Ours -> the original that it replaces or extends, and the first letters of that one's SHA-256 (see `digest`).
# When a test fails, read what changed in the original, take over what matters, then write its new digest here.
ORIGINALS = {
    "main.html": (MATERIAL / "base.html", "741d2a90876250f3"),
    "search.html": (MATERIAL / "partials/content.html", "8545af410e3f180f"),
    "partials/header.html": (MATERIAL / "partials/header.html", "63a6cccdea313e06"),
    "partials/footer.html": (MATERIAL / "partials/footer.html", "d8e9fa2ba0324e6c"),
    "partials/language.html": (MATERIAL / "partials/language.html", "ca1073e28d7e5c85"),
    "sitemap.xml": (MKDOCS / "sitemap.xml", "edf1a8123139fcd5"),
}
# The drawer and the tabs are mended by styles alone: these are what the styles were written for.
STYLED = {
    "partials/nav.html": "d8ff608218ba3442",
    "partials/nav-item.html": "818b04f490c9b296",
    "partials/tabs.html": "4fa6719bff298b5f",
    "partials/tabs-item.html": "1cf929410b2e8b0d",
}


def digest(path: Path) -> str:
    """Of a template, without what every release changes: its spaces, and the names of its assets and version."""
    text = re.sub(r"\.[0-9a-f]{8}\.min|mkdocs-material-[\d.]+", "", path.read_text("utf-8"))
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


def test_every_override_has_its_original() -> None:
    """Nothing else is laid over the theme, and all of it together is small."""
    templates = {p.relative_to(OURS).as_posix() for p in OURS.rglob("*") if p.suffix in {".html", ".xml"}}
    assert templates == set(ORIGINALS)
    assert sum((OURS / name).stat().st_size for name in templates) < 9_000


@pytest.mark.parametrize("name", ORIGINALS)
def test_an_original_is_as_it_was(name: str) -> None:
    """A new version of the theme that changes what we replaced is noticed here, not by readers."""
    original, known = ORIGINALS[name]
    assert digest(original) == known, f"{original} is not what {name} was written for"


@pytest.mark.parametrize("name", STYLED)
def test_what_we_style_is_as_it_was(name: str) -> None:
    """The same for the parts of the theme that only our styles mend."""
    assert digest(MATERIAL / name) == STYLED[name], f"the styles of {name} were written for another version"
