"""What other pages and lists take from each dossier: found once, and kept for as long as it says the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from newsdossier import compose
from newsdossier.exchange.pieces import Pieces
from newsdossier.model import Article, Dossier, EntityType, Event, Listed
from newsdossier.paging.gist import gist
from newsdossier.paging.planned import Gist, digest
from newsdossier.sealed import Sealed
from newsdossier.store import Codec, Store, chunks, open_store, sources

_GIST: Codec[Gist] = Codec(Gist)
_EVENTS: Codec[tuple[Event, ...]] = Codec(tuple[Event, ...])
_PIECES: Codec[Pieces] = Codec(Pieces)
_AT_ONCE = 200  # dossiers


def gists(dossiers: Iterable[Dossier], store: Store) -> dict[str, Gist]:
    """Slug -> what other pages take from it."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {slug: (d.article, _what(d), [_whom(one) for one in d.entities]) for slug, d in by_slug.items()}
    keys = store.memory.each("gist key", given, _gist_key)
    found = store.once("gist", _GIST, {key: partial(gist, by_slug[slug]) for slug, key in keys.items()})
    return {slug: found[key] for slug, key in keys.items()}


def _what(dossier: Dossier) -> object:
    """All that was found there; nothing is opened for it."""
    if isinstance(dossier.found, Sealed):
        return dossier.found.key
    return dossier.found, dossier.extent, dossier.whole, dossier.hidden


def _whom(listed: Listed) -> tuple[str, EntityType, int]:
    return listed.entity.id, listed.entity.type, listed.mentions


def _gist_key(article: Article, found: object, named: object) -> str:
    return digest(sources("newsdossier"), article, found, named)


def events(dossiers: Iterable[Dossier], cores: Mapping[str, str], store: Store) -> dict[str, tuple[Event, ...]]:
    """Slug -> what has a date."""
    by_slug = {dossier.article.slug: dossier for dossier in dossiers}
    given = {slug: (cores[slug], tuple(one.entity.type for one in d.entities)) for slug, d in by_slug.items()}
    keys = store.memory.each("events key", given, _key)
    found = store.once("events", _EVENTS, {key: partial(compose.events, by_slug[slug]) for slug, key in keys.items()})
    return {slug: found[key] for slug, key in keys.items()}


def _key(core: str, types: tuple[EntityType, ...]) -> str:
    return digest(sources("newsdossier"), core, types)


def pieces(cache: Path, made: Sequence[tuple[str, Callable[[], Pieces]]]) -> Iterator[Pieces]:
    """What dossiers add to lists, by their signatures, in order; a few at a time, or they would fill the memory."""
    with open_store(cache) as store:
        for some in chunks(made, _AT_ONCE):
            known = store.values("pieces", _PIECES.read, (key for key, _ in some))
            new = {key: make() for key, make in some if key not in known}
            store.put("pieces", {key: _PIECES.written(one) for key, one in new.items()})
            yield from ((known | new)[key] for key, _ in some)
        store.forget_others("pieces", (key for key, _ in made))
