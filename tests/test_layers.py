"""The house rules that a machine can see: who imports whom, what the nouns know, how long a function is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdossier.identify.kept import DEPENDS

PACKAGE = Path(__file__).parents[1] / "scripts" / "newsdossier"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import from itself and from these; the order is the way the data go.
ALLOWED = {
    "decisions": set(),
    "sealed": set(),
    "model": {"decisions", "sealed"},
    "errors": set(),
    "spelling": {"model"},
    "locale": set(),
    "data": set(),
    "database": set(),
    "again": set(),
    "sweeping": set(),
    "processes": set(),
    "store": {"again", "database"},
    "edtf": set(),
    "escape": set(),
    "decide": {"model", "decisions", "errors", "spelling", "edtf", "store"},
    "read": {"model", "decisions", "errors", "decide", "processes", "spelling", "store", "write"},
    "analyse": {"sealed", "model", "decisions", "errors", "edtf", "processes", "store"},
    "identify": {"sealed", "again", "escape", "model", "decisions", "errors", "spelling", "store", "write"},
    "relate": {"store"},
    "withdraw": {"sealed", "model", "decisions", "errors", "spelling", "locale", "identify", "store"},
    "compose": {"sealed", "again", "model", "decisions", "errors", "edtf", "identify", "spelling"},
    "render": {"escape", "model", "decisions", "edtf", "locale", "compose"},
    "exchange": {"escape", "model", "decisions", "edtf", "locale", "compose", "render"},
    "paging": {"again", "model", "decisions", "locale", "compose", "render", "exchange"},
    "write": set(),
    "update": {"model", "decisions", "paging", "processes", "store", "write"},
    "standstill": {"model", "decisions", "read", "store"},
    "outcome": {"again", "decide", "model", "decisions", "errors", "compose", "paging", "remembered", "store"},
    "remembered": {"sealed", "model", "decisions", "compose", "exchange", "paging", "store"},
    "about": {"analyse"},
    "report": {"errors"},
    "progress": {"analyse"},
    "export": {"model", "decisions", "errors", "analyse", "identify", "read"},
    "steps": {"sealed", "again", "model", "errors", "analyse", "compose", "decide", "identify", "read", "store"},
    "showing": {
        "sealed", "model", "errors", "analyse", "compose", "decide", "identify", "paging", "relate", "remembered",
        "steps", "store", "withdraw",
    },
    "pipeline": {
        "sealed", "again", "model", "errors", "about", "decide", "identify", "outcome", "paging", "read", "report",
        "showing", "standstill", "steps", "store", "sweeping", "update", "withdraw", "write",
    },
    "publish": {
        "again", "analyse", "model", "decisions", "errors", "locale", "compose", "escape", "exchange", "outcome",
        "paging", "pipeline", "processes", "progress", "steps", "store", "sweeping", "write", "database",
    },
    "desk": {"model", "decisions", "errors", "spelling", "decide", "identify", "locale", "pipeline", "update", "write"},
    "begin": {"errors"},
    "check": {"model", "errors", "decide", "identify", "read", "spelling"},
    "review": {"sealed", "model", "decisions", "errors", "edtf", "decide", "identify", "locale", "pipeline", "write"},
    "cli_entities": {"model", "decisions", "decide", "desk", "pipeline", "publish"},
    "cli": {
        "analyse", "outcome", "progress", "steps",
        "cli_entities", "read", "model", "errors", "begin", "check", "review", "decisions", "pipeline", "publish",
        "decide", "desk", "export", "identify", "write",
    },
    "__init__": set(),
}  # fmt: skip
DISK = {
    "read",
    "decide",
    "identify",
    "publish",
    "update",
    "write",
    "store",
    "database",
    "cli",
    "analyse",
    "begin",
    "desk",
    "review",
    "locale",
    "standstill",
    "withdraw",
}
TOUCHES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "scandir", "iterdir"}


def room(path: Path) -> str:
    """The folder or module of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, anywhere in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "newsdossier":
                yield from (f"newsdossier.{name.name}" for name in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    """A room imports only from the rooms before it; only publish/ knows MkDocs."""
    found = set(imports(ast.parse(path.read_text("utf-8"))))
    ours = {name.split(".")[1] for name in found if name.startswith("newsdossier.")}
    assert ours - ALLOWED[room(path)] - {room(path)} == set()
    if room(path) != "publish":
        assert not any(name.split(".")[0] in {"mkdocs", "material"} for name in found)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_few_rooms_touch_the_disk(path: Path) -> None:
    """Files are read and written only where the design says so; analyse/ and locale/ read what is shipped."""
    tree = ast.parse(path.read_text("utf-8"))
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    if room(path) not in DISK | {"pipeline"}:
        assert called & TOUCHES == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_functions_and_files_are_short(path: Path) -> None:
    """A function has at most 40 lines, a file about 200; the nouns, with a line on each field, three times that."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= {"model": 720, "cli": 260}.get(room(path), 230)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def test_errors_are_caught_at_the_doors() -> None:
    """Our own errors are caught by the command line, the plugin and the reading of the folder, nowhere else."""
    catchers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                assert (
                    not names & {"Exception", "BaseException"} or room(path) == "write" or path.name == "guarded.py"
                ), path
                if "NewsdossierError" in names:
                    catchers.add(path.relative_to(PACKAGE).as_posix())
    assert catchers == {"check.py", "cli.py", "publish/plugin.py", "read/folder.py", "read/guarded.py"}


def test_every_room_is_in_the_plan() -> None:
    """A new room is put into the order above."""
    assert {room(path) for path in MODULES} == set(ALLOWED)


def modules(name: str) -> set[str]:
    """The modules of ours that a module needs, itself included."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        path = PACKAGE.parent / (waiting[-1].replace(".", "/") + ".py")
        one = waiting.pop()
        if path.is_file() and one not in found:
            found.add(one)
            tree = ast.parse(path.read_text("utf-8"))
            froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
            waiting += [node.module for node in froms if node.module]
            waiting += [f"{node.module}.{each.name}" for node in froms for each in node.names]
    return found


def test_names_are_kept_by_all_that_decides_them() -> None:
    """What is kept of an article's names is made anew when a module that had a part in it changes, and no other."""
    deciding = modules("newsdossier.identify.within") | modules("newsdossier.identify.faithful")
    assert set(DEPENDS) == {*deciding, "newsdossier.identify.kept"}


def test_one_module_escapes() -> None:
    """What makes words harmless, for whichever context, is `escape.py`; no other module calls the libraries for it."""
    library = {
        ("html", "escape"), ("urllib.parse", "quote"), ("urllib.parse", "quote_plus"), ("urllib.parse", "urlencode"),
        ("urllib.parse", "quote_from_bytes"), ("xml.sax.saxutils", "escape"), ("xml.sax.saxutils", "quoteattr"),
        ("markupsafe", "escape"), ("markupsafe", "Markup"), ("urllib", "parse"), ("xml.sax", "saxutils"),
    }  # fmt: skip
    whole = {"html", "urllib", "urllib.parse", "xml.sax.saxutils", "markupsafe"}
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and any((node.module, name.name) in library for name in node.names))
        or (isinstance(node, ast.Import) and any(name.name in whole for name in node.names))
    }
    assert found == {"escape.py"}
