"""A name that somebody asked to have taken away is in no byte of what is published, in no spelling of it."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Project, make_project, mkdocs, tree
from newsdossier.build.pipeline import build, preview
from newsdossier.cli import main
from newsdossier.decide import withdrawals
from newsdossier.errors import WithdrawalError
from newsdossier.model.article import Span
from newsdossier.model.settings import Settings
from newsdossier.naming import fold, name_hash
from newsdossier.review.terminal import find_dossier
from newsdossier.withdraw.names import WithdrawnNames, initials
from newsdossier.withdraw.redact import Replacement, replaced

SEEDS = {
    "a.txt": (
        "L’appel de Steve Witkoff\n\nSteve Witkoff a parlé à Iouri Ouchakov, conseiller de la Russie. "
        "Witkoff l’a dit.\n\n« Ouchakov est un ami », a déclaré Steve Witkoff. Selon Youri Ouchakov, "
        "la paix viendrait le 14 octobre 2025. "
        "Yuri Ushakov n’a rien ajouté, d’après la Fondation Iouri Ouchakov.\n"
    ),
    "iouri-ouchakov.txt": (
        "Iouri Ouchakov à Moscou\n\nLe conseiller Iouri Ouchakov a rencontré Steve Witkoff à Moscou.\n\n"
        "« Je n’ai rien à dire », a déclaré Ouchakov. IOURI OUCHAKOV est reparti, l’avion d’Ou\u00adchakov aussi.\n"
    ),
    "iouri-ouchakov.txt.yml": (
        "url: https://example.org/iouri-ouchakov-a-moscou\ntags: [Iouri Ouchakov, paix]\n"
        "credit: Photo Iouri Ouchakov\nauthors: [Iouri Ouchakov, Ana Gil]\n"
    ),
    "c.txt": "Une réunion\n\nDes gens étaient là. The aide Yuri Ushakov left. Rien d’autre.\n",
    "_authority.yml": (
        "entities:\n  - name: Iouri Ouchakov\n    type: person\n    aliases: [Youri Ouchakov]\n"
        "    names: {en: Yuri Ushakov, ru: Юрий Ушаков}\n    public: true\n"
    ),
}
SPELLINGS = re.compile("ouchakov|ushakov|ушаков|ouchakow", re.IGNORECASE)


def listed(do: str, name: str = "IOURI OUCHAKOV") -> str:
    """The list with one name on it, as its hash."""
    return f"withdrawals:\n  - sha256: {name_hash(name)}\n    do: {do}\n"


@pytest.fixture(scope="module", params=["remove", "initials"])
def withdrawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A site that was published with the name, then without it."""
    settings = make_project(tmp_path_factory.mktemp(str(request.param)), SEEDS)
    monkeypatch = pytest.MonkeyPatch()
    request.addfinalizer(monkeypatch.undo)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1761350400")
    assert mkdocs(settings.root, "build", "--strict").returncode == 0
    assert (settings.root / "site/dossiers/entities/iouri-ouchakov/index.html").exists()
    (settings.seeds / "_withdrawals.yml").write_text(listed(str(request.param)), "utf-8")
    done = mkdocs(settings.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return settings


def published(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Every file that others may see, by its path, unpacked where it is packed."""
    for folder in (settings.root / "site", settings.dossiers):
        for path in (p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            yield path.relative_to(settings.root).as_posix(), gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def test_the_name_is_nowhere(withdrawn: Settings) -> None:
    """No page, list, index, data file, address or file name holds it in any spelling, nor a cache that we keep."""
    for path, data in published(withdrawn):
        text = f"{path}\n{data.decode('utf-8', errors='ignore')}"
        assert not SPELLINGS.search(text), path
        assert not SPELLINGS.search(fold(text.replace("\u00ad", ""))), path
    assert not SPELLINGS.search((withdrawn.work / "cache.sqlite").read_bytes().decode("utf-8", errors="ignore"))


def test_the_rest_stays(withdrawn: Settings) -> None:
    """The articles are still there with our brackets in them; others' words, dates and pages are what they were."""
    page = (withdrawn.dossiers / "l-appel-de-steve-witkoff.md").read_text("utf-8")
    instead = r"\[I. O.\]" if "initials" in str(withdrawn.root) else r"\[une personne\]"
    assert f"a parlé à {instead}, conseiller de la" in page
    assert "2025-10-14" in page
    assert "[Steve Witkoff](entities/steve-witkoff.md)" in page
    assert (withdrawn.dossiers / "a-moscou.md").exists()
    meta = frontmatter.load(str(withdrawn.dossiers / "a-moscou.md"))
    assert dict(meta["source"])["url"] == "https://example.org/"  # type: ignore[call-overload]
    assert "Ana Gil" in str(meta["source"])


def test_quotes_are_faithful_or_left_out(withdrawn: Settings) -> None:
    """Words that named somebody are no quote any more; every quote and name is still its span."""
    dossiers = preview(withdrawn).site.dossiers
    quotes = [(q.span.of(d.article.text), q.entity) for d in dossiers for q in d.annotations.quotes]
    assert ("« Je n’ai rien à dire »", "") in quotes
    assert not any("ami" in words for words, _ in quotes)
    names = {m.span.of(d.article.text) for d in dossiers for m in d.annotations.mentions}
    assert {"Steve Witkoff", "Witkoff", "Moscou"} <= names
    times = [t.span.of(d.article.text) for d in dossiers for t in d.annotations.times]
    assert times == ["14 octobre 2025"]


def test_a_second_build_changes_nothing(withdrawn: Settings) -> None:
    """Slugs, file names and days stay what the first build without the name made them."""
    before = tree(withdrawn.dossiers)
    assert build(withdrawn).written == ()
    assert tree(withdrawn.dossiers) == before


def test_a_cold_build_gives_the_same(withdrawn: Settings, tmp_path: Path) -> None:
    """What is published does not tell whether the name was there before."""
    cold = make_project(tmp_path, SEEDS)
    (cold.seeds / "_withdrawals.yml").write_text((withdrawn.seeds / "_withdrawals.yml").read_text("utf-8"), "utf-8")
    build(cold)
    assert tree(cold.dossiers) == tree(withdrawn.dossiers)


@pytest.mark.parametrize("said", ["id: iouri-ouchakov", f"sha256: {name_hash('youri ouchakov')}"])
def test_any_name_or_the_id_will_do(said: str, project: Project) -> None:
    """The hash of any of its names withdraws all of them, and so does the id of its page."""
    settings = project({**SEEDS, "_withdrawals.yml": f"withdrawals:\n  - {said}\n    do: remove\n"})
    build(settings)
    assert not SPELLINGS.search(b"".join(tree(settings.dossiers).values()).decode())


def test_a_name_that_no_entity_has_is_found_too(project: Project) -> None:
    """Words that were not recognised as a name are replaced all the same, and the surname beside them."""
    seeds = {"a.txt": "Le port\n\nle dossier zoé martinez-quint est clos. Martinez-Quint, dit-on.\n"}
    settings = project({**seeds, "_withdrawals.yml": listed("remove", "Zoë Martinez Quint")})
    build(settings)
    everything = b"".join(tree(settings.dossiers).values()).decode()
    assert "le dossier \\[une personne\\] est clos" in everything
    assert "quint" not in everything.casefold()


def test_namesakes_stay(project: Project) -> None:
    """Somebody else of that surname keeps the name in full."""
    seeds = {
        "a.txt": "La fête\n\nMarie Durand a vu Paul Durand à Lyon.\n",
        "b.txt": "Le bal\n\nMarie Durand dansait.\n",
    }
    settings = project({**seeds, "_withdrawals.yml": listed("remove", "Paul Durand")})
    build(settings)
    page = (settings.dossiers / "la-fete.md").read_text("utf-8")
    assert "[Marie Durand](entities/marie-durand.md)" in page
    assert "Paul" not in page
    assert (settings.dossiers / "entities/marie-durand.md").exists()


def test_noindex_keeps_search_engines_away(project: Project) -> None:
    """The page and the dossiers that name it are `noindex` and in no sitemap, whatever the authority says."""
    settings = project({**SEEDS, "_withdrawals.yml": listed("noindex")})
    done = mkdocs(settings.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    site = settings.root / "site"
    for path in ("dossiers/entities/iouri-ouchakov", "dossiers/l-appel-de-steve-witkoff"):
        assert '<meta name="robots" content="noindex, follow">' in (site / path / "index.html").read_text("utf-8")
        assert path not in (site / "sitemap.xml").read_text("utf-8")
    assert "dossiers/timeline" in (site / "sitemap.xml").read_text("utf-8")


def test_a_page_edited_by_hand_is_not_published_with_the_name(project: Project) -> None:
    """A person's own page that holds the name stays in its folder, out of the site, and the report says so."""
    settings = project(SEEDS)
    build(settings)
    page = settings.dossiers / "l-appel-de-steve-witkoff.md"
    page.write_text(page.read_text("utf-8") + "\nVu par nous : Iouri Ouchakov.\n", "utf-8")
    (settings.seeds / "_withdrawals.yml").write_text(listed("remove"), "utf-8")
    report = build(settings)
    assert "l-appel-de-steve-witkoff.md" not in report.pages
    assert [failure.path for failure in report.failures] == ["l-appel-de-steve-witkoff.md"]
    assert "Vu par nous" in page.read_text("utf-8")


def test_the_command_writes_the_hash_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """`newsdossier withdraw` takes a name or an id; the list does not say the name, and what stood in it stays."""
    settings = project(SEEDS)
    path = settings.seeds / "_withdrawals.yml"
    arguments = ["--project", str(settings.root)]
    assert main.main(["withdraw", "iouri-ouchakov", "--as", "initials", *arguments]) == 0
    path.write_text(path.read_text("utf-8") + "  # demande du 3 mai\n", "utf-8")
    assert main.main(["withdraw", "Ana Gil", *arguments]) == 0
    assert name_hash("ana gil") in capsys.readouterr().out
    text = path.read_text("utf-8")
    assert "# demande du 3 mai" in text
    assert not re.search("ouchakov|gil", text, re.IGNORECASE)
    found = withdrawals.load_withdrawals(settings.seeds, settings.root)
    assert [(one.do, one.sha256) for one in found] == [
        ("initials", name_hash("Iouri Ouchakov")),
        ("remove", name_hash("Ana Gil")),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("withdrawals:\n  - do: remove\n", 2, "says no name"),
        ("withdrawals:\n  - sha256: Iouri\n    do: remove\n", 2, "sha256"),
        (f"withdrawals:\n  - sha256: {'a' * 64}\n", 2, "do"),
        (f"withdrawals:\n  - sha256: {'a' * 64}\n    do: hide\n", 3, "noindex"),
    ],
)
def test_a_wrong_entry_stops_the_build(text: str, line: int, words: str, project: Project) -> None:
    """Nothing is published on a guess: the error names file and line."""
    settings = project({"a.txt": "Le port\n\nRien.\n", "_withdrawals.yml": text})
    with pytest.raises(WithdrawalError, match=f"(?s)^seeds/_withdrawals.yml:{line}: .*{words}"):
        build(settings)


@given(st.text("ab ", min_size=1, max_size=40), st.data())
def test_spans_move_with_their_words(text: str, data: st.DataObject) -> None:
    """A span that no cut touches is the same words; one that holds a cut holds what stands there instead."""
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    cuts = [Replacement(Span(a, b), "[…]") for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b]
    new, move = replaced(text, cuts)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    there = move(span)
    assert 0 <= there.start <= there.end <= len(new)
    touched = [cut for cut, _ in cuts if cut.start < span.end and span.start < cut.end]
    assert touched or there.of(new) == span.of(text)
    assert not touched or "[…]" in there.of(new)


@pytest.mark.parametrize("text", ["Ana Gil", "Selon Ana Gil", "Ana Gil a parlé", "ana-gil"])
def test_a_name_that_no_entity_has_is_found_wherever_it_stands(text: str) -> None:
    """Also as the last words of a text or of an address, where fewer are left than a name may have."""
    found = WithdrawnNames({}, frozenset(), {}, {name_hash("Ana Gil"): "remove"})
    assert found.occur_in(text)
    assert not found.occur_in(text.replace("Gil", "Gal").replace("gil", "gal"))


def test_initials() -> None:
    """Every part of a name gives one letter."""
    assert [initials(name) for name in ("Jean-Pierre Durand", "Iouri Ouchakov", "ONU")] == ["J.-P. D.", "I. O.", "O."]


def test_what_people_wrote_is_told_and_not_shown(project: Project) -> None:
    """Lines of the authority and of lists that hold the name are in the report; the home page has no such words."""
    rows = "name,type\nMoscou,place\nIouri Ouchakov,person\n"
    settings = replace(
        project({**SEEDS, "_withdrawals.yml": listed("remove")}),
        intro="Le dossier d’Iouri Ouchakov.",
    )
    (settings.seeds / "_knowledge").mkdir()
    (settings.seeds / "_knowledge/ours.csv").write_text(rows, "utf-8")
    for _ in range(2):  # the second time from the cache
        report = build(settings)
        told = [remark.path for remark in report.remarks if remark.kind == "still-named"]
        assert {"docs/_intro.md", "seeds/_authority.yml:2", "seeds/_knowledge/ours.csv:3"} <= set(told)
        assert "seeds/_knowledge/ours.csv:2" not in told
        (settings.seeds / "more.txt").write_text("Un autre titre\n\nUn autre texte.", "utf-8")
    assert not any(SPELLINGS.search(path.read_text("utf-8")) for path in settings.dossiers.rglob("*.md"))
    assert not SPELLINGS.search((settings.work / "report.md").read_text("utf-8"))


def test_the_desk_still_sees_the_name(project: Project) -> None:
    """The editor who corrects an article is asked about the words of the file, under the address that the site has."""
    settings = project({**SEEDS, "_withdrawals.yml": listed("remove")})
    found = preview(settings)
    slugs = [one.article.slug for one in found.site.dossiers]
    assert any(article.slug not in slugs for article in found.editor.annotations), "an address has changed"
    for slug in slugs:
        seen = find_dossier(settings, found, slug)
        assert seen.annotations.mentions
        assert {mention.entity for mention in seen.annotations.mentions} <= seen.names.keys()
