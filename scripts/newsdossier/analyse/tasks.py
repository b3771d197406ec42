"""Articles -> batches for workers, and what a worker does with one, whatever the articles do to it.

An analyser that raises costs its own article. One that hangs cannot be stopped from outside of the library that hangs:
a timer ends the whole worker, and `executors` finds out which article it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from newsdossier.analyse import language_pipeline, sentences
from newsdossier.analyse.registry import FIELDS, Analyser, collected, installed, program
from newsdossier.cache.store import Codec
from newsdossier.model.article import LOOKED_AT, Article, Span
from newsdossier.model.findings import Annotation, Annotations, Mention
from newsdossier.parallel.workers import end_after

CODEC: Codec[Annotations] = Codec(Annotations)
CHARACTERS = 15_000  # of a batch: some 0.2 seconds, which at most one worker is alone at the end
_MOST = 64  # articles of a batch
_SHARE = 10  # an article in company has a tenth of the time; one that takes more gets all of it alone
_timer = Lock()  # there is one timer in a process


if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class ArticleJob:
    """One article to be analysed."""

    article: Article
    """As far as it is analysed."""
    wanted: tuple[str, ...]
    """Names of the analysers to which it is new."""
    kept: tuple[bytes, ...] = ()
    """What the others found in it before."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles of one language that are analysed in one go, and all that a worker must know of them."""

    jobs: tuple[ArticleJob, ...]
    """At least one."""
    language: str
    """The language of all of them."""
    wants_doc: bool
    """True if an analyser wants the language pipeline's Doc."""
    wants_structure: bool
    """True if one wants parts of speech and clauses in it."""
    program: str
    """What results depend on, in the process that sends the batch."""


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """What came of one article."""

    fresh: tuple[tuple[str, bytes], ...] = ()
    """Name of an analyser and what it found, for those to which the article was new."""
    whole: bytes = b""
    """What all of them found, as one."""
    problem: str = ""
    """What was raised instead."""


class OtherProgram(Exception):
    """The worker has another version of this program, of an analyser or of a model: its results would differ."""


def article_job(article: Article, kept: Mapping[str, bytes]) -> ArticleJob:
    """Returns what is to be done for one article, of which some analysers found something before."""
    wanted = tuple(one.name for one in installed() if one.name not in kept)
    return ArticleJob(article, wanted, tuple(kept[name] for name in sorted(kept)))


def beginning(article: Article) -> Article:
    """Returns the article as far as it is analysed: time and memory for one are bounded, whatever somebody drops."""
    if len(article.text) <= LOOKED_AT:
        return article
    cut = max(article.text.rfind("\n", 0, LOOKED_AT), article.text.rfind(" ", 0, LOOKED_AT)) + 1 or LOOKED_AT
    inside = (replace(part, span=Span(part.span.start, min(part.span.end, cut))) for part in article.parts)
    parts = tuple(part for part in inside if part.span.start < part.span.end)
    return replace(article, text=article.text[:cut], parts=parts)


def batches(jobs: Iterable[ArticleJob]) -> Iterator[Batch]:
    """Yields every job once; the long articles come first, so that at the end no worker waits for another."""
    every = {analyser.name: analyser for analyser in installed()}
    groups: dict[tuple[str, bool, bool], list[ArticleJob]] = defaultdict(list)
    for one in jobs:
        wanted = [every[name] for name in one.wanted]
        doc, structure = any(each.wants_doc for each in wanted), any(each.wants_structure for each in wanted)
        groups[one.article.language, doc, structure].append(one)
    for (language, doc, structure), some in sorted(groups.items(), key=lambda group: group[0]):
        for few in _cut(sorted(some, key=lambda one: (-len(one.article.text), one.article.slug))):
            yield Batch(tuple(few), language, wants_doc=doc, wants_structure=structure, program=program(language))


def singly(batch: Batch) -> Iterator[Batch]:
    """Yields the jobs of a batch as batches of one."""
    return (replace(batch, jobs=(one,)) for one in batch.jobs)


def _cut(jobs: Iterable[ArticleJob]) -> Iterator[list[ArticleJob]]:
    few: list[ArticleJob] = []
    left = CHARACTERS
    for one in jobs:
        if few and (len(one.article.text) > left or len(few) == _MOST):
            yield few
            few, left = [], CHARACTERS
        few.append(one)
        left -= len(one.article.text)
    if few:
        yield few


def analyse_batch(batch: Batch, seconds: float = 0) -> tuple[ArticleResult, ...]:
    """Returns one result for each job, in order; with `seconds`, this process ends when one takes longer than that."""
    if batch.program != program(batch.language):
        raise OtherProgram
    if batch.wants_doc:
        language_pipeline.load(batch.language, structure=batch.wants_structure)
    every = {analyser.name: analyser for analyser in installed()}
    share = seconds / _SHARE if len(batch.jobs) > 1 else seconds
    with _time_limit(seconds) as restart:
        restart(seconds)
        docs = tuple(_docs(batch))
        found = []
        for one, doc in zip(batch.jobs, docs, strict=True):
            restart(share)
            found.append(_attempt(one, doc, [every[name] for name in one.wanted]))
    return tuple(found)


@contextmanager
def _time_limit(seconds: float) -> Iterator[Callable[[float], None]]:
    """A function that sets the timer anew."""
    if not seconds:
        yield lambda _: None
        return
    with _timer:
        try:
            yield end_after
        finally:
            end_after(0)


def _docs(batch: Batch) -> Iterable["Doc | None"]:
    if not batch.wants_doc:
        return [None] * len(batch.jobs)
    texts = [one.article.text for one in batch.jobs]
    return language_pipeline.docs(texts, batch.language, structure=batch.wants_structure)


def _attempt(one: ArticleJob, doc: "Doc | None", wanted: Sequence[Analyser]) -> ArticleResult:
    try:
        fresh = {analyser.name: collected(_found(analyser, one.article, doc)) for analyser in wanted}
        whole = _whole(one.article, [*fresh.values(), *map(CODEC.decode, one.kept)])
        return ArticleResult(tuple((name, CODEC.encode(found)) for name, found in fresh.items()), CODEC.encode(whole))
    except Exception as bad:  # whatever an analyser of somebody else raises
        return ArticleResult(problem=f"{type(bad).__name__}: {bad}"[:300])


def _found(analyser: Analyser, article: Article, doc: "Doc | None") -> Iterable[Annotation]:
    return analyser.find(article, doc) if analyser.wants_doc else analyser.find(article)


def _whole(article: Article, found: Sequence[Annotations]) -> Annotations:
    every = collected(each for one in found for field in FIELDS.values() for each in getattr(one, field))
    return replace(every, mentions=_not_overlapping(every.mentions), sentences=sentences.split(article))


def _not_overlapping(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The longer of two that overlap, the earlier of two as long."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return tuple(kept)
