"""Articles -> their decided names, from the cache where text, findings and everything known are the same."""

import hashlib
from collections.abc import Mapping
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
_FOUND: Codec[Annotations] = Codec(Annotations)


def resolved(annotations: Mapping[Article, Annotations], knowledge: Knowledge, store: Store) -> dict[str, Resolved]:
    """By slug."""
    known = f"{sources(*DEPENDS)} {data_files()} {knowledge.fingerprint()}"
    keys = {article: _key(article, found, known) for article, found in annotations.items()}
    every = {key: partial(resolve, article, annotations[article], knowledge) for article, key in keys.items()}
    found = store.once(_KIND, _CODEC, every)
    return {article.slug: found[key] for article, key in keys.items()}


def _key(article: Article, found: Annotations, known: str) -> str:
    said = hashlib.sha256(f"{known}\0{article.text}\0".encode("utf-8", "surrogatepass"))
    said.update(_FOUND.written(found))
    return said.hexdigest()
