"""Seeds, pages, settings and program -> one hash, by which a build knows that there is nothing to do.

Files are known by their times and sizes, not read: with nothing new, a build costs as much as looking at two folders.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from newsdossier import withdraw
from newsdossier.build import public_site, report, stages
from newsdossier.build.report import about
from newsdossier.build.result import CODEC, Done, Report, reported, whole
from newsdossier.build.write_pages import Changes, update
from newsdossier.cache.stamps import stamps
from newsdossier.cache.store import CACHE, NO_MEMO, Memo, Store, installed, open_store, sources
from newsdossier.decide import remarks, schemas
from newsdossier.decide.authority import load_authority
from newsdossier.errors import Failure, Remark
from newsdossier.files import write
from newsdossier.identify import published_ids
from newsdossier.identify.article import resolve
from newsdossier.model.article import Article
from newsdossier.model.entity import Entity, KnownEntity
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy
from newsdossier.model.settings import Settings
from newsdossier.pages.kinds import plan
from newsdossier.pages.plan import Datum, Planned, Site
from newsdossier.parallel.garbage import without_collection
from newsdossier.read.outcomes import losses
from newsdossier.withdraw.names import Wanted, still_named


def of_input(settings: Settings) -> str:
    """What a build reads; taken before it, so that what changes meanwhile is seen by the next."""
    limit = os.environ.get("NEWSDOSSIER_SEED_SECONDS", "")  # who gives more time wants what took too long tried again
    return _digest(repr(settings), limit, sources("newsdossier"), *installed(), *_looks(settings.seeds))


def of_output(settings: Settings) -> str:
    """What a build leaves; taken after it, so that a person's edit shows."""
    reports = (settings.work / name for name in ("report.md", "report.jsonl"))
    return _digest(*_looks(settings.dossiers), *(str(path.is_file()) for path in reports))


def _looks(folder: Path) -> Iterator[str]:
    """Every file with its times, size and number: the time of its last change cannot be set by hand."""
    return (f"{path} {' '.join(map(str, stamp))}" for path, stamp in sorted(stamps(folder).items()))


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()


_LAST = "last build"


HERE = stages.Analysis()


class Inside(NamedTuple):
    """For the editor's eyes."""

    whole: Mapping[Article, MaybeLazy[Annotations]] = {}
    """All that was found and decided, before rights apply."""
    entities: Mapping[str, Entity] = {}
    """Who is named, by id, before names are withdrawn."""
    named: Mapping[str, resolve.Resolved] = {}
    """Each article's names, by slug, before some are."""
    resolved: Mapping[str, resolve.Resolved] = {}
    """And after."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the seeds and the authority come to, before any page is written."""

    site: Site
    """All that pages are made from."""
    rows: tuple[published_ids.Row, ...]
    """Of `_ids.tsv`."""
    inside: Inside
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds without a right."""
    remarks: tuple[Remark, ...]
    """Decisions found again or without effect, sidecars without a seed."""
    again: bool = False
    """The next build has to look again, though no file has changed."""
    hidden: Wanted | None = None
    """Names that are not shown; None when there are none."""


def build(settings: Settings, how: stages.Analysis = HERE, memo: Memo = NO_MEMO) -> Report:
    """Turn every seed into pages, doing only what the last build has not done already."""
    with _opened(settings, memo) as store:
        read = of_input(settings)
        if unchanged := _as_before(settings, store, read):
            return unchanged
        found = find(settings, store, load_authority(settings.seeds, settings.root), how=how)
        found = replace(found, inside=Inside())  # no page needs it, and pages need its memory
        planned = tuple(plan(found.site))
        changes = update(settings.dossiers, planned, store)
        naming = _naming(settings, changes.kept, found.hidden)
        again = whole(found.site)
        done = _done(found, planned, (changes, naming, again[1]))
        _tell(settings, found, done)
        if not found.again:
            _remember(store, read, replace(done, left=of_output(settings)))
    return reported(done, lambda: again, (changes.written, changes.removed))


def find(
    settings: Settings, store: Store, decided: tuple[KnownEntity, ...], *, how: stages.Analysis = HERE
) -> Found:  # fmt: skip
    """Read, analyse, identify, relate and compose: everything but the pages; `decided` is the authority."""
    store.memo.next_build()
    received = stages.receive(settings, store)
    known = stages.known(settings, decided)
    received, findings = stages.annotate(received, (known, store), how)
    names = stages.identify(findings, received.placed, (known, store, decided))
    names = stages.without_unfaithful(names)
    whole = stages.annotated(names)
    everything = withdraw.Known(whole, names.resolved, names.entities, names.joined, received.rows)
    shown = public_site.shown_of(settings, everything, store)
    return Found(
        site=public_site.site_of((settings, store), shown, (names, decided, received.failures)),
        rows=shown.rows,
        inside=Inside(whole, names.entities, names.resolved, shown.resolved),
        failures=(*received.failures, *names.unfaithful, *remarks.lost(received.placed)),
        withheld=received.withheld,
        remarks=(
            *losses(received.articles),
            *remarks.of_decisions(received.placed, names.idle),
            *remarks.stray(settings, received.renamed),
            *still_named(settings, shown.named, store),
        ),
        again=received.again,
        hidden=shown.named,
    )


def _as_before(settings: Settings, store: Store, read: str) -> Report | None:
    """The last build's report, when nothing has changed since; what it says is looked up only when somebody asks."""
    kept = store.get(_LAST, [read])
    done = CODEC.decode(kept[read]) if kept else None
    if done is None or done.left != of_output(settings):
        return None
    return reported(done, lambda: whole(look(settings, store.memo).site))


def would_change(settings: Settings, decided: tuple[KnownEntity, ...]) -> tuple[str, ...]:
    """The pages that another authority would add, change or take away; nothing is written."""
    with _opened(settings) as store:
        now = find(settings, store, load_authority(settings.seeds, settings.root))
        then = find(settings, store, decided)
    old, new = ({one.path: one.signature for one in plan(found.site)} for found in (now, then))
    return tuple(sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path)))


def look(settings: Settings, memo: Memo = NO_MEMO) -> Found:
    """What a build would find now; nothing is written but the cache."""
    with _opened(settings, memo) as store:
        return find(settings, store, load_authority(settings.seeds, settings.root))


@contextmanager
def _opened(settings: Settings, memo: Memo = NO_MEMO) -> Iterator[Store]:
    settings.work.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.work / "lock"), open_store(settings.work / CACHE, memo) as store, without_collection():
        yield store


def _naming(settings: Settings, kept: Sequence[str], hidden: Wanted | None) -> tuple[Failure, ...]:
    """Pages that a person edited and that hold a withdrawn name: they are not published."""
    texts = {path: (settings.dossiers / path).read_text("utf-8", errors="replace") for path in kept}
    return tuple(withdraw.naming(texts, settings.dossiers.name, hidden))


def _done(found: Found, planned: Sequence[Planned], what: tuple[Changes, tuple[Failure, ...], Sequence[Datum]]) -> Done:
    """What this build says of itself, and the next when it has nothing to do."""
    changes, naming, data = what
    failures = (*found.failures, *naming)
    seedless = {f"{slug}.md" for slug in found.site.gone} & {*changes.kept}
    return Done(
        dossiers=len(found.site.dossiers),
        pages=tuple(sorted({*changes.pages} - {one.path for one in naming})),
        kept=changes.kept,
        failures=failures,
        withheld=found.withheld,
        remarks=report.rows((failures, found.withheld), (changes.kept, seedless), found.remarks),
        signatures={one.path: one.signature for one in planned},
        data={one.path: one.signature for one in data},
    )


def _tell(settings: Settings, found: Found, done: Done) -> None:
    """All that is no page: published ids, the program's name, the reports, the schemas."""
    write(
        settings.dossiers,
        published_ids.NAME,
        published_ids.as_text(published_ids.redirected(found.rows, found.site.moved)),
    )
    write(settings.dossiers, "_about.tsv", about())
    write(settings.work, "report.md", report.as_markdown(done.remarks))
    write(settings.work, "report.jsonl", report.as_jsonl(done.remarks))
    for name, schema in schemas.shipped().items():
        write(settings.work, name, schema)


def _remember(store: Store, key: str, done: Done) -> None:
    store.put(_LAST, {key: CODEC.encode(done)})
    store.forget_others(_LAST, [key])
