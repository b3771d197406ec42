"""`seeds/_withdrawals.yml` -> whose name the site does not show, or not to search engines; without saying the name."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from newsdossier.decide.yaml import check, load
from newsdossier.errors import WithdrawalError
from newsdossier.model.decision import Withdrawal, Withholding

NAME = "_withdrawals.yml"
_LARGEST = 2_000_000  # bytes: some 20,000 names
_HEAD = """\
# Names that the site does not show. Each entry is the SHA-256 of a name, or an entity's id;
# `do` is noindex, initials or remove.
# `newsdossier withdraw NAME` adds one. The articles in seeds/ and the history of this folder still hold the name.
withdrawals:
"""


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class WithdrawalEntry(BaseModel):
    """One name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: Annotated[str, BeforeValidator(_lower)] = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    id: str = ""
    do: Withholding


class Withdrawals(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    withdrawals: tuple[WithdrawalEntry, ...] = ()


def load_withdrawals(seeds: Path, root: Path) -> tuple[Withdrawal, ...]:
    """Its entries; none when the file is missing."""
    path = seeds / NAME
    return parse(path.read_bytes(), path.relative_to(root).as_posix()) if path.exists() else ()


def parse(data: bytes, path: str) -> tuple[Withdrawal, ...]:
    """Reads the file's bytes; an entry that names nobody, or in two ways, is an error."""
    if not data.strip():
        return ()
    yaml = load(data, path, error=WithdrawalError, largest=_LARGEST)
    if yaml.value == {"withdrawals": ""}:  # the frame alone
        return ()
    entries = check(Withdrawals, yaml, path, error=WithdrawalError).withdrawals
    for i, entry in enumerate(entries):
        _refuse_half(entry, path=path, line=yaml.line(("withdrawals", i)))
    return tuple(Withdrawal(entry.do, entry.id, entry.sha256) for entry in entries)


def _refuse_half(entry: WithdrawalEntry, *, path: str, line: int | None) -> None:
    if bool(entry.id) == bool(entry.sha256):
        problem = "this entry has both an id and a sha256" if entry.id else "this entry says no name"
        remedy = "Right is either sha256: (newsdossier withdraw NAME writes it) or id:, with do: remove"
        raise WithdrawalError(problem, path=path, line=line, remedy=remedy)


def added(text: str, one: Withdrawal) -> str:
    """The file with one more entry at its end, what stands in it unchanged."""
    before = text.rstrip("\n") + "\n" if text.strip() else _HEAD
    return f"{before}  - sha256: {one.sha256}\n    do: {one.do}\n"
