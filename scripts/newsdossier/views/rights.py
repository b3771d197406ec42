"""A dossier -> its public form: the one place where rights apply; pages and indexes see only what comes from here."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdossier.errors import Failure
from newsdossier.model.article import RIGHTS, Article, Rights, Span
from newsdossier.model.dossier import Dossier, Extent, Hidden
from newsdossier.model.findings import Annotations, Claim, Note, Quote, Role, TimeExpression
from newsdossier.model.settings import Budget
from newsdossier.views.excerpt import Unit, chosen, cut_down

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
    shown = Annotations(
        mentions=tuple(replace(m, span=span) for m in found.mentions for span in _moved(m.span, cut.moves)),
        sentences=tuple(span for s in found.sentences for span in _moved(s, cut.moves)),
        claims=tuple(claim for c in found.claims for claim in _moved_claim(c, cut.moves)),
        roles=tuple(role for r in found.roles for role in _moved_role(r, cut.moves)),
        times=tuple(time for t in found.times for time in _moved_time(t, cut.moves)),
        quotes=tuple(quote for q in found.quotes for quote in _moved_quote(q, cut.moves)),
        notes=tuple(note for n in found.notes for note in _moved_note(n, cut.moves)),
        corrections=tuple(
            replace(c, span=next(_moved(c.span, cut.moves), None) if c.span else None) for c in found.corrections
        ),
    )
    seen = replace(article, title=headline(article, units), text=cut.text, parts=cut.parts)
    return replace(
        dossier,
        article=seen,
        found=shown,
        extent=_extent(dossier, units, budget),
        whole=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        hidden=tuple(sorted(_left_out(found, cut.moves), key=lambda one: (one.span.start, -one.span.end))),
    )


def _left_out(found: Annotations, moves: Sequence[tuple[Span, int]]) -> Iterator[Hidden]:
    """Marks that are not shown: their places and what they are, which tell nothing to who has not the article."""
    marks = [Hidden(m.span, "name", m.entity) for m in found.mentions]
    marks += [Hidden(q.span, "quote") for q in found.quotes if q.speaker or q.sure != "unsure"]
    marks += [Hidden(time.span, "date") for time in found.times]
    marks += [Hidden(claim.cue, claim.modality) for claim in found.claims if claim.cue]
    yield from (one for one in marks if not any(True for _ in _moved(one.span, moves)))


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


def _moved_role(role: Role, moves: Sequence[tuple[Span, int]]) -> Iterator[Role]:
    """A role whose words and holder are both shown; what it depends on stays known when its name is cut off."""
    of = next(_moved(role.of, moves), None) if role.of else None
    for span in _moved(role.span, moves):
        for holder in _moved(role.holder, moves):
            yield replace(role, span=span, holder=holder, of=of)


def _moved_time(time: TimeExpression, moves: Sequence[tuple[Span, int]]) -> Iterator[TimeExpression]:
    """A time that is shown; its verb only where the whole clause is."""
    clause = next(_moved(time.dates.clause, moves), None) if time.dates else None
    verb = next(_moved(time.dates.verb, moves), None) if time.dates else None
    dates = replace(time.dates, verb=verb, clause=clause) if time.dates and verb and clause else None
    for span in _moved(time.span, moves):
        yield replace(time, span=span, dates=dates)


def _moved_claim(claim: Claim, moves: Sequence[tuple[Span, int]]) -> Iterator[Claim]:
    """A claim whose clause and cue are shown; who is its source stays known when the name is cut off."""
    source = next(_moved(claim.source, moves), None) if claim.source else None
    cue = next(_moved(claim.cue, moves), None) if claim.cue else None
    for span in _moved(claim.span, moves):
        if cue or not claim.cue:
            yield replace(claim, span=span, cue=cue, source=source)


def _moved_quote(quote: Quote, moves: Sequence[tuple[Span, int]]) -> Iterator[Quote]:
    """A quote that is shown whole with its speaker's words; a speaker cut off is not told beside the words."""
    cue = next(_moved(quote.cue, moves), None) if quote.cue else None
    speaker = next(_moved(quote.speaker, moves), None) if quote.speaker else None
    for span in _moved(quote.span, moves):
        if speaker or not quote.speaker:
            channels = tuple(one for c in quote.channels for one in _moved(c, moves))
            others = tuple(one for o in quote.others for one in _moved(o, moves))
            pairs = zip(quote.joint, quote.joint_entities, strict=True)
            beside = [(one, entity) for span_of, entity in pairs for one in _moved(span_of, moves)]
            yield replace(
                quote,
                span=span,
                cue=cue,
                speaker=speaker,
                channels=channels,
                others=others,
                joint=tuple(one for one, _ in beside),
                joint_entities=tuple(entity for _, entity in beside),
            )


def _moved_note(note: Note, moves: Sequence[tuple[Span, int]]) -> Iterator[Note]:
    """A note stays without the words that may not be shown; a passage to see first is nothing without them."""
    span = next(_moved(note.span, moves), None) if note.span else None
    if span or note.kind != "pin":
        yield replace(note, span=span)


def _moved(span: Span, moves: Iterable[tuple[Span, int]]) -> Iterator[Span]:
    """Where a span stands in the excerpt; nowhere when it was cut off."""
    for kept, by in moves:
        if kept.start <= span.start and span.end <= kept.end:
            yield Span(span.start + by, span.end + by)
