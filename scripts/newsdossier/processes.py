"""How many processes may share the work, and whether forking this one is safe."""

import os
import sys
import threading


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """Where there is another core, nothing else runs here, and the system's libraries allow it."""
    return sys.platform.startswith("linux") and cores() > 1 and threading.active_count() == 1
