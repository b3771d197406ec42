"""A dossier's slug -> a sitting over it."""

from datetime import date

from rich.console import Console

from newsdossier.errors import ProjectError
from newsdossier.identify.ids import today
from newsdossier.locale import say
from newsdossier.model import Settings
from newsdossier.pipeline import Found, look
from newsdossier.review.doubt import Seen
from newsdossier.review.keys import one_by_one
from newsdossier.review.questions import questions
from newsdossier.review.terminal import Sitting, schema_of, sidecar_of, signed, walk
from newsdossier.sealed import opened


def start(settings: Settings, slug: str, *, by: str, console: Console) -> None:
    """Look at the dossier, ask what is doubtful in it."""
    asked_of = seen(settings, look(settings), slug)
    sidecar = sidecar_of(settings, asked_of.article.seed.path)
    who = by or (asked_of.article.review.by if asked_of.article.review else ""), date.fromisoformat(today())
    asked = signed(questions(asked_of), who)
    if not asked:
        console.print(say("review_nothing", asked_of.language))
    with one_by_one():
        walk(Sitting(asked_of, sidecar, schema_of(settings, sidecar), who), asked, console)


def seen(settings: Settings, found: Found, slug: str) -> Seen:
    """The dossier of that address on the site, whole."""
    shown = {one.article.slug: one.article.seed.sha256 for one in found.site.dossiers}
    names = {key: entity.name for key, entity in found.inside.entities.items()}
    for article, annotations in found.inside.whole.items():
        # a withdrawn name may have changed the address that the editor knows
        if article.slug == slug or article.seed.sha256 == shown.get(slug):
            return Seen(article, opened(annotations), found.inside.named[article.slug], names, settings.language)
    slugs = ", ".join(sorted(article.slug for article in found.inside.whole)[:8])
    raise ProjectError(f"« {slug} » is no dossier of this site", path="dossiers/", remedy=f"Dossiers are: {slugs}")
