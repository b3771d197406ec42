"""Files that people write -> where they hold a withdrawn name, by file and line: theirs to clean, so it is told."""

import hashlib
import json
from collections.abc import Iterator

from newsdossier.errors import Remark
from newsdossier.model import Settings
from newsdossier.store import Store, sources
from newsdossier.withdraw.names import Wanted

_KIND = "own files"
_LISTS = ("_authority.yml", "_knowledge/*.csv")


def still_named(settings: Settings, found: Wanted | None, store: Store) -> Iterator[Remark]:
    """The authority, the newsroom's lists, and the words at the top of the home page; the seeds hold what they hold."""
    if found and (found.names or found.hashes):
        for path in sorted(path for pattern in _LISTS for path in settings.seeds.glob(pattern)):
            shown = path.relative_to(settings.root).as_posix()
            for number in _lines(path.read_bytes(), found, store):
                where = f"{shown}:{number}"
                message = f"{where}: this line holds a withdrawn name. It is not published, the file still tells it"
                yield Remark("still-named", where, message)
        if found.names_one(settings.intro):
            message = "docs/_intro.md: it holds a withdrawn name and is not shown. Take the name out of it"
            yield Remark("still-named", "docs/_intro.md", message)


def _lines(data: bytes, found: Wanted, store: Store) -> list[int]:
    """Numbers of the lines that name somebody, from the cache where file and names are the same: lists may be long."""
    said = repr((sources("newsdossier.withdraw"), sorted(found.names), sorted(found.hashes)))
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass") + data).hexdigest()
    kept = store.get(_KIND, [key])
    if key not in kept:
        lines = data.decode("utf-8", "replace").splitlines()
        named = [number for number, line in enumerate(lines, start=1) if found.names_one(line)]
        store.put(_KIND, {key: json.dumps(named).encode()})
        return named
    return [int(number) for number in json.loads(kept[key])]
