"""The process that reads seeds for `guarded`: messages come on standard input, outcomes go to standard output."""

import os
import pickle
import resource
import sys
from contextlib import suppress

from newsdossier.parallel.forks import end_after
from newsdossier.read.isolated import SECONDS, attempt, read_frame, write_frame

MEMORY = 2_000_000_000  # bytes of addresses; a library that wants more gets a MemoryError or dies alone


def main() -> None:
    """Answer until the other side closes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    with suppress(ValueError, OSError):  # where the system does not know such a limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(EOFError, BrokenPipeError):
        while True:
            raw, languages = pickle.loads(read_frame(sys.stdin.buffer))
            end_after(2 * SECONDS)  # should the build be gone, which keeps the limit
            outcome = attempt(raw, languages)
            end_after(0)
            write_frame(answers, pickle.dumps(outcome))


if __name__ == "__main__":
    main()
