"""`dossiers/_ids.tsv`: the ids and slugs that were published once and never change again."""

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from newsdossier import escape
from newsdossier.errors import ProjectError
from newsdossier.model import Article

NAME = "_ids.tsv"
RESERVED = {
    "index", "readme", "entities", "dossiers", "people", "organisations", "places", "search", "data", "timeline",
    "outlets", "months", "languages", "themes", "assets", "corrections", "schemas",
}  # fmt: skip
_LOST = re.compile(r"\s{2,}|[^\S ]|^\s|\s$")
_COLUMNS = ("id", "kind", "name", "first-published", "redirect-to")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the file."""

    kind: str
    """`dossier` or `entity`."""
    id: str
    """Slug of a dossier, id of an entity."""
    name: str
    """Path of the seed, or name of the entity."""
    first: str
    """Day of first publication, YYYY-MM-DD."""
    redirect: str = ""
    """The id that took its place."""


def load(folder: Path, root: Path) -> tuple[Row, ...]:
    """The rows of the file in `dossiers/`; none when it is missing. `root` shortens its path in messages."""
    path = folder / NAME
    if not path.exists():
        return ()
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, start=1):
        if len(row) != len(_COLUMNS):
            raise ProjectError(
                f"this line has {len(row)} columns",
                path=path.relative_to(root).as_posix(),
                line=number,
                remedy=f"It takes {len(_COLUMNS)}, with a tab between: {', '.join(_COLUMNS)}",
            )
    return tuple(Row(kind, id_, name, first, redirect) for id_, kind, name, first, redirect in rows[1:])


def today() -> str:
    """The day of this build, the program's one use of the clock; SOURCE_DATE_EPOCH overrules it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.date().isoformat()


def with_slugs(articles: Iterable[Article], rows: Iterable[Row]) -> list[Article]:
    """The articles by path of their seeds, each with its published slug, else its own with a suffix when taken."""
    frozen = {row.name: row.id for row in rows if row.kind == "dossier"}
    taken = set(frozen.values()) | RESERVED
    given = []
    for article in sorted(articles, key=lambda a: a.seed.path):
        slug = frozen.get(in_a_cell(article.seed.path)) or free(article.slug, taken)
        taken.add(slug)
        given.append(article if article.slug == slug else replace(article, slug=slug))
    return given


def in_a_cell(path: str) -> str:
    """A path as the file has it: white space that a line would not keep is written as in an address."""
    return _LOST.sub(lambda found: escape.part(found[0]), path)


def free(slug: str, taken: set[str]) -> str:
    """The slug, with a number when it is taken."""
    tries = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def updated(rows: Iterable[Row], articles: Iterable[Article], names: Mapping[str, str]) -> tuple[Row, ...]:
    """All rows that were there, with today's new ones; a row once written keeps its day.

    `names` is by entity id, those that were joined to another included: whichever came first, they lead on.
    """
    table = {(row.kind, row.id): row for row in rows}
    now = [("dossier", article.slug, in_a_cell(article.seed.path)) for article in articles]
    now += [("entity", id_, name) for id_, name in names.items()]
    day = today()
    for kind, id_, name in now:
        old, said = table.get((kind, id_)), " ".join(name.split())
        if old is None or not old.first or (old.name, old.redirect) != (said, ""):
            table[kind, id_] = Row(kind, id_, said, (old.first if old else "") or day)
    return tuple(sorted(table.values()))


def redirected(rows: Iterable[Row], moved: Mapping[str, str]) -> tuple[Row, ...]:
    """The same rows, where `moved` says which entity ids became which other."""
    return tuple(_leading(row, moved.get(row.id, "")) if row.kind == "entity" else row for row in rows)


def _leading(row: Row, to: str) -> Row:
    return row if row.redirect == to else replace(row, redirect=to)


def as_text(rows: Iterable[Row]) -> str:
    """The file: sorted, so that two branches that add ids merge well."""
    lines = ["\t".join(_COLUMNS)]
    lines += ["\t".join((r.id, r.kind, r.name, r.first, r.redirect)) for r in rows]
    return "\n".join(lines) + "\n"
