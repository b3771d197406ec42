"""Seeds -> pages: `find` and `build` are the whole program."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from filelock import FileLock

from newsdossier import compose, report
from newsdossier.about import about
from newsdossier.analyse import analyse
from newsdossier.analyse.dateline import dated
from newsdossier.analyse.language import reads
from newsdossier.decide import placing, remarks
from newsdossier.decide.authority import load_authority, load_history
from newsdossier.errors import Failure, Remark
from newsdossier.identify import across, ids, join, kept, knowledge, settle, within
from newsdossier.identify.base import open_base
from newsdossier.model import Annotations, Article, Budget, Dossier, Known, Listed, Settings
from newsdossier.paging import Site, data, plan
from newsdossier.read.folder import read_all
from newsdossier.relate import relate
from newsdossier.store import Store, open_store, sources
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
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds that nobody has the right to publish: no mistake, but the report names them."""
    remarks: tuple[Remark, ...]
    """All that the report tells: the failures, the pages kept, decisions found again."""
    data: Mapping[str, Callable[[], str]]
    """Files for machines by their path on the site, made when they are asked for."""
    overlay: Callable[[str], compose.Overlay]
    """Slug -> marks and cards of that dossier's page; none on a page that a person edited."""
    signatures: Mapping[str, str]
    """Page -> of all that it and what is laid over it are made from."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the seeds and the authority come to, before any page is written."""

    site: Site
    """All that pages are made from."""
    rows: tuple[ids.Row, ...]
    """Of `_ids.tsv`."""
    resolved: Mapping[str, within.Resolved]
    """Each article's names, by slug."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds without a right."""
    remarks: tuple[Remark, ...]
    """Decisions found again or without effect, sidecars without a seed."""


def build(settings: Settings) -> Report:
    """Turn every seed into pages, doing only what the last build has not done already."""
    with _opened(settings) as store:
        found = find(settings, store, load_authority(settings.seeds, settings.root))
        planned = list(plan(found.site))
        changes = update(settings.dossiers, planned, store)
        write(settings.dossiers, ids.NAME, ids.as_text(ids.redirected(found.rows, found.site.moved)))
        write(settings.dossiers, "_about.tsv", about())
        told = report.rows((found.failures, found.withheld), changes.kept, found.remarks)
        write(settings.work, "report.md", report.as_markdown(told))
        write(settings.work, "report.jsonl", report.as_jsonl(told))
    ours = {d.article.slug: d for d in found.site.dossiers if f"{d.article.slug}.md" not in changes.kept}
    return Report(
        len(found.site.dossiers),
        *changes,
        failures=found.failures,
        withheld=found.withheld,
        remarks=told,
        data=data(found.site),
        overlay=lambda slug: compose.overlay(ours[slug]) if slug in ours else compose.Overlay(),
        signatures={one.path: one.signature for one in planned},
    )


def would_change(settings: Settings, decided: tuple[Known, ...]) -> tuple[str, ...]:
    """The pages that another authority would add, change or take away; nothing is written."""
    with _opened(settings) as store:
        now = find(settings, store, load_authority(settings.seeds, settings.root))
        then = find(settings, store, decided)
    old, new = ({one.path: one.signature for one in plan(found.site)} for found in (now, then))
    return tuple(sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path)))


def look(settings: Settings) -> Found:
    """What a build would find now; nothing is written but the cache."""
    with _opened(settings) as store:
        return find(settings, store, load_authority(settings.seeds, settings.root))


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    settings.work.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.work / "lock"), open_store(settings.work / "cache.sqlite") as store:
        yield store


def find(settings: Settings, store: Store, decided: tuple[Known, ...]) -> Found:
    """Read, analyse, identify, relate and compose: everything but the pages."""
    base = open_base(settings.work, settings.language, settings.seeds)
    known = knowledge.gather(decided, settings.language, base)
    read, failures = read_all(settings, store)
    articles, withheld = compose.allowed(read)
    rows = ids.load(settings.dossiers, settings.root)
    articles = [dated(article) for article in ids.with_slugs(articles, rows)]
    placed = placing.placed(articles, store)
    annotations = settle.with_rejected(dict(zip(articles, analyse(articles, store), strict=True)), placed)
    program = sources("newsdossier")
    settled = settle.settle(annotations, kept.resolved(annotations, known, (store, program)), (placed, decided))
    assigned = across.assigned(settled.resolved, decided)
    joined = join.join(assigned, (*decided, *settled.said.apart))
    resolved = across.relabelled(assigned, joined)
    entities = across.entities(resolved, (known, decided), joined.because)
    entities = settle.of_entities(entities, settled.said, joined.into)
    rows = ids.updated(rows, articles, {**joined.names, **{e.id: e.name for e in entities.values()}})
    named = compose.listing(resolved, entities, frozenset(k.id for k in decided if k.page))
    resolved, unfaithful = _faithful(articles, resolved)
    idle = frozenset(one for one, _ in settled.idle)
    whole = {
        article: compose.decided(one, placed.get(article.slug, ()), idle, into=joined.into)
        for article, one in _whole(settled.annotations, resolved).items()
    }
    dossiers = _dossiers(whole, (resolved, named), settings.excerpt)
    site = Site(
        settings=settings,
        dossiers=tuple(compose.newest_first(dossiers, {row.id: row.first for row in rows})),
        named=named,
        history=load_history(settings.seeds, settings.root),
        moved=across.moved(rows, entities, (joined, known)),
        program=program,
    )
    told = (*remarks.of_decisions(placed, settled.idle), *remarks.stray(settings))
    return Found(site, rows, resolved, (*failures, *unfaithful, *remarks.lost(placed)), withheld, told)


def _faithful(
    articles: Iterable[Article], resolved: Mapping[str, within.Resolved]
) -> tuple[dict[str, within.Resolved], list[Failure]]:
    """A quote that is not its span of the source is left out and named, whichever analyser it is from."""
    kept, failures = dict(resolved), []
    for article in articles:
        quotes, wrong = compose.faithful(article, resolved[article.slug].quotes)
        kept[article.slug] = replace(resolved[article.slug], quotes=quotes)
        for quote in wrong:
            where, path = f"characters {quote.span.start} to {quote.span.end}", article.seed.path
            message = f"{path}: a quote of {quote.by!r} is left out: {where} are not its words."
            failures.append(Failure(path, message))
    return kept, failures


def _whole(
    annotations: Mapping[Article, Annotations], resolved: Mapping[str, within.Resolved]
) -> dict[Article, Annotations]:
    """All that was found in each article, with its names decided."""
    return {
        article: replace(found, mentions=one.mentions, roles=one.roles, quotes=one.quotes, claims=one.claims)
        for article, found in annotations.items()
        if (one := resolved[article.slug])
    }


def _dossiers(
    whole: Mapping[Article, Annotations],
    names: tuple[Mapping[str, within.Resolved], Mapping[str, Listed]],
    budget: Budget,
) -> list[Dossier]:
    """The public form of every dossier, with its neighbours in theirs."""
    resolved, named = names
    near = relate({slug: _telling(one, named) for slug, one in resolved.items()})
    composed = (compose.compose(article, found, named) for article, found in whole.items())
    public = [compose.publishable(dossier, budget) for dossier in composed]
    articles = {d.article.slug: d.article for d in public}
    return [
        replace(
            d,
            related=compose.related(near[d.article.slug], articles, named, language=d.article.language),
            read=reads(d.article.language),
        )
        for d in public
    ]


def _telling(one: within.Resolved, named: Mapping[str, Listed]) -> frozenset[str]:
    return frozenset(local.key for local in one.locals if named[local.key].entity.type != "other")
