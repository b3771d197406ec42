"""A newsroom's CSV or a Wikidata dump -> a list in `seeds/_knowledge/`."""

from pathlib import Path

from newsdossier.errors import KnowledgeError
from newsdossier.identify.dump import SUFFIXES, read_dump
from newsdossier.identify.lists import FOLDER, merged, write_rows
from newsdossier.model import Settings


def import_file(path: Path, settings: Settings) -> tuple[Path, int]:
    """Add a file's entities to the list of its name; returns that list and how many entities it has now."""
    shown, folder = path.as_posix(), settings.seeds / FOLDER
    if not path.is_file():
        raise KnowledgeError("there is no such file", path=shown, remedy="Give the path of a .csv or a Wikidata dump")
    suffix = next((one for one in (".csv", *SUFFIXES) if path.name.lower().endswith(one)), "")
    if not suffix:
        remedy = f"Read are .csv, {', '.join(SUFFIXES)}"
        raise KnowledgeError("this kind of file is not read", path=shown, remedy=remedy)
    target = folder / f"{path.name[: -len(suffix)]}.csv"
    if suffix == ".csv":
        return target, write_rows(target, merged(path, target, shown))
    return target, write_rows(target, read_dump(path, _languages(settings), shown))


def _languages(settings: Settings) -> tuple[str, ...]:
    """The site's own first: an entity's name is in it where it can be."""
    return tuple(dict.fromkeys((settings.language.split("-")[0], *settings.languages)))
