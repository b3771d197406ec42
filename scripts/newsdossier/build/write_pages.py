"""Pages -> files: only when they changed, never over a person's edit."""

import hashlib
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import frontmatter

from newsdossier.cache.stamps import files_below
from newsdossier.cache.store import PageRecord, Store
from newsdossier.model.dossier import Page
from newsdossier.pages.plan import Planned
from newsdossier.parallel.forks import map_in_forks
from newsdossier.writing import is_half, write

_MANY = 60  # pages, from which on several processes render them sooner than one
_HASH = "generated"
_END = "\n---\n\n"  # of the front matter


class Changes(NamedTuple):
    """What `update` did, as paths relative to the folder, sorted."""

    pages: tuple[str, ...]
    """All that the site shows."""
    written: tuple[str, ...]
    """New or changed."""
    removed: tuple[str, ...]
    """Made by nothing any more."""
    kept: tuple[str, ...]
    """A person's own, or edited by one."""


def as_markdown(page: Page) -> str:
    """The file: front matter with the hash of all the rest, then the body."""
    post = frontmatter.Post(page.body.rstrip("\n"))
    post.metadata = dict(page.meta)
    bare = str(frontmatter.dumps(post, sort_keys=False, width=10_000)) + "\n"
    return bare.replace(_END, f"\n{_HASH}: {fingerprint(bare)}{_END}", 1)


def fingerprint(markdown: str) -> str:
    """SHA-256 of a page without its own hash line."""
    kept = [line for line in markdown.split("\n") if not line.startswith(f"{_HASH}: ")]
    return hashlib.sha256("\n".join(kept).encode("utf-8")).hexdigest()


def is_ours(markdown: str) -> bool:
    """Nobody changed the page since we wrote it; line ends may differ, as git changes them."""
    text = markdown.replace("\r\n", "\n")
    head = text.split("\n---\n", 1)[0]
    said = [line.removeprefix(f"{_HASH}: ") for line in head.split("\n") if line.startswith(f"{_HASH}: ")]
    return said == [fingerprint(text)]


def as_ours(markdown: str) -> str:
    """A page that a person edited, as if we had written it: the next build makes it anew."""
    text = markdown.replace("\r\n", "\n")
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{_HASH}: "))
    lines[at] = f"{_HASH}: {fingerprint(text)}"
    return "\n".join(lines)


def update(folder: Path, planned: Iterable[Planned], store: Store) -> Changes:
    """Make the folder hold the planned pages: render what is new, leave what a person edited, drop what is gone."""
    before, disk = store.pages(), _on_disk(folder)
    new: list[Planned] = []
    kept, pages = [], []
    for one in planned:
        pages.append(one.path)
        if _untouched(before.get(one.path), disk.get(one.path), one.signature):
            continue
        if one.path in disk and not _is_ours(folder / one.path, before.get(one.path), disk[one.path]):
            kept.append(one.path)
        else:
            new.append(one)
    make = partial(_make, folder)
    made = map_in_forks(make, new) if len(new) >= _MANY else make(new)
    fresh = {one.path: left for one, (_, left) in zip(new, made, strict=True)}
    written = [one.path for one, (changed, _) in zip(new, made, strict=True) if changed]
    removed, foreign = _sweep(folder, set(disk) - set(pages))
    store.put_pages(fresh, {*removed, *kept, *(set(before) - set(pages))})
    return Changes(*(tuple(sorted(found)) for found in ([*pages, *foreign], written, removed, [*kept, *foreign])))


def _make(folder: Path, some: Iterable[Planned]) -> list[tuple[bool, PageRecord]]:
    """Render and write these pages; whether each is new or changed, and how it was left."""
    return [
        (write(folder, one.path, as_markdown(one.render())), _remembered(folder / one.path, one.signature))
        for one in some
    ]


def _untouched(before: PageRecord | None, now: os.stat_result | None, signature: str) -> bool:
    return (
        before is not None
        and now is not None
        and (before.signature, before.mtime, before.size) == (signature, now.st_mtime_ns, now.st_size)
    )


def _is_ours(path: Path, before: PageRecord | None, now: os.stat_result) -> bool:
    """As we left it by its time and size, else by the hash in it: a fresh clone has no times to trust."""
    if before and (before.mtime, before.size) == (now.st_mtime_ns, now.st_size):
        return True
    return is_ours(path.read_text("utf-8", errors="replace"))


def _remembered(path: Path, signature: str) -> PageRecord:
    now = path.stat()
    return PageRecord(signature, now.st_mtime_ns, now.st_size)


def _sweep(folder: Path, unplanned: Iterable[str]) -> tuple[list[str], list[str]]:
    """Take away pages that nothing makes any more; what a person wrote or edited stays."""
    removed, foreign = [], []
    for path in unplanned:
        if is_ours((folder / path).read_text("utf-8", errors="replace")):
            (folder / path).unlink()
            removed.append(path)
        else:
            foreign.append(path)
    return removed, foreign


def _on_disk(folder: Path) -> dict[str, os.stat_result]:
    """Every Markdown file below the folder by its path, with its time and size; what a killed build left is removed."""
    found: dict[str, os.stat_result] = {}
    for path, entry in files_below(folder) if folder.is_dir() else ():
        if is_half(entry.name):
            Path(entry.path).unlink()  # of a build that was killed: this one alone may write here
        elif path.endswith(".md"):
            found[path] = entry.stat()
    return found
