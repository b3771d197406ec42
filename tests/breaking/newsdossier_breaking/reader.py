"""A reader that breaks down over the words that ask for it, as only other people's libraries and the system do."""

import fcntl
import os
import signal
import stat
import struct
import sys
import threading
import time
from pathlib import Path

from newsdossier.decide.sidecar import Sidecar
from newsdossier.read.seed import Draft, RawSeed

SUFFIXES = (".breaking",)


def read(raw: RawSeed) -> Draft:
    """One paragraph; the process is killed or stopped where the text says so. A log counts what was read."""
    text = raw.data.decode()
    with Path(os.environ["BREAKING_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{raw.path}\n")
    if "tuez-moi" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    once = Path(os.environ["BREAKING_ONCE"])
    if "une fois" in text and once.exists():
        once.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    if "à moitié" in text and "BREAKING_MENDED" not in os.environ:  # there is the length of an answer
        os.write(next(fd for fd in range(3, 300) if _is_writable_pipe(fd)), struct.pack("!i", 1_000))
        os.kill(os.getpid(), signal.SIGSTOP)
    if "ensuite" in text:  # stopped once this one is answered: the next is written to nobody
        threading.Thread(target=_stop_when_idle).start()
    return Draft((("paragraph", text[:1_000]),), Sidecar(language="fr"))


def _is_writable_pipe(fd: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(fd).st_mode) and fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY
    except OSError:
        return False


def _stop_when_idle() -> None:
    reader = threading.main_thread().ident or 0
    while sys._current_frames()[reader].f_code.co_name != "_recv":  # until it waits for its next task
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGSTOP)
