"""Articles -> annotations: each analyser looks at one article at a time; what it finds is kept by content.

An analyser is a plain callable of the entry-point group `newsdossier.analysers`: `find(article)`, or
`find(article, doc)` when it wants the language pipeline's Doc, yielding annotations. Beside it, in its module,
`fingerprint(language)` says what its results depend on other than the text; `depends(article)`, if there is one, what
else of the article they depend on, such as its day; `STRUCTURE = True` asks for a Doc with parts of speech and clauses
as well as names. Analysers never see each other's output; they share one Doc.
"""

import hashlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from itertools import islice
from typing import TYPE_CHECKING

from newsdossier.analyse import language as pipeline
from newsdossier.analyse import sentences
from newsdossier.model import (
    LOOKED_AT,
    Annotation,
    Annotations,
    Article,
    Claim,
    Mention,
    Quote,
    Role,
    Span,
    TimeExpression,
)
from newsdossier.store import Codec, Store
from newsdossier.store import sources as program_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 256  # articles held at once
_CODEC: Codec[Annotations] = Codec(Annotations)
_FORM = 4  # of what is kept: another number when `Annotations` changes, so that older caches are not read
_ALL = f"annotations {_FORM}"
_ROOMS: dict[type[Annotation], str] = {
    Mention: "mentions", Role: "roles", Quote: "quotes", Claim: "claims", TimeExpression: "times",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Analyser:
    """One way of noticing, as the stage calls it."""

    name: str
    """Of its entry point."""
    find: Callable[..., Iterable[Annotation]]
    """The callable itself."""
    fingerprint: Callable[[str], str]
    """Language -> what results depend on beside the text."""
    depends: Callable[[Article], str]
    """Article -> what else of it results depend on."""
    wants_doc: bool
    """It takes the language pipeline's Doc as well."""
    wants_structure: bool
    """That Doc must have parts of speech and clauses."""


def analyse(articles: Iterable[Article], store: Store | None = None) -> Iterator[Annotations]:
    """Everything noticed in each article, in their order; with a store, only the new is looked at."""
    stream = iter(articles)
    while batch := [beginning(article) for article in islice(stream, BATCH)]:
        yield from _noticed(batch, store)


def beginning(article: Article) -> Article:
    """The article as far as it is looked at: time and memory for one are bounded, whatever somebody drops."""
    if len(article.text) <= LOOKED_AT:
        return article
    cut = max(article.text.rfind("\n", 0, LOOKED_AT), article.text.rfind(" ", 0, LOOKED_AT)) + 1 or LOOKED_AT
    inside = (replace(part, span=Span(part.span.start, min(part.span.end, cut))) for part in article.parts)
    parts = tuple(part for part in inside if part.span.start < part.span.end)
    return replace(article, text=article.text[:cut], parts=parts)


@cache
def analysers() -> tuple[Analyser, ...]:
    """Ours and the installed ones, by name."""
    return tuple(
        declared(point.name, point.load())
        for point in sorted(entry_points(group="newsdossier.analysers"), key=lambda p: p.name)
    )


def result_key(analyser: Analyser, article: Article) -> str:
    """Where an analyser's result for this article is kept: same text, same day where it counts, same program."""
    parts = (analyser.fingerprint(article.language), article.language, analyser.depends(article), article.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def declared(name: str, find: Callable[..., Iterable[Annotation]]) -> Analyser:
    """An analyser as its module describes it."""
    module = inspect.getmodule(find)
    fingerprint = getattr(module, "fingerprint", lambda _: str(getattr(module, "VERSION", "")))
    return Analyser(
        name,
        find,
        fingerprint,
        depends=getattr(module, "depends", lambda _: ""),
        wants_doc="doc" in inspect.signature(find).parameters,
        wants_structure=getattr(module, "STRUCTURE", False),
    )


def collected(found: Iterable[Annotation]) -> Annotations:
    """What an analyser yielded, each kind in its place and in the order of the text."""
    rooms: dict[str, list[Annotation]] = defaultdict(list)
    for one in sorted(found, key=lambda each: each.span):
        rooms[_ROOMS[type(one)]].append(one)
    return Annotations(**{room: tuple(some) for room, some in rooms.items()})  # type: ignore[arg-type]


def _annotations(article: Article, found: Sequence[Annotations]) -> Annotations:
    every = collected(each for one in found for room in _ROOMS.values() for each in getattr(one, room))
    return replace(every, mentions=_apart(every.mentions), sentences=sentences.split(article))


def _noticed(batch: Sequence[Article], store: Store | None) -> list[Annotations]:
    """In the order of the batch; what all analysers found in an article is kept as one, too: it is read every time."""
    keys = {article: _key_of_all(article) for article in batch}
    kept = store.get(_ALL, keys.values()) if store else {}
    new = [article for article in batch if keys[article] not in kept]
    results = _results(new, store) if new else {}
    fresh = {article: _annotations(article, [results[name][article] for name in results]) for article in new}
    if store:
        store.put(_ALL, {keys[article]: _CODEC.written(found) for article, found in fresh.items()})
    return [fresh[a] if a in fresh else _CODEC.read(kept[keys[a]]) for a in batch]


def _key_of_all(article: Article) -> str:
    """Of everything found in it, and of the sentences that its parts are cut into."""
    keys = [f"{analyser.name} {result_key(analyser, article)}" for analyser in analysers()]
    said = "\0".join((*keys, program_of("newsdossier.analyse"), repr(article.parts)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _results(batch: Sequence[Article], store: Store | None) -> dict[str, dict[Article, Annotations]]:
    """By analyser and article; the pipeline reads an article once for all the analysers to which it is new."""
    keys = {analyser: {article: result_key(analyser, article) for article in batch} for analyser in analysers()}
    found = {analyser: _kept(analyser, list(keys[analyser].values()), store) for analyser in keys}
    new = {article: [a for a in keys if keys[a][article] not in found[a]] for article in batch}
    fresh: dict[Analyser, dict[str, Annotations]] = defaultdict(dict)
    for article, doc in _with_docs(new):
        for analyser in new[article]:
            seen = (article, doc) if analyser.wants_doc else (article,)
            fresh[analyser][keys[analyser][article]] = collected(analyser.find(*seen))
    for analyser, results in fresh.items():
        found[analyser] |= results
        if store:
            store.put(_kind(analyser), {key: _CODEC.written(result) for key, result in results.items()})
    return {a.name: {article: found[a][key] for article, key in keys[a].items()} for a in keys}


def _kept(analyser: Analyser, keys: Sequence[str], store: Store | None) -> dict[str, Annotations]:
    kept = store.get(_kind(analyser), keys) if store else {}
    return {key: _CODEC.read(value) for key, value in kept.items()}


def _kind(analyser: Analyser) -> str:
    return f"analysis {_FORM} {analyser.name}"


def _with_docs(new: Mapping[Article, Sequence[Analyser]]) -> Iterator[tuple[Article, "Doc | None"]]:
    """Each article that is new to an analyser, with a Doc where one wants it."""
    groups: dict[tuple[str, bool], list[Article]] = defaultdict(list)
    for article, wanting in new.items():
        if any(analyser.wants_doc for analyser in wanting):
            groups[article.language, any(analyser.wants_structure for analyser in wanting)].append(article)
        elif wanting:
            yield article, None
    for (language, structure), articles in sorted(groups.items()):
        texts = (article.text for article in articles)
        yield from zip(articles, pipeline.docs(texts, language, structure=structure), strict=True)


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The longer of two that overlap, the earlier of two as long."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return tuple(kept)
