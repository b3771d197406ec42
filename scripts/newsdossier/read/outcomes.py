"""What became of every file in `seeds/`: a dossier, an error or nothing, each with what the editor should know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from newsdossier.errors import Failure, Remark
from newsdossier.model.article import Article
from newsdossier.model.settings import Settings
from newsdossier.read import shown_path
from newsdossier.read.folder import survey


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the report."""

    file: str
    """Relative to the project."""
    outcome: Literal["dossier", "error", "skip"]
    """What it gave."""
    message: str
    """Why, or what of it is lost or missing."""


def outcomes(
    settings: Settings, articles: Iterable[Article], *, failed: Iterable[Failure], withheld: Iterable[Failure]
) -> Iterator[Outcome]:
    """Exactly one for each file."""
    made = {article.seed.path: article for article in articles}
    kept_back = {one.path: one.message for one in withheld}
    said: dict[str, list[str]] = {}
    for failure in failed:
        said.setdefault(failure.path, []).append(failure.message)
    for seen in survey(settings.seeds):
        path = shown_path(seen.path, settings.root)
        if path in made:
            yield Outcome(path, "dossier", " ".join((_about(made[path]), *said.get(path, ()))))
        elif path in said:
            yield Outcome(path, "error", " ".join(said[path]))
        else:
            yield Outcome(path, "skip", seen.skip or kept_back.get(path, "not published"))


def losses(articles: Iterable[Article]) -> Iterator[Remark]:
    """What was lost of articles that have a dossier all the same."""
    for article in articles:
        path = article.seed.path
        yield from (Remark("lost", path, f"{path}: {remark}.") for remark in article.reading.remarks)


def missing(article: Article) -> tuple[str, ...]:
    """What neither file nor sidecar says: it is asked for, never made up."""
    source = article.source
    title = article.title if article.title_origin in {"text", "metadata"} else ""
    said = {
        "title": title, "publisher": source.publisher, "authors": source.authors, "published": source.published,
        "url": source.url,
    }  # fmt: skip
    return tuple(key for key, value in said.items() if not value)


def _about(article: Article) -> str:
    reading, lacks = article.reading, missing(article)
    parts = [f"{reading.kept} of {reading.read} characters kept", *reading.remarks]
    if lacks:
        parts.append(f"not said, and asked for in {article.seed.path}.yml: {', '.join(lacks)}")
    return "; ".join(parts) + "."
