"""Links to places on pages, checked where MkDocs does not: on pages that stay, and on those that workers rendered."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from newsdossier.site.incremental.record import Detail
from newsdossier.site.incremental.record import Link
from newsdossier.site.incremental.record import Said
from newsdossier.site.incremental.messages import paused
from newsdossier.site.incremental.messages import say_again
from newsdossier.site.incremental.session import Publication

_PAGES = 2_000  # whose places are kept at hand while links are checked


def check_again(
    one: Publication, how: tuple[MkDocsConfig, Files], by_workers: Iterable[str]
) -> dict[str, tuple[Said, ...]]:
    """Check links to places on pages that MkDocs did not check itself, and repeat what is still to be said."""
    config, files = how
    messages = one.record.messages()
    told = {uri for uri, (_, late) in messages.items() if late and uri in one.staying}
    made = ((uri, one.record.fresh(uri)) for uri in by_workers)
    places = lru_cache(_PAGES)(one.record.anchors)
    found: dict[str, tuple[Said, ...]] = {}
    for uri, detail in chain(_astray(one, told), made):
        one.hearing.late.pop(uri, None)
        doubtful = [link for link in detail.links if link.anchor and link.anchor not in places(link.target)]
        _validate(files, (uri, doubtful), config.validation.links.anchors)
        found[uri] = tuple(one.hearing.late.get(uri, ()))
    with paused(one.hearing):
        for uri, (said, before) in messages.items():
            if uri in one.staying:
                say_again((*said, *(() if uri in found else before)))
    return found


def _astray(one: Publication, told: set[str]) -> Iterator[tuple[str, Detail]]:
    """Pages that stay and lead to a place that went; and `told`, of which it was said that a place is not there."""
    yield from ((uri, one.record.detail(uri)) for uri in told)
    before = ((uri, one.record.detail(uri).anchors) for uri in one.rendered)
    gone = {uri: places - one.record.anchors(uri) for uri, places in before if places}
    gone = {uri: places for uri, places in gone.items() if places}
    for uri, detail in one.record.linking(gone) if gone else ():
        leads = any(link.anchor in gone.get(link.target, ()) for link in detail.links)
        if leads and uri in one.staying and uri not in told:
            yield uri, detail


def _validate(files: Files, linking: tuple[str, Sequence[Link]], level: int) -> None:
    """By MkDocs' own check, so that its words are the same; it is asked only of places that are not known."""
    uri, links = linking
    if not links:
        return
    page: Any = Page.__new__(Page)
    page.file, page.links_to_anchors = files.get_file_from_path(uri), {}
    for link in links:
        if target := files.get_file_from_path(link.target):
            page.links_to_anchors.setdefault(target, {}).setdefault(link.anchor, link.written)
    page.validate_anchor_links(files=files, log_level=level)
