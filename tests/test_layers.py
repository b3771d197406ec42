"""The house rules that a machine can see: who imports whom, what the nouns know, how long a function is."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdossier.identify.article.cached import DEPENDS

PACKAGE = Path(__file__).parents[1] / "scripts" / "newsdossier"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    ("model", "errors", "escape", "edtf", "files", "cache", "parallel", "locale", "data"),
    ("naming", "languages"),
    ("decide",),
    ("read", "analyse", "knowledge"),
    ("identify", "relate"),
    ("settle", "withdraw", "views"),
    ("pages",),
    ("export",),
    ("build",),
    ("site", "review"),
    ("cli",),
    ("__init__", "__main__"),
)
"""A folder imports from the layers above it, in the order in which data flow, and `SIDEWAYS` from its own."""
SIDEWAYS = {("errors", "model")}
DISK = {
    "analyse", "build", "cache", "cli", "decide", "files", "identify", "knowledge", "languages", "locale", "naming",
    "read", "review", "site", "views", "withdraw",
}  # fmt: skip
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


def allowed(name: str) -> set[str]:
    """The folders that a folder may import from."""
    layer = next(number for number, names in enumerate(LAYERS) if name in names)
    above = {one for names in LAYERS[:layer] for one in names}
    return above | {name} | {other for one, other in SIDEWAYS if one == name}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    """A folder imports only from the layers before it; only site/ knows MkDocs."""
    found = set(imports(ast.parse(path.read_text("utf-8"))))
    ours = {name.split(".")[1] for name in found if name.startswith("newsdossier.")}
    assert ours - allowed(room(path)) == set()
    if room(path) != "site":
        assert not any(name.split(".")[0] in {"mkdocs", "material"} for name in found)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_few_rooms_touch_the_disk(path: Path) -> None:
    """Files are read and written only where the design says so; analyse/ and locale/ read what is shipped."""
    tree = ast.parse(path.read_text("utf-8"))
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    if room(path) not in DISK:
        assert called & TOUCHES == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_functions_and_files_are_short(path: Path) -> None:
    """A function has at most 40 lines, a module at most 400."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def test_folders_are_small() -> None:
    """A folder has at most fifteen modules."""
    count = Counter(path.parent for path in MODULES if path.stem != "__init__")
    assert [folder for folder, modules in count.items() if modules > 15] == []


def test_errors_are_caught_at_the_doors() -> None:
    """Our own errors are caught by the command line, the plugin and the reading of the folder, nowhere else."""
    catchers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                name = path.relative_to(PACKAGE).as_posix()
                broad = names & {"Exception", "BaseException"}
                assert not broad or name in {
                    "files.py",
                    "read/isolated.py",
                    "analyse/tasks.py",
                    "parallel/workers.py",
                }, path
                if "NewsdossierError" in names:
                    catchers.add(path.relative_to(PACKAGE).as_posix())
    assert catchers == {
        "cli/check.py",
        "cli/main.py",
        "site/plugin.py",
        "read/folder.py",
        "read/isolated.py",
    }


def test_every_room_is_in_the_plan() -> None:
    """A new room is put into the order above."""
    planned = [name for names in LAYERS for name in names]
    assert sorted({room(path) for path in MODULES}) == sorted(planned)


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
    deciding = modules("newsdossier.identify.article.cached") - modules("newsdossier.cache.store")
    assert {name for name in deciding if not any(name == one or name.startswith(f"{one}.") for one in DEPENDS)} == set()
    assert set(DEPENDS) == {one for one in DEPENDS if any(n == one or n.startswith(f"{one}.") for n in deciding)}


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
