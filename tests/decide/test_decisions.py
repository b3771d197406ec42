"""What people decide of an article: each kind does what it says, is told from the machine's, and is never lost."""

from collections.abc import Callable
from pathlib import Path

import frontmatter
import pytest

from conftest import Project, make_project, tree
from decided import HEAD, SEED, sidecar
from newsdossier.build.pipeline import build, preview
from newsdossier.build.result import Snapshot
from newsdossier.decide.sidecar import parse
from newsdossier.errors import SidecarError
from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier
from newsdossier.model.settings import Settings

PAGE = "le-port-de-lorient-attend-ses-grues.md"
Decide = Callable[[str], Snapshot]


@pytest.fixture
def decide(project: Project) -> Decide:
    """Looks at the port's dossier after these decisions."""

    def found(decisions: str, authority: str = "") -> Snapshot:
        return preview(project({"port.txt": SEED, "port.txt.yml": sidecar(decisions), "_authority.yml": authority}))

    return found


def dossier(found: Snapshot) -> Dossier:
    """The one dossier."""
    (one,) = found.site.dossiers
    return one


def named(found: Snapshot) -> dict[str, list[str]]:
    """Entity -> the words that name it."""
    one = dossier(found)
    names: dict[str, list[str]] = {}
    for mention in one.annotations.mentions:
        names.setdefault(mention.entity, []).append(mention.span.of(one.article.text))
    return names


def at(found: Snapshot, words: str) -> Span:
    """Where words stand first."""
    start = dossier(found).article.text.index(words)
    return Span(start, start + len(words))


def test_reject(decide: Decide) -> None:
    """Words that are no name are none: no link, no page, also where they stand again."""
    found = decide("kind: reject, exact: Noël")
    assert "noel" not in named(found)
    assert found.failures == ()
    assert named(decide("kind: reject, exact: Lorient, all: yes")).get("lorient") is None


def test_reject_one_of_several(decide: Decide) -> None:
    """Only the place that was meant."""
    found = decide("kind: reject, exact: Lorient, prefix: 'Toutefois '")
    assert len(named(found)["lorient"]) == 2


def test_retype(decide: Decide) -> None:
    """An entity is of the type that was said, wherever it is named."""
    found = decide("kind: retype, exact: Armor Levage, suffix: ' aurait', to: organisation")
    assert found.site.named["armor-levage"].entity.type == "organisation"
    assert {m.type for m in dossier(found).annotations.mentions if m.entity == "armor-levage"} == {"ORG"}


def test_retype_words_that_were_missed(decide: Decide) -> None:
    """Words that nobody took for a name become one."""
    found = decide("kind: retype, exact: tribunal de Rennes, to: organisation")
    assert found.site.named["tribunal-de-rennes"].entity.type == "organisation"
    assert named(decide("kind: retype, exact: mairie et les dockers, to: organisation"))["mairie-et-les-dockers"]


def test_merge(decide: Decide) -> None:
    """These words name that entity."""
    found = decide("kind: merge, exact: délégué des dockers, to: Youenn Kervella")
    assert "délégué des dockers" in named(found)["youenn-kervella"]
    found = decide("kind: merge, exact: Marc Riou, suffix: ' est aussi', to: anne-le-goff")
    assert named(found)["marc-riou"] == ["Marc Riou"]
    assert "Marc Riou" in named(found)["anne-le-goff"]


def test_split(decide: Decide) -> None:
    """These words name somebody else of that name."""
    found = decide("kind: split, exact: Marc Riou, suffix: ' est aussi', to: marc-riou-marin")
    assert named(found)["marc-riou"] == named(found)["marc-riou-marin"] == ["Marc Riou"]
    assert found.site.named["marc-riou-marin"].entity.name == "Marc Riou"


def test_not_same(decide: Decide) -> None:
    """These words do not name that entity: they name somebody of their own."""
    found = decide("kind: not-same, exact: Goff, prefix: 'Le ', suffix: ' a promis', to: anne-le-goff")
    assert "Goff" not in named(found)["anne-le-goff"]


def test_rename(decide: Decide) -> None:
    """The site calls it so; its address stays."""
    found = decide("kind: rename, exact: Armor Levage, suffix: ' aurait', to: Armor Levage SA")
    assert found.site.named["armor-levage"].entity.name == "Armor Levage SA"
    assert "Armor Levage" in found.site.named["armor-levage"].entity.aliases


def test_speaker(decide: Decide) -> None:
    """The quote is of whom was said, and the page says that the newsroom says so."""
    found = decide("kind: speaker, exact: « Personne ne nous a consultés », to: claire-tanguy")
    quote = next(
        q for q in dossier(found).annotations.quotes if q.span == at(found, "« Personne ne nous a consultés »")
    )
    assert (quote.entity, quote.by, quote.sure) == ("claire-tanguy", "person", "sure")


def test_speaker_none(decide: Decide) -> None:
    """Nobody is said to have spoken."""
    found = decide("kind: speaker, exact: « Personne ne nous a consultés », to: none")
    quote = next(
        q for q in dossier(found).annotations.quotes if q.span == at(found, "« Personne ne nous a consultés »")
    )
    assert (quote.entity, quote.speaker) == ("", None)


def test_speaker_of_words_that_were_missed(decide: Decide) -> None:
    """What nobody noticed becomes a quote."""
    found = decide("kind: speaker, exact: un premier article sur le port, to: anne-le-goff")
    assert any(q.span == at(found, "un premier article sur le port") for q in dossier(found).annotations.quotes)


def test_not_a_quote(decide: Decide) -> None:
    """Quotation marks around a term are no quote."""
    found = decide("kind: not-a-quote, exact: « rendez-vous manqué »")
    assert all(q.span != at(found, "« rendez-vous manqué »") for q in dossier(found).annotations.quotes)


@pytest.mark.parametrize(("to", "edtf"), [("2025-10-21", ["2025-10-21"]), ("none", [])])
def test_date(decide: Decide, to: str, edtf: list[str]) -> None:
    """The day is the one that was said; it may be none."""
    found = decide(f"kind: date, exact: mardi, to: {to}")
    times = [t for t in dossier(found).annotations.times if t.span == at(found, "mardi")]
    assert [t.edtf for t in times] == edtf
    assert all(t.by == "person" and not t.inferred for t in times)


def test_date_that_was_missed(decide: Decide) -> None:
    """Words that nobody took for a time become one."""
    found = decide("kind: date, exact: un premier article, to: 2024-03-05")
    assert "2024-03-05" in {t.edtf for t in dossier(found).annotations.times}


def test_modality(decide: Decide) -> None:
    """A sentence is filed as was said, and its old cue shows nothing any more."""
    found = decide("kind: modality, exact: Le délégué des dockers en doute., to: denied")
    claim = next(
        c for c in dossier(found).annotations.claims if c.span == at(found, "Le délégué des dockers en doute.")
    )
    assert (claim.modality, claim.by) == ("denied", "person")


def test_role(decide: Decide) -> None:
    """A function is of whom was said, or of nobody."""
    found = decide("kind: role, exact: préfet, to: claire-tanguy")
    assert [r.entity for r in dossier(found).annotations.roles if r.span == at(found, "préfet")] == ["claire-tanguy"]
    found = decide("kind: role, exact: préfet, to: none")
    assert not [r for r in dossier(found).annotations.roles if r.span == at(found, "préfet")]


def test_hide(decide: Decide) -> None:
    """What was found in these words is shown nowhere; the text stays."""
    found = decide("kind: hide, exact: '« Nous irons jusqu’au bout », assure Claire Tanguy, avocate des dockers.'")
    assert "claire-tanguy" not in found.site.named
    assert "bout" not in str([q.span.of(dossier(found).article.text) for q in dossier(found).annotations.quotes])


def test_the_authority_has_the_last_word(decide: Decide) -> None:
    """What the newsroom says of an entity on the whole site stands over one article's decision, which is reported."""
    found = decide(
        "kind: retype, exact: Armor Levage, suffix: ' aurait', to: place",
        "entities:\n  - {name: Armor Levage, type: organisation}\n",
    )  # type: ignore[call-arg]
    assert found.site.named["armor-levage"].entity.type == "organisation"
    assert "the authority has armor-levage" in found.remarks[0].message


def test_reject_in_the_authority(decide: Decide) -> None:
    """A word that is no name anywhere."""
    found = decide("kind: pin, exact: mardi", "entities:\n  - {name: Noël, type: other, reject: yes}\n")  # type: ignore[call-arg]
    assert "noel" not in named(found)


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ("kind: reject, exact: Concarneau", "seeds/port.txt.yml:4: reject « Concarneau »: the article does not have"),
        ("kind: reject, exact: Lorient", "seeds/port.txt.yml:4: reject « Lorient »: several places may be meant"),
    ],
)
def test_lost_decisions_are_reported(decide: Decide, decision: str, message: str) -> None:
    """A decision that nobody can place is named with its line and left unapplied."""
    found = decide(decision)
    assert len(found.failures) == 1
    assert found.failures[0].message.startswith(message)
    assert len(named(found)["lorient"]) == 3


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ("kind: reject, exact: signé avant", "no name is found"),
        ("kind: not-a-quote, exact: La société emploie, suffix: ' 120'", "no quote is found"),
        ("kind: role, exact: société emploie, to: none", "no function is found"),
        ("kind: merge, exact: Noël, to: nobody-at-all", "« nobody-at-all » is no entity"),
        ("kind: speaker, exact: « Personne ne nous a consultés », to: nobody-at-all", "is no entity"),
        ("kind: rename, exact: signé avant, to: X", "no name is found"),
    ],
)
def test_decisions_without_effect_are_told(decide: Decide, decision: str, message: str) -> None:
    """What has nothing to correct is in the report, and is no failure."""
    found = decide(decision)
    assert found.failures == ()
    assert [message in r.message for r in found.remarks] == [True]
    assert found.remarks[0].kind == "no-effect"


@pytest.mark.parametrize(
    ("decision", "line", "words"),
    [
        ("kind: rejct, exact: a", 4, "cannot be « rejct »"),
        ("kind: reject", 4, "reject needs exact"),
        ("kind: retype, exact: a, to: human", 4, "retype needs to: one of person, organisation"),
        ("kind: date, exact: a, to: 14 octobre", 4, "a day such as 2025-10-14"),
        ("kind: modality, exact: a, to: sure", 4, "one of asserted, reported"),
        ("kind: note, exact: a", 4, "note needs text"),
        ("kind: pin, exact: a, all: yes", 4, "all: yes is for names"),
        ("kind: merge, exact: a", 4, "merge needs to"),
        ("kind: reject, exact: a, too: b", 4, "« decisions.0.too » is no key we know.*prefix"),
    ],
)
def test_wrong_decisions_are_named(decision: str, line: int, words: str) -> None:
    """What cannot be used is told with its line and what right looks like."""
    with pytest.raises(SidecarError, match=f"(?s)^seeds/a.txt.yml:{line}: .*{words}"):
        parse(sidecar(decision).encode(), "seeds/a.txt.yml")


DESK = """\
kind: known, exact: 'La société emploie 120 personnes.', text: 'Armor Levage est une *petite* société.', by: A. B.
kind: unknown, exact: dément tout retard, text: Si le retard est réel.
kind: note, exact: Bloomberg, text: "Lu le [site](https://example.org/x).\\n\\n- un\\n- deux", by: A. B.
kind: note, text: "<script>alert(1)</script> ![x](https://evil.example/p.png) [y](javascript:alert(1)) {: #id }"
kind: pin, exact: emploie 120
kind: date, exact: mardi, to: 2025-10-21, by: A. B., on: 2025-10-22
kind: speaker, exact: « Personne ne nous a consultés », to: claire-tanguy, on: 2025-10-23
kind: modality, exact: Le délégué des dockers en doute., to: denied
"""


def test_the_page_tells_people_from_the_machine(project: Project) -> None:
    """Who read it, key points, notes, passages and corrections are on the page, and none of it is mark-up of ours."""
    text = sidecar(DESK) + "review: {by: Anne Bernard, on: 2025-10-24}\ntags: [port]\n"
    settings = project({"port.txt": SEED, "port.txt.yml": text})
    report = build(settings)
    assert report.failures == ()
    page = (settings.dossiers / PAGE).read_text("utf-8")
    assert "relu par Anne Bernard le 24 octobre 2025" in page
    assert "annotation automatique" not in page
    assert "## Ce qu’il faut savoir { #known }\n\n- Armor Levage est une *petite* société. [paragraphe 3](#p3)" in page
    assert "## Ce qu’on ne sait pas { #unknown }\n\n- Si le retard est réel. [paragraphe 2](#p2)" in page
    assert "> La société emploie 120 personnes. [paragraphe 3](#p3)" in page
    assert "Lu le [site](https://example.org/x).\n\n- un\n- deux\n\n— A. B." in page
    assert "<script" not in page
    assert "evil.example" not in page
    assert "\\[y\\](javascript:" in page, "words, no link"
    assert page.count("corrigé par la rédaction") == 3
    assert "[3 corrections de la rédaction](corrections.md#le-port-de-lorient-attend-ses-grues)" in page
    meta = frontmatter.loads(page).metadata
    assert meta["review"] == {"status": "reviewed", "by": "Anne Bernard", "on": "2025-10-24"}
    listed = (settings.dossiers / "corrections.md").read_text("utf-8")
    assert "- 22 octobre 2025 · date : 21 octobre 2025 · «\u00a0mardi\u00a0»" in listed
    assert listed.index("23 octobre") < listed.index("22 octobre") < listed.index("sans date")


def test_without_a_person_it_is_automatic(project: Project) -> None:
    """Nobody read it, and the page says so."""
    settings = project({"port.txt": SEED})
    build(settings)
    assert "annotation automatique, non relue" in (settings.dossiers / PAGE).read_text("utf-8")
    assert "Rien n’a encore été corrigé" in (settings.dossiers / "corrections.md").read_text("utf-8")


def test_an_excerpt_shows_no_hidden_words(project: Project) -> None:
    """Notes and corrections of words that may not be published are there without these words."""
    decisions = "kind: note, exact: 'La société emploie 120 personnes.', text: À vérifier.\n"
    decisions += "kind: pin, exact: 'La société emploie 120 personnes.'\n"
    decisions += "kind: modality, exact: 'La société emploie 120 personnes.', to: reported\n"
    settings = project({"port.txt": SEED, "port.txt.yml": sidecar(decisions)}, rights="excerpt")
    build(settings)
    assert "À vérifier." in (settings.dossiers / PAGE).read_text("utf-8")
    assert all(b"emploie 120" not in data for data in tree(settings.dossiers).values())


def test_a_changed_sidecar_rebuilds_what_it_must(project: Project, tmp_path: Path) -> None:
    """A decision changes the pages that it is about and no others; a cold build gives the same bytes."""
    other = "La gare\n\nClaire Tanguy attend à Nantes avec Paul Hamon."
    seeds = {"port.txt": SEED, "port.txt.yml": HEAD, "gare.txt": other}
    settings = project(seeds)
    build(settings)
    for text in (sidecar(DESK), sidecar("kind: reject, exact: Claire Tanguy"), HEAD):
        (settings.seeds / "port.txt.yml").write_text(text, "utf-8")
        written = build(settings).written
        assert PAGE in written
        assert "la-gare.md" not in written
        assert "entities/paul-hamon.md" not in written
        assert build(settings).written == ()
        cold = make_project(tmp_path / "cold", {**seeds, "port.txt.yml": text})
        (cold.dossiers / "_ids.tsv").write_bytes((settings.dossiers / "_ids.tsv").read_bytes())
        build(cold)
        assert tree(cold.dossiers) == tree(settings.dossiers)
        assert (cold.work / "report.md").read_bytes() == (settings.work / "report.md").read_bytes()


def test_the_report_names_what_changed(project: Project) -> None:
    """Lost decisions, those found again and sidecars without a seed are in both reports, with their lines."""
    text = sidecar("kind: reject, exact: Concarneau\nkind: pin, exact: La société  emploie 120 personnes")
    settings: Settings = project({"port.txt": SEED, "port.txt.yml": text, "gone.txt.yml": "title: T\n"})
    report = build(settings)
    written = (settings.work / "report.md").read_text("utf-8")
    assert "- seeds/port.txt.yml:4: reject « Concarneau »" in written
    assert "- seeds/port.txt.yml:5: pin « La société emploie 120 personnes »: found again by its words" in written
    assert "- seeds/gone.txt.yml: there is no seed gone.txt beside it" in written
    assert (settings.work / "report.jsonl").read_text("utf-8").count("\n") == len(report.remarks) == 3


@pytest.mark.parametrize("to", ["armor-levage", "Armor Levage", "Kermarrec", "yannick-kermarrec"])
def test_whom_a_decision_names(to: str, project: Project) -> None:
    """An id, a name, or what the article calls somebody: each leads to the one who is meant."""
    text = "La grue\n\nYannick Kermarrec dirige Armor Levage. « Nous n’avons rien vu », dit-on. Kermarrec attend."
    cut = "decisions:\n  - {kind: speaker, exact: Nous n’avons rien vu, to: " + to + "}\n"
    found = preview(project({"a.txt": text, "a.txt.yml": f"language: fr\n{cut}"}))
    assert found.remarks == ()
    expected = "armor-levage" if to.lower().startswith("armor") else "yannick-kermarrec"
    assert [q.entity for q in dossier(found).annotations.quotes] == [expected]


def test_a_name_that_two_have_is_nobodys(project: Project) -> None:
    """A surname of two people of the article chooses none of them, and the report says so."""
    text = "La grue\n\nAnne Martin et Paul Martin attendent la grue. « Nous n’avons rien vu », dit-on."
    cut = "language: fr\ndecisions:\n  - {kind: speaker, exact: Nous n’avons rien vu, to: Martin}\n"
    found = preview(project({"a.txt": text, "a.txt.yml": cut}))
    assert [remark.kind for remark in found.remarks] == ["no-effect"]


def test_an_id_that_others_were_joined_to(project: Project) -> None:
    """An article that spells a name otherwise knows the site's id for it too."""
    seeds = {
        "a.txt": "L’appel\n\nIouri Ouchakov a appelé Steve Witkoff. Ouchakov a parlé de l’Ukraine.",
        "b.md": "---\nlanguage: en\n---\nThe call\n\nYuri Ushakov called Steve Witkoff about Ukraine. “We agree.”\n",
        "b.md.yml": "decisions:\n  - {kind: speaker, exact: “We agree.”, to: iouri-ouchakov}\n",
    }
    found = preview(project(seeds))
    assert found.site.moved["yuri-ushakov"] == "iouri-ouchakov"
    assert found.remarks == ()
    said = [q.entity for d in found.site.dossiers for q in d.annotations.quotes if d.article.language == "en"]
    assert set(said) == {"iouri-ouchakov"}
