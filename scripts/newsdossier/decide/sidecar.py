"""Sidecar or front matter -> what people say of a seed."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from newsdossier.decide.strict_yaml import check, load


def _listed(value: object) -> object:
    """One name may stand where a list of names may."""
    return [value] if isinstance(value, str) and value else value or []


def _web(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc or any(c.isspace() for c in url)):
        raise ValueError("a web address begins with http:// or https:// and has no space")
    return url


def _day(value: object) -> object:
    """A day as newsrooms write it in files; a time after it is left out."""
    if isinstance(value, str) and value:
        return date.fromisoformat(value.split("T")[0].split(" ")[0])
    return value or None


Url = Annotated[str, AfterValidator(_web)]
Day = Annotated[date | None, BeforeValidator(_day)]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class SourceBlock(BaseModel):
    """Where an article comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    publisher: str = ""
    authors: Names = ()
    url: Url = ""
    published: Day = None
    retrieved: Day = None


class Sidecar(SourceBlock):
    """All that may stand in a sidecar; the keys of `source` may also stand at the top."""

    title: str = ""
    slug: str = ""
    language: str = ""
    tags: Names = ()
    rights: Literal["full", "excerpt"] | None = None
    credit: str = ""
    author: Names = ()
    source: SourceBlock = SourceBlock()


def parse(data: bytes, path: str, *, first: int = 1) -> Sidecar:
    """Read and check a sidecar; `first` is the file's line on which the YAML begins."""
    if not data.strip():
        return Sidecar()
    return check(Sidecar, load(data, path, first=first), path)
