"""What is asked of a page only when something it leads to has changed, and how the record keeps it: as JSON."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

_MANY_TARGETS = 50  # from which on looking for each takes longer
_TARGET = re.compile(r'\["([^"\\]*(?:\\.[^"\\]*)*)"')  # the first of what stands in brackets


class Said(NamedTuple):
    """A message of MkDocs about a page, to be said again when the page is not rendered again."""

    logger: str
    level: int
    message: str


class Link(NamedTuple):
    """A link as a page has it."""

    target: str
    """Source of the page or file that it leads to, whether there is one or not."""
    anchor: str
    """The place on that page, or nothing."""
    written: str
    """As it stands in the Markdown."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Of one page."""

    links: tuple[Link, ...] = ()
    """Relative links, in the page's order."""
    anchors: frozenset[str] = frozenset()
    """Places on the page that others may link to."""
    said: tuple[Said, ...] = ()
    """While it was rendered."""
    late: tuple[Said, ...] = ()
    """When its links were checked against the places on other pages."""


class Written(NamedTuple):
    """The same, each field as JSON: a third of the memory."""

    links: str
    anchors: str
    said: str
    late: str


def written(detail: Detail) -> Written:
    """For the record."""
    return Written(as_json(detail.links), as_json(sorted(detail.anchors)), as_json(detail.said), as_json(detail.late))


def read(found: Iterable[str]) -> Detail:
    """The fields of `Written` again."""
    links, anchors, *messages = found
    return Detail(
        tuple(Link(*link) for link in json.loads(links)), frozenset(json.loads(anchors)), *map(said_in, messages)
    )


def said_in(messages: str) -> tuple[Said, ...]:
    """The messages again."""
    return tuple(Said(*one) for one in json.loads(messages))


def as_json(values: Iterable[object]) -> str:
    """Links, places or messages for the record."""
    return json.dumps(list(values), ensure_ascii=False)


def to_any_of(targets: Iterable[str]) -> Callable[[str], object]:
    """Whether links, as JSON, may lead to one of these: few are looked for, of many the links are looked through."""
    wanted = {as_json([one])[2:-2] for one in targets}
    if len(wanted) > _MANY_TARGETS:
        return lambda links: not wanted.isdisjoint(_TARGET.findall(links))
    return re.compile("|".join(f'"{re.escape(one)}"' for one in sorted(wanted)) or r"(?!)").search
