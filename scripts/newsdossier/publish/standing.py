"""Files that stay as they are: MkDocs can find each by its name, and nothing is made of those that nobody asks for.

A site of thousands of dossiers has tens of thousands of files, of which a build changes a few dozen.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import PurePath
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from newsdossier.publish.pages import DossierFile, PipelineFile, PublishedPage, address, data_file, dossier_file
from newsdossier.publish.publication import Ours, Publication


class SiteFiles(Files):
    """All files of a site; going through them leaves out those that stay, asking for one by its name does not."""

    def __init__(self, files: Iterable[File], standing: Collection[str], make: Callable[[str], File]) -> None:
        """`standing` are the sources of those that stay, of which `make` makes files."""
        super().__init__(files)
        self.standing, self._make = standing, make
        self.asked: dict[str, File] = {}
        """Those that stay and that somebody asked for."""

    def get_file_from_path(self, path: str) -> File | None:
        """As MkDocs has it."""
        return self.src_uris.get(PurePath(path).as_posix())

    def __contains__(self, path: str) -> bool:
        """As MkDocs has it."""
        return self.get_file_from_path(path) is not None

    @property
    def src_uris(self) -> Mapping[str, File]:
        """Every file by its source."""
        return _Every(self)

    def named(self, uri: str) -> File:
        """The file of that source; `KeyError` where there is none."""
        found = self._src_uris.get(uri) or self.asked.get(uri)
        if found is None:
            if uri not in self.standing:
                raise KeyError(uri)
            found = self.asked[uri] = self._make(uri)
        return found

    def leave(self, uris: Collection[str]) -> None:
        """These stay from now on: they are made."""
        for uri in uris:
            self._src_uris.pop(uri)
        self.standing = {*self.standing, *uris}

    def sources(self) -> Iterator[str]:
        """Of every file."""
        return chain(self._src_uris, self.standing)


class _Every(Mapping[str, File]):
    def __init__(self, files: SiteFiles) -> None:
        self._files = files

    def __getitem__(self, uri: str) -> File:
        return self._files.named(uri)

    def __iter__(self) -> Iterator[str]:
        return self._files.sources()

    def __len__(self) -> int:
        return len(self._files) + len(self._files.standing)


def site_files(one: Publication, files: Files, config: MkDocsConfig) -> SiteFiles:
    """The site's own files and ours: those that are to be made, and those that stay."""
    ours = one.ours
    new = [uri for uri in chain(ours.pages, ours.data) if uri not in one.staying]
    others = [file for file in files if file.src_uri not in ours.pages and file.src_uri not in ours.data]
    made = [*others, *(made_file(ours, uri, config) for uri in new)]
    return SiteFiles(made, one.staying, lambda uri: _standing_file(one, uri, config))


def made_file(ours: Ours, uri: str, config: MkDocsConfig) -> PipelineFile:
    """A file of ours, for MkDocs."""
    if uri in ours.data:
        return data_file(config, uri, ours.data[uri].parts)
    return dossier_file(config, (ours.folder, uri), ours.pages[uri])


def _standing_file(one: Publication, uri: str, config: MkDocsConfig) -> File:
    file = made_file(one.ours, uri, config)
    file.published = True
    if one.navigated:  # MkDocs makes the pages of its navigation itself
        stand_in(one, file, config)
    return file


def stand_in(one: Publication, file: File, config: MkDocsConfig) -> None:
    """Give a published page what templates and link checks ask of it."""
    if not isinstance(file, DossierFile):
        return
    page: Any = _published(one, file.src_uri, config)
    if file.page is None:
        file.page = page
    else:  # made for the navigation
        file.page.meta, file.page.present_anchor_ids = page.meta, page.present_anchor_ids
        if "title" not in vars(file.page):
            file.page.title = page.title


def _published(one: Publication, uri: str, config: MkDocsConfig) -> PublishedPage:
    done = one.rendered.get(uri)
    title, robots = (done.title, done.robots) if done else one.known[uri]
    where = address(one.ours.pages[uri], folders=config.use_directory_urls), config.site_url
    return PublishedPage(where, (title, robots, partial(one.record.anchors, uri)))


class Shown(NamedTuple):
    """A page that stays, for the list of all: as much of a file as the sitemap asks."""

    page: PublishedPage


def others(files: SiteFiles, ours: Collection[str]) -> list[File]:
    """Pages of the site that are none of ours; drafts are left out."""
    pages = (file for file in files if file.src_uri not in ours and file.is_documentation_page())
    return [file for file in pages if file.inclusion.value > InclusionLevel.DRAFT.value]


def all_pages(one: Publication, files: SiteFiles, config: MkDocsConfig) -> list[File | Shown]:
    """Every page of the site, whether MkDocs has to render it or not: what people wrote, then ours in their order."""
    pages = one.ours.pages
    there = one.staying | one.rendered.keys()
    mine = [Shown(_published(one, uri, config)) if uri in there else files.named(uri) for uri in pages]
    return [*others(files, pages), *mine]
