"""Places with coordinates -> a map: which part of the world it shows, and a dot for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from newsdossier.model.entity import Listed

MOST_DOTS = 120
MOST_LABELS = 14
_WORLD = (0.0, 80.0, 3600.0, 1420.0)  # tenths of a degree from 180° W and 90° N: without the ice at both ends
_NARROWEST = 300.0  # wide enough to know the coasts
_WIDEST = 1900.0  # what is wider is the whole world
_MARGIN = 0.18
_SHAPE = 2.0  # width to height
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One place."""

    listed: Listed
    """Which."""
    x: float
    """Tenths of a degree to the east of 180° W."""
    y: float
    """Tenths of a degree to the south of 90° N."""
    radius: float
    """In the same units; its area grows with the number of dossiers."""
    label: int
    """On which side its name stands: 1 right, -1 left, 0 where it fits on neither."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """One map."""

    view: Box
    """Left, top, width and height of what it shows."""
    dots: tuple[Dot, ...]
    """The most named first."""


def atlas(places: Iterable[Listed]) -> Atlas | None:
    """Of the most named places whose coordinates are known; None where there are none."""
    known = [one for one in places if one.entity.coordinates and one.target]
    known = sorted(known, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_DOTS]
    if not known:
        return None
    spots = [_spot(one) for one in known]
    view = _view(spots)
    most = max(one.dossiers for one in known)
    sizes = [view[2] * (0.004 + 0.009 * sqrt(one.dossiers / most)) for one in known]
    labels = _labelled(known, spots, view)
    dots = zip(known, spots, sizes, labels, strict=True)
    return Atlas(view, tuple(Dot(one, x, y, round(size, 1), label) for one, (x, y), size, label in dots))


def _spot(listed: Listed) -> tuple[float, float]:
    latitude, longitude = listed.entity.coordinates or (0.0, 0.0)
    return round((longitude + 180) * 10, 1), round((90 - latitude) * 10, 1)


def _view(spots: Sequence[tuple[float, float]]) -> Box:
    """The region that holds all spots, with a margin; the world where that is about as wide."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    width = max(max(xs) - min(xs), (max(ys) - min(ys)) * _SHAPE, _NARROWEST / (1 + 2 * _MARGIN)) * (1 + 2 * _MARGIN)
    if width > _WIDEST:
        return _WORLD
    height = width / _SHAPE
    left = (min(xs) + max(xs) - width) / 2
    top = (min(ys) + max(ys) - height) / 2
    left = min(max(left, _WORLD[0]), _WORLD[0] + _WORLD[2] - width)
    top = min(max(top, _WORLD[1]), _WORLD[1] + _WORLD[3] - height)
    return round(left, 1), round(top, 1), round(width, 1), round(height, 1)


def _labelled(known: Sequence[Listed], spots: Sequence[tuple[float, float]], view: Box) -> list[int]:
    """Names from the most named place on, while they hide neither another name nor another dot."""
    size = view[2] / 46  # of a letter's height
    taken: list[Box] = [(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in spots]
    sides: list[int] = []
    for at, listed in enumerate(known):
        others = taken[:at] + taken[at + 1 :]
        length = size * (0.2 + 0.56 * len(listed.entity.name))
        boxes = {side: _beside(spots[at], side, (size, length)) for side in (1, -1)}
        room = [side for side, box in boxes.items() if _inside(box, view) and not any(_meet(box, o) for o in others)]
        side = room[0] if room and sum(map(abs, sides)) < MOST_LABELS else 0
        sides.append(side)
        taken += [boxes[side]] if side else []
    return sides


def _beside(spot: tuple[float, float], side: int, extent: tuple[float, float]) -> Box:
    (x, y), (size, length) = spot, extent
    near, far = x + side * size * 0.6, x + side * (size * 0.6 + length)
    return min(near, far), y - size * 0.6, max(near, far), y + size * 0.6


def _inside(box: Box, view: Box) -> bool:
    return view[0] <= box[0] and box[2] <= view[0] + view[2]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
