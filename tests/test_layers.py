"""The rules that a machine can check: who imports whom, and how large, named and typed the code is."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsdossier.identify.article.cached import DEPENDS

PACKAGE = Path(__file__).parents[1] / "scripts" / "newsdossier"
LAYERS = (
    ("model", "errors", "escape", "edtf", "writing", "cache", "parallel", "locale", "data"),
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
)
"""A folder imports from the layers above it, in the order in which data flow, and `SIDEWAYS` from its own."""
SIDEWAYS = {("errors", "model")}
DISK = {
    "analyse", "build", "cache", "cli", "decide", "identify", "knowledge", "languages", "locale", "naming",
    "read", "review", "site", "views", "withdraw", "writing",
}  # fmt: skip
"""Folders that may read or write files."""
DISK_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "scandir", "iterdir"}
MOST_MODULES, MOST_LINES, LONGEST_FUNCTION = 15, 400, 40
STEMS = {
    "__init__": "every folder has one",
    "find": "what the analyser of that folder finds",
    "names": "as analysed, as people decided, as withdrawn",
    "dates": "in French, in English, as analysed, in the metadata of files",
    "dossier": "the noun, what the public sees of it, its page",
    "entity": "the noun and its page",
    "entities": "joined across articles, and as the public sees them",
    "findings": "the nouns, and decisions on them",
    "settings": "the noun, and as mkdocs.yml has them",
    "authority": "the file, and the commands that write it",
    "lists": "what the public sees, and the pages; what the newsroom knows",
    "statements": "what the public sees, and the pages",
    "timeline": "what the public sees, and the page",
    "overlay": "what the public sees, and its HTML",
    "search": "what the public sees, and the index",
    "json_ld": "as pages have it, and as we write it",
}
"""File names that occur more than once, and why."""
TYPES = {
    "EntityRow": "front matter and a file for programs: the name stands in both published JSON Schemas",
    "SourceBlock": "front matter and sidecar: the name stands in both published JSON Schemas",
}
"""Class names that are defined more than once, and why."""
RIDDLE = re.compile(
    r"(The same\b|Of (?!course)|Whom\b|Whose\b|That is\b|As (?:above|before|in)\b|Who\b|Where (?:that|it)\b)"
)


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the package, parsed."""

    path: Path
    name: str
    """Relative to the package, as `read/decode.py`."""
    folder: str
    """The folder or module at the top of the package that it belongs to."""
    tree: ast.Module
    lines: int

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def parsed(path: Path) -> Module:
    """Reads and parses one module."""
    text, name = path.read_text("utf-8"), path.relative_to(PACKAGE).as_posix()
    return Module(path, name, name.split("/")[0].removesuffix(".py"), ast.parse(text), text.count("\n"))


MODULES = [parsed(path) for path in sorted(PACKAGE.rglob("*.py"))]
PUBLIC = {"__init__", "__main__"}
"""Modules at the top of the package that may import from everywhere."""


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


def test_imports_go_one_way() -> None:
    """A folder imports only from the layers above it."""
    wrong = [
        f"{module.name} imports {name}"
        for module in MODULES
        if module.folder not in PUBLIC
        for name in imports(module.tree)
        if name.startswith("newsdossier.") and name.split(".")[1] not in allowed(module.folder)
    ]
    assert wrong == []


def test_only_the_site_knows_mkdocs() -> None:
    """MkDocs and Material are imported in site/ alone."""
    ours = {module.name for module in MODULES if module.folder != "site"}
    found = {m.name for m in MODULES for name in imports(m.tree) if name.split(".")[0] in {"mkdocs", "material"}}
    assert found & ours == set()


def test_every_folder_has_a_layer() -> None:
    """A new folder or module at the top of the package is put into `LAYERS`."""
    planned = [name for names in LAYERS for name in names]
    assert sorted({module.folder for module in MODULES} - PUBLIC) == sorted(planned)


def test_few_folders_touch_the_disk() -> None:
    """Files are read and written only where the design says so."""
    wrong = [
        module.name
        for module in MODULES
        for node in ast.walk(module.tree)
        if module.folder not in DISK | PUBLIC
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in DISK_CALLS
    ]
    assert wrong == []


def test_folders_are_small() -> None:
    """A folder can be understood from its listing: it has at most 15 modules."""
    count = Counter(module.path.parent.as_posix() for module in MODULES if module.path.name != "__init__.py")
    assert {folder: number for folder, number in count.items() if number > MOST_MODULES} == {}


def test_modules_and_functions_are_short() -> None:
    """A module has at most 400 lines, a function at most 40."""
    assert [f"{module.name}: {module.lines} lines" for module in MODULES if module.lines > MOST_LINES] == []
    wrong = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in MODULES
        for function in module.functions()
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert wrong == []


def _is_mixed_tuple(annotation: ast.expr | None) -> bool:
    """True for `tuple[A, B]` of unlike types, also inside a union or an optional."""
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "tuple"
        and isinstance(node.slice, ast.Tuple)
        and len({ast.unparse(element) for element in node.slice.elts} - {"..."}) > 1
        for node in ([annotation] if annotation else [])
    )


def test_arguments_have_names() -> None:
    """No parameter is a tuple of unlike things: these are keyword-only arguments or a small dataclass."""
    wrong = [
        f"{module.name}:{function.lineno} {function.name}({argument.arg})"
        for module in MODULES
        for function in module.functions()
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if _is_mixed_tuple(argument.annotation)
    ]
    assert wrong == []


def test_names_have_one_meaning() -> None:
    """No class name is defined twice, and no file name used twice, but for those listed with a reason."""
    types, stems = defaultdict(set), defaultdict(set)
    for module in MODULES:
        stems[module.path.stem].add(module.name)
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                types[node.name].add(module.name)
    assert {name: sorted(where) for name, where in types.items() if len(where) > 1 and name not in TYPES} == {}
    assert {stem: sorted(where) for stem, where in stems.items() if len(where) > 1 and stem not in STEMS} == {}


def test_docstrings_say_what_the_code_does() -> None:
    """No docstring is a fragment that only its author can complete."""
    wrong = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and RIDDLE.match(ast.get_docstring(node) or "")
    ]
    assert wrong == []


def test_errors_are_caught_at_the_doors() -> None:
    """Our own errors are caught by the command line, the plugin and the reading of seeds, nowhere else."""
    catchers, broad = set(), set()
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                if names & {"Exception", "BaseException"}:
                    broad.add(module.name)
                if "NewsdossierError" in names:
                    catchers.add(module.name)
    assert broad <= {"writing.py", "read/isolated.py", "analyse/tasks.py", "parallel/workers.py"}
    assert catchers == {"cli/check.py", "cli/main.py", "site/plugin.py", "read/folder.py", "read/isolated.py"}


def needed_by(name: str) -> set[str]:
    """The modules of ours that a module imports, directly or not, and itself."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        folder = PACKAGE.parent / one.replace(".", "/")
        path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        if path.is_file() and one not in found and one != PACKAGE.name:  # its own `__init__` offers all of them
            found.add(one)
            froms = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)]
            waiting += [node.module for node in froms if node.module]
            waiting += [f"{node.module}.{each.name}" for node in froms for each in node.names]
    return found


def test_cached_names_depend_on_the_code_that_decides_them() -> None:
    """The cache of an article's names is invalid once a package that had a part in them changes."""
    deciding = needed_by("newsdossier.identify.article.cached") - needed_by("newsdossier.cache.store")
    covered = {one: {name for name in deciding if name == one or name.startswith(f"{one}.")} for one in DEPENDS}
    assert deciding - set().union(*covered.values()) == set()
    assert [one for one, names in covered.items() if not names] == []


def test_one_module_escapes() -> None:
    """Only `escape.py` calls the libraries that make words harmless in HTML, URLs and XML."""
    library = {
        ("html", "escape"), ("urllib.parse", "quote"), ("urllib.parse", "quote_plus"), ("urllib.parse", "urlencode"),
        ("urllib.parse", "quote_from_bytes"), ("xml.sax.saxutils", "escape"), ("xml.sax.saxutils", "quoteattr"),
        ("markupsafe", "escape"), ("markupsafe", "Markup"), ("urllib", "parse"), ("xml.sax", "saxutils"),
    }  # fmt: skip
    whole = {"html", "urllib", "urllib.parse", "xml.sax.saxutils", "markupsafe"}
    found = {
        module.name
        for module in MODULES
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and any((node.module, name.name) in library for name in node.names))
        or (isinstance(node, ast.Import) and any(name.name in whole for name in node.names))
    }
    assert found == {"escape.py"}
