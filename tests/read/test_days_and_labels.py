"""Days on the outlet's own clock, labels that are no title, keys of other programs, live blogs, notes and columns."""

import json
from datetime import date

import brotli
import pytest

from conftest import Project
from newsdossier.errors import SeedError, SidecarError
from newsdossier.model.article import Article
from newsdossier.read import read
from newsdossier.read.archive import import_file
from newsdossier.read.decode import clean
from newsdossier.read.seed import RawSeed


def article(data: str, name: str) -> Article:
    """What is read of a file with those words."""
    return read(RawSeed(f"seeds/{name}", data.encode(), f"seeds/{name}.yml"), ("fr", "en"))


def feed(item: str, namespaces: str = "") -> str:
    """A feed of one item."""
    head = f'<?xml version="1.0"?>\n<rss version="2.0"{namespaces}><channel><title>La Gazette</title>'
    return f"{head}<item>{item}</item></channel></rss>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 15 Oct 2025 00:40:00 +0200", date(2025, 10, 15)),
        ("Tue, 14 Oct 2025 23:40:00 -0500", date(2025, 10, 14)),
        ("mer. 15 oct. 2025 à 09h12", date(2025, 10, 15)),
        ("2025-10-15T00:10:00+02:00", date(2025, 10, 15)),
        ("hier matin", None),
    ],
)
def test_the_day_of_a_feed_is_the_outlets(written: str, day: date | None) -> None:
    """A day is the one on the outlet's clock, in whatever spelling, or none; never another."""
    found = article(
        feed(f"<title>T</title><pubDate>{written}</pubDate><description>Le quai rouvre.</description>"), "a.rss"
    )
    assert found.source.published == day


@pytest.mark.parametrize(
    "item",
    [
        "<title>Le quai</title><content:encoded><![CDATA[<p>Le quai rouvre.</p>]]></content:encoded>",
        "<title>Le quai & le phare</title><description>Le quai rouvre.</description>",
    ],
)
def test_ill_formed_feeds_are_read(item: str) -> None:
    """An undeclared prefix or a bare ampersand does not lose the article."""
    assert article(feed(item), "a.rss").text.endswith("Le quai rouvre.")


def test_controls_of_windows_letters_become_letters() -> None:
    """What was read as latin-1 and is cp1252 is mended; what has no letter goes."""
    assert clean("L\x92usine co\x96te \x81rien") == "L’usine co–te rien"


def test_a_label_is_no_title() -> None:
    """The headline behind « COMMUNIQUÉ DE PRESSE » is the title, and the label stays in the text."""
    found = article("COMMUNIQUÉ DE PRESSE\n\nLa digue est livrée\n\nLa société livre la digue.\n", "a.txt")
    assert (found.title, found.kind) == ("La digue est livrée", "release")
    assert found.text.startswith("COMMUNIQUÉ DE PRESSE")


def test_keys_of_other_programs() -> None:
    """Keys of Hugo, Jekyll and Obsidian are taken where they mean ours; an unknown one is said and refuses nothing."""
    head = "---\ndate: 2025-10-14\ncategories: [port]\ndraft: true\ntitel: Le quai\n---\n"
    found = article(f"{head}Le [[quai|grand quai]] rouvre jeudi.\n", "a.md")
    assert (found.source.published, found.tags, found.text) == (
        date(2025, 10, 14),
        ("port",),
        "Le grand quai rouvre jeudi.",
    )
    assert found.reading.remarks == (
        "line 5: « titel » means nothing here and is passed over; did you mean « title »?",
    )


@pytest.mark.parametrize("written", ["2025-10-14T09:00:00+02:00", "2025-10-14 09:00:00 +0200"])
def test_days_as_hugo_and_jekyll_write_them(written: str) -> None:
    """The day of a date with its time and zone is the one that is written."""
    assert article(f"---\ndate: {written}\n---\nLe quai rouvre.\n", "a.md").source.published == date(2025, 10, 14)


def test_a_wrong_value_under_the_key_of_another_program_is_told_with_its_line() -> None:
    """A day that does not exist is refused on the line on which it stands."""
    with pytest.raises(SidecarError, match=r"a\.md:4"):
        article("---\ndraft: true\n\ndate: 2024-02-31\n---\nLe quai rouvre.\n", "a.md")


POSTS = [
    {"headline": "Le quai fermé", "datePublished": "2025-10-14T09:10:00+02:00", "articleBody": "Le quai est fermé."},
    {"headline": "", "datePublished": "2025-10-14T07:05:00+02:00", "articleBody": "Le vent se lève."},
]
LIVE = {"@type": "LiveBlogPosting", "headline": "En direct", "datePublished": "2025-10-14", "liveBlogUpdate": POSTS}


def test_posts_of_a_live_blog_in_json() -> None:
    """Each post keeps its hour and its heading, and the kind is said."""
    found = article(json.dumps(LIVE), "a.json")
    assert found.text == "09h10. Le quai fermé\n\nLe quai est fermé.\n\n07h05\n\nLe vent se lève."
    assert found.kind == "live"


def test_posts_of_a_live_blog_in_a_page() -> None:
    """Each post of a page that says it is a live blog keeps its hour and heading too."""
    posts = "".join(
        f'<article><time datetime="{one["datePublished"]}">x</time>'
        f"<h2>{one['headline']}</h2><p>{one['articleBody']}</p></article>"
        for one in POSTS
    )
    script = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"En direct"}</script>'
    found = article(f"<html><head>{script}</head><body><h1>En direct</h1>{posts}</body></html>", "a.html")
    assert found.text == "09h10. Le quai fermé\n\nLe quai est fermé.\n\n07h05\n\nLe vent se lève."


def record(kind: str, content_type: str, block: bytes) -> bytes:
    """A record of a web archive."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{kind}\r\n"
    return f"{head}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def test_pages_of_a_web_archive_without_an_answer_and_packed(project: Project) -> None:
    """A page in a `resource` record, and one that the server packed with Brotli, are both imported."""
    page = b"<html><body><article><h1>Le quai</h1><p>Le quai rouvre jeudi matin.</p></article></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n" + brotli.compress(page)
    settings = project({})
    file = settings.root / "pages.warc"
    file.write_bytes(
        record("resource", "text/html", page) + record("response", "application/http; msgtype=response", answer)
    )
    made = [one.path.read_bytes() for one in import_file(file, settings)]
    assert made == [page, page]


def test_a_damaged_brotli_page_is_named(project: Project) -> None:
    """A page that cannot be unpacked is an error that says so, not a seed of noise."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nnoise"
    settings = project({})
    file = settings.root / "pages.warc"
    file.write_bytes(record("response", "application/http; msgtype=response", answer))
    with pytest.raises(SeedError, match="Brotli"):
        list(import_file(file, settings))
