"""Run by test_faults.py: a project's build in children of one process, each broken off at another write.

Every change to a file system is an event that Python tells its audit hooks before it happens. The n-th of them below
the project kills the process there, or fails as a full disk does: no line of the program knows of it.
"""

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from newsdossier import cli

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "os.truncate", "os.utime"}


class Hook:
    """Counts changes below a folder, and at the n-th does what it was made for."""

    def __init__(self, folder: str, *, at: int, act: Callable[[str], None]) -> None:
        self.folder, self.at, self.act, self.count = folder, at, act, 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not arguments or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = os.fsdecode(arguments[0])
        written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if path.startswith(self.folder) and (event in CHANGES or written):
            self.count += 1
            if self.count >= self.at:
                self.act(path)


def killed(_: str) -> None:
    """As by power that fails: nothing is flushed, no finally runs."""
    os._exit(137)


def full(path: str) -> None:
    """As by a disk that is full from here on; what is taken away still goes."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def child(arguments: list[str], hook: Hook | None) -> int:
    """Run the command in a child; returns its exit code."""
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        if hook:
            sys.addaudithook(hook)
        code = cli.main(arguments)
    except BaseException:
        traceback.print_exc()
        code = 99
    sys.stdout.flush()
    if hook and hook.count < hook.at:
        code = 100  # broken off nowhere: there are no more writes than this
    os._exit(code)


def main(project: Path, fault: str, step: int) -> None:
    """A line for each n: the exit code when broken off, that of the next build, what then differs from `wanted`."""
    project = project.resolve()
    start, wanted = project.with_name("start"), project.with_name("wanted")
    command = ["build", "--project", str(project)]
    shutil.copytree(project, start)
    cli.main(command)  # here, not in a child: models are loaded once
    shutil.copytree(project, wanted)
    for n in range(1, 10_000, step):
        shutil.rmtree(project)
        shutil.copytree(start, project)
        broken = child(command, Hook(str(project), at=n, act={"killed": killed, "full": full}[fault]))
        halves = half(project, wanted, start)
        again = child(command, None)
        print("at", n, broken, again, *halves, *differing(project, wanted), sep="\t", flush=True)
        if broken == 100:
            break


def half(work: Path, wanted: Path, start: Path) -> list[str]:
    """Pages that are neither as before nor as after."""
    found = []
    for folder in ("dossiers", "seeds"):
        for file in (work / folder).rglob("*"):
            path = file.relative_to(work)
            if file.is_file() and not file.name.startswith(".new-"):
                versions = [(one / path).read_bytes() for one in (wanted, start) if (one / path).is_file()]
                if file.read_bytes() not in versions:
                    found.append(f"half:{path}")
    return found


def differing(work: Path, wanted: Path) -> list[str]:
    """Files of the public folders that are not the same bytes in both."""
    one, other = (
        {
            str(file.relative_to(root)): file.read_bytes()
            for folder in ("dossiers", "seeds")
            for file in (root / folder).rglob("*")
            if file.is_file()
        }
        for root in (work, wanted)
    )
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
