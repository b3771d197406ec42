"""The architecture page: its tree of folders is the real one, and every path that it names is there."""

import ast
import re
from pathlib import Path

from test_layers import LAYERS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "newsdossier"
PAGE = ROOT / "docs" / "manual" / "architecture.md"
WITHOUT_CODE = {"theme": "Templates, styles and scripts laid over Material."}
MARK = "<!-- tree -->\n"


def tree() -> str:
    """Every folder with the first sentence of its docstring and its modules, in the order of imports."""
    lines = [line for name in _named() for line in _lines(PACKAGE / name, 0)]
    lines += [f"{name + '/':<20}{says}" for name, says in WITHOUT_CODE.items()]
    return "```\n" + "\n".join(lines) + "\n```\n"


def _named() -> list[str]:
    return [name for layer in LAYERS for name in layer if not name.startswith("__")]


def _lines(path: Path, depth: int) -> list[str]:
    name = "  " * depth + path.name
    if not path.is_dir():
        return [f"{name + '.py':<20}{_first_sentence(path.with_suffix('.py'))}"]
    modules = sorted(one.stem for one in path.glob("*.py") if one.stem != "__init__")
    folders = [one.parent for one in sorted(path.glob("*/__init__.py"))]
    lines = [f"{name + '/':<20}{_first_sentence(path / '__init__.py')}"]
    lines += [" " * 22 + " ".join(modules)] if modules else []
    return lines + [line for folder in folders for line in _lines(folder, depth + 1)]


def _first_sentence(path: Path) -> str:
    says = " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())
    return re.split(r"(?<=\.) ", says)[0]


def printed() -> list[str]:
    """The page in three pieces, of which the second is the tree."""
    return PAGE.read_text("utf-8").split(MARK)


def test_the_tree_is_printed() -> None:
    """The tree on the page is that of the code; `python tests/update_golden.py` prints it anew."""
    assert printed()[1] == tree()


def _has_files(folder: Path) -> bool:
    """True unless compiled modules are all that an earlier version left in the folder."""
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


def test_every_folder_is_in_the_tree() -> None:
    """No folder and no module at the top of the package is left out."""
    found = {
        one.stem for one in PACKAGE.iterdir() if not one.name.startswith("__") and (one.is_file() or _has_files(one))
    }
    assert found == set(_named()) | set(WITHOUT_CODE)


def test_every_path_is_there() -> None:
    """Each path that the page gives as code is one of the package or of the repository."""
    paths = re.findall(r"`([\w./-]+(?:/|\.(?:py|txt|po|toml|md|yml)))`", "".join(printed()[::2]))
    missing = [path for path in paths if not (PACKAGE / path).exists() and not (ROOT / path).exists()]
    assert paths and missing == []
