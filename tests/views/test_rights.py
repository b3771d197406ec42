"""Of a text without the right to the whole, the chosen sentences are shown everywhere and the rest nowhere."""

import gzip
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import frontmatter
import pytest

from articles import articles
from conftest import Project, make_project, mkdocs, tree
from newsdossier.build.pipeline import build, preview
from newsdossier.build.result import Snapshot
from newsdossier.cache.store import open_store
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier
from newsdossier.model.settings import Budget, Settings
from newsdossier.read.folder import read_all

RUN = 12  # words: shorter ones are names, figures of speech, chance
LIMITS = Budget(sentences=3, characters=500, share=25)
SOURCE = "rights: excerpt\nlicence: CC BY-SA 4.0\ncredit: Avec l’aimable accord du Journal\n"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Fifty articles of which only excerpts may be shown, as a built site."""
    settings = make_project(tmp_path_factory.mktemp("many"), dict(articles(50)), rights="excerpt")
    config = settings.root / "mkdocs.yml"
    limits = f"rights: excerpt\n      excerpt: {{characters: {LIMITS.characters}, share: {LIMITS.share}}}"
    config.write_text(config.read_text("utf-8").replace("rights: excerpt", limits), "utf-8")
    done = mkdocs(settings.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return replace(settings, excerpt=LIMITS)


@pytest.fixture(scope="module")
def found(many: Settings) -> Snapshot:
    """What the pages are made from."""
    return preview(many)


def whole(settings: Settings) -> dict[str, Article]:
    """The articles as they were read, by path of the seed."""
    with open_store(settings.work / "cache.sqlite") as store:
        return {article.seed.path: article for article in read_all(settings, store)[0]}


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of twelve words."""
    words = re.findall(r"\w+", html.unescape(text).casefold())
    return zip(*(words[i:] for i in range(RUN)), strict=False)


def left_out(dossier: Dossier, texts: dict[str, Article]) -> list[str]:
    """What remains of an article without the sentences that were chosen."""
    kept = [s.of(dossier.article.text) for s in dossier.annotations.sentences]
    return re.split("|".join(map(re.escape, kept)), texts[dossier.article.seed.path].text)


def shown(path: Path) -> Iterator[str]:
    """All that somebody could read in a file: as it is, without its tags, unpacked."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", errors="replace")
    yield text
    yield re.sub(r"<[^>]+>|\]\([^)]*\)|[*\\]", " ", text)


def test_hidden_text_is_nowhere(many: Settings, found: Snapshot) -> None:
    """No twelve words of what was not chosen are in any file of the site or the dossiers, packed ones included."""
    public = {run for d in found.site.dossiers for run in runs(d.article.text)}
    texts = whole(many)
    hidden = {run for d in found.site.dossiers for rest in left_out(d, texts) for run in runs(rest)} - public
    assert len(hidden) > 5_000
    for folder in (many.root / "site", many.dossiers):
        for path in (p for p in folder.rglob("*") if p.is_file()):
            for text in shown(path):
                assert hidden & set(runs(text)) == set(), path


def test_excerpts_keep_to_the_budget(many: Settings, found: Snapshot) -> None:
    """No more sentences, characters or percent than the project allows, every word in the order of the article."""
    texts = whole(many)
    for dossier in found.site.dossiers:
        article, text = dossier.article, texts[dossier.article.seed.path].text
        kept = [s.of(article.text) for s in dossier.annotations.sentences]
        assert 0 < len(kept) <= LIMITS.sentences
        assert sum(map(len, kept)) <= min(LIMITS.characters, len(text) * LIMITS.share / 100)
        assert [text.index(one) for one in kept] == sorted(text.index(one) for one in kept)
        assert not "".join(re.split("|".join(map(re.escape, kept)), article.text)).replace("[…]", "").strip()


def test_excerpts_carry_what_the_dossier_needs(found: Snapshot) -> None:
    """Most excerpts have a name, and a date or words with their speaker; half come from several places."""
    dossiers = found.site.dossiers
    named = [d for d in dossiers if d.annotations.mentions]
    telling = [d for d in dossiers if d.annotations.times or any(q.speaker for q in d.annotations.quotes)]
    spread = [d for d in dossiers if "[…]" in d.article.text or len(d.article.parts) > 1]
    assert len(named) >= 0.95 * len(dossiers)
    assert len(telling) >= 0.8 * len(dossiers)
    assert len(spread) >= 0.5 * len(dossiers)


def test_quotes_of_excerpts_are_whole(many: Settings, found: Snapshot) -> None:
    """A quote is shown from its opening to its closing mark, or not at all."""
    texts = whole(many)
    for dossier in found.site.dossiers:
        assert dossier.article.text.count("«") == dossier.article.text.count("»")
        for quote in dossier.annotations.quotes:
            assert quote.span.of(dossier.article.text) in texts[dossier.article.seed.path].text


def test_one_more_article_is_as_a_cold_build(many: Settings, tmp_path: Path) -> None:
    """Articles that come one after another give the excerpts that a single build gives."""
    seeds = list(articles(12))
    settings = replace(make_project(tmp_path / "warm", dict(seeds[:6]), rights="excerpt"), excerpt=LIMITS)
    build(settings)
    for name, text in seeds[6:]:
        (settings.seeds / name).write_text(text, "utf-8")
        build(settings)
    cold = replace(make_project(tmp_path / "cold", dict(seeds), rights="excerpt"), excerpt=LIMITS)
    build(cold)
    assert tree(settings.dossiers) == tree(cold.dossiers)


def test_another_budget_changes_the_pages(project: Project) -> None:
    """A budget that is made smaller takes effect at the next build, without any other change."""
    settings = project(dict(articles(3)), rights="excerpt")
    build(settings)
    assert "limite : 3 phrases" in dossier(settings)
    build(replace(settings, excerpt=Budget(sentences=1, share=40)))
    assert "extrait : 1 phrase sur" in dossier(settings)
    assert "limite : 1 phrase," in dossier(settings)


def dossier(settings: Settings) -> str:
    """The page of the first article."""
    (path,) = (p for p in settings.dossiers.glob("*.md") if "-0.txt" in p.read_text("utf-8").split("\n---\n")[0])
    return path.read_text("utf-8")


def test_a_text_without_a_right_is_named_and_nowhere(project: Project) -> None:
    """`rights: none` publishes nothing of a seed, neither its names; the report says so and what would change it."""
    settings = project({"a.txt": "Le pont\n\nClaire Berthier l’a vu.", "b.txt": "La digue\n\nHugo Morvan est à Lyon."})
    (settings.seeds / "b.txt.yml").write_text("rights: none\n", "utf-8")
    report = build(settings)
    assert [one.path for one in report.withheld] == ["seeds/b.txt"]
    assert "rights: excerpt" in report.withheld[0].message
    assert report.failures == ()
    everything = b"\n".join(tree(settings.dossiers).values())
    assert b"Berthier" in everything
    assert b"Morvan" not in everything
    report = build(replace(settings, rights="none"))
    assert [one.path for one in report.withheld] == ["seeds/a.txt", "seeds/b.txt"]
    assert report.dossiers == 0


def test_source_licence_and_credit_come_first(project: Project) -> None:
    """Outlet with its link, licence with its own, how much is shown and the credit stand before the text."""
    sidecar = f"{SOURCE}publisher: Le Journal\nurl: https://example.org/pont\n"
    settings = project({"a.txt": "Le pont\n\n" + "Claire Berthier a vu le pont. " * 9, "a.txt.yml": sidecar})
    build(settings)
    page = (settings.dossiers / "le-pont.md").read_text("utf-8")
    body = page.split("\n---\n", 1)[1]
    order = [
        "https://example.org/pont",
        "creativecommons.org/licenses/by-sa/4.0/",
        "extrait : ",
        "accord du Journal",
        "a vu",
    ]
    places = [body.index(words) for words in order]
    assert places == sorted(places)
    assert "licence: CC BY-SA 4.0" in page


def test_a_headline_gives_nothing_away(project: Project) -> None:
    """A headline that is the beginning of a hidden sentence, or a paragraph, is cut short."""
    beginning = "La digue qui protège le port depuis trente ans sera rehaussée de deux mètres avant la fin de cet été"
    long = f"{beginning} parce que la ville le demande et que la mer monte plus vite que tout le monde ne le pensait."
    settings = replace(
        project(
            {"a.txt": f"la-digue-du-port\n{long}\n\n{'Rien. ' * 9}", "b.txt": f"{long}\n\nSuite."}, rights="excerpt"
        ),
        excerpt=Budget(characters=20),
    )
    build(settings)
    titles = [str(frontmatter.load(str(p))["title"]) for p in sorted(settings.dossiers.glob("la-digue*.md"))]
    assert titles[0] == "La digue qui protège le port depuis trente…"
    assert titles[1].endswith("…")
    assert len(titles[1]) <= 150


@pytest.mark.parametrize("wrong", ["sentences: -1", "share: 120", "characters: beaucoup", "words: 3"])
def test_a_wrong_budget_is_named(wrong: str, project: Project) -> None:
    """A budget that cannot be is told by its name, and nothing is built."""
    root = project({}).root
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("rights: full", f"excerpt: {{{wrong}}}"), "utf-8")
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 1
    assert wrong.split(":")[0] in done.stderr


def test_the_private_edition_is_whole_and_apart(project: Project) -> None:
    """`build --private` makes every text in full, with its site, and touches nothing that is public."""
    text = "Le pont\n\n" + "Claire Berthier a vu le pont. " * 9 + "Rien de plus.\n"
    settings = project({"a.txt": text}, rights="excerpt")
    (settings.seeds / "b.txt").write_text("La digue\n\nHugo Morvan est à Lyon.\n", "utf-8")
    (settings.seeds / "b.txt.yml").write_text("rights: none\n", "utf-8")
    build(settings)
    before = tree(settings.dossiers)
    command = [sys.executable, "-m", "newsdossier.cli.main", "build", "--private", "--project", str(settings.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    private = settings.work / "private"
    page = (private / "site/dossiers/le-pont/index.html").read_text("utf-8")
    assert "Rien de plus" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "Hugo Morvan" in (private / "dossiers/la-digue.md").read_text("utf-8")
    assert tree(settings.dossiers) == before
    assert not (settings.root / "site").exists()
    assert not (private / "site/sitemap.xml").exists()


def test_machines_are_told_what_is_reserved(project: Project) -> None:
    """TDMRep, its tags and robots.txt say what `mkdocs.yml` says; robots.txt hides no page, so that noindex is seen."""
    settings = project({"a.txt": "Le pont\n\nClaire Berthier l’a vu.\n"})
    config = settings.root / "mkdocs.yml"
    mining = "rights: full\n      mining: {policy: 'https://example.org/conditions', robots: [ExampleBot]}"
    config.write_text(config.read_text("utf-8").replace("rights: full", mining), "utf-8")
    assert mkdocs(settings.root, "build", "--strict").returncode == 0
    site = settings.root / "site"
    (rule,) = json.loads((site / ".well-known/tdmrep.json").read_text("utf-8"))
    assert rule == {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://example.org/conditions"}
    assert '<meta name="tdm-reservation" content="1">' in (site / "dossiers/le-pont/index.html").read_text("utf-8")
    robots = (site / "robots.txt").read_text("utf-8")
    assert "User-agent: ExampleBot\nDisallow: /\n" in robots
    assert "User-agent: *\nDisallow:\n" in robots
    assert "Sitemap: https://example.org/sitemap.xml" in robots
    config.write_text(config.read_text("utf-8").replace("mining: {", "mining: {reserved: false, "), "utf-8")
    assert mkdocs(settings.root, "build", "--strict").returncode == 0
    assert "tdm-reservation" not in (site / "dossiers/le-pont/index.html").read_text("utf-8")
