"""Values that a build gives: what it found, what it did, and what the next build keeps of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from newsdossier.cache.store import CACHE, Codec
from newsdossier.decide import schemas
from newsdossier.errors import Failure, Remark
from newsdossier.export import contributions
from newsdossier.export.data_files import files
from newsdossier.identify.article.resolve import Resolved
from newsdossier.identify.published_ids import Row
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Entity, Listed
from newsdossier.model.findings import Annotations
from newsdossier.model.lazy import MaybeLazy
from newsdossier.pages.plan import Datum, Site, digest
from newsdossier.views import overlay as overlay_views
from newsdossier.views.overlay import MAPPED, Overlay, overlay_of_entity, overlay_of_places
from newsdossier.views.search import SearchEntry, search_entries
from newsdossier.withdraw.names import WithdrawnNames


class EditorView(NamedTuple):
    """What the build found before rights and withdrawals apply, for the editor only."""

    annotations: Mapping[Article, MaybeLazy[Annotations]] = {}
    """All that was found and decided in each article."""
    entities: Mapping[str, Entity] = {}
    """Every entity by id."""
    resolved: Mapping[str, Resolved] = {}
    """Names of each article, by slug."""
    public_resolved: Mapping[str, Resolved] = {}
    """Names of each article without withdrawn ones, by slug."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a build found in seeds and authority, before any page is written."""

    site: Site
    """All that pages are made from."""
    rows: tuple[Row, ...]
    """Rows of `_ids.tsv`."""
    editor: EditorView
    """The same before rights and withdrawals apply."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds that nobody has the right to publish."""
    remarks: tuple[Remark, ...]
    """Decisions found again or without effect, sidecars without a seed."""
    retry: bool = False
    """True if the next build must try again, though no file has changed."""
    withdrawn: WithdrawnNames | None = None
    """Names that are not shown; None when there are none."""


class PublicSite(NamedTuple):
    """A site and its files for programs."""

    site: Site
    """All that pages are made from."""
    files: tuple[Datum, ...]
    """Files for programs."""


def with_files(site: Site) -> PublicSite:
    """Returns the site with its files, taking from the cache what each dossier adds to lists."""
    return PublicSite(site, tuple(files(site, partial(contributions.cached_rows, site.settings.work / CACHE))))


@dataclass(frozen=True)
class BuildRecord:
    """What one build did, in a form that the next can keep and report when it has nothing to do."""

    dossiers: int
    """Pages of articles on the site."""
    pages: tuple[str, ...]
    """Every page of the site, relative to `dossiers/`, sorted."""
    kept: tuple[str, ...]
    """Pages that a person edited, so that we left them alone."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds that nobody has the right to publish, which is no mistake."""
    remarks: tuple[Remark, ...]
    """All that the report tells: the failures, the pages kept, decisions found again."""
    signatures: Mapping[str, str]
    """Page -> signature of all that it and its overlay are made from."""
    file_signatures: Mapping[str, str]
    """Path of each file for programs -> its signature."""
    left: str = ""
    """Hash of the files that the build left behind."""


CODEC: Codec[BuildRecord] = Codec(BuildRecord)


@dataclass(frozen=True, kw_only=True)
class BuildResult(BuildRecord):
    """What one build did, and the site; a build with nothing to do finds its site only when somebody asks for it."""

    find: Callable[[], PublicSite]
    """Finds the site and its files; called once at most."""
    written: tuple[str, ...] = ()
    """Pages that are new or changed."""
    removed: tuple[str, ...] = ()
    """Pages that nothing makes any more."""

    @cached_property
    def _public(self) -> PublicSite:
        return self.find()

    @property
    def site(self) -> Site:
        """All that pages are made from."""
        return self._public.site

    @property
    def articles(self) -> tuple[Article, ...]:
        """Those that have a dossier, in their public form."""
        return tuple(dossier.article for dossier in self.site.dossiers)

    @cached_property
    def data(self) -> Mapping[str, Datum]:
        """Files for programs by their path on the site; their text is made when somebody asks for it."""
        made = {path: Datum(path, one, partial(self._text, path)) for path, one in self.file_signatures.items()}
        return made | _schema_files()

    @cached_property
    def _files(self) -> dict[str, Datum]:
        return {one.path: one for one in self._public.files}

    def _text(self, path: str) -> str | Iterator[str]:
        return self._files[path].text()

    def subject(self, path: str) -> Dossier | Listed | None:
        """Returns the dossier or entity that a page is about; None for lists and for pages that a person edited."""
        return None if path in self.kept else self._subjects.get(path)

    @cached_property
    def _subjects(self) -> dict[str, Dossier | Listed]:
        entities = {one.target: one for one in self.site.named.values() if one.target.startswith("entities/")}
        return {f"{one.article.slug}.md": one for one in self.site.dossiers} | entities

    def first_shown(self, slug: str) -> str:
        """Returns the day on which the site first showed a dossier."""
        return self.site.first.get(slug, "")

    def overlay(self, path: str) -> Overlay:
        """Returns the marks, cards and pictures on a page; none on a page that a person edited."""
        subject = self.subject(path)
        if isinstance(subject, Dossier):
            return overlay_views.overlay(subject)
        if isinstance(subject, Listed):
            return overlay_of_entity(subject, self.site.members[subject.entity.id], self.site.named)
        mapped = path in MAPPED and path not in self.kept
        return overlay_of_places(self.site.named.values()) if mapped else Overlay()

    def search_entries(self) -> dict[str, SearchEntry | None]:
        """Returns what the search knows of each page worth finding; nothing of a page that a person edited."""
        known = search_entries(self.site.dossiers, self.site.named, self.site.settings.language)
        return {path: None if path in self.kept else one for path, one in known.items()}

    def load(self) -> None:
        """Finds the site now, such as before a process forks."""
        _ = self._subjects, self._files


def _schema_files() -> dict[str, Datum]:
    """Returns the schemas of the files that people write, for their text editors."""
    texts = {f"schemas/{name}": text for name, text in schemas.shipped().items()}
    return {path: Datum(path, digest(text), partial(str, text)) for path, text in texts.items()}
