"""Configuration, theme, templates and versions -> one hash: all that shapes every page but its own Markdown."""

import hashlib
import json
import logging
import re
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from newsdossier.site.incremental.messages import ROOT
from newsdossier.cache.store import installed
from newsdossier.cache.store import sources

_NOT_IN_PAGES = {"site_dir", "config_file_path", "docs_dir", "dev_addr", "watch", "strict", "plugins", "hooks", "theme"}

Read = Callable[[str], bytes | None]
"""Source of a page -> its Markdown, where there is one."""


def identity(config: MkDocsConfig, read: Read) -> str:
    """Two builds with the same identity make the same HTML of the same Markdown."""
    said = {
        "generator": ROOT,
        "program": sources("newsdossier"),
        "versions": installed(),
        "config": {key: _plain(value) for key, value in config.items() if key not in _NOT_IN_PAGES},
        "theme": _plain({key: config.theme[key] for key in config.theme}),
        "templates": list(_templates(config.theme)),
        "plugins": [(name, _plain(dict(getattr(plugin, "config", {})))) for name, plugin in config.plugins.items()],
        "hooks": [_hash(Path(str(path))) for path in config.hooks],
        "nav": list(_titled_by_their_page(config.nav, read)),
        "verbose": logging.getLogger(ROOT).getEffectiveLevel() <= logging.DEBUG,  # MkDocs then checks no anchors
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _templates(theme: Theme) -> Iterator[str]:
    """Of folders that are no installed package: a project's own overrides. Packages have versions."""
    installed = Path(sysconfig.get_paths()["purelib"])
    for folder in map(Path, theme.dirs):
        if not folder.is_relative_to(installed):
            yield from (_hash(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _titled_by_their_page(nav: object, read: Read) -> Iterator[str]:
    """Entries of the navigation without a title show that of their page, on every page."""
    if isinstance(nav, str):
        markdown = read(nav)
        yield "" if markdown is None else hashlib.sha256(markdown).hexdigest()
    elif isinstance(nav, dict):
        for value in nav.values():
            if not isinstance(value, str):
                yield from _titled_by_their_page(value, read)
    elif isinstance(nav, Iterable):
        for value in nav:
            yield from _titled_by_their_page(value, read)


def _hash(path: Path) -> str:
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _plain(value: object) -> object:
    """The same without what differs from one process to the next, such as the address of a function."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict | Config):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, partial):
        return _plain([value.func, value.args, value.keywords])
    if hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return re.sub(r" at 0x\w+", "", repr(value))
