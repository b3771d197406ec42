"""The last text of each seed that could be analysed: what its dossier goes on to say when a newer one cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsdossier.cache.store import Codec, Store
from newsdossier.model.article import Article

_KIND = "standing"  # the name of these rows in caches that are in use


@dataclass(frozen=True, slots=True)
class LastGood:
    """One such text."""

    key: str
    """The key under which the result is kept."""
    article: Article
    """The article as it was then."""

    def instead(self, now: Article) -> Article:
        """Returns the article with that text; what people say of it (address, rights, source, decisions) is today's."""
        return replace(
            self.article,
            slug=now.slug,
            source=now.source,
            tags=now.tags,
            pinned=now.pinned,
            review=now.review,
            decisions=now.decisions,
        )


_CODEC: Codec[LastGood] = Codec(LastGood)


def remember(keys: Mapping[Article, str], store: Store) -> None:
    """Keeps articles that could be analysed, with the keys of their results."""
    store.put(_KIND, {one.seed.path: _CODEC.encode(LastGood(key, one)) for one, key in keys.items()})


def recall(articles: Iterable[Article], store: Store) -> dict[Article, LastGood]:
    """Returns the last good text of those of these articles that have one."""
    some = list(articles)
    kept = store.get(_KIND, (article.seed.path for article in some))
    return {article: _CODEC.decode(kept[article.seed.path]) for article in some if article.seed.path in kept}


def forget_others(articles: Iterable[Article], store: Store) -> None:
    """Forgets the texts of seeds that are gone."""
    store.forget_others(_KIND, (article.seed.path for article in articles))
