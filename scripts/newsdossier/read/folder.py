"""The folder `seeds/` -> every article in it; one bad seed never stops the others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from newsdossier.errors import Failure, NewsdossierError
from newsdossier.model import Article, Settings
from newsdossier.read import load, read, shown_path
from newsdossier.read.draft import RawSeed
from newsdossier.store import Store, sources

_KIND = "article"
_CODEC = TypeAdapter(Article)
_SIDECARS = {".yml", ".yaml"}


def find_seeds(folder: Path) -> list[Path]:
    """The seeds of a folder and of those in it, sorted; not `_…`, not `.…`, no sidecar, nothing outside."""
    inside = folder.resolve()
    found = [path for path in _files(folder) if path.resolve().is_relative_to(inside)]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(("_", ".")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.is_file() and path.suffix.lower() not in _SIDECARS:
            yield path


def read_all(settings: Settings, store: Store) -> tuple[list[Article], tuple[Failure, ...]]:
    """Every seed's article by path, those that changed read anew; and the seeds that are none."""
    articles: list[Article] = []
    failures: list[Failure] = []
    fresh: dict[str, bytes] = {}
    raws = list(_loaded(settings, failures))
    keys = {raw.path: _key(raw, settings) for raw in raws}
    kept = store.get(_KIND, keys.values())
    for raw in raws:
        key = keys[raw.path]
        try:
            article = _CODEC.validate_json(kept[key]) if key in kept else read(raw, settings.languages)
        except NewsdossierError as bad:  # the one door inside: a bad seed is reported, the others go on
            failures.append(Failure(raw.path, str(bad)))
            continue
        if key not in kept:
            fresh[key] = _CODEC.dump_json(article)
        articles.append(with_rights(article, settings))
    store.put(_KIND, fresh)
    store.forget_others(_KIND, keys.values())
    return articles, tuple(failures)


def with_rights(article: Article, settings: Settings) -> Article:
    """What may be published of a seed that does not say it is what the project decided."""
    if article.source.rights:
        return article
    return replace(article, source=replace(article.source, rights=settings.rights))


def _loaded(settings: Settings, failures: list[Failure]) -> Iterator[RawSeed]:
    for path in find_seeds(settings.seeds):
        try:
            yield load(path, settings.root)
        except NewsdossierError as bad:
            failures.append(Failure(shown_path(path, settings.root), str(bad)))


def _key(raw: RawSeed, settings: Settings) -> str:
    return f"{raw.digest()} {','.join(settings.languages)} {sources('newsdossier.read', 'newsdossier.decide')}"
