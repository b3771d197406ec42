"""The site as the public may see it: without withdrawn names, and with no more of each text than its rights allow."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from newsdossier import withdraw
from newsdossier.analyse.text.pipeline import reads
from newsdossier.build.stages import Scope
from newsdossier.cache.store import sources
from newsdossier.decide.authority import load_history
from newsdossier.decide.withdrawals import load_withdrawals
from newsdossier.errors import Failure
from newsdossier.export import contributions
from newsdossier.identify import published_ids
from newsdossier.identify.article import resolve
from newsdossier.identify.site import entities
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier, Related
from newsdossier.model.entity import Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy
from newsdossier.model.settings import Budget, Settings
from newsdossier.pages.plan import Site
from newsdossier.relate import relate
from newsdossier.views import dossier
from newsdossier.views.dossier import mention_counts, newest_first
from newsdossier.views.entities import dossiers_by_entity, listing
from newsdossier.views.rights import publishable


def without_withdrawn(everything: withdraw.SiteFindings, scope: Scope) -> withdraw.SiteFindings:
    """Removes names that people asked to be taken away, also from the cache, and adds rows for new ids."""
    public = withdraw.without_withdrawn(everything, load_withdrawals(scope.settings.seeds, scope.settings.root))
    scope.store.forget_words(public.hidden)
    return replace(public, rows=published_ids.updated(public.rows, public.annotations, public.names()))


def compose(public: withdraw.SiteFindings, scope: Scope, *, failures: Iterable[Failure]) -> Site:
    """Returns all that pages are made from; `failures` are seeds that gave no article."""
    settings, store = scope.settings, scope.store
    first = {row.id: row.first for row in public.rows}
    with_page = frozenset(known.id for known in scope.authority if known.page)
    named = listing(public.resolved, public.entities, with_page, memo=store.memo)
    dossiers = tuple(newest_first(_dossiers(public, named, scope), first))
    contributed = contributions.contributions(dossiers, store)
    return Site(
        settings=_with_public_intro(settings, public),
        dossiers=dossiers,
        members=dossiers_by_entity(dossiers),
        contributions=contributed,
        events=contributions.events(dossiers, contributed, store),
        named=named,
        gone=_gone(public, dossiers, failures),
        first=first,
        history=withdraw.history_without_withdrawn(load_history(settings.seeds, settings.root), public.withdrawn),
        moved=entities.moved(public.rows, public.entities, (public.joined, scope.knowledge)),
        program=sources("newsdossier"),
        memo=store.memo,
    )


def _with_public_intro(settings: Settings, public: withdraw.SiteFindings) -> Settings:
    """Removes the home page's introduction where it holds a withdrawn name."""
    return replace(settings, intro="") if public.withdrawn and public.withdrawn.occur_in(settings.intro) else settings


def _gone(public: withdraw.SiteFindings, dossiers: Iterable[Dossier], failures: Iterable[Failure]) -> dict[str, str]:
    """Returns dossiers that were published and are no more, except those whose seed its editor is mending."""
    failing = {published_ids.in_a_cell(one.path) for one in failures}
    present = {one.article.slug for one in dossiers}
    return dict(published_ids.without_dossier([row for row in public.rows if row.name not in failing], present))


def _dossiers(public: withdraw.SiteFindings, named: Mapping[str, Listed], scope: Scope) -> Collection[Dossier]:
    """Returns the public form of every dossier, with its related dossiers."""
    memo, excerpt = scope.store.memo, scope.settings.excerpt
    near = relate({slug: _comparable(one, named) for slug, one in public.resolved.items()}, scope.store)
    counts = {slug: mention_counts(one) for slug, one in public.resolved.items()}
    arguments = {
        article.slug: (article, found, tuple((named[k], n) for k, n in counts[article.slug]), excerpt)
        for article, found in public.annotations.items()
    }
    publics = memo.map("public", arguments, _public)
    articles = {slug: one.article for slug, one in publics.items()}
    related = {
        slug: (one, dossier.related(near[slug], articles, named, language=one.article.language))
        for slug, one in publics.items()
    }
    return memo.map("dossier", related, _with_related).values()


def _public(
    article: Article, found: MaybeLazy[Annotations], named: tuple[tuple[Listed, int], ...], excerpt: Budget
) -> Dossier:
    return publishable(dossier.compose(article, found, named), excerpt)


def _with_related(public: Dossier, related: tuple[Related, ...]) -> Dossier:
    return replace(public, related=related, read=reads(public.article.language))


def _comparable(one: resolve.Resolved, named: Mapping[str, Listed]) -> frozenset[str]:
    """Returns the ids by which an article is compared with others: entities that have a page."""
    return frozenset(local.key for local in one.locals if named[local.key].entity.type != "other")
