"""The last text of each seed that could be looked at: what its dossier goes on to say when a newer one cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsdossier.cache.store import Codec, Store
from newsdossier.model.article import Article

_KIND = "standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """One such text."""

    key: str
    """Under which the result is kept."""
    article: Article
    """As it was then."""

    def instead(self, now: Article) -> Article:
        """The article with that text; address, rights, source and all that people decided are those of today."""
        return replace(
            self.article,
            slug=now.slug,
            source=now.source,
            tags=now.tags,
            pinned=now.pinned,
            review=now.review,
            decisions=now.decisions,
        )


_CODEC: Codec[Standing] = Codec(Standing)


def remember(keys: Mapping[Article, str], store: Store) -> None:
    """These could be looked at; their results are kept under those keys."""
    store.put(_KIND, {one.seed.path: _CODEC.encode(Standing(key, one)) for one, key in keys.items()})


def recall(articles: Iterable[Article], store: Store) -> dict[Article, Standing]:
    """What stands for these, where there is anything."""
    some = list(articles)
    kept = store.get(_KIND, (article.seed.path for article in some))
    return {article: _CODEC.decode(kept[article.seed.path]) for article in some if article.seed.path in kept}


def forget_others(articles: Iterable[Article], store: Store) -> None:
    """A seed that is gone leaves no text behind."""
    store.forget_others(_KIND, (article.seed.path for article in articles))
