"""A dossier -> what its article asserts, reports, hedges and denies: the sentences, by modality."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsdossier.compose.entities import sentence_at
from newsdossier.model import PERSON, Claim, Dossier, Listed, Modality, Sentence, Span

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
