"""The report on every file in `seeds/`: a dossier, an error or nothing, each with what the editor should know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newsdossier.errors import Failure, Remark
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import shown_path
from newsdossier.read.folder import survey


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A line of the report."""

    file: str
    """Relative to the project."""
    outcome: Literal["dossier", "error", "skip"]
    """What the file gave."""
    message: str
    """Why, or what is lost or missing."""


def outcomes(
    settings: Settings, articles: Iterable[Article], *, failed: Iterable[Failure], withheld: Iterable[Failure]
) -> Iterator[FileOutcome]:
    """Yields exactly one outcome for each file."""
    articles_by_path = {article.seed.path: article for article in articles}
    reasons = {one.path: one.message for one in withheld}
    errors: dict[str, list[str]] = {}
    for failure in failed:
        errors.setdefault(failure.path, []).append(failure.message)
    for found in survey(settings.seeds):
        path = shown_path(found.path, settings.root)
        if path in articles_by_path:
            yield FileOutcome(path, "dossier", " ".join((_about(articles_by_path[path]), *errors.get(path, ()))))
        elif path in errors:
            yield FileOutcome(path, "error", " ".join(errors[path]))
        else:
            yield FileOutcome(path, "skip", found.skip or reasons.get(path, "not published"))


def losses(articles: Iterable[Article]) -> Iterator[Remark]:
    """Yields what was lost of articles that have a dossier all the same."""
    for article in articles:
        path = article.seed.path
        yield from (Remark("lost", path, f"{path}: {remark}.") for remark in article.reading.remarks)


def missing(article: Article) -> tuple[str, ...]:
    """Returns the keys that neither file nor sidecar fills: they are asked for, never made up."""
    source = article.source
    title = article.title if article.title_origin in {"text", "metadata"} else ""
    values = {
        "title": title, "publisher": source.publisher, "authors": source.authors, "published": source.published,
        "url": source.url,
    }  # fmt: skip
    return tuple(key for key, value in values.items() if not value)


def _about(article: Article) -> str:
    reading, lacks = article.reading, missing(article)
    parts = [f"{reading.kept} of {reading.read} characters kept", *reading.remarks]
    if lacks:
        parts.append(f"not said, and asked for in {article.seed.path}.yml: {', '.join(lacks)}")
    return "; ".join(parts) + "."
