"""Articles -> annotations: each analyser looks at one article at a time; what it finds is kept by content.

An analyser is a plain callable of the entry-point group `newsdossier.analysers`: `find(article)`, or
`find(article, doc)` when it wants the language pipeline's Doc, yielding annotations. Beside it, in its module,
`fingerprint(language)` says what its results depend on other than the text, and `STRUCTURE = True` asks for a Doc with
parts of speech and clauses as well as names. Analysers never see each other's output.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from itertools import islice
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from newsdossier.analyse import language as pipeline
from newsdossier.analyse import sentences
from newsdossier.model import Annotations, Article, Mention
from newsdossier.store import Store

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 256  # articles held at once
_CODEC = TypeAdapter(tuple[Mention, ...])


@dataclass(frozen=True, slots=True)
class Analyser:
    """One way of noticing, as the stage calls it."""

    name: str
    """Of its entry point."""
    find: Callable[..., Iterable[Mention]]
    """The callable itself."""
    fingerprint: Callable[[str], str]
    """Language -> what results depend on beside the text."""
    wants_doc: bool
    """It takes the language pipeline's Doc as well."""
    wants_structure: bool
    """That Doc must have parts of speech and clauses."""


def analyse(articles: Iterable[Article], store: Store | None = None) -> Iterator[Annotations]:
    """Everything noticed in each article, in their order; with a store, only the new is looked at."""
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        found = [_results(batch, analyser, store) for analyser in analysers()]
        for article, *results in zip(batch, *found, strict=True):
            mentions = sorted((m for result in results for m in result), key=lambda m: m.span)
            yield Annotations(_apart(mentions), sentences.split(article))


@cache
def analysers() -> tuple[Analyser, ...]:
    """Ours and the installed ones, by name."""
    return tuple(
        _analyser(point.name, point.load())
        for point in sorted(entry_points(group="newsdossier.analysers"), key=lambda p: p.name)
    )


def result_key(analyser: Analyser, article: Article) -> str:
    """Where an analyser's result for this article is kept: same text and same program, same key."""
    parts = (analyser.fingerprint(article.language), article.language, article.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _analyser(name: str, find: Callable[..., Iterable[Mention]]) -> Analyser:
    module = inspect.getmodule(find)
    fingerprint = getattr(module, "fingerprint", lambda _: str(getattr(module, "VERSION", "")))
    wants_doc = "doc" in inspect.signature(find).parameters
    return Analyser(name, find, fingerprint, wants_doc, wants_structure=getattr(module, "STRUCTURE", False))


def _results(batch: Sequence[Article], analyser: Analyser, store: Store | None) -> list[tuple[Mention, ...]]:
    keys = [result_key(analyser, article) for article in batch]
    kind = f"analysis {analyser.name}"
    kept = store.get(kind, keys) if store else {}
    results = {key: _CODEC.validate_json(value) for key, value in kept.items()}
    new = {key: article for key, article in zip(keys, batch, strict=True) if key not in results}
    results |= _find(analyser, new)
    if store and new:
        store.put(kind, {key: _CODEC.dump_json(results[key]) for key in new})
    return [results[key] for key in keys]


def _find(analyser: Analyser, new: dict[str, Article]) -> dict[str, tuple[Mention, ...]]:
    if not analyser.wants_doc:
        return {key: tuple(analyser.find(article)) for key, article in new.items()}
    return {key: tuple(analyser.find(article, doc)) for key, article, doc in _with_docs(analyser, new)}


def _with_docs(analyser: Analyser, new: dict[str, Article]) -> Iterator[tuple[str, Article, "Doc"]]:
    for language in sorted({article.language for article in new.values()}):
        rows = [(key, article) for key, article in new.items() if article.language == language]
        texts = (article.text for _, article in rows)
        docs = pipeline.docs(texts, language, structure=analyser.wants_structure)
        for (key, article), doc in zip(rows, docs, strict=True):
            yield key, article, doc


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The longer of two that overlap, the earlier of two as long."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
            kept[-1] = mention
    return tuple(kept)
