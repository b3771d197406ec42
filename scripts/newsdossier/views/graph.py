"""Entities -> the picture of who is named with whom: at most thirty, on two sides, each beside those it is named with.

The places are computed, never drawn by chance: the same names give the same picture, and a new one moves few others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier, Sentence
from newsdossier.model.entity import Listed
from newsdossier.views.entities import sentence_at

MOST_NODES = 30
MOST_EDGES = 60
FEWEST = 3  # nodes under which a picture shows nothing that the text does not
NEWEST = 100  # dossiers of one entity that tell who is named with whom
WIDTH, ROW = 480, 24  # of the picture and of one name in it, in its own units
_LEFT, _RIGHT = 168, 312  # where the two sides stand farthest from the middle
_BULGE = 34
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """One name in the picture."""

    listed: Listed
    """Who or what."""
    x: float
    """From the left."""
    y: float
    """From the top."""
    side: int
    """-1 left of the middle, 1 right of it, 0 for whom the picture is of."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two that are named together."""

    first: int
    """Number of a node."""
    second: int
    """Number of another."""
    weight: int
    """In how many sentences, on the page of an entity in how many dossiers."""
    where: Span | None = None
    """The shortest of these sentences: it tells the most of the two."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    """The strongest first."""
    height: int
    """Of the picture; it is `WIDTH` wide."""


def of_dossier(dossier: Dossier) -> Graph | None:
    """Who is named with whom in a sentence of one article; None where too few are."""
    ties: Counter[Pair] = Counter()
    tightest: dict[Pair, Span] = {}
    for sentence, names in _by_sentence(dossier):
        for pair in combinations(sorted(names), 2):
            ties[pair] += 1
            tightest[pair] = min(tightest.get(pair, sentence), sentence, key=_length)
    linked = {one for pair in ties for one in pair}
    members = sorted((one for one in dossier.entities if one.target), key=lambda one: (-one.mentions, one.entity.id))
    return _graph([one for one in members if one.entity.id in linked][:MOST_NODES], (ties, tightest), None)


def together(dossier: Dossier) -> tuple[tuple[Listed, Listed, int, Sentence], ...]:
    """The same as rows: two names, in how many sentences both stand, and the shortest of these; the strongest first."""
    graph = of_dossier(dossier)
    found = [(graph.nodes[e.first], graph.nodes[e.second], e) for e in graph.edges if e.where] if graph else []
    return tuple((a.listed, b.listed, e.weight, sentence_at(dossier, e.where)) for a, b, e in found if e.where)


def of_entity(own: Listed, beside: Sequence[Listed], dossiers: Sequence[Dossier]) -> Graph | None:
    """Those named in the same dossiers around one entity, and which of them share dossiers; `dossiers` are its own."""
    shown = [one for one in beside if one.target][: MOST_NODES - 1]
    ids = {one.entity.id for one in shown}
    ties: Counter[Pair] = Counter()
    for dossier in dossiers[:NEWEST]:
        ties.update(combinations(sorted(ids & {one.entity.id for one in dossier.entities}), 2))
    often = Counter({pair: n for pair, n in ties.items() if n > 1})
    return _graph(shown, (often, {}), own)


def _length(sentence: Span) -> int:
    return sentence.end - sentence.start


def _by_sentence(dossier: Dossier) -> Iterator[tuple[Span, set[str]]]:
    linked = {one.entity.id for one in dossier.entities if one.target}
    sentences = dossier.annotations.sentences
    starts = [sentence.start for sentence in sentences]
    found: dict[int, set[str]] = defaultdict(set)
    at = 0
    for mention in dossier.annotations.mentions:
        while at + 1 < len(starts) and starts[at + 1] <= mention.span.start:
            at += 1
        if mention.entity in linked:
            found[at].add(mention.entity)
    yield from ((sentences[at], names) for at, names in found.items())


def _graph(
    members: Sequence[Listed], found: tuple[Mapping[Pair, int], Mapping[Pair, Span]], own: Listed | None
) -> Graph | None:
    ties, tightest = found
    if len(members) + (own is not None) < FEWEST:
        return None
    order = _chained([one.entity.id for one in members], ties)
    listed = {one.entity.id: one for one in members}
    rows = (len(order) + 1) // 2
    height = max(rows, 4) * ROW
    nodes = [Node(listed[key], *_place(at, len(order), height)) for at, key in enumerate(order)]
    number = {node.listed.entity.id: at for at, node in enumerate(nodes)}
    edges = [
        Edge(number[a], number[b], n, tightest.get((a, b))) for (a, b), n in ties.items() if a in number and b in number
    ]
    if own is not None:
        edges += [Edge(len(nodes), number[one.entity.id], one.dossiers) for one in members]
        nodes.append(Node(own, WIDTH / 2, height / 2, 0))
    best = sorted(edges, key=lambda edge: (-edge.weight, edge.first, edge.second))[:MOST_EDGES]
    return Graph(tuple(nodes), tuple(best), height)


def _chained(keys: Sequence[str], ties: Mapping[Pair, int]) -> list[str]:
    """Each beside the one it is tied to most, from the first on: lines are short, and few cross."""
    left, order = list(keys), list[str]()
    while left:
        last = order[-1] if order else ""
        best = max(left, key=lambda key: (_tie(ties, last, key), -left.index(key)))
        left.remove(best)
        order.append(best)
    return order


def _tie(ties: Mapping[Pair, int], a: str, b: str) -> int:
    return ties.get((a, b) if a < b else (b, a), 0)


def _place(at: int, of: int, height: int) -> tuple[float, float, int]:
    """Down the right side and up the left one, so that neighbours in the order stay neighbours."""
    right = (of + 1) // 2
    side, row, rows = (1, at, right) if at < right else (-1, of - 1 - at, of - right)
    y = height / 2 + (row - (rows - 1) / 2) * ROW
    away = sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2)) ** 2))
    x = _RIGHT - _BULGE * (1 - away) if side == 1 else _LEFT + _BULGE * (1 - away)
    return round(x, 1), round(y, 1), side
