"""Natural Earth's land, borders and countries -> the outlines that maps are drawn on, and where a country's dot stands.

`python scripts/make_map.py countries-110m.json countries-50m.json` reads the TopoJSON that the npm package world-atlas
holds (Natural Earth, public domain). It writes `data/outlines.tsv` from the coarse file: one path a line, in
tenths of a degree from the north-west corner, as SVG's relative line commands; and `country_spots.tsv` from the finer
one: the middle of a country's largest piece, in degrees. Run it when Natural Earth changes, which is every few years.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

DATA = Path(__file__).parent / "newsdossier/data"
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


def pieces(ring: Sequence[Point]) -> list[list[Point]]:
    """A ring cut where it jumps from one edge of the map to the other; its end goes on where it began."""
    found = [[ring[0]]]
    for before, point in pairwise(ring):
        if abs(point[0] - before[0]) > HALF:
            found.append([])
        found[-1].append(point)
    return [found[-1] + found[0], *found[1:-1]] if len(found) > 1 else found


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


def spots(topology: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """Country code, latitude and longitude of the middle of its largest piece."""
    lines, codes = arcs(topology), get_global("territory_aliases")
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(str(country.get("id")), [""])[0]
        shapes = [shape for ring in rings(country) for shape in pieces(points(ring, lines))]
        if code and shapes:
            x, y = middle(max(shapes, key=lambda shape: abs(area(shape))))
            yield code, round(90 - y / 10, 1), round(x / 10 - 180, 1)


def area(shape: Sequence[Point]) -> float:
    """Twice the signed area of a ring."""
    pairs = zip(shape, [*shape[1:], shape[0]], strict=True)
    return float(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs))


def middle(shape: Sequence[Point]) -> tuple[float, float]:
    """Centre of gravity of a ring; of one without area the mean of its points."""
    twice = area(shape)
    if not twice:
        return sum(x for x, _ in shape) / len(shape), sum(y for _, y in shape) / len(shape)
    pairs = list(zip(shape, [*shape[1:], shape[0]], strict=True))
    crossed = [(ax + bx, ay + by, ax * by - bx * ay) for (ax, ay), (bx, by) in pairs]
    return sum(x * c for x, _, c in crossed) / (3 * twice), sum(y * c for _, y, c in crossed) / (3 * twice)


if __name__ == "__main__":
    coarse, fine = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:])
    (DATA / "outlines.tsv").write_text("".join(f"{kind}\t{line}\n" for kind, line in outlines(coarse)), "utf-8")
    dots = sorted(spots(fine))
    (DATA / "country_spots.tsv").write_text("".join(f"{code}\t{lat}\t{lon}\n" for code, lat, lon in dots), "utf-8")
