"""A dossier's slug -> a sitting over it."""

from datetime import date

from rich.console import Console

from newsdossier.errors import ProjectError
from newsdossier.identify.ids import today
from newsdossier.locale import say
from newsdossier.model import Settings
from newsdossier.pipeline import Found, look
from newsdossier.review.keys import one_by_one
from newsdossier.review.questions import Seen, questions
from newsdossier.review.terminal import Sitting, schema_of, sidecar_of, signed, walk


def start(settings: Settings, slug: str, *, by: str, console: Console) -> None:
    """Look at the dossier, ask what is doubtful in it."""
    seen = _seen(settings, look(settings), slug)
    sidecar = sidecar_of(settings, seen.article.seed.path)
    who = by or (seen.article.review.by if seen.article.review else ""), date.fromisoformat(today())
    asked = signed(questions(seen), who)
    if not asked:
        console.print(say("review_nothing", seen.language))
    with one_by_one():
        walk(Sitting(seen, sidecar, schema_of(settings, sidecar), who), asked, console)


def _seen(settings: Settings, found: Found, slug: str) -> Seen:
    for article, annotations in found.whole.items():
        if article.slug == slug:
            names = {key: listed.entity.name for key, listed in found.site.named.items()}
            return Seen(article, annotations, found.resolved[slug], names, settings.language)
    slugs = ", ".join(sorted(article.slug for article in found.whole)[:8])
    raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=f"Dossiers are: {slugs}")
