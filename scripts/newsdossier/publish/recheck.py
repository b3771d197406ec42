"""Links to places on pages, checked where MkDocs does not: on pages that stay, and on those that workers rendered."""

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from newsdossier.publish.hearing import paused, say_again
from newsdossier.publish.publication import Publication
from newsdossier.publish.record import Detail, Link, Said


def check_again(
    one: Publication, how: tuple[MkDocsConfig, Files], by_workers: Iterable[str]
) -> dict[str, tuple[Said, ...]]:
    """Check links to places on pages that MkDocs did not check itself, and repeat what is still to be said."""
    config, files = how
    messages = one.record.messages()
    told = {uri for uri, (_, late) in messages.items() if late and uri in one.staying}
    details = {**dict(_astray(one, told)), **{uri: one.rendered[uri].detail for uri in by_workers}}
    found: dict[str, tuple[Said, ...]] = {}
    for uri, detail in details.items():
        one.hearing.late.pop(uri, None)
        _validate(files, (uri, detail.links), config.validation.links.anchors)
        found[uri] = tuple(one.hearing.late.get(uri, ()))
    with paused(one.hearing):
        for uri, (said, before) in messages.items():
            if uri in one.staying:
                say_again((*said, *(() if uri in found else before)))
    return found


def _astray(one: Publication, told: Iterable[str]) -> Iterator[tuple[str, Detail]]:
    """Pages that stay and lead to a place that went; and `told`, of which it was said that a place is not there."""
    for uri in told:
        yield uri, one.record.detail(uri)
    gone = {uri: one.record.detail(uri).anchors - done.detail.anchors for uri, done in one.rendered.items()}
    gone = {uri: places for uri, places in gone.items() if places}
    for uri, detail in one.record.linking(gone) if gone else ():
        if uri in one.staying and any(link.anchor in gone.get(link.target, ()) for link in detail.links):
            yield uri, detail


def _validate(files: Files, linking: tuple[str, tuple[Link, ...]], level: int) -> None:
    """By MkDocs' own check, so that its words are the same."""
    uri, links = linking
    page: Any = Page.__new__(Page)
    page.file, page.links_to_anchors = files.get_file_from_path(uri), {}
    for link in links:
        if link.anchor and (target := files.get_file_from_path(link.target)):
            page.links_to_anchors.setdefault(target, {}).setdefault(link.anchor, link.written)
    page.validate_anchor_links(files=files, log_level=level)
