"""Graphs and maps: computed places, real links, names as text."""

import re
from xml.etree import ElementTree as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Project
from newsdossier.build.pipeline import build, preview
from newsdossier.model.entity import Entity, Listed
from newsdossier.site import pictures
from newsdossier.views import graph
from newsdossier.views.graph import Graph
from newsdossier.views.map import atlas

TEXT = """Un appel à trois

Steve Witkoff a appelé Iouri Ouchakov depuis Washington, a révélé Bloomberg mardi soir dans la capitale.

Donald Trump et Vladimir Poutine se parleront plus tard, a dit Steve Witkoff à Moscou devant quelques journalistes.
"""


def listed(name: str, at: tuple[float, float] | None = None, n: int = 1) -> Listed:
    return Listed(Entity(name.lower(), "place", name, coordinates=at), n, f"entities/{name.lower()}.md", n)


def drawn(project: Project) -> Graph:
    (dossier,) = preview(project({"a.txt": TEXT}, rights="full")).site.dossiers
    found = graph.of_dossier(dossier)
    assert found
    return found


def test_graph_of_a_dossier(project: Project) -> None:
    """Names that stand in one sentence are tied, and nobody else is."""
    found = drawn(project)
    names = [node.listed.entity.name for node in found.nodes]
    ties = {frozenset((names[e.first], names[e.second])) for e in found.edges}
    assert frozenset(("Steve Witkoff", "Iouri Ouchakov")) in ties
    assert frozenset(("Donald Trump", "Steve Witkoff")) in ties
    assert frozenset(("Donald Trump", "Iouri Ouchakov")) not in ties


def test_graph_is_svg_with_links(project: Project) -> None:
    """The picture is well-formed, each name is text inside a link to its page, and nothing is drawn outside of it."""
    found = drawn(project)
    svg = xml.fromstring(pictures.graph(found, lambda target: f"../{target}", "fr"))
    links = {a.get("href"): "".join(a.itertext()) for a in svg.iter("a")}
    assert "Steve Witkoff" in links["../entities/steve-witkoff.md"]
    assert len(links) == len(found.nodes)
    assert all(0 < node.x < graph.WIDTH and 0 < node.y < found.height for node in found.nodes)


def test_same_names_same_picture(project: Project) -> None:
    """Two builds of one seed draw the same picture."""
    assert pictures.graph(drawn(project), str, "fr") == pictures.graph(drawn(project), str, "fr")


def test_no_picture_of_two() -> None:
    """Fewer than three names make no picture."""
    assert graph.of_entity(listed("A"), [listed("B")], []) is None
    assert graph.of_entity(listed("A"), [listed("B"), listed("C")], []) is not None


@given(n=st.integers(0, 60))
def test_at_most_thirty(n: int) -> None:
    """However many there are, at most thirty names are drawn, none on another's place."""
    found = graph.of_entity(listed("Own"), [listed(f"N{k}") for k in range(n)], [])
    if found:
        places = [(node.x, node.y) for node in found.nodes]
        assert len(places) == len(set(places)) <= graph.MOST_NODES


def test_names_are_text() -> None:
    """A name that looks like mark-up is shown as it is."""
    evil = listed('<b onload="x">', (48.9, 2.3))
    made = pictures.chart(atlas([evil]) or pytest.fail("no map"), lambda _: "x", "fr")
    assert "<b" not in made and "&lt;b onload=" in made
    xml.fromstring(made)


def test_map_shows_the_region() -> None:
    """Places of one region are shown on that region; places of the whole world on the world; all dots are inside."""
    near = atlas([listed("Paris", (48.86, 2.35)), listed("Moscou", (55.75, 37.62), 3)])
    far = atlas([listed("Paris", (48.86, 2.35)), listed("Tokyo", (35.68, 139.69)), listed("Lima", (-12.05, -77.04))])
    assert near and far
    assert near.view[2] < 1000 < far.view[2]
    for one in (near, far):
        left, top, width, height = one.view
        assert all(left < d.x < left + width and top < d.y < top + height for d in one.dots)
    assert near.dots[0].listed.entity.name == "Moscou" and near.dots[0].radius > near.dots[1].radius


def test_map_is_light() -> None:
    """A region's map carries only the coasts that it shows, and the world's stays small."""
    europe = pictures.chart(atlas([listed("Paris", (48.86, 2.35))]) or pytest.fail("no map"), str, "fr")
    places = [listed("Paris", (48.86, 2.35)), listed("Tokyo", (35.68, 139.69)), listed("Lima", (-12.05, -77.04))]
    world = pictures.chart(atlas(places) or pytest.fail("no map"), str, "fr")
    assert len(europe) < len(world) < 50_000


def test_no_place_no_map() -> None:
    """Without coordinates there is nothing to draw."""
    assert atlas([listed("Nulle part")]) is None


@given(st.lists(st.tuples(st.floats(-60, 80), st.floats(-180, 180)), min_size=1, max_size=40))
def test_any_places(spots: list[tuple[float, float]]) -> None:
    """Wherever places are, the map shows them and their names do not cover each other's."""
    found = atlas([listed(f"P{n}", spot) for n, spot in enumerate(spots)])
    assert found
    left, top, width, height = found.view
    assert all(left <= d.x <= left + width and top <= d.y <= top + height for d in found.dots)


def test_outlines_are_lines() -> None:
    """What we ship of coasts and borders is paths and nothing else."""
    data = ROOT / "scripts/newsdossier/data/outlines.tsv"
    pattern = r"(?:land|border)\tM\d+ -?\d+l[-\d ]+z?"
    assert all(re.fullmatch(pattern, line) for line in data.read_text("utf-8").splitlines())


def test_no_line_crosses_the_map() -> None:
    """Coasts and borders are short steps: what lies on both edges of the map is not drawn across it."""
    boxes = [one.box for one in pictures.outlines()]
    assert all(0 <= left <= right <= 3600 for left, _, right, _ in boxes)
    for line in (one.path for one in pictures.outlines() if one.kind == "land"):
        steps = [int(step) for step in line.partition("l")[2].rstrip("z").split()]
        assert max(map(abs, steps[::2])) < 250


def test_a_country_has_a_dot(project: Project) -> None:
    """Countries are on the map too, each in its own middle: the list of places shows them."""
    text = "La frontière\n\nLa Russie et l’Ukraine ont signé un accord. La Russie a prévenu l’Ukraine mardi matin.\n"
    found = build(project({"a.txt": text})).overlay("places.md").atlas
    assert found
    where = {dot.listed.entity.name: (dot.x, dot.y) for dot in found.dots}
    assert where == {"Russie": (2790.0, 283.0), "Ukraine": (2113.0, 408.0)}
