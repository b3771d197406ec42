"""The kinds of values that editors write in YAML, and how forgiving each is read."""

import re
from datetime import date
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?", re.ASCII)
_YES_NO: Final = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False, "": False}


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


_ONE_OR_MORE = {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]}
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
Person = Annotated[str, Field(description="Who decided, as the page shall name them")]
