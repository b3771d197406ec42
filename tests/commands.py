"""Commands as a person types them, without the seconds in which Python, MkDocs and models are loaded (faults.py)."""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from faults import End, Order

PATIENCE = 300  # seconds


@dataclass(frozen=True, slots=True)
class Loaded:
    """A process that runs commands in children of its own, and breaks them off where it is told to."""

    process: subprocess.Popen[bytes]
    log: Path
    """What the last command said on standard output."""
    errors: Path
    """And on standard error."""

    def start(self, root: Path, *arguments: str, **what: Any) -> int:
        """Begin a command in that project; returns the number of its process, which leads a group."""
        assert self.process.stdin
        for path in (self.log, self.errors):
            path.unlink(missing_ok=True)
        env = {**os.environ, **what.pop("env", {})}
        order = Order(list(arguments), str(root), log=str(self.log), errors=str(self.errors), env=env, **what)
        self.process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        return int(self.line())

    def end(self) -> End:
        """Wait for it."""
        return End(**json.loads(self.line()))

    def run(self, root: Path, *arguments: str, **what: Any) -> End:
        """Both; nothing of the command's own is left running."""
        pid = self.start(root, *arguments, **what)
        ended = self.end()
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        return ended

    def done(self, root: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """The same, with that on standard input, as `subprocess.run` tells it."""
        path = self.log.with_name("given")
        path.write_text(given, "utf-8")
        code = self.run(root, *arguments, given=str(path)).code
        said, wrong = (path.read_text("utf-8") if path.exists() else "" for path in (self.log, self.errors))
        return subprocess.CompletedProcess(arguments, code, said, wrong)

    def said(self) -> str:
        """All that the last command said."""
        return "".join(path.read_text("utf-8") for path in (self.log, self.errors) if path.exists())

    def line(self) -> bytes:
        """The next answer."""
        assert self.process.stdout
        assert select.select([self.process.stdout], [], [], PATIENCE)[0], f"no answer: {self.said()}"
        return self.process.stdout.readline()


def begin(warm: Path) -> Loaded:
    """Start it with models that the project in `warm` needs; it ends with the process that started it."""
    command = [sys.executable, str(Path(__file__).with_name("faults.py")), str(warm)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0)  # unbuffered, or `select` errs
    loaded = Loaded(process, warm.with_name("log"), warm.with_name("errors"))
    atexit.register(process.communicate)  # closes its standard input and waits
    assert loaded.line() == b"ready\n"
    return loaded
