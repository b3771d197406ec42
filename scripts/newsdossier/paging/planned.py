"""What every page plan is made from, and what it is: a page with the signature of all that it shows."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from newsdossier.again import Memory
from newsdossier.decisions import Change
from newsdossier.model import PERSON, Annotations, Article, Dossier, Event, Listed, Page, Settings

_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=repr)  # a fifth of the time of `repr`


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages of one build are made from."""

    settings: Settings
    """Language and name of the site."""
    dossiers: tuple[Dossier, ...]
    """Public forms, newest first."""
    cores: Mapping[str, str]
    """Slug -> of all that others take from a dossier."""
    events: Mapping[str, Sequence[Event]]
    """Slug -> what has a date in a dossier, in the order of its text; in the order of the dossiers."""
    named: Mapping[str, Listed]
    """Every entity by id, with its counts."""
    moved: Mapping[str, str]
    """Entity ids that became another."""
    gone: Mapping[str, str]
    """Slug of a dossier that was published and is no more -> the one that took its place, or nothing."""
    first: Mapping[str, str]
    """Slug -> day on which the site first showed a dossier."""
    history: tuple[Change, ...]
    """What was decided of entities when."""
    program: str
    """Fingerprint of our own sources: a new version renders anew."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that the site should have."""

    path: str
    """Relative to `dossiers/`."""
    signature: str
    """Of everything that `render` reads."""
    render: Callable[[], Page]
    """Makes the page; called only when the signature is new."""


@dataclass(frozen=True, slots=True)
class Datum:
    """A file for programs that the site should have."""

    path: str
    """On the site."""
    signature: str
    """Of everything that it is made from."""
    make: Callable[[], str]
    """Makes it; called only when the signature is new."""


def digest(*values: object) -> str:
    """One signature of all these values."""
    try:
        said = _ENCODER.encode(values)
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        said = repr(values).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()


def cores(dossiers: Iterable[Dossier], memory: Memory) -> dict[str, str]:
    """Slug -> of all that others take from a dossier: its text, its data and where names stand, not its neighbours."""
    given = {d.article.slug: (d.article, d.annotations, (d.extent, d.whole, d.hidden)) for d in dossiers}
    return memory.each("core", given, _core)


def _core(article: Article, found: Annotations, public: tuple[object, ...]) -> str:
    """`public` is how much of it is shown."""
    names = [(m.span.start, m.span.end, m.entity) for m in found.mentions]
    roles = [(r.span, r.entity, r.whose, r.former) for r in found.roles]
    claims = [(c.span, c.modality, c.cue, c.entity, c.joint_entities, c.by == PERSON) for c in found.claims]
    times = [(t.span, t.edtf, t.inferred, t.dates, t.by == PERSON) for t in found.times]
    quotes = [
        (q.span, q.kind, q.cue, q.speaker, q.sure, q.channels, q.others, q.entity, q.joint, q.joint_entities)
        for q in found.quotes
    ]
    by_people = [q.span for q in found.quotes if q.by == PERSON]
    said = (
        article.slug,
        article.title,
        article.title_origin,
        article.language,
        article.tags,
        article.text,
    )
    return digest(
        article.seed,
        article.source,
        said,
        (names, roles, quotes, claims, times),
        (*public, by_people),
    )
