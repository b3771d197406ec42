"""Seeds -> pages: `find` and `build` are the whole program."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from filelock import FileLock

from newsdossier import compose, report, standstill, withdraw
from newsdossier.about import about
from newsdossier.analyse import analyse
from newsdossier.analyse.dateline import dated
from newsdossier.analyse.language import reads
from newsdossier.decide import placing, remarks, schemas
from newsdossier.decide.authority import load_authority, load_history
from newsdossier.decide.withdrawals import load_withdrawals
from newsdossier.errors import Failure, Remark
from newsdossier.identify import across, ids, join, kept, knowledge, settle, within
from newsdossier.identify.base import open_base
from newsdossier.model import Annotations, Article, Budget, Dossier, Known, Listed, Settings
from newsdossier.outcome import CODEC, Done, Report, reported
from newsdossier.paging import Site, plan
from newsdossier.paging.machine import files
from newsdossier.read.folder import read_all
from newsdossier.read.outcomes import losses
from newsdossier.relate import relate
from newsdossier.store import Store, open_store, sources
from newsdossier.withdraw.names import Wanted
from newsdossier.write import update, write

_LAST = "last build"


@dataclass(frozen=True, slots=True)
class Found:
    """What the seeds and the authority come to, before any page is written."""

    site: Site
    """All that pages are made from."""
    rows: tuple[ids.Row, ...]
    """Of `_ids.tsv`."""
    resolved: Mapping[str, within.Resolved]
    """Each article's names, by slug."""
    whole: Mapping[Article, Annotations]
    """All that was found and decided, before rights apply: for the editor's eyes."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds without a right."""
    remarks: tuple[Remark, ...]
    """Decisions found again or without effect, sidecars without a seed."""
    hidden: Wanted | None = None
    """Names that are not shown; None when there are none."""


def build(settings: Settings) -> Report:
    """Turn every seed into pages, doing only what the last build has not done already."""
    with _opened(settings) as store:
        read = standstill.of_input(settings)
        if unchanged := _as_before(settings, store, read):
            return unchanged
        found = find(settings, store, load_authority(settings.seeds, settings.root))
        planned = list(plan(found.site))
        changes = update(settings.dossiers, planned, store)
        write(settings.dossiers, ids.NAME, ids.as_text(ids.redirected(found.rows, found.site.moved)))
        write(settings.dossiers, "_about.tsv", about())
        texts = {path: (settings.dossiers / path).read_text("utf-8", errors="replace") for path in changes.kept}
        naming = withdraw.naming(texts, settings.dossiers.name, found.hidden)
        changes = changes._replace(pages=tuple(sorted({*changes.pages} - {one.path for one in naming})))
        told = report.rows(((*found.failures, *naming), found.withheld), changes.kept, found.remarks)
        write(settings.work, "report.md", report.as_markdown(told))
        write(settings.work, "report.jsonl", report.as_jsonl(told))
        for name, schema in schemas.shipped().items():
            write(settings.work, name, schema)
        signatures = {one.path: one.signature for one in planned}
        data = {one.path: one.signature for one in files(found.site)}
        done = Done(
            len(found.site.dossiers),
            changes.pages,
            changes.kept,
            (*found.failures, *naming),
            withheld=found.withheld,
            remarks=told,
            signatures=signatures,
            data=data,
        )
        store.put(_LAST, {read + standstill.of_output(settings): CODEC.dump_json(done)})
        store.forget_others(_LAST, [read + standstill.of_output(settings)])
    return reported(done, lambda: found.site, (changes.written, changes.removed))


def _as_before(settings: Settings, store: Store, read: str) -> Report | None:
    """The last build's report, when nothing has changed since; what it says is looked up only when somebody asks."""
    key = read + standstill.of_output(settings)
    kept = store.get(_LAST, [key])
    return reported(CODEC.validate_json(kept[key]), lambda: look(settings).site) if kept else None


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
    entities = settle.of_entities(
        across.entities(resolved, (known, decided), joined.because), settled.said, joined.into
    )
    resolved, unfaithful = _faithful(articles, resolved)
    idle = frozenset(one for one, _ in settled.idle)
    whole = _whole(settled.annotations, resolved)
    whole = {a: compose.decided(one, placed.get(a.slug, ()), idle, into=joined.into) for a, one in whole.items()}
    everything = withdraw.Known(whole, resolved, entities, joined, rows)
    shown = withdraw.without(everything, load_withdrawals(settings.seeds, settings.root))
    store.forget_words(shown.hidden)
    rows = ids.updated(shown.rows, shown.annotations, shown.names())
    named = compose.listing(shown.resolved, shown.entities, frozenset(k.id for k in decided if k.page))
    dossiers = _dossiers(shown.annotations, (shown.resolved, named), settings.excerpt)
    site = Site(
        settings=settings,
        dossiers=tuple(compose.newest_first(dossiers, {row.id: row.first for row in rows})),
        named=named,
        first={row.id: row.first for row in rows},
        history=withdraw.history(load_history(settings.seeds, settings.root), shown),
        moved=across.moved(rows, shown.entities, (shown.joined, known)),
        program=program,
    )
    told = (*losses(articles), *remarks.of_decisions(placed, settled.idle), *remarks.stray(settings))
    failed = (*failures, *unfaithful, *remarks.lost(placed))
    return Found(site, rows, shown.resolved, whole, failed, withheld, told, shown.named)


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
