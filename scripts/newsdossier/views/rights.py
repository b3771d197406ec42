"""Articles and dossiers -> what of them may be published: pages, lists and data files see only what comes from here."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsdossier.errors import Failure
from newsdossier.model.article import RIGHTS, Article, Rights
from newsdossier.model.dossier import Dossier, Extent, Hidden
from newsdossier.model.findings import Annotations
from newsdossier.model.settings import Budget
from newsdossier.views.excerpt import Cut, Unit, choose, cut_down

_LONGEST_HEADLINE = 150  # characters; a paragraph in the place of a headline is none
_FEW_WORDS = 8  # of a headline that is the beginning of a sentence which is not shown


class Permitted(NamedTuple):
    """Articles, by whether anything of them may be published."""

    articles: list[Article]
    """Those of which something may be published."""
    withheld: tuple[Failure, ...]
    """The others, each with what would change that."""


@dataclass(frozen=True, slots=True)
class OrphanedSidecar:
    """A sidecar without its seed: while it may belong to an article, that article may not gain rights by its loss."""

    path: str
    """Its path, for the message."""
    rights: Rights
    """What it allows."""


def permitted(articles: Iterable[Article]) -> Permitted:
    """Sorts out articles without any right to publish them."""
    kept, withheld = [], []
    for article in articles:
        if article.source.rights == "none":
            remedy = "With the right to it write rights: full, or rights: excerpt, in its sidecar"
            message = f"{article.seed.path}: not published, there is no right to it. {remedy}."
            withheld.append(Failure(article.seed.path, message))
        else:
            kept.append(article)
    return Permitted(kept, tuple(withheld))


def limited_by_orphan(
    articles: Iterable[Article],
    sidecar: OrphanedSidecar,
    *,
    undeclared: Collection[str],
    published: Mapping[str, Rights],
) -> Permitted:
    """Returns the articles with no more rights than an orphaned sidecar leaves them.

    An article whose seed (`undeclared`) declares no right of its own shows no more than its page does (`published`, by
    slug), and a new one no more than the sidecar allows.
    """
    kept, withheld = [], []
    for article in articles:
        most = published.get(article.slug, sidecar.rights)
        own = article.source.rights or "full"
        if article.seed.path not in undeclared or RIGHTS.index(most) >= RIGHTS.index(own):
            kept.append(article)
        elif most == "none":
            path, why = article.seed.path, f"{sidecar.path} allows nothing and has no seed: it may be this one's"
            remedy = f"Rename that file to its seed's name or delete it, or say rights: in a sidecar of {path}"
            withheld.append(Failure(path, f"{path}: not published, {why}. {remedy}."))
        else:
            kept.append(replace(article, source=replace(article.source, rights=most)))
    return Permitted(kept, tuple(withheld))


def publishable(dossier: Dossier, budget: Budget) -> Dossier:
    """Returns the dossier as the public may see it: whole with the right to it, else cut down to the budget."""
    article = dossier.article
    if article.source.rights == "full":
        return dossier
    found = dossier.annotations
    units = choose(article, found, budget)
    cut = cut_down(article, units)
    return replace(
        dossier,
        article=replace(article, title=headline(article, units), text=cut.text, parts=cut.parts),
        found=replace(found, rejected=()).map_spans(cut.place),
        extent=_extent(dossier, units, budget),
        whole=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        hidden=tuple(sorted(_left_out(found, cut), key=lambda one: (one.span.start, -one.span.end))),
    )


def _left_out(found: Annotations, cut: Cut) -> Iterator[Hidden]:
    """Yields the marks that are not shown: place and kind, which tell nothing to anybody without the article."""
    marks = [Hidden(m.span, "name", m.entity) for m in found.mentions]
    marks += [Hidden(q.span, "quote") for q in found.quotes if q.speaker or q.sure != "unsure"]
    marks += [Hidden(time.span, "date") for time in found.times]
    marks += [Hidden(claim.cue, claim.modality) for claim in found.claims if claim.cue]
    yield from (one for one in marks if not cut.place(one.span))


def headline(article: Article, units: Sequence[Unit]) -> str:
    """Returns the headline, shortened where it would tell more of the text than the excerpt does."""
    begins = [unit.span.of(article.text).startswith(article.title) for unit in units]
    shown = article.title_origin != "standfirst" or any(begins)
    words = article.title.split()
    if shown and len(article.title) <= _LONGEST_HEADLINE:
        return article.title
    if not shown:
        return " ".join(words[:_FEW_WORDS]) + ("…" if len(words) > _FEW_WORDS else "")
    return article.title[:_LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _extent(dossier: Dossier, units: Sequence[Unit], budget: Budget) -> Extent:
    article = dossier.article
    parts = [part.span for part in article.parts if part.kind not in {"title", "heading"}]
    every = sum(any(p.start <= s.start < p.end for p in parts) for s in dossier.annotations.sentences)
    shown = sum(unit.span.end - unit.span.start for unit in units)
    return Extent(sum(len(u.sentences) for u in units), every, -(-100 * shown // len(article.text)), budget)
