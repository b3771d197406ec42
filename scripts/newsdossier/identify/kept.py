"""Articles -> their decided names, from the cache where text, findings and everything known are the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from newsdossier.identify.knowledge import Knowledge
from newsdossier.identify.within import Resolved, resolve
from newsdossier.model import Annotations, Article
from newsdossier.store import Codec, Store, data_files, sources

_KIND = "names"
DEPENDS = (
    "newsdossier.decisions", "newsdossier.errors", "newsdossier.model", "newsdossier.spelling", "newsdossier.write",
    *(
        f"newsdossier.identify.{name}"
        for name in (
            "base", "claims", "compare", "complete", "fill", "fuller", "knowledge", "link", "lists", "quotes", "roles",
            "shipped", "whose", "within",
        )
    ),
)  # fmt: skip
"""Modules that a result depends on: all that `within` imports, directly or not."""
_CODEC: Codec[Resolved] = Codec(Resolved)


@dataclass(frozen=True, slots=True)
class Found:
    """What analysers found, and people rejected."""

    annotations: Mapping[Article, Annotations]
    """Of every article."""
    keys: Mapping[Article, str]
    """Of all that analysers found it by: text, program, day."""


def resolved(found: Found, knowledge: Knowledge, store: Store) -> dict[str, Resolved]:
    """By slug."""
    known = f"{sources(*DEPENDS)} {data_files()} {knowledge.fingerprint()}"
    keys = {article: _key(article, found, known) for article in found.annotations}
    every = {key: partial(resolve, article, found.annotations[article], knowledge) for article, key in keys.items()}
    kept = store.once(_KIND, _CODEC, every)
    return {article.slug: kept[key] for article, key in keys.items()}


def _key(article: Article, found: Found, known: str) -> str:
    rejected = found.annotations[article].rejected
    said = f"{known}\0{found.keys[article]}\0{rejected}\0{article.text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
