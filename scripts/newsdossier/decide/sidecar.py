"""Sidecar or front matter -> what people say of a seed."""

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from newsdossier.decide.strict_yaml import LARGEST, check, load
from newsdossier.model import Rights

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?", re.ASCII)


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
        if not _DAY.fullmatch(value):  # fromisoformat alone also takes 20251014 and 2025-W42-2
            raise ValueError("a day is written YYYY-MM-DD")
        return date.fromisoformat(value[:10])
    return value or None


def _filled_in(value: object) -> object:
    """A key left empty, as in a form, says nothing."""
    return None if value == "" else value


def _block(value: object) -> object:
    return {} if value == "" else value


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
    rights: Annotated[Rights | None, BeforeValidator(_filled_in)] = None
    credit: str = ""
    licence: str = ""
    author: Names = ()
    source: Annotated[SourceBlock, BeforeValidator(_block)] = SourceBlock()


def parse(data: bytes, path: str, *, first: int = 1, largest: int = LARGEST) -> Sidecar:
    """Read and check a sidecar; `first` is the file's line on which the YAML begins."""
    if not data.strip():
        return Sidecar()
    return check(Sidecar, load(data, path, first=first, largest=largest), path)
