"""Files of MkDocs that may be published already: MkDocs resolves links to them and renders nothing.

`is_documentation_page` is what MkDocs asks before it reads, renders and writes a page. A published one says no.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_build_date
from newsdossier import escape
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import PurePath
from typing import Any, NamedTuple
from mkdocs.structure.files import File, Files, InclusionLevel
from newsdossier.site.incremental.session import Ours
from newsdossier.site.incremental.session import Publication


_INDEX = "index.html"


class PipelineFile(File):
    """A file whose path is as MkDocs wants it already: of thousands, making that sure takes longer than all else."""

    published = False
    """It is in place, or on its way there."""

    def __init__(self, path: str, dest_uri: str, config: MkDocsConfig) -> None:
        """Under that path below its folder, and under the other on the site."""
        self.src_uri, self.dest_uri, self.dest_dir = path, dest_uri, config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.url = address(dest_uri, folders=config.use_directory_urls)
        self.inclusion = InclusionLevel.NOT_IN_NAV


class DossierFile(PipelineFile):
    """A page of `dossiers/`."""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs has anything to do for it."""
        return not self.published and super().is_documentation_page()

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: the HTML is where it belongs."""


class DataFile(PipelineFile):
    """A file for machines, made only when it is not in place."""

    parts: Callable[[], Iterable[str]]

    def is_documentation_page(self) -> bool:
        """Never."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write it, where there is anything to do."""
        if not self.published:
            path = Path(self.abs_dest_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8") as file:
                file.writelines(self.parts())


def data_file(config: MkDocsConfig, path: str, parts: Callable[[], Iterable[str]]) -> DataFile:
    """Under that path on the site, with that text."""
    file = DataFile(path, path, config)
    file.src_dir, file.abs_src_path, file.generated_by, file.parts = None, None, "newsdossier", parts
    return file


def dossier_file(config: MkDocsConfig, source: tuple[Path, str], dest_uri: str) -> DossierFile:
    """`source` is the folder above `dossiers/` and the path below it."""
    folder, path = source
    file = DossierFile(path, dest_uri, config)
    file.src_dir = str(folder)
    return file


def destination(path: str, *, folders: bool) -> str:
    """Where MkDocs puts the page of that Markdown: in a folder of its own, or beside the others."""
    parent, mark, name = path.removesuffix(".md").rpartition("/")
    if name in ("index", "README"):
        return f"{parent}{mark}{_INDEX}"
    return f"{parent}{mark}{name}/{_INDEX}" if folders else f"{parent}{mark}{name}.html"


def address(dest_uri: str, *, folders: bool) -> str:
    """How MkDocs links to what is there, from the root of the site."""
    if folders and (dest_uri == _INDEX or dest_uri.endswith(f"/{_INDEX}")):
        dest_uri = dest_uri.removesuffix(_INDEX) or "./"
    return escape.path(dest_uri)


class PublishedPage:
    """As much of a page as templates and MkDocs' link checks ask of one that is not rendered."""

    def __init__(self, where: tuple[str, str | None], known: tuple[str, str, Callable[[], frozenset[str]]]) -> None:
        """`where` is its address and the site's; `known` its title, what it says to robots, how to find its anchors."""
        self._url, self.site_url = where
        self.title, robots, self._anchors = known
        self.meta = {"title": self.title, "robots": robots}

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
        """As of a page that is rendered in this build."""
        return str(get_build_date())

    @cached_property
    def present_anchor_ids(self) -> frozenset[str]:
        """The places on it, looked up only when a link leads to one."""
        return self._anchors()


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
