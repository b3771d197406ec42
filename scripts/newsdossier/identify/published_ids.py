"""`dossiers/_ids.tsv`: the ids and slugs that were published once and never change again."""

import csv
import io
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from newsdossier import escape
from newsdossier.errors import ProjectError
from newsdossier.model.article import Article, Rights

NAME = "_ids.tsv"
RESERVED = {
    "index", "readme", "entities", "dossiers", "people", "organisations", "places", "search", "data", "timeline",
    "outlets", "months", "languages", "themes", "assets", "corrections", "schemas",
}  # fmt: skip
_LOST = re.compile(r"\s{2,}|[^\S ]|^\s|\s$")
_COLUMNS = ("id", "kind", "name", "first-published", "redirect-to")
_HASH = re.compile(r"^  sha256: ([0-9a-f]{64})$", re.MULTILINE)
_RIGHTS = re.compile(r"^rights: (full|excerpt)$", re.MULTILINE)


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
    """Returns the rows with redirects; `moved` maps entity ids to those that they became."""
    return tuple(_leading(row, moved.get(row.id, "")) if row.kind == "entity" else row for row in rows)


def _leading(row: Row, to: str) -> Row:
    return row if row.redirect == to else replace(row, redirect=to)


def as_text(rows: Iterable[Row]) -> str:
    """The file: sorted, so that two branches that add ids merge well."""
    lines = ["\t".join(_COLUMNS)]
    lines += ["\t".join((r.id, r.kind, r.name, r.first, r.redirect)) for r in rows]
    return "\n".join(lines) + "\n"


class Seeds(NamedTuple):
    """What is asked of the seeds."""

    present: Collection[str]
    """Path of every one, also of those that gave no article."""
    fresh: Collection[str]
    """Paths of those that are not as the last build read them."""
    pages: Path
    """Folder of the pages that it made."""


def known_again(
    articles: Iterable[Article], rows: Iterable[Row], seeds: Seeds
) -> tuple[dict[str, str], dict[str, str]]:
    """Slug -> the path that its seed has now; and hash -> slug of every page whose seed is there no more, or changed.

    An article has the address of the page that was made of its bytes, if no other file has these bytes still.
    """
    every = sorted(articles, key=lambda one: one.seed.path)
    named = {row.name: row for row in rows if row.kind == "dossier"}
    lost = gone(rows, seeds.present)
    new = [one for one in every if in_a_cell(one.seed.path) not in named]
    changed = {one: row for one in every if (row := named.get(in_a_cell(one.seed.path))) and _is_other(one, row, seeds)}
    left: dict[str, str] = {}
    for row in (*lost, *changed.values()):
        if said := _said(seeds.pages / f"{row.id}.md"):
            left.setdefault(said, row.id)
    moved: dict[str, str] = {}
    for article in (*new, *changed):
        if slug := left.get(article.seed.sha256):
            moved.setdefault(slug, article.seed.path)
    alike = {_bare(row.name): row.id for row in lost}
    for article in new:
        slug = alike.get(_bare(in_a_cell(article.seed.path)))
        if slug and article.seed.path not in moved.values():
            moved.setdefault(slug, article.seed.path)
    return moved, left


def gone(rows: Iterable[Row], present: Collection[str]) -> list[Row]:
    """Those of dossiers whose seed is no more, sorted."""
    there = {in_a_cell(path) for path in present}
    return sorted(row for row in rows if row.kind == "dossier" and row.name not in there)


def followed(rows: Iterable[Row], moved: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows, those of renamed seeds under the names that these have now; nobody else has such a name any more."""
    taken = {in_a_cell(path) for path in moved.values()}
    return tuple(
        row
        if row.kind != "dossier" or row.id not in moved and row.name not in taken
        else replace(row, name=in_a_cell(moved.get(row.id, "")), redirect="")
        for row in rows
    )


def led_on(rows: Iterable[Row], left: Mapping[str, str], articles: Iterable[Article]) -> tuple[Row, ...]:
    """The rows, where one that lost its seed leads to the dossier of a copy of it, which was there before it went."""
    every = sorted(articles, key=lambda one: one.seed.path, reverse=True)  # of several copies the first by path
    there = {one.slug for one in every}
    lost = {sha: slug for sha, slug in left.items() if slug and slug not in there}
    copies = {lost[one.seed.sha256]: one.slug for one in every if one.seed.sha256 in lost}
    return tuple(
        replace(row, redirect=row.redirect or copies[row.id]) if row.kind == "dossier" and row.id in copies else row
        for row in rows
    )


def without_dossier(rows: Iterable[Row], shown: Collection[str]) -> Iterator[tuple[str, str]]:
    """Slug of every dossier that was published and is not `shown`, and the one that took its place, if any."""
    table = {row.id: row for row in rows if row.kind == "dossier"}
    for slug in table:
        if slug not in shown:
            yield slug, _end(slug, table, shown)


def _end(slug: str, table: Mapping[str, Row], shown: Collection[str]) -> str:
    """Where its redirects lead in the end; nothing when that is no dossier."""
    seen = {slug}
    while slug in table and table[slug].redirect not in {"", *seen}:
        slug = table[slug].redirect
        if slug in shown:
            return slug
        seen.add(slug)
    return ""


def _is_other(article: Article, row: Row, seeds: Seeds) -> bool:
    """Its page was made of other bytes."""
    return article.seed.path in seeds.fresh and _said(seeds.pages / f"{row.id}.md") not in {"", article.seed.sha256}


def rights_shown(slugs: Iterable[str], pages: Path) -> dict[str, Rights]:
    """What the pages of those dossiers show, as far as there are any."""
    said = {slug: _in_head(_RIGHTS, pages / f"{slug}.md") for slug in slugs}
    return {slug: "full" if one == "full" else "excerpt" for slug, one in said.items() if one}


def _said(page: Path) -> str:
    return _in_head(_HASH, page)


def _in_head(wanted: re.Pattern[str], page: Path) -> str:
    if not page.is_file():
        return ""
    head, end, _ = page.read_text("utf-8", errors="replace").replace("\r\n", "\n").partition("\n---\n")
    found = wanted.search(head) if end else None
    return found[1] if found else ""


def _bare(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
