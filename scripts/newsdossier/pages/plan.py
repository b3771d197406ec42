"""What every page plan is made from, and what it is: a page with the signature of all that it shows."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from newsdossier.cache.store import NO_MEMO, Memo
from newsdossier.model.decision import Change
from newsdossier.model.dossier import Dossier, Event, Page
from newsdossier.model.entity import Listed
from newsdossier.model.settings import Settings

_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=repr)  # a fifth of the time of `repr`


@dataclass(frozen=True, slots=True)
class Gist:
    """What other pages than its own take from a dossier: asked of every one at every build."""

    core: str
    """Hash of its text, its data and where names stand; its neighbours are none of it."""
    parties: tuple[tuple[str, str], ...]
    """Who holds a function, and on whom it depends."""
    spoken_of: tuple[tuple[str, str], ...]
    """Of whom it says something, and who says it."""
    shows: Mapping[str, str]
    """Entity id -> hash of the sentences that name it, with what is said of the article beside them."""
    tells: Mapping[str, str]
    """Entity id -> hash of all else that its page takes from here, of those of whom there is anything."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages of one build are made from."""

    settings: Settings
    """Language and name of the site."""
    dossiers: tuple[Dossier, ...]
    """Public forms, newest first."""
    members: Mapping[str, Sequence[Dossier]]
    """Entity id -> the dossiers that name it, in their order."""
    cores: Mapping[str, str]
    """Slug -> of all that others take from a dossier."""
    gists: Mapping[str, Gist]
    """Slug -> what other pages take from a dossier."""
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
    """One signature of all these values."""
    try:
        said = _ENCODER.encode(values)
    except UnicodeEncodeError:  # the name of a file that is not UTF-8
        said = repr(values).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()
