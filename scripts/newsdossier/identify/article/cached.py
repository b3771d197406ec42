"""Articles -> their decided names, from the cache where text, findings and everything known are the same.

What every build asks of every article is read; all the rest stays lazy until somebody asks for it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from msgspec import Raw

from newsdossier.cache.store import Codec, Store, chunks, data_files, sources
from newsdossier.identify.article.attach import is_verbatim
from newsdossier.identify.article.resolve import Local, Resolved, resolve
from newsdossier.knowledge import Knowledge
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import Lazy, MaybeLazy, load

_KIND = "names"
_AT_ONCE = 200  # articles that are kept together
DEPENDS = tuple(
    f"newsdossier.{name}"
    for name in ("errors", "writing", "identify.article", "knowledge", "languages", "model", "naming")
)
"""Packages and modules whose code decides the result."""
_FOUND: Codec[Annotations] = Codec(Annotations)


@dataclass(frozen=True, slots=True)
class Found:
    """What analysers found, and people rejected."""

    annotations: Mapping[Article, MaybeLazy[Annotations]]
    """Of every article."""
    keys: Mapping[Article, str]
    """Of all that analysers found it by: text, program, day."""
    rejected: Mapping[str, tuple[Span, ...]]
    """Slug -> where people said that nothing is named."""
    early: Mapping[str, Resolved] = field(default_factory=dict)
    """What `early` gave."""


@dataclass(frozen=True, slots=True)
class _Row:
    """`Resolved` as the cache has it."""

    locals: tuple[Local, ...]
    found: Raw
    rejected: tuple[Span, ...]
    faithful: bool


_ROW: Codec[_Row] = Codec(_Row)


def early(found: Found, knowledge: Knowledge, store: Store) -> dict[str, Resolved]:
    """What is kept of articles whose keys are known, by a key that says what it is of; no annotation is needed."""
    known = _known(knowledge)
    return store.decoded(_KIND, _read, (_key(article, found, known) for article in found.keys))


def resolved(found: Found, knowledge: Knowledge, store: Store) -> dict[str, Resolved]:
    """By slug."""
    known = _known(knowledge)
    keys = {article: _key(article, found, known) for article in found.annotations}
    kept = {**found.early, **store.decoded(_KIND, _read, {*keys.values()} - found.early.keys())}
    for some in chunks([article for article, key in keys.items() if key not in kept], _AT_ONCE):
        rows = {keys[article]: _written(_made(article, found, knowledge)) for article in some}
        store.put(_KIND, rows)
        kept |= store.memo.put(_KIND, {key: _read(row) for key, row in rows.items()})
    store.forget_others(_KIND, keys.values())
    return {article.slug: kept[key] for article, key in keys.items()}


def _made(article: Article, found: Found, knowledge: Knowledge) -> Resolved:
    annotations = replace(load(found.annotations[article]), rejected=found.rejected.get(article.slug, ()))
    one = resolve(article, annotations, knowledge)
    return replace(one, faithful=all(is_verbatim(article.text, quote) for quote in one.quotes))


def _written(one: Resolved) -> bytes:
    found = Raw(_FOUND.encode(load(one.found)))
    return _ROW.encode(_Row(one.locals, found, one.rejected, one.faithful))


def _read(data: bytes) -> Resolved:
    """Returns the entities that an article names, and its annotations as a lazy value."""
    row = _ROW.decode(data)
    found = bytes(row.found)
    lazy = Lazy(hashlib.sha256(found).hexdigest(), partial(_FOUND.decode, found))
    return Resolved(row.locals, lazy, row.rejected, row.faithful)


def _known(knowledge: Knowledge) -> str:
    """All that decides names but articles and people."""
    return f"{sources(*DEPENDS)} {data_files()} {knowledge.fingerprint()}"


def _key(article: Article, found: Found, known: str) -> str:
    said = f"{known}\0{found.keys[article]}\0{found.rejected.get(article.slug, ())}\0{article.text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
