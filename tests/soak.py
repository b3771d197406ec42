"""Long searches for bytes that break a reader, by hand: `make soak MINUTES=10`. It ends with what it tried and found.

Half of the time hypothesis makes files up, half of it atheris changes those of the corpus, led by what they reach.
"""

import os
import pathlib
import subprocess
import sys
import time
from importlib.util import find_spec

os.environ.setdefault("EXAMPLES", "500")  # before the tests are imported
import corpus
import test_fuzz
from newsdossier.errors import Failure
from newsdossier.read.draft import RawSeed
from newsdossier.read.guarded import attempt

ENDINGS = (".txt", ".md", ".html", ".eml", ".json", ".xml", ".docx", ".pdf")
TESTS = (
    test_fuzz.test_text_and_markdown,
    test_fuzz.test_other_formats,
    test_fuzz.test_pages,
    test_fuzz.test_escaped_words_are_words,
)


def searched(seconds: float) -> int:
    """Runs of the tests of `test_fuzz.py`, each with many more examples, until the time is over."""
    ends, runs = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        test = TESTS[runs % len(TESTS)]
        test()
        runs += 1
    return runs * test_fuzz.EXAMPLES


def one_input(data: bytes) -> None:
    """Read as each kind of file; only what nobody foresaw is a finding."""
    if not data:
        return
    ending = ENDINGS[data[0] % len(ENDINGS)]
    found = attempt(RawSeed(f"seeds/essai{ending}", data[1:], f"seeds/essai{ending}.yml"), ("fr", "en"))
    if isinstance(found, Failure) and "cannot be read (" in found.message:
        raise AssertionError(found.message)


def led(seconds: int, folder: str) -> int:
    """atheris, in a process of its own, over the corpus; its exit code."""
    for number, case in enumerate(case for family in corpus.FAMILIES for case in family()):
        if isinstance(case.data, bytes) and (ending := next((e for e in ENDINGS if case.name.endswith(e)), "")):
            with pathlib.Path(f"{folder}/{number}").open("wb") as file:
                file.write(bytes([ENDINGS.index(ending)]) + case.data[:20_000])
    command = [
        sys.executable,
        __file__,
        "--led",
        folder,
        f"-max_total_time={seconds}",
        "-timeout=30",
        "-rss_limit_mb=3000",
    ]
    return subprocess.run(command, check=False).returncode


def main() -> int:
    """Search for as many minutes as asked."""
    if sys.argv[1:2] == ["--led"]:
        import atheris

        with atheris.instrument_imports(include=["newsdossier.read", "newsdossier.decide"]):
            import newsdossier.read.webpage  # noqa: F401
        atheris.Setup([sys.argv[0], *sys.argv[2:]], one_input)
        atheris.Fuzz()
    seconds = float(os.environ.get("MINUTES", "10")) * 60
    print(f"hypothesis: {searched(seconds / 2)} examples, nothing found")
    if find_spec("atheris") is None:
        print("atheris: not here (pip install atheris), left out")
        return 0
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return led(int(seconds / 2), folder)


if __name__ == "__main__":
    raise SystemExit(main())
