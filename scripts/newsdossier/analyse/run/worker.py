"""Task -> what analysers find in its articles, whatever an article does to them: this runs in a worker, or in place.

An analyser that raises costs its own article. One that hangs cannot be stopped from outside of the library that hangs:
a watch ends the whole process, which is then replaced; `spread` finds out which article it was.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from newsdossier.analyse.registry import ROOMS, Analyser, collected, installed, program
from newsdossier.analyse.text import pipeline, sentences
from newsdossier.cache.store import Codec
from newsdossier.model.article import Article
from newsdossier.model.findings import Annotation, Annotations, Mention
from newsdossier.parallel.forks import end_after

if TYPE_CHECKING:
    from spacy.tokens import Doc

CODEC: Codec[Annotations] = Codec(Annotations)
_SHARE = 10  # an article in company has a tenth of the time; one that takes more gets all of it alone
_watch = Lock()  # there is one per process


@dataclass(frozen=True, slots=True)
class Look:
    """One article, and what is known of it."""

    article: Article
    """As far as it is looked at."""
    wanted: tuple[str, ...]
    """Analysers to which it is new, by name."""
    kept: tuple[bytes, ...] = ()
    """What the others found in it before."""


@dataclass(frozen=True, slots=True)
class Task:
    """Articles of one language that are looked at in one go; it says all that a worker must know."""

    looks: tuple[Look, ...]
    """At least one."""
    language: str
    """Of all of them."""
    wants_doc: bool
    """An analyser wants the language pipeline's Doc."""
    wants_structure: bool
    """One wants parts of speech and clauses in it."""
    program: str
    """What results depend on, as the sender has it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one article."""

    fresh: tuple[tuple[str, bytes], ...] = ()
    """Analyser and what it found, of those to which it was new."""
    whole: bytes = b""
    """What all found, as one."""
    problem: str = ""
    """What was raised instead."""


class OtherProgram(Exception):
    """The worker has another version of this program, of an analyser or of a model: its results would differ."""


def look(task: Task, seconds: float = 0) -> tuple[Seen, ...]:
    """One result for each article, in order; with `seconds`, this process ends when one takes longer than that."""
    if task.program != program(task.language):
        raise OtherProgram
    if task.wants_doc:
        pipeline.load(task.language, structure=task.wants_structure)
    every = {analyser.name: analyser for analyser in installed()}
    share = seconds / _SHARE if len(task.looks) > 1 else seconds
    with _guarded(seconds) as begin:
        begin(seconds)
        docs = tuple(_docs(task))
        found = []
        for one, doc in zip(task.looks, docs, strict=True):
            begin(share)
            found.append(_attempt(one, doc, [every[name] for name in one.wanted]))
    return tuple(found)


@contextmanager
def _guarded(seconds: float) -> Iterator[Callable[[float], None]]:
    """A function that sets the watch anew."""
    if not seconds:
        yield lambda _: None
        return
    with _watch:
        try:
            yield end_after
        finally:
            end_after(0)


def _docs(task: Task) -> Iterable["Doc | None"]:
    if not task.wants_doc:
        return [None] * len(task.looks)
    texts = [one.article.text for one in task.looks]
    return pipeline.docs(texts, task.language, structure=task.wants_structure)


def _attempt(one: Look, doc: "Doc | None", wanted: Sequence[Analyser]) -> Seen:
    try:
        fresh = {analyser.name: collected(_found(analyser, one.article, doc)) for analyser in wanted}
        whole = _whole(one.article, [*fresh.values(), *map(CODEC.decode, one.kept)])
        return Seen(tuple((name, CODEC.encode(found)) for name, found in fresh.items()), CODEC.encode(whole))
    except Exception as bad:  # whatever an analyser of somebody else raises
        return Seen(problem=f"{type(bad).__name__}: {bad}"[:300])


def _found(analyser: Analyser, article: Article, doc: "Doc | None") -> Iterable[Annotation]:
    return analyser.find(article, doc) if analyser.wants_doc else analyser.find(article)


def _whole(article: Article, found: Sequence[Annotations]) -> Annotations:
    every = collected(each for one in found for room in ROOMS.values() for each in getattr(one, room))
    return replace(every, mentions=_apart(every.mentions), sentences=sentences.split(article))


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The longer of two that overlap, the earlier of two as long."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return tuple(kept)
