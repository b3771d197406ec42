"""newsdossier: drop a news article in, get a publishable, annotated dossier.

These functions are the public interface from Python. Importing them is cheap: each loads what it needs when called.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

__all__ = [
    "annotate", "article_of_text", "build_project", "load_settings", "new_project", "preview", "resolve", "same_name",
]  # fmt: skip


if TYPE_CHECKING:
    from newsdossier.build.result import BuildResult, Snapshot
    from newsdossier.build.stages import AnalysisOptions
    from newsdossier.identify.article.resolve import Resolved
    from newsdossier.knowledge import Knowledge
    from newsdossier.model.article import Article
    from newsdossier.model.entity import EntityType
    from newsdossier.model.findings import Annotations
    from newsdossier.model.settings import Settings


def article_of_text(
    text: str, *, id: str, title: str = "", language: str = "", published: date | None = None
) -> "Article":
    """Returns the article of a text; `id` names it, and an empty language is detected.

    >>> article = article_of_text("La Lune est loin.\\n\\nNeil Armstrong y marche avec Buzz Aldrin.", id="lune")
    >>> article.language, [part.kind for part in article.parts]
    ('fr', ['paragraph', 'paragraph'])
    """
    from newsdossier.read.assemble import article_of_text

    return article_of_text(text, id=id, title=title, language=language, published=published)


def annotate(article: "Article") -> "Annotations":
    """Returns what the analysers find in an article, as spans of its text; keeps nothing.

    >>> article = article_of_text("Le 20 juillet 1969, Neil Armstrong marche sur la Lune.", id="lune", language="fr")
    >>> found = annotate(article)
    >>> [mention.span.of(article.text) for mention in found.mentions]
    ['Neil Armstrong', 'Lune']
    >>> [time.edtf for time in found.times]
    ['1969-07-20']
    """
    from newsdossier.analyse import analyse

    (found,) = analyse([article])
    return found


def resolve(article: "Article", annotations: "Annotations", knowledge: "Knowledge | None" = None) -> "Resolved":
    """Returns the entities that an article names; without `knowledge`, with what is shipped.

    >>> text = "Neil Armstrong marche sur la Lune. Armstrong y reste deux heures."
    >>> article = article_of_text(text, id="lune", language="fr")
    >>> [(one.name, one.mentions) for one in resolve(article, annotate(article)).locals if one.type == "person"]
    [('Neil Armstrong', 2)]
    """
    from newsdossier.identify.article.resolve import resolve
    from newsdossier.knowledge import gather

    return resolve(article, annotations, knowledge or gather((), article.language))


def same_name(one: str, other: str, kind: "EntityType | None" = None) -> bool:
    """True if two names may mean the same, across spellings and scripts; `kind` is `person`, `organisation` or so.

    >>> same_name("Iouri Ouchakov", "Yuri Ushakov", "person")
    True
    >>> same_name("Iouri Ouchakov", "Sergueï Lavrov", "person")
    False
    """
    from newsdossier.naming.likeness import same

    return same(one, other, kind)


def new_project(folder: Path, language: str = "fr") -> Sequence[str]:
    """Makes a project that builds at once and returns its files, relative to the folder; overwrites nothing.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as temporary:
    ...     made = new_project(Path(temporary) / "press", "en")
    >>> "mkdocs.yml" in made
    True
    """
    from newsdossier.cli.new_project import new_project

    return new_project(folder, language)


def load_settings(folder: Path) -> "Settings":
    """Returns the settings of a project, as its `mkdocs.yml` has them.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as temporary:
    ...     _ = new_project(Path(temporary) / "press", "en")
    ...     settings = load_settings(Path(temporary) / "press")
    >>> settings.language, settings.seeds.name
    ('en', 'seeds')
    """
    from newsdossier.site.settings import load_settings

    return load_settings(folder)


def build_project(settings: "Settings", analysis: "AnalysisOptions | None" = None) -> "BuildResult":
    """Turns the seeds of a project into pages and returns what it did; `analysis` may ask for processes or a cluster.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as temporary:
    ...     _ = new_project(Path(temporary) / "press", "en")
    ...     result = build_project(load_settings(Path(temporary) / "press"))
    >>> result.dossiers, result.failures
    (1, ())
    """
    from newsdossier.build.pipeline import IN_THIS_PROCESS, build

    return build(settings, analysis=analysis or IN_THIS_PROCESS)


def preview(settings: "Settings") -> "Snapshot":
    """Returns what a build would find now: dossiers and entities; writes no page.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as temporary:
    ...     _ = new_project(Path(temporary) / "press", "en")
    ...     site = preview(load_settings(Path(temporary) / "press")).site
    >>> len(site.dossiers), "neil-armstrong" in site.named
    (1, True)
    """
    from newsdossier.build.pipeline import preview

    return preview(settings)
