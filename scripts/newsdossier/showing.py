"""What was found, and what people decided -> the site as the public may see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from newsdossier import compose, remembered, steps, withdraw
from newsdossier.analyse.language import reads
from newsdossier.decide.authority import load_history
from newsdossier.decide.withdrawals import load_withdrawals
from newsdossier.errors import Failure
from newsdossier.identify import across, ids, renamed, within
from newsdossier.model import Annotations, Article, Budget, Dossier, Known, Listed, Related, Settings
from newsdossier.paging import Site
from newsdossier.relate import relate
from newsdossier.sealed import MaybeSealed
from newsdossier.store import Store, sources


def shown_of(settings: Settings, everything: withdraw.Known, store: Store) -> withdraw.Known:
    """The same without the names that people asked to be taken away, also from the cache; with the rows of new ids."""
    shown = withdraw.without(everything, load_withdrawals(settings.seeds, settings.root))
    store.forget_words(shown.hidden)
    return replace(shown, rows=ids.updated(shown.rows, shown.annotations, shown.names()))


def site_of(
    where: tuple[Settings, Store],
    shown: withdraw.Known,
    what: tuple[steps.Identified, tuple[Known, ...], Iterable[Failure]],
) -> Site:
    """Dossiers and entities as the public may see them; `what` is the names, the authority, and seeds that failed."""
    (settings, store), (names, decided, failures) = where, what
    first = {row.id: row.first for row in shown.rows}
    named = compose.listing(
        shown.resolved, shown.entities, frozenset(k.id for k in decided if k.page), memory=store.memory
    )
    dossiers = tuple(compose.newest_first(_dossiers(where, shown, named), first))
    gists = remembered.gists(dossiers, store)
    cores = {slug: one.core for slug, one in gists.items()}
    return Site(
        settings=_introduced(settings, shown),
        dossiers=dossiers,
        members=compose.views_of(dossiers),
        cores=cores,
        gists=gists,
        events=remembered.events(dossiers, cores, store),
        named=named,
        gone=_gone(shown, dossiers, failures),
        first=first,
        history=withdraw.history(load_history(settings.seeds, settings.root), shown),
        moved=across.moved(shown.rows, shown.entities, (shown.joined, names.known)),
        program=sources("newsdossier"),
    )


def _introduced(settings: Settings, shown: withdraw.Known) -> Settings:
    """Without the home page's first words where they hold a withdrawn name."""
    return replace(settings, intro="") if shown.named and shown.named.names_one(settings.intro) else settings


def _gone(shown: withdraw.Known, dossiers: Iterable[Dossier], failures: Iterable[Failure]) -> dict[str, str]:
    """What was published and is no more; not what its editor is mending."""
    failing = {ids.in_a_cell(one.path) for one in failures}
    present = {one.article.slug for one in dossiers}
    return dict(renamed.without_dossier([row for row in shown.rows if row.name not in failing], present))


def _dossiers(
    where: tuple[Settings, Store], shown: withdraw.Known, named: Mapping[str, Listed]
) -> Collection[Dossier]:  # fmt: skip
    """The public form of every dossier, with its neighbours in theirs."""
    settings, store = where
    near = relate({slug: _telling(one, named) for slug, one in shown.resolved.items()}, store)
    counts = {slug: compose.counted(one) for slug, one in shown.resolved.items()}
    composed = {
        article.slug: (article, found, (tuple((named[k], n) for k, n in counts[article.slug]), settings.excerpt))
        for article, found in shown.annotations.items()
    }
    public = store.memory.each("public", composed, _public)
    articles = {slug: one.article for slug, one in public.items()}
    beside = {
        slug: (one, compose.related(near[slug], articles, named, language=one.article.language))
        for slug, one in public.items()
    }
    return store.memory.each("dossier", beside, _beside).values()


def _public(
    article: Article,
    found: MaybeSealed[Annotations],
    what: tuple[tuple[tuple[Listed, int], ...], Budget],
) -> Dossier:
    """`what` is whom it names, and how much may be shown of what is not ours."""
    named, excerpt = what
    return compose.publishable(compose.compose(article, found, named), excerpt)


def _beside(public: Dossier, related: tuple[Related, ...]) -> Dossier:
    return replace(public, related=related, read=reads(public.article.language))


def _telling(one: within.Resolved, named: Mapping[str, Listed]) -> frozenset[str]:
    return frozenset(local.key for local in one.locals if named[local.key].entity.type != "other")
