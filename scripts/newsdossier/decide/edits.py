"""A decision on entities -> the new text of `seeds/_authority.yml`, its comments and order kept.

Each edit takes the file's text and the entities as the site knows them; an entity that the file does not name yet gets
an entry of its own.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from newsdossier.model.decision import Change, Decision, ReviewRecord
from newsdossier.model.entity import Entity, EntityType
from newsdossier.naming import key

Edit = Callable[[CommentedMap], None]
HEAD = "# yaml-language-server: $schema={schema}\n"


"""The first line of a sidecar that we make: editors complete and check it."""


def edited(text: str, edit: Edit, *, frame: str = "entities") -> str:
    """The file after the edit; one without the list that the edit is about gets it."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4_096
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    if tree is None:  # comments alone: they stay at the top
        return text + edited(f"{frame}: []\n", edit, frame=frame)
    if not tree.get(frame):
        tree[frame] = CommentedSeq()
    edit(tree)
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def merge(kept: Entity, gone: Entity) -> Edit:
    """The second is the first: its names lead there, an entry of its own goes into the other's."""

    def edit(tree: CommentedMap) -> None:
        entry, old = _entry(tree, kept), _find(tree, gone.id)
        _add(entry, "same", [gone.id, *(old or {}).get("same", [])])
        _drop(entry, "not", gone.id)
        if old is not None:
            _add(entry, "aliases", [old["name"], *_listed(old.get("aliases")), *dict(old.get("names") or {}).values()])
            tree["entities"].remove(old)

    return edit


def not_same(one: Entity, other: Entity) -> Edit:
    """The two are never joined."""

    def edit(tree: CommentedMap) -> None:
        entry = _entry(tree, one)
        _add(entry, "not", [other.id])
        _drop(entry, "same", other.id)
        _drop(entry, "aliases", other.name)

    return edit


def rename(entity: Entity, name: str) -> Edit:
    """Another name for the page; the id stays, the old name still leads there."""

    def edit(tree: CommentedMap) -> None:
        entry = _entry(tree, entity)
        old, entry["name"] = entry["name"], name
        entry.insert(1, "id", entity.id) if "id" not in entry else None
        _add(entry, "aliases", [old])
        _drop(entry, "aliases", name)

    return edit


def retype(entity: Entity, kind: EntityType) -> Edit:
    """Another type."""

    def edit(tree: CommentedMap) -> None:
        _entry(tree, entity)["type"] = kind

    return edit


def reject(entity: Entity) -> Edit:
    """None of its forms is a name, anywhere."""
    return _set(entity, "reject")


def hide(entity: Entity) -> Edit:
    """It is a name, and the site does not say so."""
    return _set(entity, "hide")


def _set(entity: Entity, what: str) -> Edit:
    def edit(tree: CommentedMap) -> None:
        entry = _entry(tree, entity)
        entry[what] = True
        _add(entry, "aliases", entity.aliases)

    return edit


def split(entity: Entity, slugs: Sequence[str], new: str) -> Edit:
    """In those articles the name is of somebody else, whose id is `new`."""

    def edit(tree: CommentedMap) -> None:
        tree["entities"].append(
            CommentedMap(
                {"name": entity.name, "id": new, "type": entity.type, "articles": [*slugs], "not": [entity.id]}
            )
        )

    return edit


def remembered(change: Change) -> Edit:
    """A line of the history, for the page of corrections."""

    def edit(tree: CommentedMap) -> None:
        row = CommentedMap(kind=change.kind, entity=change.entity, to=change.to, by=change.by, on=change.on)
        tree["history"].append(CommentedMap({key: value for key, value in row.items() if value}))

    return edit


def _entry(tree: CommentedMap, entity: Entity) -> Any:
    found = _find(tree, entity.id)
    if found is None:
        found = CommentedMap(name=entity.name, id=entity.id, type=entity.type)
        tree["entities"].append(found)
    return found


def _find(tree: CommentedMap, entity: str) -> Any:
    ids = ((row.get("id") or key(str(row["name"])), row) for row in tree["entities"])
    return next((row for found, row in ids if found == entity), None)


def _listed(value: Any) -> list[str]:
    return [str(value)] if isinstance(value, str) else [str(one) for one in value or []]


def _add(entry: Any, key: str, values: Sequence[Any]) -> None:
    old = _listed(entry.get(key))
    new = [str(one) for one in values if str(one) not in {*old, str(entry["name"])}]
    if new:
        entry[key] = CommentedSeq([*old, *dict.fromkeys(new)])
        entry[key].fa.set_flow_style()


def _drop(entry: Any, key: str, value: str) -> None:
    kept = [one for one in _listed(entry.get(key)) if one != value]
    if key in entry and not kept:
        del entry[key]
    elif key in entry:
        entry[key] = CommentedSeq(kept)
        entry[key].fa.set_flow_style()


def with_decisions(text: str, decisions: Iterable[Decision]) -> str:
    """The sidecar with these behind its other decisions."""
    rows = [_row(decision) for decision in decisions]
    return edited(text, lambda tree: tree["decisions"].extend(rows), frame="decisions") if rows else text


def with_review(text: str, review: ReviewRecord) -> str:
    """The sidecar that says who read the annotations."""

    def edit(tree: CommentedMap) -> None:
        tree["review"] = CommentedMap({"status": "reviewed", "by": review.by, "on": review.on})

    kept = edited(text, edit, frame="decisions")
    return kept.replace("decisions: []\n", "") if "decisions" not in text else kept


def _row(decision: Decision) -> CommentedMap:
    anchor = decision.anchor
    row: dict[str, str | bool | date | None] = {
        "kind": decision.kind,
        "exact": _quoted(anchor.exact),
        "prefix": _quoted(anchor.prefix),
        "suffix": _quoted(anchor.suffix),
        "to": _plain(decision.to),
        "text": decision.text,
        "all": decision.everywhere,
        "by": decision.by,
        "on": decision.on,
    }
    return CommentedMap({key: value for key, value in row.items() if value})


def _quoted(words: str) -> str:
    """In quotation marks, where blanks at the ends and marks of YAML are seen for what they are."""
    return DoubleQuotedScalarString(words) if words else ""


def _plain(to: str) -> str:
    """What YAML would take for a number or a day keeps its letters."""
    return DoubleQuotedScalarString(to) if to[:1].isdigit() else to
