"""Sidecar or front matter -> what people say of a seed."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsdossier.decide.fields import Day, DecisionBlock, Names, Person, Url, YesNo, filled_in, listed
from newsdossier.decide.yaml import LARGEST, Yaml, check, load
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


_KEYS_OF_OTHER_PROGRAMS = {
    "date": "published", "pubdate": "published", "publishdate": "published", "publishDate": "published",
    "created": "published", "lang": "language", "byline": "author", "keywords": "tags", "categories": "tags",
    "source_url": "url", "canonical_url": "url", "link": "url", "site": "publisher", "license": "licence",
}  # fmt: skip
_MEANINGLESS_HERE = frozenset(
    "draft layout weight aliases alias permalink comments toc slug_en cssclass cssclasses updated modified lastmod"
    " image cover description summary excerpt type featured menu math mathjax id uid up related".split()
)


@dataclass(frozen=True, slots=True)
class FrontMatterSaid:
    """What the front matter of a Markdown file says."""

    said: Sidecar
    """Under our keys."""
    unknown: tuple[str, ...]
    """A remark for each key that means nothing here, with its line."""


def parse_front_matter(data: bytes, path: str, *, first: int, largest: int) -> FrontMatterSaid:
    """Returns what front matter says, with the keys of Hugo, Jekyll and Obsidian read as ours where they mean the same.

    An unknown key never refuses the seed; a wrong value of a key that is known does.
    """
    yaml = load(data, path, first=first, largest=largest)
    if not isinstance(yaml.value, dict):
        return FrontMatterSaid(check(Sidecar, yaml, path), ())
    known: dict[str, object] = {}
    unknown: list[str] = []
    lines = dict(yaml.lines)
    for key, value in yaml.value.items():
        ours = _KEYS_OF_OTHER_PROGRAMS.get(key, key)
        if ours in Sidecar.model_fields:
            known[ours] = value if ours == key else known.get(ours, value)
            lines.setdefault((ours,), yaml.line((key,)))  # an error is told with the line of the key as it is written
        elif key not in _MEANINGLESS_HERE:
            near = get_close_matches(key, Sidecar.model_fields, n=1)
            hint = f"; did you mean « {near[0]} »?" if near else ""
            unknown.append(f"line {yaml.line((key,))}: « {key} » means nothing here and is passed over{hint}")
    said = check(Sidecar, Yaml(known, lines), path)
    for number, block in enumerate(said.decisions):
        block.located(f"{path}:{yaml.line(('decisions', number))}")
    return FrontMatterSaid(said, tuple(unknown))


def parse(data: bytes, path: str, *, first: int = 1, largest: int = LARGEST) -> Sidecar:
    """Read and check a sidecar; `first` is the file's line on which the YAML begins."""
    if not data.strip():
        return Sidecar()
    yaml = load(data, path, first=first, largest=largest)
    said = check(Sidecar, yaml, path)
    for number, block in enumerate(said.decisions):
        block.located(f"{path}:{yaml.line(('decisions', number))}")
    return said
