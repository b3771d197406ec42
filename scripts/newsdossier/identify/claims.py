"""One article's claims -> on whose word each is, and the sentences that carry none: those the article asserts."""

from collections.abc import Iterator
from dataclasses import replace

from newsdossier.identify.roles import named_at
from newsdossier.model import Annotations, Article, Claim, Mention, Span

_SHORTEST = 4  # words: fewer are a place and a day, or an interjection
_BY = "sentences"  # no analyser says so: nothing was found that takes anything back


def vouched(article: Article, annotations: Annotations, mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """Every claim with the key of the name that is its source, and every other sentence as asserted, in order."""
    starts = [mention.span.start for mention in mentions]
    found = [_keyed(claim, named_at(claim.source, mentions, starts) if claim.source else None)
             for claim in annotations.claims]  # fmt: skip
    # in a language without an analyser of claims nothing is known of any sentence
    plain = _asserted(article, annotations) if found else ()
    return tuple(sorted([*found, *plain], key=lambda claim: claim.span))


def _keyed(claim: Claim, name: Mention | None) -> Claim:
    return replace(claim, entity=name.entity if name else "")


def _asserted(article: Article, annotations: Annotations) -> Iterator[Claim]:
    """Whole sentences of paragraphs; a question asserts nothing, nor do a dateline and a sentence that quotes."""
    headings = [part.span for part in article.parts if part.kind in {"title", "heading"}]
    taken = sorted(claim.span for claim in annotations.claims)
    for sentence in annotations.sentences:
        words = sentence.of(article.text)
        short = len(words.split()) < _SHORTEST or words.endswith((":", "?"))
        quoted = any(mark in words for mark in '«»“”"')
        if not short and not quoted and not any(_overlap(sentence, other) for other in (*headings, *taken)):
            yield Claim(sentence, "asserted", None, None, _BY)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
