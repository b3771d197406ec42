"""A dossier -> its public form: the one place where rights apply; pages and indexes see only what comes from here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsdossier.model import Annotations, Article, Claim, Dossier, Part, Quote, Role, Span, TimeExpression

EXCERPT_CHARACTERS = 600  # most that an excerpt shows of an article
EXCERPT_SHARE = 0.2  # and most of the article's length, so that a short one is not shown whole
EXCERPT_SENTENCES = 3


def publishable(dossier: Dossier) -> Dossier:
    """The dossier as the public may see it: whole with the right to it, else with a few sentences of its text."""
    if dossier.article.source.rights == "full":
        return dossier
    article, moves = _excerpt(dossier.article, dossier.annotations.sentences)
    shown = Annotations(
        mentions=tuple(replace(m, span=span) for m in dossier.annotations.mentions for span in _moved(m.span, moves)),
        sentences=tuple(span for s in dossier.annotations.sentences for span in _moved(s, moves)),
        claims=tuple(claim for c in dossier.annotations.claims for claim in _moved_claim(c, moves)),
        roles=tuple(role for r in dossier.annotations.roles for role in _moved_role(r, moves)),
        times=tuple(time for t in dossier.annotations.times for time in _moved_time(t, moves)),
        quotes=tuple(quote for q in dossier.annotations.quotes for quote in _moved_quote(q, moves)),
    )
    return replace(dossier, article=article, annotations=shown, excerpt=True)


def _excerpt(article: Article, sentences: Sequence[Span]) -> tuple[Article, list[tuple[Span, int]]]:
    """The article cut down to its first sentences; with it, what was kept and by how much each piece moved."""
    parts, pieces, moves, length = [], [], [], 0
    for part in _kept(article, sentences):
        parts.append(Part(part.kind, Span(length, length + part.span.end - part.span.start)))
        pieces.append(part.span.of(article.text))
        moves.append((part.span, length - part.span.start))
        length = parts[-1].span.end + 2
    return replace(article, text="\n\n".join(pieces), parts=tuple(parts)), moves


def _kept(article: Article, sentences: Sequence[Span]) -> Iterator[Part]:
    """Of each part the sentences that the budget still pays for."""
    budget = min(EXCERPT_CHARACTERS, int(len(article.text) * EXCERPT_SHARE))
    left = EXCERPT_SENTENCES
    for part in article.parts:
        inside = [s for s in sentences if part.span.start <= s.start and s.end <= part.span.end]
        end = part.span.start
        for sentence in inside if part.kind not in {"title", "heading"} else ():
            if not left or sentence.end - end > budget:
                left = 0
                break
            budget, left, end = budget - (sentence.end - end), left - 1, sentence.end
        if end > part.span.start:
            yield Part(part.kind, Span(part.span.start, end))


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


def _moved(span: Span, moves: Iterable[tuple[Span, int]]) -> Iterator[Span]:
    """Where a span stands in the excerpt; nowhere when it was cut off."""
    for kept, by in moves:
        if kept.start <= span.start and span.end <= kept.end:
            yield Span(span.start + by, span.end + by)
