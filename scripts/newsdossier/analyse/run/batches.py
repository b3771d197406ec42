"""Articles -> tasks: those of one language that need the same components, the short together and the long alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdossier.analyse.registry import Analyser, installed, program
from newsdossier.analyse.run.worker import Look, Task
from newsdossier.model.article import LOOKED_AT, Article, Span

CHARACTERS = 15_000  # of a task: some 0.2 seconds, which at most one worker is alone at the end
_MOST = 64  # articles of a task


def divided(looks: Iterable[Look]) -> Iterator[Task]:
    """Every article once; what is long comes first, so that at the end no worker waits for another."""
    every = {analyser.name: analyser for analyser in installed()}
    groups: dict[tuple[str, bool, bool], list[Look]] = defaultdict(list)
    for one in looks:
        groups[one.article.language, *_needs([every[name] for name in one.wanted])].append(one)
    for (language, doc, structure), some in sorted(groups.items(), key=lambda group: group[0]):
        for batch in _batches(sorted(some, key=lambda one: (-len(one.article.text), one.article.slug))):
            yield Task(tuple(batch), language, doc, structure, program(language))


def alone(task: Task) -> Iterator[Task]:
    """The same, an article at a time."""
    return (replace(task, looks=(one,)) for one in task.looks)


def beginning(article: Article) -> Article:
    """The article as far as it is looked at: time and memory for one are bounded, whatever somebody drops."""
    if len(article.text) <= LOOKED_AT:
        return article
    cut = max(article.text.rfind("\n", 0, LOOKED_AT), article.text.rfind(" ", 0, LOOKED_AT)) + 1 or LOOKED_AT
    inside = (replace(part, span=Span(part.span.start, min(part.span.end, cut))) for part in article.parts)
    parts = tuple(part for part in inside if part.span.start < part.span.end)
    return replace(article, text=article.text[:cut], parts=parts)


def look_of(article: Article, found: Mapping[str, bytes]) -> Look:
    """What is to be done for one article, of which some analysers found something before."""
    wanted = tuple(one.name for one in installed() if one.name not in found)
    return Look(article, wanted, tuple(found[name] for name in sorted(found)))


def _needs(some: Sequence[Analyser]) -> tuple[bool, bool]:
    return any(one.wants_doc for one in some), any(one.wants_structure for one in some)


def _batches(looks: Iterable[Look]) -> Iterator[list[Look]]:
    batch: list[Look] = []
    room = CHARACTERS
    for one in looks:
        if batch and (len(one.article.text) > room or len(batch) == _MOST):
            yield batch
            batch, room = [], CHARACTERS
        batch.append(one)
        room -= len(one.article.text)
    if batch:
        yield batch
