"""Long searches for bytes that break a reader and words that become mark-up, by hand: `make soak MINUTES=10`.

Half of the time hypothesis makes inputs up, half of it atheris changes those of the corpus, led by what they reach, a
quarter for each target of `led.py`. It ends with what was tried and found.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec

os.environ.setdefault("EXAMPLES", "500")  # before the tests are imported
import corpus
import test_fuzz

TOKENS = ("[", "](", "![", "<", ">", "&#", "&lt;", "`", "**", "{: ", "}", "|", "---", "===", "~~~", "1. ", "- ", "> ")
TESTS = (
    test_fuzz.test_text_and_markdown,
    test_fuzz.test_all_formats,
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


def beginnings(folder: pathlib.Path) -> None:
    """Inputs from which the led searches begin: the corpus for readers, its texts for escaping, words for both."""
    for name in ("reader", "escape"):
        (folder / name).mkdir()
    files = {case.name: case.data for family in corpus.FAMILIES for case in family()}
    for number, (name, data) in enumerate(files.items()):
        ending = next((e for e in test_fuzz.ENDINGS if name.endswith(e)), "")
        if ending and isinstance(data, bytes):
            (folder / f"reader/{number}").write_bytes(bytes([test_fuzz.ENDINGS.index(ending)]) + data[:20_000])
            if ending in {".txt", ".md"}:
                (folder / f"escape/{number}").write_bytes(data[:1_000])
    (folder / "tokens").write_text("".join(f'"{token}"\n' for token in TOKENS), "utf-8")


def led(target: str, seconds: int, folder: pathlib.Path) -> int:
    """atheris in a process of its own; its exit code. What it found is shown, with the input."""
    options = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=3000", "-print_final_stats=1"]
    options += [f"-dict={folder / 'tokens'}", f"-artifact_prefix={folder}/"]
    command = [sys.executable, str(pathlib.Path(__file__).with_name("led.py")), target, str(folder / target), *options]
    with (folder / "log").open("w+", encoding="utf-8", errors="replace") as log:
        code = subprocess.run(command, check=False, stdout=log, stderr=subprocess.STDOUT).returncode
        log.seek(0)
        said = log.read()
    tried = re.search(r"number_of_executed_units: (\d+)", said)
    reached = re.findall(r"cov: (\d+)", said)
    print(f"atheris, {target}: {tried[1] if tried else '?'} inputs, {reached[-1] if reached else '?'} places reached")
    print("  nothing found" if code == 0 else said[-3_000:])
    return code


def main() -> int:
    """Search for as many minutes as asked."""
    seconds = float(os.environ.get("MINUTES", "10")) * 60
    print(f"hypothesis: {searched(seconds / 2)} examples, nothing found", flush=True)
    if find_spec("atheris") is None:
        print("atheris: has no wheel for this system, left out")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        beginnings(folder)
        return max([led(target, int(seconds / 4), folder) for target in ("reader", "escape")], key=abs)


if __name__ == "__main__":
    raise SystemExit(main())
