"""Articles -> where each of their decisions applies now, from the cache where text and decisions are the same."""

import hashlib
from collections.abc import Iterable

from newsdossier.cache.store import Codec, Store, sources
from newsdossier.decide.anchors import place, words_of
from newsdossier.model.article import Article
from newsdossier.model.findings import LocatedDecision

_KIND = "placed"
_CODEC: Codec[tuple[LocatedDecision, ...]] = Codec(tuple[LocatedDecision, ...])


def placed(articles: Iterable[Article], store: Store) -> dict[str, tuple[LocatedDecision, ...]]:
    """By slug, for the articles that have decisions."""
    deciding = [article for article in articles if article.decisions]
    keys = {article.slug: _key(article) for article in deciding}
    kept = store.get(_KIND, keys.values())
    new = {a.slug: place_all(a) for a in deciding if keys[a.slug] not in kept}
    store.put(_KIND, {keys[slug]: _CODEC.encode(found) for slug, found in new.items()})
    store.forget_others(_KIND, keys.values())
    return {slug: new[slug] if slug in new else _CODEC.decode(kept[k]) for slug, k in keys.items()}


def place_all(article: Article) -> tuple[LocatedDecision, ...]:
    """Every decision of one article, in the order of the file."""
    words = words_of(article.text)
    return tuple(place(article.text, words, decision) for decision in article.decisions)


def _key(article: Article) -> str:
    """With file and line of each decision: what is said of it names them."""
    where = [decision.where for decision in article.decisions]
    said = repr((sources("newsdossier.decide"), article.text, article.decisions, where))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
