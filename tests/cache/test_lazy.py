"""Annotations of most articles stay lazy; what every build asks of each article is kept apart and agrees with them."""

from collections import Counter
from pathlib import Path

from test_memo import CALL, EDITS, MEETING, VISIT, write

from conftest import Project, make_project
from newsdossier.build.pipeline import build, preview
from newsdossier.model.lazy import Lazy, load, mapped
from newsdossier.views.dossier import mention_counts


def test_stored_entities_agree_with_lazy_annotations(tmp_path: Path) -> None:
    """Counts and order of the entities are those of the mentions, and every speaker or holder is one of them."""
    ours = make_project(tmp_path, {"a.txt": CALL, "b.txt": VISIT})
    for name, edit in EDITS.items():
        edit(ours.root)
        build(ours)
        for article, found in (editor := preview(ours).editor).annotations.items():
            resolved = editor.resolved[article.slug]
            mentions = Counter(mention.entity for mention in resolved.mentions)
            assert mention_counts(resolved) == tuple(mentions.items()), name
            if isinstance(found, Lazy):
                told = found.make()
                behind = {one for quote in told.quotes for one in (quote.entity, *quote.joint_entities)}
                behind |= {one for claim in told.claims for one in (claim.entity, *claim.joint_entities)}
                behind |= {one for role in told.roles for one in (role.entity, role.whose)}
                assert behind - {""} <= {local.key for local in resolved.locals}, name


def test_only_articles_with_decisions_are_loaded(project: Project) -> None:
    """A build loads no annotations of an unchanged article unless somebody decided or noted something there."""
    settings = project({"a.txt": CALL, "b.txt": VISIT})
    write(settings.root, "b.txt.yml", "decisions:\n  - {kind: note, text: À vérifier}\n")
    build(settings)
    found = preview(settings)
    lazy = {article.slug: isinstance(one, Lazy) for article, one in found.editor.annotations.items()}
    assert lazy == {"l-appel": True, "la-visite": False}
    noted = {dossier.article.slug: [note.text for note in dossier.notes] for dossier in found.site.dossiers}
    assert noted == {"l-appel": [], "la-visite": ["À vérifier"]}


def test_entity_pages_change_with_their_sentences_only(project: Project) -> None:
    """A correction renders the page of each name whose sentences it changes, and that of no other name."""
    settings = project({"a.txt": MEETING, "b.txt": VISIT})
    last = build(settings)
    before = preview(settings)
    write(settings.root, "a.txt", MEETING.replace("à Moscou", "à Moscou, lundi soir"))
    report = build(settings)
    after = preview(settings)
    new = {slug: one for slug, one in after.site.contributions.items() if one != before.site.contributions[slug]}
    assert list(new) == ["la-rencontre"]
    old = before.site.contributions["la-rencontre"]
    shown = new["la-rencontre"].appearances
    changed_for = {who for who, digest in shown.items() if digest != old.appearances[who]}
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


def test_a_mapped_lazy_value_is_computed_on_load() -> None:
    """Nothing is computed before `load`, and lazy values that were mapped alike are equal."""
    asked: list[str] = []

    def read() -> list[int]:
        asked.append("read")
        return [1, 2]

    def times(found: list[int], by: int) -> list[int]:
        return [one * by for one in found]

    one = Lazy("key", read)
    twice = mapped(one, times, 2)
    assert asked == []
    assert twice == mapped(one, times, 2) != mapped(one, times, 3)
    assert load(twice) == load(mapped(one, times, 2)) == [2, 4]
    assert asked == ["read"]
    assert mapped([3], times, 2) == [6]
