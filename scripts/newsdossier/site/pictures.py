"""Graphs and maps as inline SVG with real links: no script, no tile, nothing fetched."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsdossier import escape
from newsdossier.locale import say
from newsdossier.views.graph import WIDTH, Edge, Graph, Node
from newsdossier.views.map import Atlas, Box, Dot, View

_CLASSES = {"person": "per", "organisation": "org", "place": "loc", "event": "evt", "work": "wrk"}
_LONGEST = 20  # characters of a name that fit beside its node
_PATH = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]*)")
Href = Callable[[str], str]
"""Path of a page of `dossiers/` -> its address as seen from the page with the picture."""


@dataclass(frozen=True, slots=True)
class _Outline:
    """One line of the shipped outlines."""

    kind: str
    path: str
    box: Box
    """Left, top, right and bottom."""


def graph(picture: Graph, href: Href, language: str) -> str:
    """Draws names as links, and a line between two that are named together, the thicker the more often."""
    most = max((edge.weight for edge in picture.edges), default=1)
    lines = "".join(_line(edge, picture.nodes, most) for edge in picture.edges)
    names = "".join(_name(node, href, language) for node in picture.nodes)
    label = escape.html(say("graph_label", language, n=len(picture.nodes)))
    return (
        f'<svg class="nd-graph" width="{WIDTH}" viewBox="0 0 {WIDTH} {picture.height}" role="group"'
        f' aria-label="{label}" data-pagefind-ignore="all">'
        f'<g class="nd-ties" aria-hidden="true">{lines}</g>{names}</svg>'
    )


def _line(edge: Edge, nodes: tuple[Node, ...], most: int) -> str:
    a, b = nodes[edge.first], nodes[edge.second]
    width = 0.8 + 2.2 * edge.weight / most
    bend = WIDTH / 2, (a.y + b.y) / 2
    return f'<path d="M{a.x} {a.y}Q{bend[0]:g} {bend[1]:g} {b.x} {b.y}" stroke-width="{width:.1f}"/>'


def _name(node: Node, href: Href, language: str) -> str:
    name = node.listed.entity.called(language)
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
    anchor = {-1: "end", 0: "middle", 1: "start"}[node.side]
    dx, dy = (9 * node.side, 4) if node.side else (0, 18)
    kind = _CLASSES.get(node.listed.entity.type, "wrk")
    words = f'<text x="{node.x + dx:g}" y="{node.y + dy:g}" text-anchor="{anchor}">{escape.html(short)}</text>'
    dot = f'<circle cx="{node.x}" cy="{node.y}" r="{5 if node.side else 7}"/><title>{escape.html(name)}</title>'
    if not node.side:  # the page that we are on
        return f'<g class="nd-node nd-{kind}">{dot}{words}</g>'
    return f'<a class="nd-node nd-{kind}" href="{escape.html(href(node.listed.target))}">{dot}{words}</a>'


def chart(atlas: Atlas, href: Href, language: str) -> str:
    """Draws the part of the world that holds the places, each a dot that leads to its page."""
    left, top, width, height = atlas.view
    shown = [one for one in outlines() if _is_in_view(one.box, atlas.view)]
    paths = "".join(
        f'<path class="nd-{kind}" d="{"".join(one.path for one in shown if one.kind == kind)}"/>'
        for kind in ("land", "border")
    )
    dots = "".join(_dot(dot, width, href, language=language) for dot in reversed(atlas.dots))
    label = escape.html(say("map_label", language, n=len(atlas.dots)))
    return (
        f'<svg class="nd-map" width="640" viewBox="{left:g} {top:g} {width:g} {height:g}" role="group"'
        f' aria-label="{label}" data-pagefind-ignore="all"><g aria-hidden="true">{paths}</g>{dots}</svg>'
    )


def _dot(dot: Dot, width: float, href: Href, *, language: str) -> str:
    name = escape.html(dot.listed.entity.called(language))
    size = width / 46
    x, anchor = dot.x + dot.label * size * 0.6, "end" if dot.label < 0 else "start"
    place = f'x="{x:.1f}" y="{dot.y + size * 0.35:.1f}" font-size="{size:.1f}" text-anchor="{anchor}"'
    words = f"<text {place}>{name}</text>" if dot.label else ""
    circle = f'<circle cx="{dot.x:g}" cy="{dot.y:g}" r="{dot.radius:g}"/><title>{name}</title>'
    return f'<a class="nd-dot" href="{escape.html(href(dot.listed.target))}">{circle}{words}</a>'


@cache
def outlines() -> tuple[_Outline, ...]:
    """Returns the coasts and borders that we ship, each with the box around it."""
    text = (files("newsdossier.data") / "outlines.tsv").read_text("utf-8")
    return tuple(_outline(*line.split("\t")) for line in text.splitlines())


def _outline(kind: str, path: str) -> _Outline:
    found = list(_points(path))
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return _Outline(kind, path, Box(min(xs), min(ys), max(xs), max(ys)))


def _points(path: str) -> Iterator[tuple[int, int]]:
    start = _PATH.match(path)
    assert start
    x, y = int(start[1]), int(start[2])
    yield x, y
    steps = [int(step) for step in start[3].split()]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x, y


def _is_in_view(box: Box, view: View) -> bool:
    left, top, width, height = view
    return box[0] < left + width and box[2] > left and box[1] < top + height and box[3] > top
