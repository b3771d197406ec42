"""YAML bytes -> plain text values with their lines: no surprise types, no aliases, no key said twice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from newsdossier.errors import NewsdossierError, SidecarError

LARGEST = 64_000  # bytes; the pure Python parser is slow and deep nesting is an attack
_DEEPEST = 20
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # "\e" writes one; no page can
Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)
_REMEDIES = {
    "value_error": "Right is a day such as 2025-10-14, or a web address that begins with http:// or https://",
    "model_type": "Right is one key: value a line",
}
_Where = tuple[str, type[NewsdossierError], int]
_State = tuple[dict[Path, int], str, type[NewsdossierError], int]


@dataclass(frozen=True, slots=True)
class Yaml:
    """A parsed file."""

    value: object
    """Dicts, lists and strings; every scalar is text as it was written, an empty one is ""."""
    lines: Mapping[Path, int]
    """Where each key or item stands, counted from 1."""

    def line(self, path: Path) -> int:
        """The line of the nearest thing that stands there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(
    data: bytes,
    path: str,
    *,
    error: type[NewsdossierError] = SidecarError,
    largest: int = LARGEST,
    first: int = 1,
) -> Yaml:
    """Parse a file; `path` names it in messages, `first` is the number of its first line there."""
    if len(data) > largest:
        raise error(f"this YAML has {len(data)} bytes", path=path, remedy=f"At most {largest} are read")
    try:
        text = data.decode("utf-8-sig")
        # events first: an alias or deep nesting is refused before anything is built of it
        _refuse_tricks(text, (path, error, first))
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except UnicodeDecodeError as bad:
        raise error("this file is not UTF-8", path=path, remedy="Save it as UTF-8") from bad
    except yaml.MarkedYAMLError as bad:
        line = (bad.problem_mark.line if bad.problem_mark else 0) + first
        remedy = 'Right is one "key: value" a line, and quotation marks around a value that holds ": "'
        raise error(f"this is not YAML ({bad.problem})", path=path, line=line, remedy=remedy) from bad
    except yaml.YAMLError as bad:
        raise error("this is not YAML", path=path, line=first, remedy=str(bad).replace("\n", " ")) from bad
    lines: dict[Path, int] = {}
    value = _built(node, (), (lines, path, error, first)) if node else {}
    return Yaml(value, lines)


def check(model: type[Model], yaml: Yaml, path: str, *, error: type[NewsdossierError] = SidecarError) -> Model:
    """The values as `model`, or an error that names the line of the first that does not fit."""
    try:
        return model.model_validate(yaml.value)
    except ValidationError as bad:
        first, *others = [_error(each, model, yaml, path=path, error=error) for each in bad.errors()]
        first.others = tuple(others)
        raise first from bad


def _error(
    bad: ErrorDetails, model: type[BaseModel], yaml: Yaml, *, path: str, error: type[NewsdossierError]
) -> NewsdossierError:
    at = tuple(bad["loc"])
    name = ".".join(map(str, at)) or "the file"
    if bad["type"] == "extra_forbidden":
        problem, remedy = f"« {name} » is no key we know", f"Keys are: {', '.join(sorted(_keys(model, at)))}"
    else:
        problem = f"« {name} » cannot be « {_shown(bad['input'])} »"
        remedy = _REMEDIES.get(bad["type"], bad["msg"])
    return error(problem, path=path, line=yaml.line(at), remedy=remedy)


def _shown(value: object) -> str:
    words = str(value)
    return words if len(words) < 60 else words[:60] + "…"


def _keys(model: type[BaseModel], at: Path) -> list[str]:
    """The keys that are known where the unknown one stands."""
    for step in at[:-1]:
        field = model.model_fields.get(str(step))
        inner = field.annotation if field else None
        for part in (inner, *getattr(inner, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                model = part
    return [field.alias or name for name, field in model.model_fields.items()]


def _refuse_tricks(text: str, where: _Where) -> None:
    path, error, first = where
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = (event.start_mark.line if event.start_mark else 0) + first
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise error("anchors and aliases are not read here", path=path, line=line, remedy="Write the value out")
        if tag := getattr(event, "tag", None):
            raise error(f"tags such as {tag} are not read here", path=path, line=line, remedy="Leave it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise error("this is nested too deep", path=path, line=line, remedy=f"{_DEEPEST} levels are read")


def _built(node: yaml.Node, at: Path, state: _State) -> object:
    lines, path, error, first = state
    lines.setdefault(at, node.start_mark.line + first)
    if isinstance(node, yaml.SequenceNode):
        return [_built(child, (*at, i), state) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, at, state))
    if _CONTROLS.search(node.value):
        line = node.start_mark.line + first
        raise error("this value holds a control character", path=path, line=line, remedy="Type the value anew")
    return str(node.value)


def _pairs(node: yaml.MappingNode, at: Path, state: _State) -> Iterator[tuple[str, object]]:
    lines, path, error, first = state
    seen: set[str] = set()
    for key, child in node.value:
        name = str(key.value)
        line = key.start_mark.line + first
        if name in seen:
            raise error(f"« {name} » is said twice", path=path, line=line, remedy="Keep one of the two")
        seen.add(name)
        lines[(*at, name)] = line
        yield name, _built(child, (*at, name), state)
