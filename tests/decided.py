"""A seed of our own, and sidecars with decisions on it."""

from conftest import TESTS

CASES = TESTS / "cases" / "decisions"
SEED = (CASES / "seed.txt").read_text("utf-8")
HEAD = "language: fr\npublished: 2025-10-20\n"


def sidecar(decisions: str) -> str:
    """A sidecar with those decisions, one a line."""
    return HEAD + "decisions:\n" + "".join(f"  - {{{line}}}\n" for line in decisions.strip().splitlines())
