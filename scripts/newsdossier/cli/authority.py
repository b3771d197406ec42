"""Decisions on entities from the command line: the pages that they change, and the edit of the authority file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple, cast

from newsdossier.build import pipeline
from newsdossier.build.result import Snapshot
from newsdossier.build.write_pages import as_ours, is_ours
from newsdossier.decide import authority, edits, withdrawals
from newsdossier.errors import ProjectError
from newsdossier.identify.published_ids import today
from newsdossier.locale import say
from newsdossier.model.decision import Change, Withdrawal, Withholding
from newsdossier.model.entity import Entity, EntityType
from newsdossier.model.settings import Settings
from newsdossier.naming import key, name_hash
from newsdossier.naming.likeness import likeness
from newsdossier.writing import put

_NEAR = 3  # ids offered when one is not known


class AuthorityEdit(NamedTuple):
    """A decision on an entity."""

    edit: edits.Edit
    """Edit of the authority."""
    change: Change
    """Entry for the authority's history."""


def requested(snapshot: Snapshot, wanted: Change, slugs: Sequence[str] = ()) -> AuthorityEdit:
    """Returns the edit for a change whose entities may still be named by any id or name; `slugs` are for a split."""
    _check_slugs(snapshot, slugs)
    find = part if wanted.kind == "not-same" else entity
    one = find(snapshot, wanted.entity)
    change = replace(wanted, entity=one.id)
    match wanted.kind:
        case "merge" | "not-same":
            other = find(snapshot, wanted.to)
            edit = edits.merge if wanted.kind == "merge" else edits.not_same
            return AuthorityEdit(edit(one, other), replace(change, to=other.id))
        case "split":
            return AuthorityEdit(edits.split(one, slugs, wanted.to), change)
        case "rename":
            return AuthorityEdit(edits.rename(one, wanted.to), change)
        case "retype":
            return AuthorityEdit(edits.retype(one, cast("EntityType", wanted.to)), change)
        case "reject":
            return AuthorityEdit(edits.reject(one), change)
        case "hide":
            return AuthorityEdit(edits.hide(one), change)


def entity(snapshot: Snapshot, id_: str) -> Entity:
    """Returns the entity of that id or name on the site; an id that was joined to another leads there."""
    id_ = key(id_)
    id_ = snapshot.site.moved.get(id_, id_)
    if id_ in snapshot.site.named:
        return snapshot.site.named[id_].entity
    called = [
        one.entity for one in snapshot.site.named.values() if id_ in map(key, (one.entity.name, *one.entity.aliases))
    ]
    if len(called) == 1:
        return called[0]
    near = sorted(snapshot.site.named, key=lambda other: (-likeness(id_, other, "person"), other))[:_NEAR]
    remedy = f"Near are: {', '.join(near)}" if near else "Build the site first: newsdossier build"
    raise ProjectError(f"« {id_} » is no entity of this site", path="dossiers/_ids.tsv", remedy=remedy)


def part(snapshot: Snapshot, id_: str) -> Entity:
    """Returns the entity as `entity` does, except that an id that was joined gives that part alone."""
    name = next((row.name for row in snapshot.rows if row.kind == "entity" and row.id == id_), "")
    if id_ in snapshot.site.moved and name:
        whole = snapshot.site.named[snapshot.site.moved[id_]].entity
        return Entity(id_, whole.type, name)
    return entity(snapshot, id_)


def _check_slugs(snapshot: Snapshot, slugs: Sequence[str]) -> None:
    """Raises an error that names the first slug that is no dossier's."""
    dossiers = {dossier.article.slug for dossier in snapshot.site.dossiers}
    for slug in slugs:
        if slug not in dossiers:
            remedy = f"Dossiers are: {', '.join(sorted(dossiers)[:8])}"
            raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=remedy)


def decide(settings: Settings, decided: AuthorityEdit, agreed: Callable[[Sequence[str]], bool]) -> bool:
    """Writes the edited authority if `agreed` accepts the pages that change; returns whether it did."""
    path = settings.seeds / authority.NAME
    text = edits.edited(path.read_text("utf-8") if path.exists() else "", decided.edit)
    text = edits.edited(
        text, edits.remembered(replace(decided.change, on=date.fromisoformat(today()))), frame="history"
    )
    then = authority.parse(text.encode("utf-8"), path.relative_to(settings.root).as_posix())
    if not agreed(pipeline.changed_pages(settings, then)):
        return False
    put(settings.seeds, authority.NAME, text)
    return True


def withdraw(snapshot: Snapshot, who: str, do: Withholding) -> Withdrawal:
    """Adds the hash of a name, or of the name of an entity's id, to the withdrawals."""
    settings = snapshot.site.settings
    known = snapshot.site.named.get(snapshot.site.moved.get(who, who))
    one = Withdrawal(do, sha256=name_hash(known.entity.name if known else who))
    path = settings.seeds / withdrawals.NAME
    text = withdrawals.added(path.read_text("utf-8") if path.exists() else "", one)
    withdrawals.parse(text.encode(), path.relative_to(settings.root).as_posix())
    put(settings.seeds, withdrawals.NAME, text)
    return one


def explain(snapshot: Snapshot, id_: str, language: str) -> Iterator[str]:
    """Yields lines for the terminal: the entity, its names, why they are one, and where they are used."""
    one = entity(snapshot, id_)
    listed = snapshot.site.named[one.id]
    yield f"{one.name} ({one.id}), {say(one.type, language)}, {say('n_mentions', language, n=listed.mentions)}"
    if one.aliases:
        yield f"{say('other_forms', language)}: {', '.join(one.aliases)}"
    for reason in one.because:
        yield "- " + say(reason.kind, language, forms=list(reason.forms))
    for slug, resolved in sorted(snapshot.editor.public_resolved.items()):
        for local in resolved.locals:
            if local.key == one.id:
                yield f"{slug}: {', '.join(local.forms)} ({say('n_mentions', language, n=local.mentions)})"


def set_aside(settings: Settings, slugs: Iterable[str]) -> list[str]:
    """Has the next build make these edited pages anew; returns where each edited page is saved."""
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
    """Returns the name of a file that does not exist yet."""
    names = (folder / f"{name}{'' if n == 1 else f'-{n}'}.md" for n in count(1))
    return next(path for path in names if not path.exists())
