"""Natural Earth's land and borders -> the outlines that maps are drawn on.

`python scripts/make_map.py countries-110m.json` reads the TopoJSON that the npm package world-atlas holds (Natural
Earth, public domain) and writes `newsdossier/data/outlines.tsv`: one path a line, in tenths of a degree from the
north-west corner, as SVG's relative line commands. Run it when Natural Earth changes, which is every few years.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "newsdossier/data/outlines.tsv"
HALF = 1800  # tenths of a degree: half of the way around
SOUTHERNMOST = -60  # degrees: nobody is in the news from farther south
Point = tuple[int, int]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in tenths of a degree, x to the east from 180° W, y to the south from 90° N."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round((x * sx + tx + 180) * 10), round((90 - (y * sy + ty)) * 10))
            if not points or points[-1] != point:
                points.append(point)
        found.append(points)
    return found


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of all polygons of a geometry, each as arc numbers."""
    for one in geometry.get("geometries", [geometry]):
        polygons = {"Polygon": [one.get("arcs")], "MultiPolygon": one.get("arcs")}.get(one.get("type"), [])
        for polygon in polygons:
            yield from polygon


def points(ring: Iterable[int], lines: Sequence[list[Point]]) -> list[Point]:
    """A ring's points; an arc with a negative number is walked backwards."""
    found: list[Point] = []
    for number in ring:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        found += line[1:] if found and found[-1] == line[0] else line
    return found


def pieces(line: Sequence[Point]) -> Iterator[list[Point]]:
    """Cut where a line jumps from one edge of the map to the other."""
    piece = [line[0]]
    for before, point in zip(line, line[1:], strict=False):
        if abs(point[0] - before[0]) > HALF:
            yield piece
            piece = []
        piece.append(point)
    yield piece


def path(line: Sequence[Point], *, closed: bool) -> str:
    """`M x y l dx dy …`, closed with `z`."""
    (x, y), *rest = line
    steps = []
    for next_x, next_y in rest:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{line[0][0]} {line[0][1]}l{' '.join(steps)}{'z' if closed else ''}"


def outlines(topology: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(`land` or `border`, path): land ring by ring, and every line that two countries share."""
    lines = arcs(topology)
    south = (90 - SOUTHERNMOST) * 10
    for ring in rings(topology["objects"]["land"]):
        for shape in pieces(points(ring, lines)):
            if len(shape) > 3 and min(y for _, y in shape) < south:
                yield "land", path(shape, closed=True)
    uses = Counter(
        n if n >= 0 else ~n for c in topology["objects"]["countries"]["geometries"] for r in rings(c) for n in r
    )
    yield from (
        ("border", path(lines[n], closed=False)) for n, times in sorted(uses.items()) if times > 1 and len(lines[n]) > 1
    )


if __name__ == "__main__":
    made = "".join(f"{kind}\t{line}\n" for kind, line in outlines(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    TARGET.write_text(made, "utf-8")
