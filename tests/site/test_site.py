"""The site that MkDocs makes: strict, whole, with working links, a search index and no request to elsewhere."""

import json
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

import links
from conftest import CONFIG, ROOT, Project, copy_of_ours, mkdocs

SEED = "L’appel\n\nSteve Witkoff a parlé à Iouri Ouchakov de l’Ukraine, puis d’impôt à l’ambassade.\n"
FULL = "Texte secret de la fin, que personne ne doit lire sans le droit de le publier."
WANTED = {
    "Steve Witkoff": "person",
    "Iouri Ouchakov": "person",
    "Donald Trump": "person",
    "Vladimir Poutine": "person",
    "Volodymyr Zelensky": "person",
    "Bloomberg": "organisation",
    "Ukraine": "place",
    "Russie": "place",
    "Gaza": "place",
    "Donetsk": "place",
    "Maison-Blanche": "place",
}


def pages(site: Path) -> list[Path]:
    """Every HTML page of a site."""
    return sorted(site.rglob("*.html"))


def test_the_seed_has_its_dossier(site: Path) -> None:
    """The dossier of the first seed names all that it must, each with its page that lists its sentences."""
    page = lxml_html.parse(str(site / "dossiers/donald-trump-vladimir-putin-meeting/index.html"))
    panel = {a.text: a.get("class") for a in page.xpath('//aside[@class="nd-panel"]//a')}
    for name, kind in WANTED.items():
        assert panel[name] == {"person": "per", "organisation": "org", "place": "loc"}[kind]
        (link,) = page.xpath(f'//aside[@class="nd-panel"]//a[text()="{name}"]/@href')
        entity = lxml_html.parse(str((site / "dossiers/x" / link / "index.html").resolve()))
        assert entity.xpath('//div[@class="nd-sentences"]//li')


def test_links_lead_somewhere(site: Path) -> None:
    """Every link, picture, script, label and card within the site is there, with the place that is pointed to."""
    assert list(links.broken(site)) == []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    """What leads nowhere, points to no place, names no element, or is there twice."""
    (tmp_path / "index.html").write_text(
        '<p id="a"><p id="a"><a href="gone/">x</a><a href="#b">x</a><label for="c">x</label><a href="#a">x</a>'
        '<a href="https://example.org/">x</a><img src="/none.png"><a interestfor="d" href="/">x</a>',
        "utf-8",
    )
    found = [line.partition(": ")[2] for line in links.broken(tmp_path)]
    assert found == [
        "the id a is there 2 times", "no id c", "no id d",
        "gone/ leads nowhere", "#b has no such place at its end", "/none.png leads nowhere",
    ]  # fmt: skip


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """No page asks another host for a script, a style, a picture or a font."""
    for page in pages(site):
        tree = lxml_html.parse(str(page))
        asked = tree.xpath("//script/@src | //img/@src | //link[@rel!='canonical']/@href | //iframe/@src")
        assert not [url for url in asked if re.match(r"(?:https?:)?//", url)], page


def test_language_follows_the_article(site: Path) -> None:
    """An English dossier is an English page; the site's own pages are French."""
    assert '<html lang="en"' in (site / "dossiers/example-the-leaked-call-in-short/index.html").read_text("utf-8")
    assert '<html lang="fr"' in (site / "dossiers/people/index.html").read_text("utf-8")


def test_search_index(site: Path) -> None:
    """One index holds every dossier and entity of both languages, by the word stems of the site's, and no list."""
    entry = json.loads((site / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert set(entry["languages"]) == {"fr"}
    dossiers = len(list((site / "dossiers").glob("*/index.html"))) - 4  # entities/ has none, four lists
    assert sum(language["page_count"] for language in entry["languages"].values()) >= dossiers + len(WANTED)


@pytest.mark.parametrize("seeds", [{}, {"a.txt": SEED}], ids=["no seed", "one seed"])
def test_small_sites(seeds: dict[str, str], project: Project) -> None:
    """A site with no seed, and one with a single seed, build strictly."""
    root = project(seeds).root
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (root / "site/index.html").is_file()
    assert (root / "site/search/index.html").is_file()


def test_the_users_seed_alone(tmp_path: Path) -> None:
    """The repository's site without its examples builds strictly."""
    root = copy_of_ours(tmp_path)
    for example in (root / "seeds").glob("ex*mple-*"):
        example.unlink()
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_broken_link_fails_the_build(project: Project) -> None:
    """A link of ours that leads nowhere makes a strict build fail."""
    root = project({"a.txt": SEED}).root
    (root / "dossiers/notes.md").write_text("# Notes\n\n[nowhere](entities/nobody.md)\n", "utf-8")
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 1
    assert "entities/nobody.md" in done.stderr


def test_a_failed_seed_warns_once(project: Project) -> None:
    """A seed that cannot be read is one warning: the build goes on, a strict one fails."""
    root = project({"a.txt": SEED, "bad.txt": ""}).root
    done = mkdocs(root, "build")
    assert done.returncode == 0
    assert done.stderr.count("seeds/bad.txt") == 1
    assert mkdocs(root, "build", "--strict").returncode == 1


def test_excerpts_are_nowhere_whole(project: Project) -> None:
    """Without the right to a text, its end is in no file of the site or the dossiers."""
    body = "\n\n".join([SEED, "Un autre paragraphe, assez long pour compter. " * 8, FULL])
    root = project({"a.txt": body}, rights="excerpt").root
    assert mkdocs(root, "build", "--strict").returncode == 0
    for folder in ("site", "dossiers"):
        for path in (p for p in (root / folder).rglob("*") if p.is_file()):
            assert b"Texte secret" not in path.read_bytes(), path


def test_sitemap(project: Project) -> None:
    """The sitemap lists dossiers and places, and no page of a person; without an address there is none."""
    root = project({"a.txt": SEED}).root
    assert mkdocs(root, "build").returncode == 0
    sitemap = (root / "site/sitemap.xml").read_text("utf-8")
    assert "https://example.org/dossiers/l-appel/" in sitemap
    assert "entities/ukraine/" in sitemap
    assert "steve-witkoff" not in sitemap
    assert 'type="application/atom+xml" href="feed.xml"' in (root / "site/index.html").read_text("utf-8")
    assert (root / "site/feed.xml").is_file() and (root / "site/feed.json").is_file()
    (root / "mkdocs.yml").write_text(CONFIG.format(rights="full").replace("site_url", "# site_url"), "utf-8")
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0
    assert not (root / "site/sitemap.xml").exists()
    assert not (root / "site/feed.xml").exists()
    assert "site_url" in done.stderr


def test_the_search_plugin_is_refused(project: Project) -> None:
    """MkDocs' own search, which makes every reader load the whole index, is refused with the remedy."""
    root = project({"a.txt": SEED}).root
    config = (root / "mkdocs.yml").read_text("utf-8").replace("plugins:\n", "plugins:\n  - search\n")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    done = mkdocs(root, "build")
    assert done.returncode == 1
    assert "Remove it from plugins" in done.stderr


def test_two_builds_are_the_same(project: Project) -> None:
    """The same seeds give the same pages, byte for byte."""
    root = project({"a.txt": SEED}).root

    def built() -> dict[str, bytes]:
        assert mkdocs(root, "build").returncode == 0
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in pages(root / "site")}

    assert built() == built()


def test_readme_shows_the_two_commands() -> None:
    """The first screen of the README has the two commands that a newcomer needs."""
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:40])
    assert "make site" in first
    assert "make test" in first


def test_an_article_is_never_markup(project: Project) -> None:
    """Whatever an article, its title or its metadata say, no page gets an element or an attribute from it."""
    bad = "</title><script>owned()</script>\"'><img src=x onerror=owned()> {{ config }} [x](javascript:owned())"
    quoted = json.dumps(bad)
    sidecar = f"title: {quoted}\nslug: bad\ncredit: {quoted}\ntags: [{quoted}]\nsource:\n  publisher: {quoted}\n"
    text = f"{bad}\n\nSteve Witkoff {bad} parle.\n\n<script>owned()</script>\n\n# {bad}\n"
    root = project({"bad.txt": text, "bad.txt.yml": sidecar, "b.md": f"---\ntitle: {quoted}\n---\n{text}"}).root
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    for path in pages(root / "site"):
        tree = lxml_html.parse(str(path))
        assert not tree.xpath("//img | //*[@onerror] | //*[starts-with(@href, 'javascript:')]"), path
        found = [script for script in tree.xpath("//script") if "owned" in (script.text or "")]
        assert all(script.get("type") == "application/ld+json" for script in found), path
        assert all(json.loads(script.text) for script in found), path  # data, and whole
        assert "owned" in path.read_text("utf-8") or path.parent.name not in {"bad", "dossiers"}
