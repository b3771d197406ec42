"""Feeds: Atom and JSON Feed, of the site, of languages, of entities and outlets with two dossiers or more."""

import json
from dataclasses import replace
from typing import Any

import feedparser
import pytest

from conftest import Project
from newsdossier.build.pipeline import build
from newsdossier.pages.plan import Datum

URL = "https://example.org/presse/"
SEEDS = {
    "a.txt": "Un appel & un plan\n\nSteve Witkoff est à Moscou. « C’est <b>bien</b> », a dit Steve Witkoff.\n",
    "a.txt.yml": """published: 2025-10-14
language: fr
source: {publisher: Le Jour, url: 'https://example.org/a', authors: [A. B.]}
tags: [paix]
""",
    "b.txt": "A second call\n\nSteve Witkoff was in Paris on Monday for talks with French officials about the plan.\n",
    "b.txt.yml": "published: 2025-10-16\nlanguage: en\nsource: {publisher: Le Jour}\n",
    "c.txt": "Le port fermé\n\nLe port de Calais est fermé depuis lundi soir à cause du vent qui souffle.\n",
    "c.txt.yml": "language: fr\n",
}


def made(project: Project, url: str = URL) -> dict[str, Datum]:
    settings = replace(project(SEEDS, rights="full"), url=url)
    return {path: one for path, one in build(settings).data.items() if path.startswith("feed")}


@pytest.fixture
def files(project: Project, monkeypatch: pytest.MonkeyPatch) -> dict[str, Datum]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    return made(project)


def test_which_feeds(files: dict[str, Datum]) -> None:
    """The site, each of two languages, whom two dossiers name, the outlet of two; nothing that one alone names."""
    names = {path.rpartition(".")[0] for path in files}
    assert names == {
        "feed", "feeds/languages/fr", "feeds/languages/en", "feeds/entities/steve-witkoff", "feeds/outlets/le-jour",
    }  # fmt: skip


def test_atom(files: dict[str, Datum]) -> None:
    """A feed reader takes it without complaint: newest first, each item leads to the dossier and names its source."""
    feed: Any = feedparser.parse(files["feed.xml"].make())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["A second call", "Un appel & un plan", "Le port fermé"]
    entry = feed.entries[1]
    assert entry.id == entry.link == f"{URL}dossiers/un-appel-un-plan/"
    assert entry.published == "2025-10-14T00:00:00Z"
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://example.org/a"]
    assert "<b>" in entry.summary or "&lt;b&gt;" in entry.summary
    assert feed.feed.id == f"{URL}feed.xml"
    assert all(entry.get("updated") for entry in feed.entries)


def test_json_feed(files: dict[str, Datum]) -> None:
    """What JSON Feed 1.1 asks for is there, and an item's outside address is the source."""
    feed = json.loads(files["feed.json"].make())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{URL}feed.json", URL)
    first, second, third = feed["items"]
    assert second["external_url"] == "https://example.org/a" and "external_url" not in first
    assert all(item["id"] == item["url"] and item["content_text"] for item in feed["items"])
    assert second["authors"] == [{"name": "A. B."}] and second["tags"] == ["paix"]
    assert (first["language"], third["date_published"]) == ("en", "2025-10-09T00:00:00Z")


def test_of_an_entity(files: dict[str, Datum]) -> None:
    """The feed of a name holds the dossiers that name it, and leads to its page."""
    feed = json.loads(files["feeds/entities/steve-witkoff.json"].make())
    assert [item["title"] for item in feed["items"]] == ["A second call", "Un appel & un plan"]
    assert feed["home_page_url"] == f"{URL}dossiers/entities/steve-witkoff/"


def test_no_address_no_feed(project: Project) -> None:
    """A site that does not know its address has none."""
    assert made(project, url="") == {}


def test_only_what_changed(project: Project) -> None:
    """A new dossier changes the signatures of the feeds that it is in, and of no other."""
    settings = replace(project(SEEDS, rights="full"), url=URL)
    before = {path: one.signature for path, one in build(settings).data.items()}
    (settings.seeds / "d.txt").write_text("Le pont rouvert\n\nLe pont de Brest a rouvert mardi matin, dit la ville.\n")
    (settings.seeds / "d.txt.yml").write_text("published: 2025-10-20\nlanguage: fr\n")
    after = {path: one.signature for path, one in build(settings).data.items()}
    changed = {path for path, signature in after.items() if path.startswith("feed") and before.get(path) != signature}
    assert changed == {"feed.xml", "feed.json", "feeds/languages/fr.xml", "feeds/languages/fr.json"}
