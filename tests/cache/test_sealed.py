"""What is known of most articles stays sealed; what every build asks of them all is at hand, and is the same."""

from collections import Counter
from pathlib import Path

from test_again import CALL, EDITS, MEETING, VISIT, write

from conftest import Project, make_project
from newsdossier.build.pipeline import build, look
from newsdossier.model.lazy import Sealed, changed, opened
from newsdossier.views.dossier import counted


def test_what_is_at_hand_is_what_is_sealed(tmp_path: Path) -> None:
    """Whom an article names, how often and in which order; and nobody speaks or acts in it who is not among them."""
    ours = make_project(tmp_path, {"a.txt": CALL, "b.txt": VISIT})
    for name, edit in EDITS.items():
        edit(ours.root)
        build(ours)
        for article, found in (inside := look(ours).inside).whole.items():
            resolved = inside.named[article.slug]
            mentions = Counter(mention.entity for mention in resolved.mentions)
            assert counted(resolved) == tuple(mentions.items()), name
            if isinstance(found, Sealed):
                told = found.read()
                behind = {one for quote in told.quotes for one in (quote.entity, *quote.joint_entities)}
                behind |= {one for claim in told.claims for one in (claim.entity, *claim.joint_entities)}
                behind |= {one for role in told.roles for one in (role.entity, role.whose)}
                assert behind - {""} <= {local.key for local in resolved.locals}, name


def test_only_what_people_spoke_of_is_open(project: Project) -> None:
    """A build that finds an article as it was opens nothing of it, unless somebody decided or noted something there."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    write(settings.root, "b.txt.yml", "decisions:\n  - {kind: note, text: À vérifier}\n")
    build(settings)
    found = look(settings)
    sealed = {article.slug: isinstance(one, Sealed) for article, one in found.inside.whole.items()}
    assert sealed == {"l-appel": True, "la-visite": False}
    noted = {dossier.article.slug: [note.text for note in dossier.notes] for dossier in found.site.dossiers}
    assert noted == {"l-appel": [], "la-visite": ["À vérifier"]}


def test_pages_of_names_stay_whose_words_did(project: Project) -> None:
    """A correction renders the page of each name whose sentences it changes, and that of no other name."""
    settings = project({"a.txt": MEETING, "b.txt": VISIT})
    last = build(settings)
    before = look(settings)
    write(settings.root, "a.txt", MEETING.replace("à Moscou", "à Moscou, lundi soir"))
    report = build(settings)
    after = look(settings)
    new = {slug: one for slug, one in after.site.gists.items() if one != before.site.gists[slug]}
    assert list(new) == ["la-rencontre"]
    old = before.site.gists["la-rencontre"]
    changed_for = {who for who, said in new["la-rencontre"].shows.items() if said != old.shows[who]}
    assert changed_for == {"vladimir-poutine", "steve-witkoff", "moscou"}
    pages = {path for path, said in report.signatures.items() if said != last.signatures[path]}
    assert {path for path in pages if path.startswith("entities/")} == {f"entities/{who}.md" for who in changed_for}


def test_a_page_shows_what_others_are_called_now(project: Project) -> None:
    """A neighbour that gets another name in the site's language, and no other change, is called so beside each name."""
    settings = project({"a.txt": CALL})
    known = "entities:\n  - name: Steve Witkoff\n    type: person\n"
    write(settings.root, "_authority.yml", known)
    last = build(settings).signatures
    write(settings.root, "_authority.yml", f"{known}    names: {{fr: Stève Witkoff}}\n")
    assert build(settings).signatures["entities/iouri-ouchakov.md"] != last["entities/iouri-ouchakov.md"]


def test_a_change_to_what_is_sealed_waits() -> None:
    """It is made when somebody asks, each time of the same; two that are changed alike are one."""
    asked: list[str] = []

    def read() -> list[int]:
        asked.append("read")
        return [1, 2]

    def times(found: list[int], by: int) -> list[int]:
        return [one * by for one in found]

    one = Sealed("key", read)
    twice = changed(one, times, 2)
    assert asked == []
    assert twice == changed(one, times, 2) != changed(one, times, 3)
    assert opened(twice) == opened(changed(one, times, 2)) == [2, 4]
    assert asked == ["read"]
    assert changed([3], times, 2) == [6]
