"""What was found, and what people decided -> the site as the public may see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from newsdossier import withdraw
from newsdossier.analyse.text.pipeline import reads
from newsdossier.build import stages
from newsdossier.cache.store import Store, sources
from newsdossier.decide.authority import load_history
from newsdossier.decide.withdrawals import load_withdrawals
from newsdossier.errors import Failure
from newsdossier.export import contributions
from newsdossier.identify import published_ids
from newsdossier.identify.article import resolve
from newsdossier.identify.site import entities
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier, Related
from newsdossier.model.entity import KnownEntity, Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy
from newsdossier.model.settings import Budget, Settings
from newsdossier.pages.plan import Site
from newsdossier.relate import relate
from newsdossier.views import dossier
from newsdossier.views.dossier import mention_counts, newest_first
from newsdossier.views.entities import dossiers_by_entity, listing
from newsdossier.views.rights import publishable


def shown_of(settings: Settings, everything: withdraw.Known, store: Store) -> withdraw.Known:
    """The same without the names that people asked to be taken away, also from the cache; with the rows of new ids."""
    shown = withdraw.without(everything, load_withdrawals(settings.seeds, settings.root))
    store.forget_words(shown.hidden)
    return replace(shown, rows=published_ids.updated(shown.rows, shown.annotations, shown.names()))


def site_of(
    where: tuple[Settings, Store],
    shown: withdraw.Known,
    what: tuple[stages.Identified, tuple[KnownEntity, ...], Iterable[Failure]],
) -> Site:
    """Dossiers and entities as the public may see them; `what` is the names, the authority, and seeds that failed."""
    (settings, store), (names, decided, failures) = where, what
    first = {row.id: row.first for row in shown.rows}
    named = listing(shown.resolved, shown.entities, frozenset(k.id for k in decided if k.page), memo=store.memo)
    dossiers = tuple(newest_first(_dossiers(where, shown, named), first))
    contributed = contributions.contributions(dossiers, store)
    return Site(
        settings=_introduced(settings, shown),
        dossiers=dossiers,
        members=dossiers_by_entity(dossiers),
        contributions=contributed,
        events=contributions.events(dossiers, contributed, store),
        named=named,
        gone=_gone(shown, dossiers, failures),
        first=first,
        history=withdraw.history(load_history(settings.seeds, settings.root), shown),
        moved=entities.moved(shown.rows, shown.entities, (shown.joined, names.known)),
        program=sources("newsdossier"),
        memo=store.memo,
    )


def _introduced(settings: Settings, shown: withdraw.Known) -> Settings:
    """Without the home page's first words where they hold a withdrawn name."""
    return replace(settings, intro="") if shown.named and shown.named.names_one(settings.intro) else settings


def _gone(shown: withdraw.Known, dossiers: Iterable[Dossier], failures: Iterable[Failure]) -> dict[str, str]:
    """What was published and is no more; not what its editor is mending."""
    failing = {published_ids.in_a_cell(one.path) for one in failures}
    present = {one.article.slug for one in dossiers}
    return dict(published_ids.without_dossier([row for row in shown.rows if row.name not in failing], present))


def _dossiers(
    where: tuple[Settings, Store], shown: withdraw.Known, named: Mapping[str, Listed]
) -> Collection[Dossier]:  # fmt: skip
    """The public form of every dossier, with its neighbours in theirs."""
    settings, store = where
    near = relate({slug: _telling(one, named) for slug, one in shown.resolved.items()}, store)
    counts = {slug: mention_counts(one) for slug, one in shown.resolved.items()}
    composed = {
        article.slug: (article, found, (tuple((named[k], n) for k, n in counts[article.slug]), settings.excerpt))
        for article, found in shown.annotations.items()
    }
    public = store.memo.map("public", composed, _public)
    articles = {slug: one.article for slug, one in public.items()}
    beside = {
        slug: (one, dossier.related(near[slug], articles, named, language=one.article.language))
        for slug, one in public.items()
    }
    return store.memo.map("dossier", beside, _beside).values()


def _public(
    article: Article,
    found: MaybeLazy[Annotations],
    what: tuple[tuple[tuple[Listed, int], ...], Budget],
) -> Dossier:
    """`what` is whom it names, and how much may be shown of what is not ours."""
    named, excerpt = what
    return publishable(dossier.compose(article, found, named), excerpt)


def _beside(public: Dossier, related: tuple[Related, ...]) -> Dossier:
    return replace(public, related=related, read=reads(public.article.language))


def _telling(one: resolve.Resolved, named: Mapping[str, Listed]) -> frozenset[str]:
    return frozenset(local.key for local in one.locals if named[local.key].entity.type != "other")
