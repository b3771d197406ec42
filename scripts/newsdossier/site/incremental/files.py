"""Files of MkDocs that may be published already: MkDocs resolves links to them and renders nothing.

`is_documentation_page` is what MkDocs asks before it reads, renders and writes a page. A published one says no.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePath
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_build_date

from newsdossier import escape
from newsdossier.pages.plan import Datum
from newsdossier.site.incremental.record import PageSummary

_INDEX = "index.html"


class PipelineFile(File):
    """A file whose path is as MkDocs wants it already: of thousands, making that sure takes longer than all else."""

    published = False
    """It is in place, or on its way there."""

    def __init__(self, path: str, dest_uri: str, config: MkDocsConfig) -> None:
        """`path` is that of its source, `dest_uri` its place on the site."""
        self.src_uri, self.dest_uri, self.dest_dir = path, dest_uri, config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.url = address(dest_uri, folders=config.use_directory_urls)
        self.inclusion = InclusionLevel.NOT_IN_NAV


class DossierFile(PipelineFile):
    """A page of `dossiers/`."""

    def __init__(self, path: str, dest_uri: str, config: MkDocsConfig, *, folder: Path) -> None:
        """`folder` is the one above `dossiers/`."""
        super().__init__(path, dest_uri, config)
        self.src_dir = str(folder)

    def is_documentation_page(self) -> bool:
        """True if MkDocs has anything to do for it."""
        return not self.published and super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:
        """Does nothing: the HTML is where it belongs."""


class DataFile(PipelineFile):
    """A file for programs, made only when it is not in place."""

    def __init__(self, path: str, config: MkDocsConfig, parts: Callable[[], Iterable[str]]) -> None:
        """`parts` makes its text, in pieces."""
        super().__init__(path, path, config)
        self.src_dir, self.abs_src_path, self.generated_by = None, None, "newsdossier"
        self._parts = parts

    def is_documentation_page(self) -> bool:
        """Returns False."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Writes it, where there is anything to do."""
        if not self.published:
            path = Path(self.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8") as file:
                file.writelines(self._parts())


@dataclass(frozen=True, slots=True)
class PipelineOutput:
    """What the pipeline has for a site, by source: plain paths, of which few become files of MkDocs."""

    folder: Path
    """The folder above `dossiers/`."""
    pages: Mapping[str, str]
    """Source of each page -> where its HTML is on the site."""
    data: Mapping[str, Datum]
    """Files for programs, by their path on the site."""
    signatures: Mapping[str, str]
    """Hash of all that a page and its overlay, or a file for programs, are made from."""

    def place(self, uri: str) -> str | None:
        """Returns where that page or file is on the site, if it is one of ours."""
        return uri if uri in self.data else self.pages.get(uri)

    def places(self) -> dict[str, str]:
        """Returns source -> place on the site."""
        return {**self.pages, **{path: path for path in self.data}}

    def file(self, uri: str, config: MkDocsConfig) -> PipelineFile:
        """Returns one of ours as MkDocs wants it."""
        if uri in self.data:
            return DataFile(uri, config, self.data[uri].parts)
        return DossierFile(uri, self.pages[uri], config, folder=self.folder)


def destination(path: str, *, folders: bool) -> str:
    """Returns where MkDocs puts the page of that Markdown: in a folder of its own, or beside the others."""
    parent, mark, name = path.removesuffix(".md").rpartition("/")
    if name in ("index", "README"):
        return f"{parent}{mark}{_INDEX}"
    return f"{parent}{mark}{name}/{_INDEX}" if folders else f"{parent}{mark}{name}.html"


def address(dest_uri: str, *, folders: bool) -> str:
    """Returns how MkDocs links to that place from the root of the site."""
    if folders and (dest_uri == _INDEX or dest_uri.endswith(f"/{_INDEX}")):
        dest_uri = dest_uri.removesuffix(_INDEX) or "./"
    return escape.path(dest_uri)


class PublishedPage:
    """As much of a page as templates and MkDocs' link checks ask of one that is not rendered."""

    def __init__(
        self, url: str, summary: PageSummary, *, site_url: str | None, anchors: Callable[[], frozenset[str]]
    ) -> None:
        """`anchors` finds the places on it, when a link leads to one."""
        self._url, self._anchors = url, anchors
        self.site_url, self.title = site_url, summary.title
        self.meta = {"title": summary.title, "robots": summary.robots}

    @property
    def url(self) -> str:
        """Its address below the site's."""
        return "" if self._url in {".", "./"} else self._url

    @property
    def canonical_url(self) -> str | None:
        """Its whole address, where the site has one."""
        return f"{self.site_url.rstrip('/')}/{self.url}" if self.site_url else None

    @property
    def update_date(self) -> str:
        """The date of this build, as MkDocs gives it to a page that is rendered."""
        return str(get_build_date())

    @cached_property
    def present_anchor_ids(self) -> frozenset[str]:
        """The places on it."""
        return self._anchors()


class SitemapEntry(NamedTuple):
    """A page that stays, for the list of all pages: as much of a file as the sitemap asks."""

    page: PublishedPage


class SiteFiles(Files):
    """All files of a site; going through them leaves out published ones, asking for one by its name does not."""

    def __init__(self, files: Iterable[File], published: Collection[str], make: Callable[[str], File]) -> None:
        """`published` are the sources of those that are in place, of which `make` makes files."""
        super().__init__(files)
        self.published, self._make = published, make
        self.requested: dict[str, File] = {}
        """Those published ones that somebody asked for."""

    def get_file_from_path(self, path: str) -> File | None:
        """Returns the file of that source, as MkDocs does."""
        return self.src_uris.get(PurePath(path).as_posix())

    def __contains__(self, path: str) -> bool:
        """True if there is a file of that source."""
        return self.get_file_from_path(path) is not None

    @property
    def src_uris(self) -> Mapping[str, File]:
        """Every file by its source."""
        return _AllFiles(self)

    def file(self, uri: str) -> File:
        """Returns the file of that source; `KeyError` where there is none."""
        found = self._src_uris.get(uri) or self.requested.get(uri)
        if found is None:
            if uri not in self.published:
                raise KeyError(uri)
            found = self.requested[uri] = self._make(uri)
        return found

    def mark_published(self, uris: Collection[str]) -> None:
        """Lets go of files that are made."""
        for uri in uris:
            self._src_uris.pop(uri)
        self.published = {*self.published, *uris}

    def sources(self) -> Iterator[str]:
        """Yields the source of every file."""
        return chain(self._src_uris, self.published)

    def written_by_people(self, ours: Collection[str]) -> list[File]:
        """Returns the pages of the site that are none of ours; drafts are left out."""
        pages = (file for file in self if file.src_uri not in ours and file.is_documentation_page())
        return [file for file in pages if file.inclusion.value > InclusionLevel.DRAFT.value]


class _AllFiles(Mapping[str, File]):
    def __init__(self, files: SiteFiles) -> None:
        self._files = files

    def __getitem__(self, uri: str) -> File:
        return self._files.file(uri)

    def __iter__(self) -> Iterator[str]:
        return self._files.sources()

    def __len__(self) -> int:
        return len(self._files) + len(self._files.published)
