"""What one build did, in a form that the next can keep and give again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from pydantic import TypeAdapter

from newsdossier import compose
from newsdossier.decide import schemas
from newsdossier.errors import Failure, Remark
from newsdossier.model import Article, Dossier
from newsdossier.paging import DATA, Site


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
    data: Mapping[str, Callable[[], str]]
    """Files for machines by their path on the site, made when they are asked for."""
    overlay: Callable[[str], compose.Overlay]
    """Slug -> marks and cards of that dossier's page; none on a page that a person edited."""
    signatures: Mapping[str, str]
    """Page -> of all that it and what is laid over it are made from."""


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


CODEC = TypeAdapter(Done)


def reported(
    done: Done, find_again: Callable[[], Site], changes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
) -> Report:
    """The report; `find_again` is called when somebody asks for more than it holds, and once."""
    site = cache(find_again)

    @cache
    def ours() -> dict[str, Dossier]:
        return {d.article.slug: d for d in site().dossiers if f"{d.article.slug}.md" not in done.kept}

    def laid_over(slug: str) -> compose.Overlay:
        return compose.overlay(ours()[slug]) if slug in ours() else compose.Overlay()

    return Report(
        done.dossiers,
        done.pages,
        *changes,
        done.kept,
        failures=done.failures,
        withheld=done.withheld,
        remarks=done.remarks,
        articles=lambda: tuple(dossier.article for dossier in site().dossiers),
        data={path: partial(_made, made, site) for path, made in DATA.items()}
        | {f"schemas/{name}": partial(str, text) for name, text in schemas.shipped().items()},
        overlay=laid_over,
        signatures=done.signatures,
    )


def _made(made: Callable[[Site], str], site: Callable[[], Site]) -> str:
    return made(site())
