"""Attaches quotes, claims and roles of one article to the entities that it names.

The words for a speaker are resolved to the name among them, else to a referent: a pronoun stands for the last speaker
of its paragraph or the person whom it names first, a function for its holder, « l'association » for the one that is
named with that word. Where two fit, none is chosen.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsdossier.identify.article.role_owners import owner
from newsdossier.model.article import Article, Span
from newsdossier.model.findings import Annotations, Claim, Mention, Quote, Role, Sureness
from newsdossier.naming import fold

_PRONOUN = re.compile(r"(?:il|elle|celui-ci|celle-ci|lui|he|she|who)$", re.I)
_ANY_PRONOUN = re.compile(
    r"ils?|elles?|on|lui|eux|cel(?:ui|le)-ci|ce(?:ux|lles)-ci|je|nous|s?he|they|him|her|them|it|i|we|who|one", re.I
)
_COMPLEMENT = re.compile(
    r"(?:^|[\s'’])(?:de|du|des|d['’]|of|for|from|at|in|à|au|aux|en|chez|with)\s*(?:l[ae']?s?\s*)?$|['’]s\s", re.I
)
_ARTICLE = re.compile(r"(?:l['’]|(?:le|la|les|un|une|the|a|an|ce|cet|cette|son|sa|his|her|this|that)\s+)", re.I)
_BESIDE = re.compile(r", (?:l['’]|la |le |the )?(?=[A-ZÀ-Ý][\wà-ÿ’' -]{2,60},)")
_DEFINITE = re.compile(r"(?:l['’]|(?:le|la|the|ce|cet|cette|this|that)\s)", re.I)
_SHE, _HE = re.compile(r"(?:elle|celle-ci|she)$", re.I), re.compile(r"(?:il|celui-ci|lui|he)$", re.I)
# words before a name that tell its bearer's gender: « Mme », « la ministre » and no preposition between
_OF_HER = re.compile(r"\b(?:(?:Mme|Mlle|Mrs\.?|Ms\.?|Miss|Madame)|la(?: (?!de |du |des |en |à )[\w-]+){1,3}) $")
_OF_HIM = re.compile(r"\b(?:(?:M\.|Mr\.?|Sir|Monsieur)|le(?: (?!de |du |des |en |à )[\w-]+){1,3}) $")
_NEAR = 2  # paragraphs back in which the person that a pronoun stands for may be named
_BEFORE = 40  # characters before a name that tell its bearer's gender
_SHORTEST = 4  # words: fewer are a place and a day, or an interjection
_BY = "sentences"  # of claims that no analyser made: sentences in which nothing is taken back
_LABELLED = re.compile(r"[^\n:]{1,80}[:–—][ \u00a0\u202f]")
_DASHES = frozenset("—–―")
_OPENING = frozenset("«“\"„‟‹‘'")


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article with its resolved names."""

    article: Article
    """The article."""
    mentions: tuple[Mention, ...]
    """Names with the keys of their entities, in order."""
    roles: tuple[Role, ...]
    """Functions with the keys of their holders."""


def entity_of(speaker: Span, named: NamedArticle, before: Sequence[Quote]) -> str:
    """Returns the key of the entity that words stand for, or nothing in doubt; `before` are the quotes before them."""
    return next((key for rule in _RULES if (key := rule(speaker, named, before)) is not None), "")


def _already_found(speaker: Span, _named: NamedArticle, before: Sequence[Quote]) -> str | None:
    return next((quote.entity for quote in before if quote.speaker == speaker), None)


def _pronoun(speaker: Span, named: NamedArticle, before: Sequence[Quote]) -> str | None:
    """Takes the last speaker of the paragraph, else the first person it names, else the same of the one before."""
    article, pronoun = named.article, speaker.of(named.article.text)
    if not _PRONOUN.match(pronoun):
        return None
    starts = [part.span.start for part in article.parts if part.span.start <= speaker.start]
    for start, end in list(zip(starts, [*starts[1:], speaker.start], strict=True))[: -_NEAR - 1 : -1]:
        speakers = [q.entity for q in before if q.entity and q.speaker and start <= q.speaker.start < end]
        people = [m.entity for m in named.mentions if m.type == "PER" and start <= m.span.start < end]
        for entity in (*reversed(speakers), *people):
            if not _is_of_other_gender(entity, pronoun, named):
                return entity
    return ""


def _is_of_other_gender(entity: str, pronoun: str, named: NamedArticle) -> bool:
    """True if words before a name of the person rule the pronoun out."""
    text = named.article.text
    other = _OF_HIM if _SHE.match(pronoun) else _OF_HER if _HE.match(pronoun) else None
    people = (m for m in named.mentions if m.entity == entity and m.type == "PER") if other else ()
    return any(other.search(text[max(0, m.span.start - _BEFORE) : m.span.start]) for m in people if other)


def _holder_inside(speaker: Span, named: NamedArticle, _before: Sequence[Quote]) -> str | None:
    """Takes the person who holds the function that is in the words."""
    holders = [r.holder for r in named.roles if Span(speaker.start, speaker.end + 2).holds(r.span)]
    inside = {m.span: m.entity for m in reversed(named.mentions) if speaker.overlaps(m.span)}
    return next((inside[holder] for holder in holders if holder in inside), None)


def _name_inside(speaker: Span, named: NamedArticle, _before: Sequence[Quote]) -> str | None:
    """Takes the first person in the words, else the first name, that is no complement of another."""
    text = named.article.text
    beside = _BESIDE.match(text, speaker.end)  # « Leur fédération, l'Union des constructeurs, conteste »
    whole = Span(speaker.start, beside.end() + 1) if beside and not _PRONOUN.match(speaker.of(text)) else speaker
    inside = [m for m in named.mentions if whole.overlaps(m.span)]
    plain = [m for m in inside if not _COMPLEMENT.search(text[speaker.start : m.span.start])]
    people = (m.entity for m in plain if m.type == "PER")
    return next(people, plain[0].entity if plain else None)


def _title_alone(speaker: Span, named: NamedArticle, _before: Sequence[Quote]) -> str | None:
    """Takes the only holder of « l'envoyé spécial de Trump », or the only one named with the word « l'association »."""
    text = named.article.text
    words = _plain(speaker.of(text))
    if not words or not _DEFINITE.match(speaker.of(text)):
        return None
    fits = {role.entity for role in named.roles if _begins(_plain(role.span.of(text)), words)}
    if not fits and len(words) == 1:
        before = ((m, text[max(0, m.span.start - _BEFORE) : m.span.start]) for m in named.mentions)
        fits = {m.entity for m, lead in before if _plain(lead)[-1:] == words and lead.endswith(" ")}
    if not fits and len(words) == 1:
        fits = {m.entity for m in named.mentions if m.type == "ORG" and _plain(m.span.of(text))[:1] == words}
    return fits.pop() if len(fits) == 1 else None


_RULES = (_already_found, _pronoun, _holder_inside, _name_inside, _title_alone)


def _plain(words: str) -> list[str]:
    return re.findall(r"[\w-]+", fold(_ARTICLE.sub("", words, count=1)))


def _begins(role: list[str], words: list[str]) -> bool:
    """True if the longer goes on where the shorter ends: « le ministre » is « ministre iranien des Transports »."""
    some = min(len(role), len(words))
    return some > 0 and role[:some] == words[:some]


def attached_quotes(quotes: Iterable[Quote], named: NamedArticle) -> tuple[Quote, ...]:
    """Returns every quote, with the keys of its speakers where the article leaves no doubt."""
    found: list[Quote] = []
    for quote in quotes:
        key = entity_of(quote.speaker, named, found) if quote.speaker else ""
        joint = tuple(entity_of(speaker, named, found) for speaker in quote.joint)
        goes_on = quote.speaker is not None and _goes_on(quote.speaker, key, named, found)
        rivals = _rivals(quote.speaker, key, named) if quote.speaker and not goes_on else ()
        sure = _certainty(quote, key, named, rivals, goes_on=goes_on)
        found.append(replace(quote, entity=key, joint_entities=joint, sure=sure, others=(*quote.others, *rivals)))
    return tuple(found)


def _certainty(quote: Quote, key: str, named: NamedArticle, rivals: Sequence[Span], *, goes_on: bool) -> Sureness:
    """Lowers a certainty that the words do not give: a pronoun for nobody known, or one that fits two people.

    A pronoun that goes on with the last speaker of its paragraph is as sure as a name.
    """
    if quote.speaker is None or quote.sure == "unsure":
        return quote.sure
    if rivals:
        return "unsure"
    pronoun = _ANY_PRONOUN.fullmatch(quote.speaker.of(named.article.text))
    return "likely" if pronoun and not (key and goes_on) else quote.sure


def _paragraph_start(named: NamedArticle, place: Span) -> int:
    return max((part.span.start for part in named.article.parts if part.span.start <= place.start), default=0)


def _goes_on(speaker: Span, key: str, named: NamedArticle, before: Sequence[Quote]) -> bool:
    """True if the last speaker of the paragraph is the one whom the pronoun means."""
    start = _paragraph_start(named, speaker)
    last = next((q for q in reversed(before) if q.speaker and start <= q.speaker.start < speaker.start), None)
    if last is None or last.speaker is None or last.entity != key:
        return False
    between = Span(last.speaker.end, speaker.start)
    return not any(m.type == "PER" and m.entity != key and between.holds(m.span) for m in named.mentions)


def _rivals(speaker: Span, key: str, named: NamedArticle) -> tuple[Span, ...]:
    """Finds the other person whom a pronoun may mean: named in its paragraph before it, and of no other gender."""
    text = named.article.text
    if not key or not _PRONOUN.match(speaker.of(text)):
        return ()
    start = _paragraph_start(named, speaker)
    people = [m for m in named.mentions if m.type == "PER" and start <= m.span.start < speaker.start]
    other = [m for m in people if m.entity != key and not _is_of_other_gender(m.entity, speaker.of(text), named)]
    return (other[-1].span,) if other else ()


def attached_claims(annotations: Annotations, named: NamedArticle, quotes: Sequence[Quote]) -> tuple[Claim, ...]:
    """Returns every claim with the keys of its sources, and every other sentence as asserted, in order."""
    found = [_attached_claim(claim, named, quotes) for claim in annotations.claims]
    # in a language without an analyser of claims nothing is known of any sentence
    plain = _asserted(named.article, annotations) if found else ()
    return tuple(sorted([*found, *plain], key=lambda claim: claim.span))


def _attached_claim(claim: Claim, named: NamedArticle, quotes: Sequence[Quote]) -> Claim:
    """Takes the speakers of the quote that the claim's words introduce, else the referent of its source."""
    quote = next((one for one in quotes if _introduces(claim, one)), None)
    if quote and quote.entity:
        return replace(claim, entity=quote.entity, joint_entities=quote.joint_entities)
    if claim.source is None:
        return claim
    before = [one for one in quotes if one.span.start < claim.source.start]
    return replace(claim, entity=entity_of(claim.source, named, before))


def _introduces(claim: Claim, quote: Quote) -> bool:
    """True if both have the same verb, or the same words for the speaker."""
    pairs = ((claim.cue, quote.cue), (claim.source, quote.speaker))
    return any(one and other and one.overlaps(other) for one, other in pairs)


def _asserted(article: Article, annotations: Annotations) -> Iterator[Claim]:
    """Whole sentences of paragraphs; a question asserts nothing, nor do a dateline and a sentence that quotes."""
    headings = [part.span for part in article.parts if part.kind in {"title", "heading"}]
    taken = [claim.span for claim in annotations.claims]
    for sentence in annotations.sentences:
        words = sentence.of(article.text)
        short = len(words.split()) < _SHORTEST or words.endswith((":", "?"))
        quoted = any(mark in words for mark in '«»“”"')
        if not short and not quoted and not any(map(sentence.overlaps, (*headings, *taken))):
            yield Claim(sentence, "asserted", None, None, _BY)


def attached_roles(roles: Iterable[Role], mentions: tuple[Mention, ...], article: Article) -> Iterator[Role]:
    """Yields the roles held by a person, with the keys of the holder and of the name that the role depends on."""
    starts = [mention.span.start for mention in mentions]

    def named_at(span: Span) -> Mention | None:
        at = bisect_left(starts, span.end) - 1
        return mentions[at] if at >= 0 and mentions[at].span.end > span.start else None

    for role in roles:
        holder = named_at(role.holder)
        if holder and holder.type == "PER":
            held = replace(role, entity=holder.entity)
            whose = named_at(role.of) if role.of else owner(article, held, mentions)
            yield replace(held, whose=whose.entity if whose else "")


def is_verbatim(text: str, quote: Quote) -> bool:
    """True if the quote's span is words of the text, with quotation marks or a dash where it must have some."""
    spans = (quote.span, quote.cue, quote.speaker, *quote.joint, *quote.channels, *quote.others)
    if not all(0 <= span.start < span.end <= len(text) for span in spans if span):
        return False
    words = quote.span.of(text)
    turn = quote.kind == "direct" and (_in_dialogue(text, quote) or _is_block(text, quote.span))
    marked = words[0] in _OPENING or quote.kind == "indirect" or turn
    return marked and words == words.strip()


def _is_block(text: str, span: Span) -> bool:
    """True for all words between two line ends, as the answer of an interview is, or behind a label of the line."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    return (not before or _LABELLED.fullmatch(before) is not None) and text[span.end : span.end + 1] in {"", "\n"}


def _in_dialogue(text: str, quote: Quote) -> bool:
    """True for a line that begins with a dash: it is somebody's turn, and « dit-il » may be in it."""
    line = text[text.rfind("\n", 0, quote.span.start) + 1 : quote.span.start].lstrip()
    return line[:1] in _DASHES and line != ""
