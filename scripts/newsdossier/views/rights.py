"""A dossier -> its public form: the one place where rights apply; pages and indexes see only what comes from here."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdossier.errors import Failure
from newsdossier.model.article import RIGHTS, Article, Rights
from newsdossier.model.dossier import Dossier, Extent, Hidden
from newsdossier.model.findings import Annotations
from newsdossier.model.settings import Budget
from newsdossier.views.excerpt import Cut, Unit, chosen, cut_down

Allowed = tuple[list[Article], tuple[Failure, ...]]
"""Articles of which something may be published, and the others, each named with what would change that."""
_LONGEST_HEADLINE = 150  # characters of a headline; a paragraph that stands where it should is none
_FEW_WORDS = 8  # of a headline that is the beginning of a sentence which is not shown


def allowed(articles: Iterable[Article]) -> Allowed:
    """Those with a right, and those without."""
    kept, withheld = [], []
    for article in articles:
        if article.source.rights == "none":
            remedy = "With the right to it write rights: full, or rights: excerpt, in its sidecar"
            message = f"{article.seed.path}: not published, there is no right to it. {remedy}."
            withheld.append(Failure(article.seed.path, message))
        else:
            kept.append(article)
    return kept, tuple(withheld)


def held_back(
    articles: Iterable[Article], unsaid: Collection[str], what: tuple[str, Rights, Mapping[str, Rights]]
) -> Allowed:
    """The same while a sidecar without its seed allows less: whose it is, nobody knows, so no article may gain by it.

    One whose seed (`unsaid`) says no right of its own shows no more than its page does, and a new one no more than that
    sidecar allows; `what` is its path, what it allows, and what pages show by slug.
    """
    sidecar, allows, shown = what
    kept, withheld = [], []
    for article in articles:
        most = shown.get(article.slug, allows)
        if article.seed.path not in unsaid or RIGHTS.index(most) >= RIGHTS.index(article.source.rights or "full"):
            kept.append(article)
        elif most == "none":
            path, why = article.seed.path, f"{sidecar} allows nothing and has no seed: it may be this one's"
            remedy = f"Rename that file to its seed's name or delete it, or say rights: in a sidecar of {path}"
            withheld.append(Failure(path, f"{path}: not published, {why}. {remedy}."))
        else:
            kept.append(replace(article, source=replace(article.source, rights=most)))
    return kept, tuple(withheld)


def publishable(dossier: Dossier, budget: Budget) -> Dossier:
    """The dossier as the public may see it: whole with the right to it, else the sentences that the budget pays."""
    article = dossier.article
    if article.source.rights == "full":
        return dossier
    found = dossier.annotations
    units = chosen(article, found, budget)
    cut = cut_down(article, units)
    shown = replace(found, rejected=()).map_spans(cut.place)
    seen = replace(article, title=headline(article, units), text=cut.text, parts=cut.parts)
    return replace(
        dossier,
        article=seen,
        found=shown,
        extent=_extent(dossier, units, budget),
        whole=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        hidden=tuple(sorted(_left_out(found, cut), key=lambda one: (one.span.start, -one.span.end))),
    )


def _left_out(found: Annotations, cut: Cut) -> Iterator[Hidden]:
    """Marks that are not shown: their places and what they are, which tell nothing to who has not the article."""
    marks = [Hidden(m.span, "name", m.entity) for m in found.mentions]
    marks += [Hidden(q.span, "quote") for q in found.quotes if q.speaker or q.sure != "unsure"]
    marks += [Hidden(time.span, "date") for time in found.times]
    marks += [Hidden(claim.cue, claim.modality) for claim in found.claims if claim.cue]
    yield from (one for one in marks if not cut.place(one.span))


def headline(article: Article, units: Sequence[Unit]) -> str:
    """The headline, unless it would tell more of the text than the excerpt does."""
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
