"""Words for somebody -> the entity they mean: the name among them, else whom they stand for.

A pronoun stands for the last speaker of its paragraph or the person whom it names first, a function for who is said to
hold it, « l'association » for the one that is named with that word. Where two fit, nobody is chosen.
"""

import re
from collections.abc import Iterable, Sequence

from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Mention, Quote, Role
from newsdossier.naming.keys import fold

Named = tuple[Article, tuple[Mention, ...], tuple[Role, ...]]
_PRONOUN = re.compile(r"(?:il|elle|celui-ci|celle-ci|lui|he|she|who)$", re.I)
_COMPLEMENT = re.compile(
    r"(?:^|[\s'’])(?:de|du|des|d['’]|of|for|from|at|in|à|au|aux|en|chez|with)\s*(?:l[ae']?s?\s*)?$|['’]s\s", re.I
)
_ARTICLE = re.compile(r"(?:l['’]|(?:le|la|les|un|une|the|a|an|ce|cet|cette|son|sa|his|her|this|that)\s+)", re.I)
_DEFINITE = re.compile(r"(?:l['’]|(?:le|la|the|ce|cet|cette|this|that)\s)", re.I)
_SHE, _HE = re.compile(r"(?:elle|celle-ci|she)$", re.I), re.compile(r"(?:il|celui-ci|lui|he)$", re.I)
# What stands before a name and says its bearer's gender: « Mme », « la ministre » and no preposition between
_OF_HER = re.compile(r"\b(?:(?:Mme|Mlle|Mrs\.?|Ms\.?|Miss|Madame)|la(?: (?!de |du |des |en |à )[\w-]+){1,3}) $")
_OF_HIM = re.compile(r"\b(?:(?:M\.|Mr\.?|Sir|Monsieur)|le(?: (?!de |du |des |en |à )[\w-]+){1,3}) $")
_NEAR = 2  # paragraphs back in which whom a pronoun stands for may be named
_BEFORE = 40  # characters before a name that say its bearer's gender


def entity(speaker: Span, named: Named, said: Sequence[Quote]) -> str:
    """Its key, or nothing where the article leaves doubt; `said` are the quotes before, with their speakers."""
    article, mentions, roles = named
    same = next((quote for quote in said if quote.speaker == speaker), None)
    if same:
        return same.entity
    if _PRONOUN.match(speaker.of(article.text)):
        return _meant(speaker, named, said)
    inside = [m for m in mentions if speaker.overlaps(m.span)]
    own = [role for role in roles if speaker.start <= role.span.start and role.span.end <= speaker.end + 2]
    held = next((m for role in own for m in inside if m.span == role.holder), None)
    plain = [m for m in inside if not _COMPLEMENT.search(article.text[speaker.start : m.span.start])]
    first = held or next((m for m in plain if m.type == "PER"), None) or next(iter(plain), None)
    return first.entity if first else _holder(speaker, named)


def _holder(speaker: Span, named: Named) -> str:
    """« L'envoyé spécial de Trump », « l'association »: who alone is said to hold that, or is named with that word."""
    article, mentions, roles = named
    words = _plain(speaker.of(article.text))
    if not words or not _DEFINITE.match(speaker.of(article.text)):
        return ""
    fits = {role.entity for role in roles if _begins(_plain(role.span.of(article.text)), words)}
    if not fits and len(words) == 1:
        before = ((m, article.text[max(0, m.span.start - _BEFORE) : m.span.start]) for m in mentions)
        fits = {m.entity for m, text in before if _plain(text)[-1:] == words and text.endswith(" ")}
    return fits.pop() if len(fits) == 1 else ""


def _plain(words: str) -> list[str]:
    return re.findall(r"[\w-]+", fold(_ARTICLE.sub("", words, count=1)))


def _begins(role: list[str], words: list[str]) -> bool:
    """The longer goes on where the shorter ends: « le ministre » is « ministre iranien des Transports »."""
    some = min(len(role), len(words))
    return some > 0 and role[:some] == words[:some]


def _meant(speaker: Span, named: Named, said: Sequence[Quote]) -> str:
    """The last speaker of the paragraph, else whom its sentences before name first, else the one before."""
    article, mentions, _ = named
    pronoun = speaker.of(article.text)
    starts = [part.span.start for part in article.parts if part.span.start <= speaker.start]
    for start, end in list(zip(starts, [*starts[1:], speaker.start], strict=True))[: -_NEAR - 1 : -1]:
        before = [q for q in said if q.entity and q.speaker and start <= q.speaker.start < end]
        people = [m for m in mentions if m.type == "PER" and start <= m.span.start < end]
        for entity in [*(q.entity for q in reversed(before)), *(m.entity for m in people)]:
            if not _is_of_other_gender(entity, pronoun, (article.text, mentions)):
                return entity
    return ""


def _is_of_other_gender(entity: str, pronoun: str, where: tuple[str, Iterable[Mention]]) -> bool:
    """Who, by what stands before their name somewhere, cannot be meant."""
    text, mentions = where
    other = _OF_HIM if _SHE.match(pronoun) else _OF_HER if _HE.match(pronoun) else None
    named = (m for m in mentions if m.entity == entity and m.type == "PER") if other else ()
    return any(other.search(text[max(0, m.span.start - _BEFORE) : m.span.start]) for m in named if other)
