"""An analyser that breaks down over the words that ask for it: one that no seed of ours would ever meet."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from newsdossier.model.article import Article
from newsdossier.model.findings import Mention

VERSION = "breaking 1"


def find(article: Article) -> Iterator[Mention]:
    """Nothing; the process is killed, sleeps, or an error is raised, where the text says so."""
    if "tuez-moi" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "dormez" in article.text:
        if "BREAKING_ASLEEP" in os.environ:
            Path(os.environ["BREAKING_ASLEEP"]).touch()
        time.sleep(600)
    if "levez" in article.text and "BREAKING_MENDED" not in os.environ:
        raise LookupError("no such word")
    once = Path(os.environ.get("BREAKING_ONCE", "/dev/null/none"))
    if "une fois" in article.text and once.exists():  # the first worker that meets it dies, the next does not
        once.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()
