"""The last text of each seed that could be looked at: what its dossier goes on to say when a newer one cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsdossier.model import Article, Part, Reading, SeedRef, TitleOrigin
from newsdossier.store import Codec, Store

_KIND = "standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """One such text."""

    key: str
    """Under which the result is kept."""
    title: str
    """The headline that goes with it."""
    title_origin: TitleOrigin
    """Where that comes from."""
    text: str
    """All of it."""
    parts: tuple[Part, ...]
    """Its blocks."""
    language: str
    """As it was declared or detected."""
    seed: SeedRef
    """The file as it was."""
    reading: Reading
    """What was lost of it."""

    def instead(self, article: Article) -> Article:
        """The article with that text; rights, source and decisions are those of today."""
        return replace(
            article,
            title=self.title,
            title_origin=self.title_origin,
            text=self.text,
            parts=self.parts,
            language=self.language,
            seed=self.seed,
            reading=self.reading,
        )


_CODEC: Codec[Standing] = Codec(Standing)


def remember(keys: Mapping[Article, str], store: Store) -> None:
    """These could be looked at; their results are kept under those keys."""
    rows = {article.seed.path: _row(article, key) for article, key in keys.items()}
    store.put(_KIND, {path: _CODEC.written(row) for path, row in rows.items()})


def _row(article: Article, key: str) -> Standing:
    return Standing(
        key=key,
        title=article.title,
        title_origin=article.title_origin,
        text=article.text,
        parts=article.parts,
        language=article.language,
        seed=article.seed,
        reading=article.reading,
    )


def recall(articles: Iterable[Article], store: Store) -> dict[Article, Standing]:
    """What stands for these, where there is anything."""
    some = list(articles)
    kept = store.get(_KIND, (article.seed.path for article in some))
    return {article: _CODEC.read(kept[article.seed.path]) for article in some if article.seed.path in kept}


def forget_others(articles: Iterable[Article], store: Store) -> None:
    """A seed that is gone leaves no text behind."""
    store.forget_others(_KIND, (article.seed.path for article in articles))
