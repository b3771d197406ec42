"""One article's claims -> on whose word each is, and the sentences that carry none: those the article asserts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsdossier.identify.article.referents import Named, entity
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Annotations, Claim, Mention, Quote, Role

_SHORTEST = 4  # words: fewer are a place and a day, or an interjection


_BY = "sentences"  # no analyser says so: nothing was found that takes anything back


def vouched(annotations: Annotations, named: Named, said: Sequence[Quote]) -> tuple[Claim, ...]:
    """Every claim with the keys of its sources, and every other sentence as asserted, in order."""
    found = [_keyed(claim, named, said) for claim in annotations.claims]
    # in a language without an analyser of claims nothing is known of any sentence
    plain = _asserted(named[0], annotations) if found else ()
    return tuple(sorted([*found, *plain], key=lambda claim: claim.span))


def _keyed(claim: Claim, named: Named, said: Sequence[Quote]) -> Claim:
    """Whoever speaks the quote that the claim's words introduce; the grammar of quotes sees who else speaks there."""
    quote = next((one for one in said if _introduces(claim, one)), None)
    if quote and quote.entity:
        return replace(claim, entity=quote.entity, joint_entities=quote.joint_entities)
    before = [one for one in said if claim.source and one.span.start < claim.source.start]
    return replace(claim, entity=entity(claim.source, named, before)) if claim.source else claim


def _introduces(claim: Claim, quote: Quote) -> bool:
    """By the same verb, or by the same words for the one who speaks."""
    pairs = ((claim.cue, quote.cue), (claim.source, quote.speaker))
    return any(one and other and one.overlaps(other) for one, other in pairs)


def _asserted(article: Article, annotations: Annotations) -> Iterator[Claim]:
    """Whole sentences of paragraphs; a question asserts nothing, nor do a dateline and a sentence that quotes."""
    headings = [part.span for part in article.parts if part.kind in {"title", "heading"}]
    taken = sorted(claim.span for claim in annotations.claims)
    for sentence in annotations.sentences:
        words = sentence.of(article.text)
        short = len(words.split()) < _SHORTEST or words.endswith((":", "?"))
        quoted = any(mark in words for mark in '«»“”"')
        if not short and not quoted and not any(map(sentence.overlaps, (*headings, *taken))):
            yield Claim(sentence, "asserted", None, None, _BY)


def speakers_linked(quotes: Iterable[Quote], named: Named) -> Iterator[Quote]:
    """Every quote, with the key of its speaker where the article leaves no doubt."""
    said: list[Quote] = []
    for quote in quotes:
        key = entity(quote.speaker, named, said) if quote.speaker else ""
        joint = tuple(entity(speaker, named, said) for speaker in quote.joint)
        said.append(replace(quote, entity=key, joint_entities=joint))
        yield said[-1]


def roles_linked(roles: Iterable[Role], mentions: tuple[Mention, ...]) -> Iterator[Role]:
    """Roles whose holder was decided to be a person; what they depend on may be anything, or nothing, that is named."""
    starts = [mention.span.start for mention in mentions]
    for role in roles:
        holder = _named_at(role.holder, mentions, starts)
        whose = _named_at(role.of, mentions, starts) if role.of else None
        if holder and holder.type == "PER":
            yield replace(role, entity=holder.entity, whose=whose.entity if whose else "")


def _named_at(span: Span, mentions: tuple[Mention, ...], starts: list[int]) -> Mention | None:
    """The last mention that overlaps a span; `starts` are those of all mentions, which are in order."""
    at = bisect_left(starts, span.end) - 1
    return mentions[at] if at >= 0 and mentions[at].span.end > span.start else None
