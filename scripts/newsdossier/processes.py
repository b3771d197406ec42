"""How many processes may share the work, whether forking this one is safe, and when those that help it end."""

import os
import sys
import threading
from multiprocessing import connection, parent_process


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where there is another core, nothing else runs here, and the system's libraries allow it."""
    return sys.platform.startswith("linux") and cores() > 1 and threading.active_count() == 1


def end_with_parent() -> None:
    """In a process that helps: end at once when the one that started it has been killed, or its locks would stay."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
