"""A dossier -> its statements: claims by how the article vouches for them, quotes, and counts of both."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsdossier.model.dossier import Dossier, Sentence, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.model.findings import PERSON, Claim, Modality, Quote
from newsdossier.views.dossier import anchor_at, sentence_at
from newsdossier.views.timeline import said_on

MODALITIES: tuple[Modality, ...] = ("asserted", "reported", "hedged", "denied")
MOST_SENTENCES = 4  # of one modality in the box
MOST_QUOTES = 40  # of one kind on an entity page


@dataclass(frozen=True, slots=True)
class VouchedSentence:
    """A sentence with claims of one modality."""

    sentence: Sentence
    """`names` are the cues of the claims."""
    sources: tuple[Listed, ...]
    """The entities on whose word it stands, where the article names them."""
    decided: bool = False
    """A person said that it belongs here."""


@dataclass(frozen=True, slots=True)
class ModalityGroup:
    """The sentences of one modality in an article."""

    modality: Modality
    """How the article vouches for them."""
    shown: tuple[VouchedSentence, ...]
    """The first sentences."""
    more: int
    """Number of the others."""


def by_modality(dossier: Dossier) -> tuple[ModalityGroup, ...]:
    """Returns the claims that may be shown, grouped; empty where nothing but assertions was found."""
    if all(claim.modality == "asserted" for claim in dossier.annotations.claims):
        return ()
    return tuple(group for modality in MODALITIES for group in _group(dossier, modality))


def _group(dossier: Dossier, modality: Modality) -> Iterator[ModalityGroup]:
    """Yields the group of one modality, if it has claims: each sentence once, with all its cues."""
    found: dict[tuple[str, str], VouchedSentence] = {}
    for claim in dossier.annotations.claims:
        if claim.modality == modality:
            one = _vouched(dossier, claim)
            key = one.sentence.text, one.sentence.anchor
            found[key] = _merged(found[key], one) if key in found else one
    every = tuple(sorted(found.values(), key=lambda one: not one.decided))
    if every:
        yield ModalityGroup(modality, every[:MOST_SENTENCES], max(0, len(every) - MOST_SENTENCES))


def _vouched(dossier: Dossier, claim: Claim) -> VouchedSentence:
    listed = {one.entity.id: one for one in dossier.entities}
    sources = tuple(listed[key] for key in (claim.entity, *claim.joint_entities) if key in listed)
    sentence = sentence_at(dossier, claim.cue or claim.span)
    return VouchedSentence(sentence if claim.cue else replace(sentence, names=()), sources, claim.by == PERSON)


def _merged(first: VouchedSentence, second: VouchedSentence) -> VouchedSentence:
    names = tuple(sorted({*first.sentence.names, *second.sentence.names}))
    sentence = replace(first.sentence, names=names)
    return VouchedSentence(sentence, first.sources or second.sources, first.decided or second.decided)


def is_term(quote: Quote) -> bool:
    """True if the quotation marks may hold a name or a term: shown as it is, as nobody's words."""
    return quote.sure == "unsure" and quote.speaker is None


def shown_quotes(dossier: Dossier) -> list[Quote]:
    """Returns the quotes that a page shows: neither terms nor what a verb merely speaks of."""
    quotes = dossier.annotations.quotes
    return [one for one in quotes if not is_term(one) and not (one.kind == "indirect" and one.sure == "unsure")]


def quotes_in(dossier: Dossier) -> tuple[ShownQuote, ...]:
    """Returns all quotes that the dossier's page shows, in the order of the text."""
    named = {one.entity.id: one for one in dossier.entities}
    return tuple(_shown(dossier, quote, named) for quote in shown_quotes(dossier))


def quoted_terms_in(dossier: Dossier) -> tuple[ShownQuote, ...]:
    """Returns what stands in quotation marks and may be nobody's words."""
    return tuple(_shown(dossier, quote, {}) for quote in dossier.annotations.quotes if is_term(quote))


def quotes_by(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[ShownQuote]:
    """Yields the words of an entity."""
    return (_shown(dossier, quote, named) for quote in shown_quotes(dossier) if entity in _speakers(quote))


def quotes_naming(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[ShownQuote]:
    """Yields the words of others that name an entity."""
    spans = [mention.span for mention in dossier.annotations.mentions if mention.entity == entity]
    for quote in shown_quotes(dossier):
        if entity not in _speakers(quote) and any(map(quote.span.holds, spans)):
            yield _shown(dossier, quote, named)


def comment_pairs(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Returns each entity that a quote names, with each speaker of the quote, once."""
    mentions = sorted(dossier.annotations.mentions, key=lambda mention: mention.span.start)
    starts = [mention.span.start for mention in mentions]
    found: set[tuple[str, str]] = set()
    for quote in shown_quotes(dossier):
        speakers, span = _speakers(quote), quote.span
        near = mentions[bisect_left(starts, span.start) : bisect_right(starts, span.end)] if speakers else ()
        inside = {mention.entity for mention in near if span.holds(mention.span)}
        found |= {(entity, speaker) for entity in inside - {*speakers} for speaker in speakers}
    return tuple(sorted(found))


def commentators(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Returns the speakers of the quotes that name each entity."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity, speaker in pairs:
        found[entity].add(speaker)
    return found


def _speakers(quote: Quote) -> list[str]:
    """Returns the entity ids of everybody who says it."""
    return [one for one in (quote.entity, *quote.joint_entities) if one]


def _shown(dossier: Dossier, quote: Quote, named: Mapping[str, Listed]) -> ShownQuote:
    article, text = dossier.article, dossier.article.text
    joint = zip(quote.joint, quote.joint_entities, strict=True)
    return ShownQuote(
        words=quote.span.of(text),
        kind=quote.kind,
        sure=quote.sure,
        who=tuple(span.of(text) for span in (quote.speaker, *quote.others) if span),
        speaker=named.get(quote.entity),
        joint=tuple((span.of(text), named.get(entity)) for span, entity in joint),
        cue=quote.cue.of(text) if quote.cue else "",
        channels=tuple(span.of(text) for span in quote.channels),
        anchor=anchor_at(article, quote.span.start, quote.span.start + 1),
        slug=article.slug,
        title=article.title,
        said_on=said_on(dossier, quote),
        published=article.source.published,
        span=quote.span,
        decided=quote.by == PERSON,
        language=article.language,
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a page's quotes have a speaker."""

    quotes: int
    """Quotes that the page shows."""
    attributed: int
    """Those with a speaker."""


def coverage(dossier: Dossier) -> Coverage:
    """Returns the counts of one page."""
    quotes = shown_quotes(dossier)
    return Coverage(len(quotes), sum(quote.speaker is not None for quote in quotes))


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was found, and of what is missing."""

    names: int
    """Entities that have a place of their own."""
    quotes: int
    """Quotes with a speaker."""
    dates: int
    """Dates whose year is known."""
    speakers_missing: int
    """Quotes whose speaker the article does not say, or we did not find."""
    years_missing: int
    """Dates whose year is not known."""
    outlet_missing: bool
    """No outlet is named."""
    day_missing: bool
    """The day of publication is not known."""
    rest_missing: bool
    """Only an excerpt is published."""


def tally(dossier: Dossier) -> Tally:
    """Returns the counts of the public form of a dossier."""
    quotes, source = coverage(dossier), dossier.article.source
    dates = {time.edtf for time in dossier.annotations.times if time.edtf}
    without_year = sum(edtf.startswith("X") for edtf in dates)
    return Tally(
        names=sum(bool(one.target) for one in dossier.entities),
        quotes=quotes.attributed,
        dates=len(dates) - without_year,
        speakers_missing=quotes.quotes - quotes.attributed,
        years_missing=without_year,
        outlet_missing=not source.publisher,
        day_missing=source.published is None,
        rest_missing=dossier.extent is not None,
    )
