"""One build: seeds, settings and the authority -> pages, doing only what the last build has not done already.

A build knows that there is nothing to do by one hash over all its files. Files are known by their times and sizes, not
read, so that a build with nothing new costs as much as listing two folders.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from newsdossier import withdraw
from newsdossier.build import report, stages
from newsdossier.build import stages as stages_build
from newsdossier.build.result import CODEC, BuildRecord, BuildResult, EditorView, PublicSite, Snapshot, with_files
from newsdossier.build.stages import AnalysisOptions, Scope
from newsdossier.build.warm import with_warm_worker
from newsdossier.build.write_pages import Changes, update
from newsdossier.cache.stamps import stamps
from newsdossier.cache.store import CACHE, NO_MEMO, Memo, Store, installed, open_store, sources
from newsdossier.decide import remarks, schemas
from newsdossier.decide.authority import load_authority
from newsdossier.errors import Failure
from newsdossier.identify import published_ids
from newsdossier.model.entity import KnownEntity
from newsdossier.model.settings import Settings
from newsdossier.pages.kinds import plan
from newsdossier.parallel.garbage import without_collection
from newsdossier.read.outcomes import losses
from newsdossier.withdraw.names import WithdrawnNames, still_named
from newsdossier.writing import write

_LAST = "last build"
IN_THIS_PROCESS = AnalysisOptions()


def build(settings: Settings, *, analysis: AnalysisOptions = IN_THIS_PROCESS, memo: Memo = NO_MEMO) -> BuildResult:
    """Turns every seed into pages, doing only what the last build has not done already."""
    with _open_cache(settings, memo) as store:
        before = input_hash(settings)
        if unchanged := _last_result(settings, store, before):
            return unchanged
        authority = load_authority(settings.seeds, settings.root)
        with with_warm_worker(analysis.workers) as workers:
            snapshot = find(Scope(settings, store, authority, replace(analysis, workers=workers)))
        snapshot = replace(snapshot, editor=EditorView())  # no page needs it, and pages need its memory
        planned = tuple(plan(snapshot.site))
        changes = update(settings.dossiers, planned, store)
        named_in = _kept_pages_with_withdrawn_names(settings, changes.kept, snapshot.withdrawn)
        public = with_files(snapshot.site)
        signatures = {one.path: one.signature for one in planned}
        record = _record(snapshot, changes, named_in, signatures=signatures, public=public)
        _write_reports(settings, snapshot, record)
        if not snapshot.retry:
            _remember(store, before, replace(record, left=output_hash(settings)))
    return BuildResult(**vars(record), find=lambda: public, written=changes.written, removed=changes.removed)


def preview(settings: Settings, memo: Memo = NO_MEMO) -> Snapshot:
    """Returns what a build would find now; writes nothing but the cache."""
    with _open_cache(settings, memo) as store:
        return find(Scope(settings, store, load_authority(settings.seeds, settings.root)))


def changed_pages(settings: Settings, authority: tuple[KnownEntity, ...]) -> tuple[str, ...]:
    """Returns the pages that another authority would add, change or remove; writes nothing but the cache."""
    with _open_cache(settings) as store:
        now = find(Scope(settings, store, load_authority(settings.seeds, settings.root)))
        then = find(Scope(settings, store, authority))
    old, new = ({one.path: one.signature for one in plan(found.site)} for found in (now, then))
    return tuple(sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path)))


def find(scope: Scope) -> Snapshot:
    """Reads, analyses, identifies, relates and composes: everything but the pages."""
    scope.store.memo.next_build()
    received = stages.receive(scope)
    received, annotated = stages.annotate(received, scope)
    names = stages.identify(annotated, received.decisions, scope)
    names = stages.without_unfaithful(names)
    annotations = stages.with_decisions(names)
    everything = withdraw.SiteFindings(annotations, names.resolved, names.entities, names.joined, received.rows)
    public = stages_build.without_withdrawn(everything, scope)
    return Snapshot(
        site=stages_build.compose(public, scope, failures=received.failures),
        rows=public.rows,
        editor=EditorView(annotations, names.entities, names.resolved, public.resolved),
        failures=(*received.failures, *names.unfaithful, *remarks.lost(received.decisions)),
        withheld=received.withheld,
        remarks=(
            *losses(received.articles),
            *remarks.of_decisions(received.decisions, names.idle),
            *remarks.stray(scope.settings, received.renamed),
            *still_named(scope.settings, public.withdrawn, scope.store),
        ),
        retry=received.retry,
        withdrawn=public.withdrawn,
    )


def input_hash(settings: Settings) -> str:
    """Returns the hash of all that a build reads; taken before it, so that the next build sees later changes."""
    limit = os.environ.get("NEWSDOSSIER_SEED_SECONDS", "")  # who gives more time wants what took too long tried again
    return _digest(repr(settings), limit, sources("newsdossier"), *installed(), *_stamped(settings.seeds))


def output_hash(settings: Settings) -> str:
    """Returns the hash of all that a build leaves; taken after it, so that a person's edit shows."""
    reports = (settings.work / name for name in ("report.md", "report.jsonl"))
    return _digest(*_stamped(settings.dossiers), *(str(path.is_file()) for path in reports))


def _stamped(folder: Path) -> Iterator[str]:
    """Yields every file with its times, size and number: the time of its last change cannot be set by hand."""
    return (f"{path} {' '.join(map(str, stamp))}" for path, stamp in sorted(stamps(folder).items()))


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()


def _last_result(settings: Settings, store: Store, before: str) -> BuildResult | None:
    """Returns the last build's result if nothing has changed since; its site is found only when somebody asks."""
    kept = store.get(_LAST, [before])
    record = CODEC.decode(kept[before]) if kept else None
    if record is None or record.left != output_hash(settings):
        return None
    return BuildResult(**vars(record), find=lambda: with_files(preview(settings, store.memo).site))


@contextmanager
def _open_cache(settings: Settings, memo: Memo = NO_MEMO) -> Iterator[Store]:
    settings.work.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.work / "lock"), open_store(settings.work / CACHE, memo) as store, without_collection():
        yield store


def _kept_pages_with_withdrawn_names(
    settings: Settings, kept: Sequence[str], withdrawn: WithdrawnNames | None
) -> tuple[Failure, ...]:
    """Returns a failure for each page that a person edited and that holds a withdrawn name: it is not published."""
    texts = {path: (settings.dossiers / path).read_text("utf-8", errors="replace") for path in kept}
    return tuple(withdraw.pages_with_names(texts, settings.dossiers.name, withdrawn))


def _record(
    snapshot: Snapshot,
    changes: Changes,
    named_in: tuple[Failure, ...],
    *,
    signatures: dict[str, str],
    public: PublicSite,
) -> BuildRecord:
    """Returns what this build reports, and what the next one reports when it has nothing to do."""
    failures = (*snapshot.failures, *named_in)
    seedless = {f"{slug}.md" for slug in snapshot.site.gone} & {*changes.kept}
    return BuildRecord(
        dossiers=len(snapshot.site.dossiers),
        pages=tuple(sorted({*changes.pages} - {one.path for one in named_in})),
        kept=changes.kept,
        failures=failures,
        withheld=snapshot.withheld,
        remarks=report.rows(failures, snapshot.remarks, kept=changes.kept, seedless=seedless),
        signatures=signatures,
        file_signatures={one.path: one.signature for one in public.files},
    )


def _write_reports(settings: Settings, snapshot: Snapshot, record: BuildRecord) -> None:
    """Writes all files that are no pages: published ids, the program's name, the reports, the schemas."""
    rows = published_ids.redirected(snapshot.rows, snapshot.site.moved)
    write(settings.dossiers, published_ids.NAME, published_ids.as_text(rows))
    write(settings.dossiers, "_about.tsv", report.about())
    write(settings.work, "report.md", report.as_markdown(record.remarks))
    write(settings.work, "report.jsonl", report.as_jsonl(record.remarks))
    for name, schema in schemas.shipped().items():
        write(settings.work, name, schema)


def _remember(store: Store, key: str, record: BuildRecord) -> None:
    store.put(_LAST, {key: CODEC.encode(record)})
    store.forget_others(_LAST, [key])
