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
