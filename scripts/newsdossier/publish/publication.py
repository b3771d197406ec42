"""One build of a site, from the moment when MkDocs begins to the one when readers see it."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from newsdossier.publish import tree
from newsdossier.publish.hearing import Hearing
from newsdossier.publish.links import Links
from newsdossier.publish.record import Record, Row
from newsdossier.publish.workers import Rendered


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
    rows: dict[str, Row] = field(default_factory=dict)
    """Pages as the last build left them."""
    before: dict[str, tree.Stamp] = field(default_factory=dict)
    """The files of the site when the build began."""
    sources: dict[str, tuple[str, str, int, int]] = field(default_factory=dict)
    """Signature, hash, time and size of each page's Markdown now."""
    staying: set[str] = field(default_factory=set)
    """Pages that need no rendering."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """What there is to link to, with its address, where that changed."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """Pages that were made in this build."""
    written: Callable[[], object] = lambda: None
    """Waits for the files that another process writes meanwhile."""
