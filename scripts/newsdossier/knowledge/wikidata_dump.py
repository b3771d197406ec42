"""A Wikidata JSON dump, one entity a line, compressed -> rows of a list: read as a stream, never held in memory."""

import bz2
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from newsdossier.errors import KnowledgeError
from newsdossier.knowledge.lists import FOLDER, Row, merged, write_rows
from newsdossier.model.settings import Settings

SUFFIXES = (".json.gz", ".json.bz2")


_REMEDY = "Right is Wikidata's dump: one entity a line, as latest-all.json.bz2 has it"


Entity = Mapping[str, Any]


def read_dump(path: Path, languages: tuple[str, ...], shown: str = "") -> Iterator[Row]:
    """The entities of a type that we know, named in one of these languages; `shown` is the path in messages."""
    shown = shown or path.as_posix()
    number = 0
    with _opened(path) as file:
        try:
            for number, line in enumerate(file, start=1):  # noqa: B007
                text = line.strip().rstrip(b",")
                if text not in {b"", b"[", b"]"}:
                    yield from _rows(_entity(text), languages)
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error) as bad:
            raise KnowledgeError(f"this dump cannot be read ({bad})", path=shown, line=number, remedy=_REMEDY) from bad


def _opened(path: Path) -> bz2.BZ2File | gzip.GzipFile:
    return bz2.open(path) if path.suffix == ".bz2" else gzip.open(path)


def _entity(text: bytes) -> Entity:
    entity = json.loads(text)
    if not isinstance(entity, dict) or "id" not in entity:
        raise ValueError("a line is no entity")
    return entity


def _rows(entity: Entity, languages: tuple[str, ...]) -> Iterator[Row]:
    labels = [label for label in _texts(entity, "labels", languages) if label]
    kind = next((_types()[one] for one in _items(entity, "P31") if one in _types()), "")
    sites = len(entity.get("sitelinks") or ())
    if labels and kind and sites:
        name, *others = dict.fromkeys([*labels, *_texts(entity, "aliases", languages)])
        place: dict[str, float] = next(_values(entity, "P625"), {})
        yield {
            "name": name,
            "type": kind,
            "id": entity["id"].lower(),
            "aliases": "|".join(other for other in others if "|" not in other),
            "wikidata": entity["id"],
            "geonames": str(next(_values(entity, "P1566"), "")),
            "country": next((_codes()[one] for one in _countries(entity) if one in _codes()), ""),
            "description": "; ".join(dict.fromkeys(_texts(entity, "descriptions", languages))),
            "latitude": _degrees(place, "latitude"),
            "longitude": _degrees(place, "longitude"),
            "popularity": str(sites),
        }


def _texts(entity: Entity, part: str, languages: tuple[str, ...]) -> Iterator[str]:
    """Labels, aliases or descriptions in the order of the languages, each on one line."""
    said = entity.get(part) or {}
    for language in languages:
        found = said.get(language) or []
        for one in [found] if isinstance(found, dict) else found:
            yield " ".join(str(one["value"]).split())


def _countries(entity: Entity) -> Iterator[str]:
    yield from _items(entity, "P17")
    yield from _items(entity, "P27")


def _items(entity: Entity, claim: str) -> Iterator[str]:
    return (str(value["id"]) for value in _values(entity, claim) if isinstance(value, dict) and "id" in value)


def _values(entity: Entity, claim: str) -> Iterator[Any]:
    """The values of a property, preferred ones first, none that Wikidata holds to be wrong."""
    stated = [one for one in (entity.get("claims") or {}).get(claim, ()) if one.get("rank") != "deprecated"]
    for one in sorted(stated, key=lambda one: one.get("rank") != "preferred"):
        if value := (one.get("mainsnak", {}).get("datavalue") or {}).get("value"):
            yield value


def _degrees(place: Mapping[str, float], which: str) -> str:
    return f"{place[which]:.4f}" if which in place else ""


@cache
def _types() -> Mapping[str, str]:
    """What an entity is an instance of -> its type here."""
    return {number: kind for number, kind, _ in _table("instance_of.tsv")}


@cache
def _codes() -> Mapping[str, str]:
    return {wikidata: code for code, wikidata, _ in _table("country_ids.tsv")}


def _table(name: str) -> Iterable[list[str]]:
    lines = (files("newsdossier.data") / name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


def import_file(path: Path, settings: Settings) -> tuple[Path, int]:
    """Add a file's entities to the list of its name; returns that list and how many entities it has now."""
    shown, folder = path.as_posix(), settings.seeds / FOLDER
    if not path.is_file():
        raise KnowledgeError("there is no such file", path=shown, remedy="Give the path of a .csv or a Wikidata dump")
    suffix = next((one for one in (".csv", *SUFFIXES) if path.name.lower().endswith(one)), "")
    if not suffix:
        remedy = f"Read are .csv, {', '.join(SUFFIXES)}"
        raise KnowledgeError("this kind of file is not read", path=shown, remedy=remedy)
    target = folder / f"{path.name[: -len(suffix)]}.csv"
    if suffix == ".csv":
        return target, write_rows(target, merged(path, target, shown))
    return target, write_rows(target, read_dump(path, _languages(settings), shown))


def _languages(settings: Settings) -> tuple[str, ...]:
    """The site's own first: an entity's name is in it where it can be."""
    return tuple(dict.fromkeys((settings.language.split("-")[0], *settings.languages)))
