"""The kinds of values that editors write in YAML, and how forgiving each is read."""

import re
from datetime import date
from typing import Annotated, Final, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsdossier import edtf
from newsdossier.model.decision import Anchor, Decision, DecisionKind
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import Modality
from newsdossier.naming import key

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*(?: [+-]\d{4})?)?", re.ASCII)
_YES_NO: Final = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False, "": False}
_ONE_OR_MORE = {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]}
Person = Annotated[str, Field(description="Who decided, as the page shall name them")]
NONE: Final = "none"


"""`to: none`: nobody, nothing."""
_TYPES, _MODALITIES = get_args(EntityType), get_args(Modality)
_TO: Final[dict[str, str]] = {
    "retype": f"one of {', '.join(_TYPES)}",
    "merge": "the id or the name of the entity that it is",
    "not-same": "the id or the name of the entity that it is not",
    "rename": "the right name",
    "speaker": "the id or the name of who says it, or none",
    "date": "a day such as 2025-10-14 (EDTF: XXXX-10-14 without a year, 2025-10 for a month), or none",
    "modality": f"one of {', '.join(_MODALITIES)}",
    "role": "the id or the name of who holds it, or none",
}
_TEXTS: Final = {"note", "known", "unknown"}
_NAMES: Final = {"reject", "retype", "merge", "split", "not-same", "rename"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_kinds = "What it does. " + " ".join(f"{kind}: `to` is {what}." for kind, what in _TO.items())


def _names(value: object) -> object:
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


def _truth(value: object) -> object:
    return _YES_NO.get(value.lower(), value) if isinstance(value, str) else value


def listed(value: object) -> object:
    """A list left empty is empty."""
    return [] if value == "" else value


def filled_in(value: object) -> object:
    """A key left empty, as in a form, says nothing."""
    return None if value == "" else value


Url = Annotated[
    str, AfterValidator(_web), WithJsonSchema({"type": ["string", "null"], "pattern": "^(https?://\\S+)?$"})
]


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": ["string", "null"], "pattern": "^(\\d{4}-\\d{2}-\\d{2}.*)?$", "description": "YYYY-MM-DD"}),
]


Names = Annotated[tuple[str, ...], BeforeValidator(_names), WithJsonSchema(_ONE_OR_MORE)]


YesNo = Annotated[
    bool, BeforeValidator(_truth), WithJsonSchema({"enum": [True, False, "oui", "non", "yes", "no", None]})
]


class DecisionBlock(BaseModel):
    """One human correction, anchored by words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Annotated[DecisionKind, Field(description=_kinds)]
    exact: Annotated[str, Field(description="The words of the article that it is about")] = ""
    prefix: Annotated[str, Field(description="What stands right before them, where they are there several times")] = ""
    suffix: Annotated[str, Field(description="What stands right behind them")] = ""
    to: Annotated[str, Field(description="What is right; see `kind`")] = ""
    text: Annotated[str, Field(description="Of a note or key point: Markdown")] = ""
    by: Person = ""
    on: Day = None
    everywhere: Annotated[YesNo, Field(alias="all", description="Wherever the article has these words")] = False
    _where: str = PrivateAttr("")

    @model_validator(mode="after")
    def _complete(self) -> "DecisionBlock":
        """What its kind needs is there, and is of the right sort."""
        if self.kind != "note" and not self.exact.strip():
            raise _wrong(f"{self.kind} needs exact: the words of the article that it is about")
        if self.kind in _TO and not _fits(self.kind, self.to):
            raise _wrong(f"{self.kind} needs to: {_TO[self.kind]}")
        if self.kind == "split" and self.to and not _ID.fullmatch(self.to):
            raise _wrong("split may have to: the id of the namesake, in small letters and hyphens")
        if self.kind in _TEXTS and not self.text.strip():
            raise _wrong(f"{self.kind} needs text: what the page shall say")
        if self.everywhere and self.kind not in _NAMES:
            raise _wrong(f"all: yes is for names ({', '.join(sorted(_NAMES))}), not for {self.kind}")
        return self

    def located(self, where: str) -> "DecisionBlock":
        """Returns the decision with its file and line."""
        self._where = where
        return self

    def noun(self) -> Decision:
        """As later stages see it."""
        to = key(self.to) if self.kind in {"merge", "not-same", "speaker", "role"} and self.to != NONE else self.to
        anchor = Anchor(self.exact, self.prefix, self.suffix)
        return Decision(
            self.kind, anchor, to, text=self.text.strip(), by=self.by, on=self.on, everywhere=self.everywhere,
            where=self._where,
        )  # fmt: skip


def _fits(kind: str, to: str) -> bool:
    match kind:
        case "retype":
            return to in _TYPES
        case "modality":
            return to in _MODALITIES
        case "date":
            return to == NONE or edtf.valid(to)
        case _:
            return bool(to.strip())


def _wrong(remedy: str) -> PydanticCustomError:
    return PydanticCustomError("decision", "{remedy}", {"remedy": remedy})
