"""One article's roles -> whose they are: each gets the keys of the names that it stands beside."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsdossier.model import Mention, Role, Span


def keyed(roles: Iterable[Role], mentions: tuple[Mention, ...]) -> Iterator[Role]:
    """Roles whose holder was decided to be a person; what they depend on may be anything, or nothing, that is named."""
    starts = [mention.span.start for mention in mentions]
    for role in roles:
        holder = _named_at(role.holder, mentions, starts)
        whose = _named_at(role.of, mentions, starts) if role.of else None
        if holder and holder.type == "PER":
            yield replace(role, entity=holder.entity, whose=whose.entity if whose else "")


def _named_at(span: Span, mentions: tuple[Mention, ...], starts: list[int]) -> Mention | None:
    """The last mention that overlaps a span; `starts` are those of all mentions, which are in order."""
    at = bisect_left(starts, span.end) - 1
    return mentions[at] if at >= 0 and mentions[at].span.end > span.start else None
