"""Seeds -> pages: the whole program in one function, `build`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from filelock import FileLock

from newsdossier import compose
from newsdossier.about import about
from newsdossier.analyse import analyse
from newsdossier.analyse.language import reads
from newsdossier.decide.authority import load_authority
from newsdossier.errors import Failure
from newsdossier.identify import across, ids, knowledge, within
from newsdossier.model import Annotations, Article, Dossier, Listed, Settings
from newsdossier.paging import Site, plan
from newsdossier.read.folder import read_all
from newsdossier.relate import relate
from newsdossier.store import open_store, sources
from newsdossier.write import update, write


@dataclass(frozen=True, slots=True)
class Report:
    """What one build did."""

    dossiers: int
    """Pages of articles on the site."""
    pages: tuple[str, ...]
    """Every page of the site, relative to `dossiers/`, sorted."""
    written: tuple[str, ...]
    """Those that are new or changed."""
    removed: tuple[str, ...]
    """Pages that nothing makes any more."""
    kept: tuple[str, ...]
    """Pages that a person edited, so that we left them alone."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier."""


def build(settings: Settings) -> Report:
    """Turn every seed into pages, doing only what the last build has not done already."""
    settings.work.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.work / "lock"), open_store(settings.work / "cache.sqlite") as store:
        decided = load_authority(settings.seeds, settings.root)
        known = knowledge.gather(decided, settings.language)
        articles, failures = read_all(settings, store)
        rows = ids.load(settings.dossiers, settings.root)
        articles = ids.with_slugs(articles, rows)
        annotations = dict(zip(articles, analyse(articles, store), strict=True))
        resolved = {article.slug: within.resolve(article, annotations[article], known) for article in articles}
        entities = across.entities(resolved, known)
        rows = ids.updated(rows, articles, entities.values())
        moved = across.moved(rows, entities, known)
        named = compose.listing(resolved, entities, frozenset(k.id for k in decided if k.page))
        dossiers = _dossiers(annotations, resolved, named)
        site = Site(
            settings=settings,
            dossiers=tuple(compose.newest_first(dossiers, {row.id: row.first for row in rows})),
            named=named,
            moved=moved,
            program=sources("newsdossier"),
        )
        changes = update(settings.dossiers, plan(site), store)
        write(settings.dossiers, ids.NAME, ids.as_text(ids.redirected(rows, moved)))
        write(settings.dossiers, "_about.tsv", about())
    return Report(len(dossiers), *changes, failures)


def _dossiers(
    annotations: Mapping[Article, Annotations],
    resolved: Mapping[str, within.Resolved],
    named: Mapping[str, Listed],
) -> list[Dossier]:
    """The public form of every dossier, with its neighbours."""
    near = relate({slug: _telling(one, named) for slug, one in resolved.items()})
    articles = {article.slug: article for article in annotations}
    whole = (
        compose.compose(article, replace(found, mentions=resolved[article.slug].mentions), named)
        for article, found in annotations.items()
    )
    return [
        compose.publishable(
            replace(
                d,
                related=compose.related(near[d.article.slug], articles, named, language=d.article.language),
                read=reads(d.article.language),
            )
        )
        for d in whole
    ]


def _telling(one: within.Resolved, named: Mapping[str, Listed]) -> frozenset[str]:
    return frozenset(local.key for local in one.locals if named[local.key].entity.type != "other")
