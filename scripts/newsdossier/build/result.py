"""What one build did, in a form that the next can keep and give again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from newsdossier.cache.store import CACHE, Codec
from newsdossier.decide import schemas
from newsdossier.errors import Failure, Remark
from newsdossier.export import contributions
from newsdossier.export.files import files
from newsdossier.model.article import Article
from newsdossier.model.dossier import Dossier
from newsdossier.model.entity import Listed
from newsdossier.pages.plan import Datum, Site, digest
from newsdossier.views import overlay as overlay_views
from newsdossier.views.overlay import MAPPED, Overlay, overlay_of_entity, overlay_of_places
from newsdossier.views.search import SearchEntry, search_entries


@dataclass(frozen=True, slots=True)
class Report:
    """What one build did."""

    dossiers: int
    """Pages of articles on the site."""
    pages: tuple[str, ...]
    """Every page of the site, relative to `dossiers/`, sorted."""
    written: tuple[str, ...]
    """Those that are new or changed."""
    removed: tuple[str, ...]
    """Pages that nothing makes any more."""
    kept: tuple[str, ...]
    """Pages that a person edited, so that we left them alone."""
    failures: tuple[Failure, ...]
    """Seeds that gave no dossier, quotes that were left out, decisions that were not applied."""
    withheld: tuple[Failure, ...]
    """Seeds that nobody has the right to publish: no mistake, but the report names them."""
    remarks: tuple[Remark, ...]
    """All that the report tells: the failures, the pages kept, decisions found again."""
    articles: Callable[[], tuple[Article, ...]]
    """Those that have a dossier, in their public form."""
    data: Mapping[str, Datum]
    """Files for programs by their path on the site, made when they are asked for."""
    subject: Callable[[str], Dossier | Listed | None]
    """Page -> the dossier or the entity that it is of; None of lists, and of a page that a person edited."""
    first: Callable[[str], str]
    """Slug -> day on which the site first showed a dossier."""
    overlay: Callable[[str], Overlay]
    """Page -> the marks, cards and pictures on it; none on a page that a person edited."""
    signatures: Mapping[str, str]
    """Page -> of all that it and what is laid over it are made from."""
    findings: Callable[[], Mapping[str, SearchEntry | None]]
    """Page worth finding -> what the search knows of it; nothing of a page that a person edited."""
    know: Callable[[], object]
    """Finds what all these are asked from; otherwise the first question does."""


@dataclass(frozen=True, slots=True)
class Done:
    """What the next build says of itself when it has nothing to do; the fields are the report's."""

    dossiers: int
    pages: tuple[str, ...]
    kept: tuple[str, ...]
    failures: tuple[Failure, ...]
    withheld: tuple[Failure, ...]
    remarks: tuple[Remark, ...]
    signatures: Mapping[str, str]
    data: Mapping[str, str]
    """Path of each file for programs -> its signature."""
    left: str = ""
    """Hash of the files that the build left behind."""


CODEC: Codec[Done] = Codec(Done)


Whole = tuple[Site, tuple[Datum, ...]]
"""All that pages are made from, and the files for programs."""


def whole(site: Site) -> Whole:
    """With its files, which add to lists what they added before."""
    return site, tuple(files(site, partial(contributions.cached_rows, site.settings.work / CACHE)))


def reported(
    done: Done, find_again: Callable[[], Whole], changes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
) -> Report:
    """The report; `find_again` is called when somebody asks for more than it holds, and once."""
    found = cache(find_again)
    overlays = cache(lambda: _overlays(site()))
    subjects = cache(lambda: _subjects(site()))
    makers = cache(lambda: {one.path: one.text for one in found()[1]})

    def site() -> Site:
        return found()[0]

    def made(path: str) -> str | Iterator[str]:
        return makers()[path]()

    return Report(
        done.dossiers,
        done.pages,
        *changes,
        done.kept,
        failures=done.failures,
        withheld=done.withheld,
        remarks=done.remarks,
        articles=lambda: tuple(dossier.article for dossier in site().dossiers),
        data={path: Datum(path, signature, partial(made, path)) for path, signature in done.data.items()} | _schemas(),
        subject=lambda path: None if path in done.kept else subjects().get(path),
        first=lambda slug: site().first.get(slug, ""),
        overlay=lambda path: Overlay() if path in done.kept else overlays()(path),
        signatures=done.signatures,
        findings=lambda: _findings(site(), done.kept),
        know=lambda: (subjects(), overlays(), makers()),
    )


def _findings(site: Site, kept: tuple[str, ...]) -> dict[str, SearchEntry | None]:
    known = search_entries(site.dossiers, site.named, site.settings.language)
    return {path: None if path in kept else one for path, one in known.items()}


def _schemas() -> dict[str, Datum]:
    """Of the files that people write, for their editors."""
    texts = {f"schemas/{name}": text for name, text in schemas.shipped().items()}
    return {path: Datum(path, digest(text), partial(str, text)) for path, text in texts.items()}


def _subjects(site: Site) -> dict[str, Dossier | Listed]:
    """What each page, relative to `dossiers/`, is of."""
    entities = {one.target: one for one in site.named.values() if one.target.startswith("entities/")}
    return {f"{one.article.slug}.md": one for one in site.dossiers} | entities


def _overlays(site: Site) -> Callable[[str], Overlay]:
    """What is laid over each page, relative to `dossiers/`."""
    dossiers = {f"{one.article.slug}.md": one for one in site.dossiers}
    entities = {one.target: one for one in site.named.values() if one.target.startswith("entities/")}

    def over(path: str) -> Overlay:
        if path in dossiers:
            return overlay_views.overlay(dossiers[path])
        if path in entities:
            listed = entities[path]
            return overlay_of_entity(listed, site.members[listed.entity.id], site.named)
        return overlay_of_places(site.named.values()) if path in MAPPED else Overlay()

    return over
