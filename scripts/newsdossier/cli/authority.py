"""A decision on entities from the command line: what it would change on the site, then the authority file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from newsdossier.build import pipeline
from newsdossier.build.result import Snapshot
from newsdossier.build.write_pages import as_ours, is_ours
from newsdossier.decide import authority, edits, withdrawals
from newsdossier.errors import ProjectError
from newsdossier.files import put
from newsdossier.identify.published_ids import today
from newsdossier.locale import say
from newsdossier.model.decision import Change, Withdrawal, Withholding
from newsdossier.model.entity import Entity
from newsdossier.model.settings import Settings
from newsdossier.naming.keys import key, name_hash
from newsdossier.naming.likeness import likeness

_NEAR = 3  # ids offered when one is not known
Decided = tuple[edits.Edit, Change]
"""What to do to the authority, and how its history tells it."""


def entity(found: Snapshot, id_: str) -> Entity:
    """The entity of that id or name on the site; an id that was joined to another leads there."""
    id_ = key(id_)
    id_ = found.site.moved.get(id_, id_)
    if id_ in found.site.named:
        return found.site.named[id_].entity
    called = [
        one.entity for one in found.site.named.values() if id_ in map(key, (one.entity.name, *one.entity.aliases))
    ]
    if len(called) == 1:
        return called[0]
    near = sorted(found.site.named, key=lambda other: (-likeness(id_, other, "person"), other))[:_NEAR]
    remedy = f"Near are: {', '.join(near)}" if near else "Build the site first: newsdossier build"
    raise ProjectError(f"« {id_} » is no entity of this site", path="dossiers/_ids.tsv", remedy=remedy)


def part(found: Snapshot, id_: str) -> Entity:
    """The same, but of an id that was joined the part alone: what a decision against the join is about."""
    name = next((row.name for row in found.rows if row.kind == "entity" and row.id == id_), "")
    if id_ in found.site.moved and name:
        whole = found.site.named[found.site.moved[id_]].entity
        return Entity(id_, whole.type, name)
    return entity(found, id_)


def known_slugs(found: Snapshot, slugs: Sequence[str]) -> None:
    """An error that names the first slug that is no dossier's."""
    dossiers = {dossier.article.slug for dossier in found.site.dossiers}
    for slug in slugs:
        if slug not in dossiers:
            remedy = f"Dossiers are: {', '.join(sorted(dossiers)[:8])}"
            raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=remedy)


def decide(settings: Settings, decided: Decided, agreed: Callable[[Sequence[str]], bool]) -> bool:
    """Check the edited authority, tell which pages it would change, write it and its history when agreed to."""
    path = settings.seeds / authority.NAME
    edit, change = decided
    text = edits.edited(path.read_text("utf-8") if path.exists() else "", edit)
    text = edits.edited(text, edits.remembered(replace(change, on=date.fromisoformat(today()))), frame="history")
    then = authority.parse(text.encode("utf-8"), path.relative_to(settings.root).as_posix())
    if not agreed(pipeline.changed_pages(settings, then)):
        return False
    put(settings.seeds, authority.NAME, text)
    return True


def withdraw(found: Snapshot, who: str, do: Withholding) -> Withdrawal:
    """Put the hash of a name, or of the name of an entity's id, on the list of those that the site does not show."""
    settings = found.site.settings
    known = found.site.named.get(found.site.moved.get(who, who))
    one = Withdrawal(do, sha256=name_hash(known.entity.name if known else who))
    path = settings.seeds / withdrawals.NAME
    text = withdrawals.added(path.read_text("utf-8") if path.exists() else "", one)
    withdrawals.parse(text.encode(), path.relative_to(settings.root).as_posix())
    put(settings.seeds, withdrawals.NAME, text)
    return one


def explain(found: Snapshot, id_: str, language: str) -> Iterator[str]:
    """Lines for the terminal: what it is, its names, why they are one, where each stands."""
    one = entity(found, id_)
    listed = found.site.named[one.id]
    yield f"{one.name} ({one.id}), {say(one.type, language)}, {say('n_mentions', language, n=listed.mentions)}"
    if one.aliases:
        yield f"{say('other_forms', language)}: {', '.join(one.aliases)}"
    for reason in one.because:
        yield "- " + say(reason.kind, language, forms=list(reason.forms))
    for slug, resolved in sorted(found.editor.public_resolved.items()):
        for local in resolved.locals:
            if local.key == one.id:
                yield f"{slug}: {', '.join(local.forms)} ({say('n_mentions', language, n=local.mentions)})"


def given_back(settings: Settings, slugs: Iterable[str]) -> list[str]:
    """Take pages that a person edited out of the way of the next build; where each is saved."""
    saved = []
    for slug in slugs:
        path = settings.dossiers / f"{slug}.md"
        shown = path.relative_to(settings.root).as_posix()
        if not path.is_file():
            remedy = "Give the name of its file without .md, such as entities/gaza"
            raise ProjectError("there is no such page", path=shown, remedy=remedy)
        text = path.read_text("utf-8")
        if "\ngenerated: " not in text.split("\n---\n", 1)[0]:
            raise ProjectError("this page is a person's own", path=shown, remedy="Delete it if it is not wanted")
        if not is_ours(text):
            copy = _free(settings.work / "replaced", slug.replace("/", "-"))
            put(copy.parent, copy.name, text)
            put(path.parent, path.name, as_ours(text))  # not deleted: a build that is broken off would lose the page
            saved.append(copy.relative_to(settings.root).as_posix())
    return saved


def _free(folder: Path, name: str) -> Path:
    """A file that is not there yet: what was saved before stays."""
    names = (folder / f"{name}{'' if n == 1 else f'-{n}'}.md" for n in count(1))
    return next(path for path in names if not path.exists())
