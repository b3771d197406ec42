"""One search led by what is reached: atheris changes inputs, and keeps those that get further. Started by `soak.py`.

`python tests/led.py TARGET FOLDER …`: the target is `reader` or `escape`, the folder holds inputs to begin with, what
follows are libFuzzer's own options. Ends with its statistics, or with the input that broke a promise.
"""

import sys

import atheris

INSTRUMENTED = ["newsdossier.read", "newsdossier.decide", "newsdossier.escape", "markdown", "markdown_it"]
with atheris.instrument_imports(include=INSTRUMENTED):
    import markdown  # noqa: F401
    import markdown_it  # noqa: F401

    import newsdossier.escape  # noqa: F401
    import test_fuzz
    from newsdossier.read import readers

    readers()


def reader(data: bytes) -> None:
    """Read as the kind of file that the first byte says: an article that holds together, or a message."""
    if data:
        test_fuzz.holds(test_fuzz.outcome(data[1:], test_fuzz.ENDINGS[data[0] % len(test_fuzz.ENDINGS)]))


def escape(data: bytes) -> None:
    """The words, in a line and at its beginning, are words on a page."""
    test_fuzz.are_words(atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(1_000))


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], {"reader": reader, "escape": escape}[sys.argv[1]])
    atheris.Fuzz()
