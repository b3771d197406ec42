"""One build of a site, from the moment when MkDocs begins to the one when readers see it."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from newsdossier.pages.plan import Datum
from newsdossier.cache.stamps import Stamp
from newsdossier.site.incremental.messages import Hearing
from newsdossier.site.incremental.links import Links
from newsdossier.site.incremental.record import Record
from newsdossier.site.incremental.workers import Rendered


@dataclass(frozen=True, slots=True)
class Ours:
    """What the pipeline has for a site, by source: plain paths, of which few become files of MkDocs."""

    folder: Path
    """Above `dossiers/`."""
    pages: Mapping[str, str]
    """Source of each page -> where its HTML is on the site."""
    data: Mapping[str, Datum]
    """Files for programs, by their path on the site."""
    signatures: Mapping[str, str]
    """Of all that a page and what is laid over it, or a file for programs, are made from."""

    def place(self, uri: str) -> str | None:
        """Where that page or file is on the site, if it is one of ours."""
        return uri if uri in self.data else self.pages.get(uri)

    def destinations(self) -> dict[str, str]:
        """Source -> place on the site."""
        return {**self.pages, **{path: path for path in self.data}}


@dataclass(slots=True)
class Publication:
    """One build of a site into its folder."""

    site: Path
    """Where readers look."""
    made: Path
    """Where MkDocs writes."""
    record: Record
    hearing: Hearing
    links: Links
    ends: ExitStack
    """What is closed when it is over, or given up."""
    look: Callable[[], dict[str, Stamp]] = dict
    """Finds the files of the site as they are when the build begins."""
    waited_for: bool = False
    """Somebody waits for its pages, under `serve`."""
    ours: Ours = field(default_factory=lambda: Ours(Path(), {}, {}, {}))
    whole: str = ""
    """Identity of all that shapes every page."""
    navigated: bool = False
    """MkDocs has made its navigation: pages that stay may be given what stands in for them."""
    staying: set[str] = field(default_factory=set)
    """Pages and files that are in place."""
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Title of each page that was published before, and what it says to robots."""
    sources: dict[str, tuple[str, str, int, int]] = field(default_factory=dict)
    """Signature, and hash, time and size of its Markdown, of each page and file that does not stay."""
    before: set[str] = field(default_factory=set)
    """Files on the site that are none of those that stay."""
    gone: list[str] = field(default_factory=list)
    """Pages and files of the last build that are none of ours any more."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """What there is to link to, with its place on the site, where that changed."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """Pages that were made in this build."""
    late: tuple[str, ...] = ()
    """Files for programs that are made when the pages are there."""
    written: Callable[[], list[Rendered]] = list
    """Joins in where other processes write files meanwhile, and gives all of these."""
