"""What can go wrong, said for the editor: which file, which line, what is wrong, what right looks like."""

import sqlite3
from dataclasses import dataclass

DISK = OSError, sqlite3.DatabaseError
"""What a full disk, a folder without rights or a worn disk raises."""


class NewsdossierError(Exception):
    """The base of every error of ours; only the command line and the plugin catch it."""

    def __init__(self, problem: str, *, path: str, line: int | None = None, remedy: str = "") -> None:
        """`problem` and `remedy` are sentences without a final stop; `line` counts from 1."""
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        self.others: tuple[NewsdossierError, ...] = ()  # that the same file has beside this one
        super().__init__(str(self))

    def __str__(self) -> str:
        """`path:line: problem. remedy.`, the form that editors and terminals turn into a link."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.problem}." + (f" {self.remedy}." if self.remedy else "")


class SeedError(NewsdossierError):
    """One seed cannot be read; the others go on."""


class SidecarError(NewsdossierError):
    """A sidecar, or a seed's own front matter, says something we cannot use."""


class AuthorityError(NewsdossierError):
    """`seeds/_authority.yml` says something we cannot use; nothing is built on a guess."""


class KnowledgeError(NewsdossierError):
    """A list of known entities or a dump says something we cannot use."""


class WithdrawalError(NewsdossierError):
    """`seeds/_withdrawals.yml` says something we cannot use; nothing is published on a guess."""


class ProjectError(NewsdossierError):
    """The project itself (folders, settings, ids file) cannot be worked with."""


def told(bad: Exception) -> NewsdossierError:
    """The error itself when it is ours, else what to say of a disk that is full or worn, or a folder without rights."""
    if isinstance(bad, NewsdossierError):
        return bad
    path = str(getattr(bad, "filename", None) or ".newsdossier")
    why = getattr(bad, "strerror", None) or str(bad)
    if isinstance(bad, sqlite3.DatabaseError) and not isinstance(bad, sqlite3.OperationalError):
        remedy = "Build again: what is damaged is found, and made anew"
        return ProjectError(f"what is kept there is damaged ({why})", path=path, remedy=remedy)
    remedy = "Free space or check rights, then build again: what is there is whole"
    return ProjectError(f"this cannot be read or written ({why})", path=path, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Failure:
    """One seed that gave no dossier, or what of it was left out, as the report names it."""

    path: str
    """Of the seed, relative to the project."""
    message: str
    """The whole line for the editor, as `str(error)` gives it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a build did otherwise than a person may expect, and why: nothing failed."""

    kind: str
    """`found-again`, `no-effect`, `stray-sidecar`, `seedless` and so on: the parts of the report."""
    path: str
    """File, relative to the project, with the line where there is one."""
    message: str
    """The whole line for the editor; it begins with `path`."""
