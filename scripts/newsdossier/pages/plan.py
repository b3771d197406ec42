"""Plans of pages: path, signature of all that the page shows, and how to render it; and what plans are made from."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.model.decision import Change
from newsdossier.model.dossier import Dossier, Event, Page
from newsdossier.model.entity import Listed
from newsdossier.model.settings import Settings

_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=repr)  # a fifth of the time of `repr`
_GROWING = ("aliases", "because")  # other dossiers add to these, and only the entity's own page and row show them
_COUNTED = ("entity", "mentions", "dossiers")  # of `Listed`
_NOT_IN_LISTS = ("text", "parts", "seed", "reading", "decisions", "review")  # of an article: only its own page has them


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a dossier contributes to other pages than its own, as digests: compared for every dossier at every build."""

    core: str
    """Digest of its article and of all that was found in it; neither its entities nor its neighbours are part of it."""
    parties: tuple[tuple[str, str], ...]
    """(holder of a function, entity that the function depends on)."""
    spoken_of: tuple[tuple[str, str], ...]
    """(entity that words are about, their speaker)."""
    appearances: Mapping[str, str]
    """Entity id -> digest of the sentences that name it, with title and source of the article."""
    facts: Mapping[str, str]
    """Entity id -> digest of all else that its page takes from the dossier; only entities for which there is any."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages of one build are made from."""

    settings: Settings
    """Language and name of the site."""
    dossiers: tuple[Dossier, ...]
    """Public forms, newest first."""
    members: Mapping[str, Sequence[Dossier]]
    """Entity id -> the dossiers that name it, in their order."""
    contributions: Mapping[str, Contribution]
    """Slug -> what a dossier contributes to other pages than its own."""
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
    memo: Memo = NO_MEMO
    """Results of the previous build of this process, such as signatures."""


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
    text: Callable[[], str | Iterator[str]]
    """Makes it, whole or piece by piece, as lists of all articles are long; called only when the signature is new."""

    def parts(self) -> Iterator[str]:
        """Its text, piece by piece."""
        made = self.text()
        return iter([made]) if isinstance(made, str) else made

    def make(self) -> str:
        """Its text, whole."""
        return "".join(self.parts())


def digest(*values: object) -> str:
    """The signature of these values: dataclasses count with all their fields, so that a new field changes it."""
    try:
        encoded = _ENCODER.encode(values)
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        encoded = repr(values).encode("utf-8", "surrogatepass")
    return hashlib.sha256(encoded).hexdigest()


def without(value: Any, *excluded: str) -> object:
    """All fields of a dataclass but these: what a signature is made of where a page must not depend on some fields."""
    return _fields_without(value.__class__, excluded)(value)


@cache
def _fields_without(kind: Any, excluded: tuple[str, ...]) -> Callable[[object], object]:
    names = [field.name for field in fields(kind)]
    if unknown := set(excluded) - set(names):
        raise AttributeError(f"{kind.__name__} has no field {unknown}")
    return attrgetter(*(name for name in names if name not in excluded))


def as_linked(one: Listed) -> object:
    """An entity as pages show it that link to it: new dossiers do not change this."""
    return without(one.entity, *_GROWING), without(one, *_COUNTED)


def as_counted(one: Listed) -> object:
    """An entity as lists show it: with its counts."""
    return as_linked(one), one.mentions, one.dossiers


def as_headline(dossier: Dossier) -> object:
    """A dossier as lists show it that have only its headline and its source."""
    return without(dossier.article, *_NOT_IN_LISTS)
