"""Errors as an editor needs them: file, line, problem and remedy."""

import sqlite3
from dataclasses import dataclass

DISK = OSError, sqlite3.DatabaseError
"""Exceptions that a full disk, a folder without rights or a worn disk raises."""


class NewsdossierError(Exception):
    """Base of every error of ours; only the command line and the plugin catch it."""

    def __init__(self, problem: str, *, path: str, line: int | None = None, remedy: str = "") -> None:
        """`problem` and `remedy` are sentences without a final stop; `line` counts from 1."""
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        self.others: tuple[NewsdossierError, ...] = ()  # further errors in the same file
        super().__init__(str(self))

    def __str__(self) -> str:
        """Returns `path:line: problem. remedy.`, the form that editors and terminals turn into a link."""
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


def explained(bad: Exception) -> NewsdossierError:
    """Returns the error itself if it is ours, else an error that explains a full or worn disk, or missing rights."""
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
    """A seed that gave no dossier, or a part of one that was left out, as the report names it."""

    path: str
    """Path of the seed, relative to the project."""
    message: str
    """The whole line for the editor, as `str(error)` gives it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a build did unlike a person may expect, though nothing failed."""

    kind: str
    """Section of the report: `found-again`, `no-effect`, `stray-sidecar`, `seedless` and so on."""
    path: str
    """File, relative to the project, with the line if any."""
    message: str
    """The whole line for the editor; it begins with `path`."""
