"""The manual's page on Python is true: its examples run, its extensions are those that are installed by a test."""

import re
from pathlib import Path

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "manual" / "python.md").read_text("utf-8")


def test_its_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example runs after those before it, and what it asserts holds."""
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) >= 5
    names: dict[str, object] = {}
    for number, example in enumerate(examples, start=1):
        exec(compile(example, f"docs/manual/python.md, example {number}", "exec"), names)


@pytest.mark.parametrize("name", ["subtitles.py", "laws.py"])
def test_its_extensions_are_the_tested_ones(name: str) -> None:
    """The code of each extension stands there word for word."""
    code = (ROOT / "tests/extension/newsdossier_broadcast" / name).read_text("utf-8")
    assert f"```py\n{code}```" in PAGE
