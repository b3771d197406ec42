"""Places with coordinates -> a map: the part of the world that it shows, and a dot for each place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from newsdossier.model.entity import Listed

MOST_DOTS = 120
MOST_LABELS = 14
_NARROWEST = 300.0  # tenths of a degree: wide enough to know the coasts
_WIDEST = 1900.0  # what is wider is the whole world
_MARGIN = 0.18
_WIDTH_TO_HEIGHT = 2.0


class View(NamedTuple):
    """The part of the world that a map shows, in tenths of a degree from 180° W and 90° N."""

    left: float
    top: float
    width: float
    height: float


class Box(NamedTuple):
    """What a label or a dot covers, in the same units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """True if they have more than an edge in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


_WORLD = View(0.0, 80.0, 3600.0, 1420.0)  # without the ice at both ends


@dataclass(frozen=True, slots=True)
class Dot:
    """One place."""

    listed: Listed
    """The place."""
    x: float
    """Tenths of a degree to the east of 180° W."""
    y: float
    """Tenths of a degree to the south of 90° N."""
    radius: float
    """In the same units; its area grows with the number of dossiers."""
    label: int
    """Side of its name: 1 right, -1 left, 0 where it fits on neither."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """One map."""

    view: View
    """The part of the world that it shows."""
    dots: tuple[Dot, ...]
    """The most named first."""


def atlas(places: Iterable[Listed]) -> Atlas | None:
    """Returns a map of the most named places whose coordinates are known; None where there are none."""
    known = [one for one in places if one.entity.coordinates and one.target]
    known = sorted(known, key=lambda one: (-one.dossiers, -one.mentions, one.entity.id))[:MOST_DOTS]
    if not known:
        return None
    spots = [_spot(one) for one in known]
    view = _view(spots)
    most = max(one.dossiers for one in known)
    sizes = [view.width * (0.004 + 0.009 * sqrt(one.dossiers / most)) for one in known]
    labels = _labelled(known, spots, view)
    dots = zip(known, spots, sizes, labels, strict=True)
    return Atlas(view, tuple(Dot(one, x, y, round(size, 1), label) for one, (x, y), size, label in dots))


def _spot(listed: Listed) -> tuple[float, float]:
    latitude, longitude = listed.entity.coordinates or (0.0, 0.0)
    return round((longitude + 180) * 10, 1), round((90 - latitude) * 10, 1)


def _view(spots: Sequence[tuple[float, float]]) -> View:
    """Returns the region around all spots, with a margin; the world where that is about as wide."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    needed = max(max(xs) - min(xs), (max(ys) - min(ys)) * _WIDTH_TO_HEIGHT, _NARROWEST / (1 + 2 * _MARGIN))
    width = needed * (1 + 2 * _MARGIN)
    if width > _WIDEST:
        return _WORLD
    height = width / _WIDTH_TO_HEIGHT
    left = (min(xs) + max(xs) - width) / 2
    top = (min(ys) + max(ys) - height) / 2
    left = min(max(left, _WORLD.left), _WORLD.left + _WORLD.width - width)
    top = min(max(top, _WORLD.top), _WORLD.top + _WORLD.height - height)
    return View(round(left, 1), round(top, 1), round(width, 1), round(height, 1))


def _labelled(known: Sequence[Listed], spots: Sequence[tuple[float, float]], view: View) -> list[int]:
    """Returns the side of each label: the most named first, and none that hides another label or another dot."""
    letter = view.width / 46  # height of a letter
    taken = [Box(x - letter / 2, y - letter / 2, x + letter / 2, y + letter / 2) for x, y in spots]
    sides: list[int] = []
    for at, listed in enumerate(known):
        others = taken[:at] + taken[at + 1 :]
        length = letter * (0.2 + 0.56 * len(listed.entity.name))
        boxes = {side: _label(spots[at], side, letter=letter, length=length) for side in (1, -1)}
        free = [side for side, box in boxes.items() if _inside(box, view) and not any(map(box.meets, others))]
        side = free[0] if free and sum(map(abs, sides)) < MOST_LABELS else 0
        sides.append(side)
        taken += [boxes[side]] if side else []
    return sides


def _label(spot: tuple[float, float], side: int, *, letter: float, length: float) -> Box:
    """Returns the box of a label on one side of a spot."""
    x, y = spot
    near, far = x + side * letter * 0.6, x + side * (letter * 0.6 + length)
    return Box(min(near, far), y - letter * 0.6, max(near, far), y + letter * 0.6)


def _inside(box: Box, view: View) -> bool:
    return view.left <= box.left and box.right <= view.left + view.width
