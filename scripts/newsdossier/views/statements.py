"""A dossier -> what its article asserts, reports, hedges and denies: the sentences, by modality."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsdossier.model.article import Article, Span
from newsdossier.model.dossier import Dossier, Sentence, ShownQuote
from newsdossier.model.entity import Listed
from newsdossier.model.findings import PERSON, Claim, Modality, Quote
from newsdossier.views.dossier import anchor_at
from newsdossier.views.entities import sentence_at
from newsdossier.views.timeline import said_on

MOST_SENTENCES = 4  # of one modality in the box


MODALITIES: tuple[Modality, ...] = ("asserted", "reported", "hedged", "denied")


@dataclass(frozen=True, slots=True)
class Voucher:
    """One sentence of the box."""

    sentence: Sentence
    """`names` are its cues."""
    sources: tuple[Listed, ...]
    """On whose word, where the article names them."""
    decided: bool = False
    """A person said that it belongs here."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One modality of an article."""

    modality: Modality
    """How it vouches for these."""
    shown: tuple[Voucher, ...]
    """Its first sentences."""
    more: int
    """How many others there are."""


def voices(dossier: Dossier) -> tuple[Voice, ...]:
    """By modality, from what may be shown; empty where nothing but assertions was found."""
    claims = dossier.annotations.claims
    if all(claim.modality == "asserted" for claim in claims):
        return ()
    return tuple(voice for modality in MODALITIES for voice in _voice(dossier, modality))


def _voice(dossier: Dossier, modality: Modality) -> Iterator[Voice]:
    """A sentence once, with all its cues."""
    found: dict[tuple[str, str], Voucher] = {}
    for claim in dossier.annotations.claims:
        if claim.modality == modality:
            one = _voucher(dossier, claim)
            place = one.sentence.text, one.sentence.anchor
            found[place] = _joined(found[place], one) if place in found else one
    every = tuple(sorted(found.values(), key=lambda one: not one.decided))
    if every:
        yield Voice(modality, every[:MOST_SENTENCES], max(0, len(every) - MOST_SENTENCES))


def _voucher(dossier: Dossier, claim: Claim) -> Voucher:
    keys = [key for key in (claim.entity, *claim.joint_entities) if key]
    listed = {one.entity.id: one for one in dossier.entities}
    sources = tuple(listed[key] for key in keys if key in listed)
    sentence = sentence_at(dossier, claim.cue or claim.span)
    return Voucher(sentence if claim.cue else replace(sentence, names=()), sources, claim.by == PERSON)


def _joined(first: Voucher, second: Voucher) -> Voucher:
    names: tuple[Span, ...] = tuple(sorted({*first.sentence.names, *second.sentence.names}))
    return Voucher(
        replace(first.sentence, names=names), first.sources or second.sources, first.decided or second.decided
    )


MOST_SAID = 40  # of one kind on an entity page


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many quotes a page shows, and of how many it can say who speaks."""

    quotes: int
    """Words given as somebody's."""
    attributed: int
    """Those with a speaker."""


def is_term(quote: Quote) -> bool:
    """Quotation marks around what may be a name or a term: shown as it is, as nobody's words."""
    return quote.sure == "unsure" and quote.speaker is None


def shown(dossier: Dossier) -> list[Quote]:
    """The quotes of a page: neither terms nor what a verb merely speaks of."""
    return [
        q for q in dossier.annotations.quotes if not is_term(q) and not (q.kind == "indirect" and q.sure == "unsure")
    ]


def coverage(dossier: Dossier) -> Coverage:
    """Of one page."""
    quotes = shown(dossier)
    return Coverage(len(quotes), sum(quote.speaker is not None for quote in quotes))


def said_in(dossier: Dossier) -> tuple[ShownQuote, ...]:
    """All that the dossier's page shows, in the order of the text."""
    named = {one.entity.id: one for one in dossier.entities}
    return tuple(said(dossier, quote, named) for quote in shown(dossier))


def terms_in(dossier: Dossier) -> tuple[ShownQuote, ...]:
    """What stands in quotation marks and may be nobody's words."""
    return tuple(said(dossier, quote, {}) for quote in dossier.annotations.quotes if is_term(quote))


def said_by(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[ShownQuote]:
    """The words of an entity."""
    return (said(dossier, quote, named) for quote in shown(dossier) if entity in _speakers(quote))


def said_of(dossier: Dossier, entity: str, named: Mapping[str, Listed]) -> Iterator[ShownQuote]:
    """Words of others that name it."""
    spans = [m.span for m in dossier.annotations.mentions if m.entity == entity]
    for quote in shown(dossier):
        inside = any(quote.span.holds(span) for span in spans)
        if inside and entity not in _speakers(quote):
            yield said(dossier, quote, named)


def commentators(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Entity -> whoever speaks of it: with the dossiers, all that those lists are made from."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity, speaker in pairs:
        found[entity].add(speaker)
    return found


def spoken_of_in(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Who is spoken of in one dossier, and by whom, each pair once."""
    mentions = sorted(dossier.annotations.mentions, key=lambda mention: mention.span.start)
    starts = [mention.span.start for mention in mentions]
    found: set[tuple[str, str]] = set()
    for quote in shown(dossier):
        speakers, span = _speakers(quote), quote.span
        near = mentions[bisect_left(starts, span.start) : bisect_right(starts, span.end)] if speakers else ()
        inside = {mention.entity for mention in near if span.holds(mention.span)}
        found |= {(entity, speaker) for entity in inside - {*speakers} for speaker in speakers}
    return tuple(sorted(found))


def _speakers(quote: Quote) -> list[str]:
    """Entity ids of all who say it."""
    return [one for one in (quote.entity, *quote.joint_entities) if one]


def said(dossier: Dossier, quote: Quote, named: Mapping[str, Listed]) -> ShownQuote:
    """One quote in the words of the article."""
    article = dossier.article
    who = [span for span in (quote.speaker, *quote.others) if span]
    return ShownQuote(
        words=quote.span.of(article.text),
        kind=quote.kind,
        sure=quote.sure,
        who=tuple(span.of(article.text) for span in who),
        speaker=named.get(quote.entity),
        joint=tuple(
            (span.of(article.text), named.get(entity))
            for span, entity in zip(quote.joint, quote.joint_entities, strict=True)
        ),
        cue=quote.cue.of(article.text) if quote.cue else "",
        channels=tuple(span.of(article.text) for span in quote.channels),
        anchor=_anchor(article, quote),
        slug=article.slug,
        title=article.title,
        said_on=said_on(dossier, quote),
        published=article.source.published,
        span=quote.span,
        decided=quote.by == PERSON,
        language=article.language,
    )


def _anchor(article: Article, quote: Quote) -> str:
    return anchor_at(article, quote.span.start, quote.span.start + 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was found, and of what is missing."""

    names: int
    """Entities that have a place of their own."""
    quotes: int
    """With a speaker."""
    dates: int
    """Whose year is known."""
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
    """Of the public form of one dossier."""
    said, source = coverage(dossier), dossier.article.source
    dates = {time.edtf for time in dossier.annotations.times if time.edtf}
    without_year = sum(edtf.startswith("X") for edtf in dates)
    return Tally(
        names=sum(bool(one.target) for one in dossier.entities),
        quotes=said.attributed,
        dates=len(dates) - without_year,
        speakers_missing=said.quotes - said.attributed,
        years_missing=without_year,
        outlet_missing=not source.publisher,
        day_missing=source.published is None,
        rest_missing=dossier.extent is not None,
    )
