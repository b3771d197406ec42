"""The stages of a build before any page is planned, in the order in which `pipeline.find` calls them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from newsdossier import withdraw
from newsdossier.analyse import Analysed, OnProgress, analyse_new, keys_of
from newsdossier.analyse.executors import HERE, Workers
from newsdossier.analyse.language_pipeline import reads
from newsdossier.analyse.times.dates import with_dateline
from newsdossier.build.warm import load_models, warm
from newsdossier.cache.store import Store, sources
from newsdossier.decide import anchors, remarks
from newsdossier.decide.authority import load_history
from newsdossier.decide.withdrawals import load_withdrawals
from newsdossier.errors import Failure, SeedError
from newsdossier.export import contributions
from newsdossier.identify import forget, published_ids
from newsdossier.identify.article import cached, resolve
from newsdossier.identify.article.attach import is_verbatim
from newsdossier.identify.site import entities as entities_site
from newsdossier.identify.site import join
from newsdossier.knowledge import Knowledge, gather
from newsdossier.knowledge.base import open_base
from newsdossier.model.article import Article, Span
from newsdossier.model.dossier import Dossier, Related
from newsdossier.model.entity import Entity, KnownEntity, Listed
from newsdossier.model.findings import Annotations, IdleDecision, LocatedDecision
from newsdossier.model.lazy import Lazy, MaybeLazy, load
from newsdossier.model.settings import Budget, Settings
from newsdossier.pages.plan import Site
from newsdossier.read.assemble import article_of_text
from newsdossier.read.folder import read_all
from newsdossier.relate import relate
from newsdossier.settle import apply
from newsdossier.settle.names import with_entity_ids
from newsdossier.views import dossier, rights
from newsdossier.views.dossier import mention_counts, newest_first
from newsdossier.views.entities import dossiers_by_entity, listing
from newsdossier.views.rights import OrphanedSidecar, Permitted, limited_by_orphan, publishable

Decisions = Mapping[str, tuple[LocatedDecision, ...]]
"""Slug -> the decisions on an article, with their places in it."""


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """Where articles are analysed, and who is told of it."""

    workers: Workers = HERE
    """In this process, in others, or on other machines."""
    progress: OnProgress = lambda _: None
    """Called with the progress of the analysis."""


@dataclass(frozen=True)
class Scope:
    """What every step of one build may use."""

    settings: Settings
    """Settings of the project."""
    store: Store
    """The open cache."""
    authority: tuple[KnownEntity, ...]
    """What the newsroom decided of entities."""
    analysis: AnalysisOptions = AnalysisOptions()
    """Where articles are analysed."""

    @cached_property
    def knowledge(self) -> Knowledge:
        """All that is known of names before any article is read."""
        base = open_base(self.settings.work, self.settings.language, self.settings.seeds)
        return gather(self.authority, self.settings.language, base)


@dataclass(frozen=True, slots=True)
class Received:
    """The articles that the seeds hold."""

    articles: tuple[Article, ...]
    """Those of which something may be published, with their slugs."""
    decisions: Decisions
    """Decisions on them."""
    rows: tuple[published_ids.Row, ...]
    """Rows of `_ids.tsv`, as the last build left it."""
    failures: tuple[Failure, ...]
    """Seeds that gave no article."""
    withheld: tuple[Failure, ...]
    """Seeds that nobody has the right to publish."""
    renamed: Mapping[str, str]
    """Path of a seed as the last build knew it -> its path now."""
    retry: bool = False
    """True if an article could not be analysed, so that the next build must try again."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The entities that the articles name, as the program found them and people decided."""

    articles: tuple[Article, ...]
    """Articles in the order of their seeds."""
    resolved: Mapping[str, resolve.Resolved]
    """Names of each article by slug, with decisions applied."""
    entities: Mapping[str, Entity]
    """Entities by id."""
    joined: join.Joined
    """Ids that are one entity."""
    decisions: Decisions
    """Decisions, with the ids of the entities that they name."""
    idle: tuple[IdleDecision, ...]
    """Decisions that found nothing to correct."""
    unfaithful: tuple[Failure, ...] = ()
    """Quotes that are left out."""


def receive(scope: Scope) -> Received:
    """Reads seeds; returns the articles with a right and a slug, and the places of decisions in them."""
    settings, store = scope.settings, scope.store
    get_ready = partial(warm, scope.analysis.workers, settings.language)
    read, failures, unstated, fresh = read_all(settings, store, when_new=get_ready)
    allowed, withheld = rights.permitted(read)
    before = published_ids.load(settings.dossiers, settings.root)
    present = {*(one.seed.path for one in read), *(one.path for one in failures)}
    moved, left = published_ids.known_again(allowed, before, published_ids.Seeds(present, fresh, settings.dossiers))
    rows = published_ids.followed(before, moved)
    held, more = _held_back(settings, list(published_ids.with_slugs(allowed, rows)), unstated)
    articles = tuple(_dated(held, store))
    return Received(
        articles,
        decisions=anchors.placed(articles, store),
        rows=published_ids.led_on(rows, left, articles),
        failures=tuple(failures),
        withheld=(*withheld, *more),
        renamed={row.name: moved[row.id] for row in before if row.id in moved},
    )


def _dated(articles: Iterable[Article], store: Store) -> Iterable[Article]:
    """Returns the articles with the days of their datelines; unchanged ones are the objects of the last build."""
    same = store.memo.reuse("article", {article.seed.path: article for article in articles})
    return store.memo.map("dated", {path: (article,) for path, article in same.items()}, with_dateline).values()


def _held_back(settings: Settings, articles: list[Article], unstated: Collection[str]) -> Permitted:
    """Returns the articles; none gains a right because its sidecar stayed behind under another name."""
    left = remarks.strictest(settings)
    if left is None or settings.private:
        return Permitted(articles, ())
    shown = published_ids.rights_shown((one.slug for one in articles if one.seed.path in unstated), settings.dossiers)
    return limited_by_orphan(articles, OrphanedSidecar(*left), undeclared=unstated, published=shown)


def annotate(received: Received, scope: Scope) -> tuple[Received, cached.Found]:
    """Returns what analysers find in each article, and the places where people said that nothing is named.

    An article that cannot be analysed keeps its last good text.
    """
    store, analysis = scope.store, scope.analysis
    unanalysed = cached.Found({}, keys_of(received.articles, store), _rejected(received))
    early = cached.early(unanalysed, scope.knowledge, store)
    join.spell(early)
    noticed = analyse_new(received.articles, store, workers=analysis.workers, on_progress=analysis.progress)
    if noticed.problems:
        received = _without_broken(received, noticed, store)
    return received, cached.Found(noticed.found, noticed.keys, _rejected(received), early)


def _rejected(received: Received) -> dict[str, tuple[Span, ...]]:
    return {slug: apply.rejected(some) for slug, some in received.decisions.items()}


def ready(settings: Settings) -> None:
    """Loads what a new article will need, so that nobody waits for it after saving the first one."""
    article_of_text("Paris", id="ready", languages=settings.languages)  # loads what tells languages apart
    load_models(settings.language)


def _without_broken(received: Received, noticed: Analysed, store: Store) -> Received:
    articles = tuple(noticed.found)
    present = {article.seed.path for article in articles}
    broken = (_broken(one.seed.path, why, stays=one.seed.path in present) for one, why in noticed.problems.items())
    decisions = anchors.placed(articles, store)
    return replace(received, articles=articles, decisions=decisions, failures=(*received.failures, *broken), retry=True)


def _broken(path: str, why: str, *, stays: bool) -> Failure:
    left = "Its dossier stays as it was" if stays else "It has no dossier"
    remedy = f"{left}. Cut out what is unusual in it, or remove the analyser that came last"
    return Failure(path, str(SeedError(f"this article cannot be analysed ({why})", path=path, remedy=remedy)))


def identify(found: cached.Found, decisions: Decisions, scope: Scope) -> Identified:
    """Returns the entities that the articles name, one across all articles, with decisions applied."""
    store, authority = scope.store, scope.authority
    alone = cached.resolved(found, scope.knowledge, store)
    decisions = with_entity_ids(decisions, alone, authority)
    articles = tuple(found.annotations)
    settled = apply.settle(articles, alone, decisions=decisions, authority=authority)
    assigned = entities_site.assigned(settled.resolved, authority)
    joined = join.join(assigned, (*authority, *settled.names.apart), store=store)
    resolved = entities_site.relabelled(assigned, joined, store.memo)
    resolved = apply.without_hidden(articles, resolved, authority=authority, joined=joined.into)
    entities = entities_site.entities(
        resolved, knowledge=scope.knowledge, decided=authority, because=joined.because, memo=store.memo
    )
    if not store.memo.lasting:
        forget()
    return Identified(
        articles=articles,
        resolved=resolved,
        entities=apply.with_decided_names(entities, settled.names, joined.into),
        joined=joined,
        decisions=decisions,
        idle=settled.idle,
    )


def without_unfaithful(names: Identified) -> Identified:
    """Leaves out and names each quote that differs from its span of the source, whoever gave it."""
    resolved, failures = dict(names.resolved), []
    for article in names.articles:
        one = resolved[article.slug]
        if one.faithful and isinstance(one.found, Lazy):
            continue
        wrong = [quote for quote in one.quotes if not is_verbatim(article.text, quote)]
        resolved[article.slug] = one.with_found(quotes=tuple(quote for quote in one.quotes if quote not in wrong))
        for quote in wrong:
            where, path = f"characters {quote.span.start} to {quote.span.end}", article.seed.path
            message = f"{path}: a quote of {quote.by!r} is left out: {where} are not its words."
            failures.append(Failure(path, message))
    return replace(names, resolved=resolved, unfaithful=tuple(failures))


def with_decisions(names: Identified) -> dict[Article, MaybeLazy[Annotations]]:
    """Returns all that was found and decided in each article."""
    idle = frozenset(one.decision for one in names.idle)
    found = {article: names.resolved[article.slug].found for article in names.articles}
    for article in names.articles:
        if some := names.decisions.get(article.slug):
            found[article] = apply.with_notes(load(found[article]), some, idle, joined=names.joined.into)
    return found


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
        moved=entities_site.moved(public.rows, public.entities, joined=public.joined, knowledge=scope.knowledge),
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
