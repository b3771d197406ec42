"""Entities -> the picture of which are named together: at most thirty names on two sides, linked ones close together.

The layout is computed, without chance: the same names give the same picture, and a new one moves few others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from newsdossier.model.article import Span
from newsdossier.model.dossier import Dossier, Sentence
from newsdossier.model.entity import Listed
from newsdossier.views.dossier import sentence_at

MOST_NODES = 30
MOST_EDGES = 60
FEWEST = 3  # nodes; fewer show nothing that the text does not
NEWEST = 100  # dossiers of one entity whose names are counted
WIDTH, ROW = 480, 24  # of the picture and of one name in it, in its own units
_LEFT, _RIGHT = 168, 312  # of the two sides at their farthest from the middle
_BULGE = 34
Pair = tuple[str, str]
"""Ids of two entities, sorted."""


@dataclass(frozen=True, slots=True)
class Node:
    """One name in the picture."""

    listed: Listed
    """The entity."""
    x: float
    """From the left."""
    y: float
    """From the top."""
    side: int
    """-1 left of the middle, 1 right of it, 0 for the entity that the picture is of."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two names that stand together."""

    first: int
    """Index of a node."""
    second: int
    """Index of another."""
    weight: int
    """Number of sentences that name both; on the page of an entity, number of dossiers."""
    shortest: Span | None = None
    """The shortest of these sentences: it tells the most of the two."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    """The strongest first."""
    height: int
    """Of the picture; it is `WIDTH` wide."""


class NamedPair(NamedTuple):
    """Two entities of one dossier that are named together."""

    first: Listed
    second: Listed
    sentences: int
    """Number of sentences that name both."""
    shortest: Sentence
    """The shortest of these."""


def of_dossier(dossier: Dossier) -> Graph | None:
    """Returns the names that stand together in sentences of one article; None where they are too few."""
    ties: Counter[Pair] = Counter()
    shortest: dict[Pair, Span] = {}
    for sentence, names in _names_by_sentence(dossier):
        for pair in combinations(sorted(names), 2):
            ties[pair] += 1
            shortest[pair] = min(shortest.get(pair, sentence), sentence, key=lambda span: span.end - span.start)
    linked = {one for pair in ties for one in pair}
    members = sorted((one for one in dossier.entities if one.target), key=lambda one: (-one.mentions, one.entity.id))
    return _graph([one for one in members if one.entity.id in linked][:MOST_NODES], ties, shortest=shortest)


def named_together(dossier: Dossier) -> tuple[NamedPair, ...]:
    """Returns the pairs of the picture of a dossier, the strongest first."""
    graph = of_dossier(dossier)
    return tuple(
        NamedPair(
            graph.nodes[edge.first].listed,
            graph.nodes[edge.second].listed,
            edge.weight,
            sentence_at(dossier, edge.shortest),
        )
        for edge in (graph.edges if graph else ())
        if graph and edge.shortest
    )


def of_entity(own: Listed, neighbours: Sequence[Listed], dossiers: Sequence[Dossier]) -> Graph | None:
    """Returns an entity's neighbours around it, linked where they share several of its dossiers; None if too few."""
    shown = [one for one in neighbours if one.target][: MOST_NODES - 1]
    ids = {one.entity.id for one in shown}
    ties: Counter[Pair] = Counter()
    for dossier in dossiers[:NEWEST]:
        ties.update(combinations(sorted(ids & {one.entity.id for one in dossier.entities}), 2))
    return _graph(shown, {pair: count for pair, count in ties.items() if count > 1}, own=own)


def _names_by_sentence(dossier: Dossier) -> Iterator[tuple[Span, set[str]]]:
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
    members: Sequence[Listed],
    ties: Mapping[Pair, int],
    *,
    shortest: Mapping[Pair, Span] | None = None,
    own: Listed | None = None,
) -> Graph | None:
    """Lays out the members by their ties, around `own` if there is one."""
    if len(members) + (own is not None) < FEWEST:
        return None
    listed = {one.entity.id: one for one in members}
    order = _chained(list(listed), ties)
    height = max((len(order) + 1) // 2, 4) * ROW
    nodes = [_node(listed[key], at, len(order), height=height) for at, key in enumerate(order)]
    index = {key: at for at, key in enumerate(order)}
    edges = [
        Edge(index[a], index[b], count, (shortest or {}).get((a, b)))
        for (a, b), count in ties.items()
        if a in index and b in index
    ]
    if own is not None:
        edges += [Edge(len(nodes), index[one.entity.id], one.dossiers) for one in members]
        nodes.append(Node(own, WIDTH / 2, height / 2, 0))
    strongest = sorted(edges, key=lambda edge: (-edge.weight, edge.first, edge.second))[:MOST_EDGES]
    return Graph(tuple(nodes), tuple(strongest), height)


def _chained(keys: Sequence[str], ties: Mapping[Pair, int]) -> list[str]:
    """Orders names so that each follows the one it is tied to most: lines are short, and few cross."""
    left, order = list(keys), list[str]()
    while left:
        last = order[-1] if order else ""
        best = max(left, key=lambda key: (_tie(ties, last, key), -left.index(key)))
        left.remove(best)
        order.append(best)
    return order


def _tie(ties: Mapping[Pair, int], a: str, b: str) -> int:
    return ties.get((a, b) if a < b else (b, a), 0)


def _node(listed: Listed, at: int, of: int, *, height: int) -> Node:
    """Places a name down the right side or up the left one, so that neighbours in the order stay neighbours."""
    right = (of + 1) // 2
    side, row, rows = (1, at, right) if at < right else (-1, of - 1 - at, of - right)
    y = height / 2 + (row - (rows - 1) / 2) * ROW
    away = sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2)) ** 2))
    x = _RIGHT - _BULGE * (1 - away) if side == 1 else _LEFT + _BULGE * (1 - away)
    return Node(listed, round(x, 1), round(y, 1), side)
