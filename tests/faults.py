"""A process that has loaded all that commands need and runs each in a child of its own, broken off where it is told to.

Every change to a file system is an event that Python tells its audit hooks before it happens. The n-th of them below a
folder kills the child there, or fails as a full disk does, and no line of the program knows. In the same way somebody
else may move, rewrite or remove a file at the n-th look below a folder. Run by commands.py:
orders come on standard input as JSON, one a line; each is answered by the child's number, then by how it ended.
"""

import errno
import gc
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import NoReturn

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "os.truncate", "os.utime"}
LOOKS = {"os.scandir", "os.listdir"}
NET = {"socket.connect", "socket.getaddrinfo", "socket.sendto"}


@dataclass(frozen=True, slots=True)
class Order:
    """One command, and what is to befall it."""

    arguments: list[str]
    """`newsdossier …` or `mkdocs …`."""
    cwd: str
    """Where it is run."""
    log: str
    """File that gets what it says on standard output."""
    errors: str
    """And on standard error."""
    given: str = os.devnull
    """File that is its standard input."""
    folder: str = ""
    """Changes below it are counted; looks into it, where somebody else changes a file."""
    at: int = 0
    """The change at which the fault happens; 0: never."""
    fault: str = "killed"
    """`killed`, `full`, `stopped` (by Ctrl-C), `offline`; `meddled` or `restless`: somebody runs `meddling`."""
    meddling: str = ""
    """A command of the shell, run in that folder at the n-th look into it; by the restless at each one from then on."""
    env: dict[str, str] = field(default_factory=dict)
    """All variables of its environment."""


@dataclass(frozen=True, slots=True)
class End:
    """How a command ended."""

    code: int
    """Its exit code; negative: the signal that killed it."""
    reached: bool
    """The fault happened."""


class Hook:
    """Counts changes below a folder, and from the n-th on does what it was made for."""

    def __init__(self, folder: str, *, at: int, act: Callable[[str], None]) -> None:
        self.folder, self.at, self.act, self.count = folder, at, act, 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not arguments or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = os.fsdecode(arguments[0])
        written = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event == "os.rename":  # counted where it lands
            path = os.fsdecode(arguments[1])  # type: ignore[arg-type]
        if path.startswith(self.folder) and (event in CHANGES or written):
            self.count += 1
            if self.count >= self.at:
                self.act(path)


def meddler(order: Order, told: int) -> Callable[[str, tuple[object, ...]], None]:
    """Somebody else who changes files at the n-th look at one below the folder: before, that is, it is opened."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in LOOKS | {"open"} or not isinstance(arguments[0], str | os.PathLike):
            return
        is_look = os.fsdecode(arguments[0]).startswith(order.folder)
        seen += is_look
        if is_look and (seen == order.at or (seen > order.at and order.fault == "restless")):
            os.write(told, b"x")
            subprocess.run(order.meddling, shell=True, cwd=order.folder, check=True)

    return hook


def run(order: Order, told: int) -> int:
    """The command itself, in this process; a byte goes to `told` when the fault happens."""

    def killed(_: str) -> None:
        os.write(told, b"x")
        os._exit(137)  # as by power that fails: nothing is flushed, no finally runs

    def full(path: str) -> None:
        os.write(told, b"x")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    def stopped(_: str) -> None:
        hook.at = sys.maxsize  # once
        os.write(told, b"x")
        signal.raise_signal(signal.SIGINT)

    def offline(event: str, arguments: tuple[object, ...]) -> None:
        if event in NET and not isinstance(arguments[-1], str | bytes):  # a path is a socket of this machine
            os.write(told, b"x")
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

    if order.fault == "offline":
        sys.addaudithook(offline)
    elif order.fault in {"meddled", "restless"}:
        sys.addaudithook(meddler(order, told))
    elif order.at:
        acts = {"killed": killed, "full": full, "stopped": stopped}
        sys.addaudithook(hook := Hook(order.folder, at=order.at, act=acts[order.fault]))
    program, *arguments = order.arguments
    if program == "newsdossier":
        from newsdossier.cli import main as main_cli

        return main_cli.main(arguments)
    from mkdocs.__main__ import cli as mkdocs

    mkdocs.main(args=arguments, prog_name="mkdocs")
    return 0


def child(order: Order, told: int) -> NoReturn:
    """Run it with a group of processes and logs of its own."""
    os.setsid()
    os.dup2(os.open(order.given, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    for number, path in enumerate((order.log, order.errors), start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), number)
    os.chdir(order.cwd)
    os.environ.clear()
    os.environ.update(order.env)
    try:
        code = run(order, told)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1  # as Python ends
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(warm: str) -> None:
    """Build the project in `warm` and load models once, then obey until nobody orders any more."""
    import mkdocs.commands.build  # noqa: F401

    from newsdossier.analyse import analyse
    from newsdossier.cli import main as main_cli
    from newsdossier.read.assemble import article_of_text

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    main_cli.main(["build", "--project", warm])
    for language in ("fr", "en"):  # a build has a process of its own for a few new articles, where nothing is loaded
        list(analyse([article_of_text("Marie Lemoine, Lille.", id="warm", language=language)]))
    gc.collect()
    gc.freeze()  # children neither walk through all that is loaded here nor copy it
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        order = Order(**json.loads(line))
        listen, told = os.pipe()
        pid = os.fork()
        if not pid:
            child(order, told)
        os.close(told)
        print(pid, file=answers, flush=True)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.set_blocking(listen, False)  # what the child started may still hold the other end
        try:
            reached = bool(os.read(listen, 1))
        except BlockingIOError:
            reached = False
        os.close(listen)
        print(json.dumps(asdict(End(code, reached))), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
