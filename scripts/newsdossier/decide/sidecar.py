"""Sidecar or front matter -> what people say of a seed."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsdossier.decide.fields import Day, DecisionBlock, Names, Person, Url, YesNo, filled_in, listed
from newsdossier.decide.yaml import LARGEST, check, load
from newsdossier.model.article import ArticleKind, Rights
from newsdossier.model.decision import ReviewRecord


def _block(value: object) -> object:
    return {} if value == "" else value


class SourceBlock(BaseModel):
    """Where an article comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    publisher: str = ""
    authors: Names = ()
    url: Url = ""
    published: Day = None
    retrieved: Day = None


class ReviewBlock(BaseModel):
    """The person who read the annotations, and the day."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    status: Literal["automatic", "reviewed"] = "reviewed"
    by: Annotated[Person, Field(min_length=1)]
    on: Day = None

    def noun(self) -> ReviewRecord | None:
        """As pages show it; none while it is still to be read."""
        return ReviewRecord(self.by, self.on) if self.status == "reviewed" else None


class Sidecar(SourceBlock):
    """All that may stand in a sidecar; the keys of `source` may also stand at the top."""

    title: str = ""
    slug: str = ""
    language: str = ""
    kind: Annotated[ArticleKind | None, BeforeValidator(filled_in)] = None
    tags: Names = ()
    pin: YesNo = False
    rights: Annotated[Rights | None, BeforeValidator(filled_in)] = None
    credit: str = ""
    licence: str = ""
    author: Names = ()
    source: Annotated[SourceBlock, BeforeValidator(_block)] = SourceBlock()
    review: Annotated[ReviewBlock | None, BeforeValidator(filled_in)] = None
    decisions: Annotated[tuple[DecisionBlock, ...], BeforeValidator(listed)] = ()


def parse(data: bytes, path: str, *, first: int = 1, largest: int = LARGEST) -> Sidecar:
    """Read and check a sidecar; `first` is the file's line on which the YAML begins."""
    if not data.strip():
        return Sidecar()
    yaml = load(data, path, first=first, largest=largest)
    said = check(Sidecar, yaml, path)
    for number, block in enumerate(said.decisions):
        block.located(f"{path}:{yaml.line(('decisions', number))}")
    return said
