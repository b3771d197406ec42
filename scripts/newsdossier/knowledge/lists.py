"""The newsroom's lists in `seeds/_knowledge/*.csv` <-> `Known`: one entity a row, each checked."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from newsdossier.errors import KnowledgeError
from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.naming import key
from newsdossier.writing import alone, draft

FOLDER = "_knowledge"  # in seeds/
COLUMNS = (
    "name", "type", "id", "aliases", "wikidata", "geonames", "country", "description", "latitude", "longitude",
    "popularity",
)  # fmt: skip
_NEEDED = {"name", "type"}
_DEGREES = r"-?\d{1,3}(\.\d+)?"
_RIGHT: Mapping[str, tuple[str, str]] = {
    "type": ("|".join(get_args(EntityType)), f"Types are: {', '.join(get_args(EntityType))}"),
    "id": (r"[a-z0-9]+(-[a-z0-9]+)*", "Right is small letters, digits and hyphens: iouri-ouchakov"),
    "wikidata": (r"Q[1-9]\d*", "Right is a number such as Q142"),
    "geonames": (r"[1-9]\d*", "Right is a number such as 2988507"),
    "country": ("[A-Z]{2}", "Right is a code of two capitals such as FR"),
    "latitude": (_DEGREES, "Right is degrees such as 48.8534"),
    "longitude": (_DEGREES, "Right is degrees such as 2.3488"),
    "popularity": (r"\d+", "Right is a whole number"),
}
Row = Mapping[str, str]


def read_list(path: Path, shown: str = "") -> Iterator[KnownEntity]:
    """The entities of one list; `shown` is the path that messages name."""
    return map(_known, read_rows(path, shown))


def read_rows(path: Path, shown: str = "") -> Iterator[Row]:
    """The rows of a list, each checked; read as they are asked for."""
    shown = shown or path.as_posix()
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            yield from _rows(csv.reader(file, delimiter=_delimiter(file.readline())), file.seek(0), shown=shown)
        except UnicodeDecodeError as bad:
            raise KnowledgeError("this file is not UTF-8", path=shown, remedy="Save it as UTF-8") from bad


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Put these rows into a list, whole or not at all; returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    n = 0
    with alone(path.parent):
        try:
            with draft(path).open("w", encoding="utf-8", newline="") as file:
                out = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
                out.writeheader()
                for n, row in enumerate(rows, start=1):  # noqa: B007
                    out.writerow(row)
            draft(path).replace(path)
        finally:
            draft(path).unlink(missing_ok=True)
    return n


def merged(path: Path, target: Path, shown: str = "") -> list[Row]:
    """The rows of `target`, those that `path` says anew replaced, its new ones after them."""
    old = {identity(row): row for row in read_rows(target)} if target.is_file() else {}
    return list({**old, **{identity(row): row for row in read_rows(path, shown)}}.values())


def identity(row: Row) -> str:
    """The id of a row's entity: the one that it states, else made from its name."""
    return row.get("id") or key(row["name"])


def _rows(lines: Iterator[list[str]], start: int, *, shown: str) -> Iterator[Row]:
    header = next(lines, [])
    head = [name.strip().lower() for name in header]
    unknown = [name for name in head if name not in COLUMNS]
    if unknown or not set(head) >= _NEEDED:
        problem = f"« {unknown[0]} » is no column we know" if unknown else "the columns name and type are needed"
        raise KnowledgeError(problem, path=shown, line=1 + start, remedy=f"Columns are: {', '.join(COLUMNS)}")
    for values in lines:
        if any(value.strip() for value in values):
            yield _row(head, values, path=shown, line=lines.line_num)  # type: ignore[attr-defined]


def _row(head: list[str], values: list[str], *, path: str, line: int) -> Row:
    if len(values) > len(head):
        remedy = "Put quotation marks around a value that holds the separator"
        raise KnowledgeError(
            f"this row has {len(values)} values for {len(head)} columns", path=path, line=line, remedy=remedy
        )
    row = {name: value.strip() for name, value in zip(head, values, strict=False)}
    if not row.get("name"):
        raise KnowledgeError("this row has no name", path=path, line=line, remedy="Give it one or remove the row")
    for name, (pattern, remedy) in _RIGHT.items():
        value = row.get(name, "")
        if (value or name == "type") and not re.fullmatch(pattern, value, re.ASCII):
            raise KnowledgeError(f"« {name} » cannot be « {value} »", path=path, line=line, remedy=remedy)
    return row


def _known(row: Row) -> KnownEntity:
    kinds: Mapping[str, EntityType] = {kind: kind for kind in get_args(EntityType)}
    place = (row.get("latitude", ""), row.get("longitude", ""))
    return KnownEntity(
        id=identity(row),
        type=kinds[row["type"]],
        name=row["name"],
        by="wikidata" if row.get("popularity") else "newsroom",
        forms=tuple(form.strip() for form in row.get("aliases", "").split("|") if form.strip()),
        wikidata=row.get("wikidata", ""),
        geonames=int(row["geonames"]) if row.get("geonames") else None,
        country=row.get("country", ""),
        coordinates=(float(place[0]), float(place[1])) if all(place) else None,
        description=row.get("description", ""),
        popularity=int(row.get("popularity") or 0),
    )


def _delimiter(header: str) -> str:
    """A spreadsheet set to French writes semicolons."""
    return ";" if header.count(";") > header.count(",") else ","
