"""A new project that builds at once, made of the files in `data/project/`."""

import json
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from newsdossier.errors import ProjectError

LANGUAGES = ("fr", "en")
_HIDDEN = {  # under their own names they would act on this repository
    "gitignore": ".gitignore",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "github-pages.yml": ".github/workflows/site.yml",
}


def new_project(folder: Path, language: str) -> list[str]:
    """Makes the project and returns its files, relative to the folder; never overwrites anything."""
    if language not in LANGUAGES:
        remedy = f"Choose one of {', '.join(LANGUAGES)}; pages can be in any language, by the theme's setting"
        raise ProjectError(f"there is no new project in the language {language!r}", path="--language", remedy=remedy)
    name = folder.resolve().name
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ProjectError("something is here already", path=str(folder), remedy="Choose a new name")
        made = dict(_project(name, language))
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.resolve().parent) as draft:
            for path, text in made.items():
                (Path(draft) / "whole" / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(draft) / "whole" / path).write_text(text, "utf-8")
            (Path(draft) / "whole").replace(folder)  # all of it at once, or nothing
    except OSError as bad:
        remedy = "Choose a folder that can be written to"
        raise ProjectError(f"no project can be made here ({bad.strerror})", path=str(folder), remedy=remedy) from bad
    return sorted(made)


def _project(name: str, language: str) -> Iterator[tuple[str, str]]:
    """Yields every file's path in the project and text, with the project's name and the program's version in it."""
    templates = files("newsdossier.data") / "project"
    for part in ("common", language):
        for path, text in _texts(templates / part, ""):
            shown = json.dumps(name, ensure_ascii=False) if path.endswith(".yml") else " ".join(name.split())
            yield _HIDDEN.get(path, path), text.replace("{name}", shown).replace("{version}", version("newsdossier"))


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _texts(one, f"{prefix}{one.name}/")
        else:
            yield prefix + one.name, one.read_text("utf-8")
