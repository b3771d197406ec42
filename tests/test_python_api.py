"""The public functions are few, documented and cheap to import, and the manual's page on Python is true."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsdossier
from conftest import ROOT

PAGE = (ROOT / "docs" / "manual" / "python.md").read_text("utf-8")


def test_each_public_function_is_exported_once_and_documented() -> None:
    """There are at most eight; each has an example in its docstring and is imported by one example of the manual."""
    defined = [name for name, value in vars(newsdossier).items() if getattr(value, "__module__", "") == "newsdossier"]
    assert sorted(newsdossier.__all__) == sorted(defined)
    assert len(newsdossier.__all__) <= 8
    taught = re.findall(r"^from newsdossier import (.*)$", PAGE, re.MULTILINE)
    assert sorted(name for names in taught for name in names.split(", ")) == sorted(newsdossier.__all__)
    for name in newsdossier.__all__:
        assert ">>>" in (getattr(newsdossier, name).__doc__ or ""), name


def test_the_examples_of_public_functions_run() -> None:
    """The doctests of the package give what they say."""
    assert doctest.testmod(newsdossier).failed == 0


def test_importing_the_package_loads_no_library() -> None:
    """spaCy and MkDocs are loaded by the functions that need them."""
    code = "import sys, newsdossier; sys.exit(bool({'spacy', 'mkdocs', 'msgspec'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


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
