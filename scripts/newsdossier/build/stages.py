"""The steps of a build before any page, in the order of `pipeline.find`: what each takes, and leaves to the next."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from newsdossier.analyse import Analysed, OnProgress, analyse, analyse_new, keys_of
from newsdossier.analyse.executors import HERE, Workers
from newsdossier.analyse.times.dates import with_dateline
from newsdossier.cache.store import Store
from newsdossier.decide import located, remarks
from newsdossier.errors import Failure, SeedError
from newsdossier.identify import forget, published_ids
from newsdossier.identify.article import cached, resolve
from newsdossier.identify.article.verbatim import faithful
from newsdossier.identify.site import entities as entities_site
from newsdossier.identify.site import join
from newsdossier.knowledge import knowledge
from newsdossier.knowledge.base import open_base
from newsdossier.model.article import Article, Span
from newsdossier.model.entity import Entity, KnownEntity
from newsdossier.model.findings import Annotations, LocatedDecision
from newsdossier.model.lazy import Lazy, MaybeLazy, load
from newsdossier.model.settings import Settings
from newsdossier.read.assemble import article_of_text
from newsdossier.read.folder import read_all
from newsdossier.settle import apply, notes
from newsdossier.settle import names as names_settle
from newsdossier.views import rights
from newsdossier.views.rights import OrphanedSidecar, Permitted, limited_by_orphan

_WORDS = "Le maire a parlé mardi à Paris."


@dataclass(frozen=True, slots=True)
class Received:
    """What the seeds hold."""

    articles: tuple[Article, ...]
    """Those of which something may be published, with their slugs."""
    placed: Mapping[str, tuple[LocatedDecision, ...]]
    """Where decisions on them apply now, by slug."""
    rows: tuple[published_ids.Row, ...]
    """Of `_ids.tsv`, as the last build left it."""
    failures: tuple[Failure, ...]
    """Seeds that gave no article."""
    withheld: tuple[Failure, ...]
    """Seeds without a right."""
    renamed: Mapping[str, str]
    """Path of a seed as the last build knew it -> its path now."""
    again: bool = False
    """An article could not be analysed: the next build tries again, though no file has changed."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Who and what the articles name, as the program found it and people decided."""

    articles: tuple[Article, ...]
    """In the order of their seeds."""
    resolved: Mapping[str, resolve.Resolved]
    """By slug, with what people gave."""
    entities: Mapping[str, Entity]
    """By id."""
    joined: join.Joined
    """Which ids are one."""
    known: knowledge.Knowledge
    """What was known before."""
    placed: Mapping[str, tuple[LocatedDecision, ...]]
    """Decisions by slug, with the ids of those whom they name."""
    idle: tuple[tuple[LocatedDecision, str], ...]
    """Decisions that had nothing to correct, and why."""
    unfaithful: tuple[Failure, ...] = ()
    """Quotes that are left out."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """How a build looks at articles."""

    workers: Workers = HERE
    """In this process, in others, on other machines."""
    told: OnProgress = lambda _: None
    """Called with how far it is."""


def receive(settings: Settings, store: Store) -> Received:
    """Seeds -> articles with a right and a slug, and where their decisions apply."""
    read, failures, unsaid, fresh = read_all(settings, store)
    allowed, withheld = rights.permitted(read)
    before = published_ids.load(settings.dossiers, settings.root)
    present = {*(one.seed.path for one in read), *(one.path for one in failures)}
    moved, left = published_ids.known_again(allowed, before, published_ids.Seeds(present, fresh, settings.dossiers))
    rows = published_ids.followed(before, moved)
    held, more = _held(settings, list(published_ids.with_slugs(allowed, rows)), unsaid)
    articles = tuple(_dated(held, store))
    return Received(
        articles,
        placed=located.placed(articles, store),
        rows=published_ids.led_on(rows, left, articles),
        failures=tuple(failures),
        withheld=(*withheld, *more),
        renamed={row.name: moved[row.id] for row in before if row.id in moved},
    )


def _dated(articles: Iterable[Article], store: Store) -> Iterable[Article]:
    """With the days of their datelines; those that are as they were are the objects of the last build."""
    same = store.memo.reuse("article", {article.seed.path: article for article in articles})
    return store.memo.map("dated", {path: (article,) for path, article in same.items()}, with_dateline).values()


def _held(settings: Settings, articles: list[Article], unsaid: Collection[str]) -> Permitted:
    """No article gains a right because its sidecar stayed behind under another name."""
    left = remarks.strictest(settings)
    if left is None or settings.private:
        return Permitted(articles, ())
    shown = published_ids.rights_shown((one.slug for one in articles if one.seed.path in unsaid), settings.dossiers)
    return limited_by_orphan(articles, OrphanedSidecar(*left), undeclared=unsaid, published=shown)


def known(settings: Settings, decided: tuple[KnownEntity, ...]) -> knowledge.Knowledge:
    """All that is known of names before any article is read; `decided` is the authority."""
    base = open_base(settings.work, settings.language, settings.seeds)
    return knowledge.gather(decided, settings.language, base)


def annotate(
    received: Received, what: tuple[knowledge.Knowledge, Store], how: Analysis
) -> tuple[Received, cached.Found]:
    """What analysers find in each article, and where people said that nothing is named; `what` is what is known before.

    One that cannot be looked at keeps its last good text.
    """
    known, store = what
    read = cached.early(cached.Found({}, keys_of(received.articles, store), _rejected(received)), known, store)
    join.spell(read)
    noticed = analyse_new(received.articles, store, workers=how.workers, on_progress=how.told)
    if noticed.problems:
        received = _without_broken(received, noticed, store)
    return received, cached.Found(noticed.found, noticed.keys, _rejected(received), read)


def _rejected(received: Received) -> dict[str, tuple[Span, ...]]:
    return {slug: apply.rejected(some) for slug, some in received.placed.items()}


def ready(settings: Settings) -> None:
    """Load what a new article will need, so that whoever saves the first one does not wait for it."""
    article_of_text(_WORDS, id="ready", languages=settings.languages)  # loads what tells languages apart
    _warm(settings.language)


def _warm(language: str) -> None:
    article = article_of_text(_WORDS, id="ready", language=language)
    with suppress(RuntimeError):  # of an analyser that fails, the article itself will tell
        list(analyse([article]))


def _without_broken(received: Received, noticed: Analysed, store: Store) -> Received:
    articles = tuple(noticed.found)
    kept_ = {article.seed.path for article in articles}
    broken = (_broken(one.seed.path, why, stays=one.seed.path in kept_) for one, why in noticed.problems.items())
    placed = located.placed(articles, store)
    return replace(received, articles=articles, placed=placed, failures=(*received.failures, *broken), again=True)


def _broken(path: str, why: str, *, stays: bool) -> Failure:
    left = "Its dossier stays as it was" if stays else "It has no dossier"
    remedy = f"{left}. Cut out what is unusual in it, or remove the analyser that came last"
    return Failure(path, str(SeedError(f"this article cannot be analysed ({why})", path=path, remedy=remedy)))


def identify(
    found: cached.Found, placed: Mapping[str, tuple[LocatedDecision, ...]],
    what: tuple[knowledge.Knowledge, Store, tuple[KnownEntity, ...]],
) -> Identified:  # fmt: skip
    """Names -> entities, one across all articles; `what` is what is known before, the cache, and the authority."""
    known, store, decided = what
    alone = cached.resolved(found, known, store)
    placed = names_settle.meant(placed, alone, decided)
    articles = tuple(found.annotations)
    settled = apply.settle(articles, alone, (placed, decided))
    assigned = entities_site.assigned(settled.resolved, decided)
    joined = join.join(assigned, (*decided, *settled.said.apart), store=store)
    resolved = entities_site.relabelled(assigned, joined, store.memo)
    resolved = apply.without_hidden(articles, resolved, (decided, joined.into))
    entities = entities_site.entities(resolved, (known, decided), joined.because, memo=store.memo)
    if not store.memo.lasting:
        forget()
    return Identified(
        articles=articles,
        resolved=resolved,
        entities=apply.of_entities(entities, settled.said, joined.into),
        joined=joined,
        known=known,
        placed=placed,
        idle=settled.idle,
    )


def without_unfaithful(names: Identified) -> Identified:
    """A quote that is not its span of the source is left out and named, whoever gave it."""
    kept_, failures = dict(names.resolved), []
    for article in names.articles:
        one = kept_[article.slug]
        if one.faithful and isinstance(one.found, Lazy):
            continue
        quotes, wrong = faithful(article, one.quotes)
        kept_[article.slug] = one.with_found(quotes=quotes)
        for quote in wrong:
            where, path = f"characters {quote.span.start} to {quote.span.end}", article.seed.path
            message = f"{path}: a quote of {quote.by!r} is left out: {where} are not its words."
            failures.append(Failure(path, message))
    return replace(names, resolved=kept_, unfaithful=tuple(failures))


def annotated(names: Identified) -> dict[Article, MaybeLazy[Annotations]]:
    """All that was found and decided in each article, for the editor's eyes."""
    idle = frozenset(one for one, _ in names.idle)
    found = {article: names.resolved[article.slug].found for article in names.articles}
    for article in names.articles:
        if some := names.placed.get(article.slug):
            found[article] = notes.decided(load(found[article]), some, idle, into=names.joined.into)
    return found
