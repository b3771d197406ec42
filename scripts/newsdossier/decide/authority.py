"""`seeds/_authority.yml` -> what the newsroom knows of entities: names, aliases, identifiers."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from newsdossier.decide.fields import Day, Names, Person, YesNo, listed
from newsdossier.decide.yaml import Yaml, check, load
from newsdossier.errors import AuthorityError
from newsdossier.model.decision import Change, ChangeKind
from newsdossier.model.entity import EntityType, KnownEntity
from newsdossier.naming import fold, key

NAME = "_authority.yml"
_LARGEST = 8_000_000  # bytes: some 40,000 entities


def _noted(value: object) -> object:
    """A note may be its words alone."""
    return ({"text": value} if value else None) if isinstance(value, str) else value


class NoteBlock(BaseModel):
    """What the newsroom says of an entity."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[str, Field(min_length=1, description="Markdown")]
    by: Person = ""


_NOTE: Final = {"anyOf": [{"type": ["string", "null"], "description": "Markdown"}, NoteBlock.model_json_schema()]}


class AuthorityEntry(BaseModel):
    """One entity."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    type: EntityType
    id: str = Field(default="", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    names: dict[str, str] = {}
    aliases: Names = ()
    wikidata: str = Field(default="", pattern=r"^(Q[1-9][0-9]*)?$")
    geonames: int | None = None
    public: YesNo = False
    page: YesNo = False
    reject: YesNo = False
    hide: YesNo = False
    pin: YesNo = False
    note: Annotated[NoteBlock | None, BeforeValidator(_noted), WithJsonSchema(_NOTE)] = None
    same: Names = ()
    apart: Names = Field(default=(), alias="not")
    articles: Names = ()


class HistoryEntry(BaseModel):
    """What was decided when: for the page of corrections; it acts on nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ChangeKind
    entity: str
    to: str = ""
    by: Person = ""
    on: Day = None


class Authority(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    entities: Annotated[tuple[AuthorityEntry, ...], BeforeValidator(listed)] = ()
    history: Annotated[tuple[HistoryEntry, ...], BeforeValidator(listed)] = ()


def load_authority(seeds: Path, root: Path) -> tuple[KnownEntity, ...]:
    """Its entities, in the order of the file; none when the file is missing."""
    path = seeds / NAME
    if not path.exists():
        return ()
    shown = path.relative_to(root).as_posix()
    return parse(path.read_bytes(), shown)


def load_history(seeds: Path, root: Path) -> tuple[Change, ...]:
    """What was decided when, in the order of the file."""
    path = seeds / NAME
    if not path.exists():
        return ()
    authority, _ = _checked(path.read_bytes(), path.relative_to(root).as_posix())
    return tuple(Change(row.kind, row.entity, row.to, by=row.by, on=row.on) for row in authority.history)


def parse(data: bytes, path: str) -> tuple[KnownEntity, ...]:
    """Reads the file's bytes; a name that would lead to two entities is an error."""
    authority, yaml = _checked(data, path)
    known = tuple(map(_known, authority.entities))
    _refuse_conflicts(known, yaml, path)
    return known


@lru_cache(maxsize=1)
def _checked(data: bytes, path: str) -> tuple[Authority, Yaml]:
    """Entities and history are asked for one after the other."""
    yaml = load(data, path, error=AuthorityError, largest=_LARGEST)
    return check(Authority, yaml, path, error=AuthorityError), yaml


def _known(entry: AuthorityEntry) -> KnownEntity:
    return KnownEntity(
        id=entry.id or key(entry.name),
        type=entry.type,
        name=entry.name,
        by="authority",
        forms=entry.aliases,
        names=tuple(sorted(entry.names.items())),
        wikidata=entry.wikidata,
        geonames=entry.geonames,
        public=entry.public,
        page=entry.page,
        rejected=entry.reject,
        hidden=entry.hide,
        note=entry.note.text.strip() if entry.note else "",
        note_by=entry.note.by if entry.note else "",
        pinned=entry.pin,
        same=entry.same,
        apart=entry.apart,
        articles=entry.articles,
    )


def _refuse_conflicts(known: tuple[KnownEntity, ...], yaml: Yaml, path: str) -> None:
    owners: dict[str, KnownEntity] = {}
    for i, one in enumerate(known):
        for said, name in _claims(one):
            other = owners.setdefault(name, one)
            if other is not one:
                raise AuthorityError(
                    f"« {said} » would lead to both {other.id} and {one.id}",
                    path=path,
                    line=yaml.line(("entities", i)),
                    remedy="Keep the name with one of them, or make the two one entity",
                )


def _claims(one: KnownEntity) -> Iterator[tuple[str, str]]:
    yield one.id, f"id {one.id}"
    if one.articles:
        return  # its names lead to it in those articles alone
    yield from ((form, fold(form)) for form in one.all_forms())
