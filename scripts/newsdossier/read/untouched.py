"""Seeds that nobody has touched since they were last read -> their digests, without a look into them.

Reading some thousand small files takes longer than asking for their times.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsdossier.read.at_rest import Stamp
from newsdossier.store import Codec, Store

_KIND, _KEY = "seeds", "read"
_ENDINGS = ("", ".yml", ".yaml")  # the seed, and its sidecar under either name
Stamps = tuple[Stamp | None, ...]


@dataclass(frozen=True, slots=True)
class Untouched:
    """A seed with its sidecar, as `RawSeed`, of which only the digest is known."""

    path: str
    sidecar_path: str
    stamps: Stamps
    """Of the seed, and of what may be its sidecar; empty when they show nothing."""
    of_all: str
    """As `RawSeed.digest` gave it."""

    def digest(self) -> str:
        """SHA-256 of all that its article is made from."""
        return self.of_all


_CODEC: Codec[dict[str, tuple[Stamps, str]]] = Codec(dict[str, tuple[Stamps, str]])


@dataclass(frozen=True, slots=True)
class Memory:
    """The seeds as the last build read them, by hashes of their paths: these may hold a name that was withdrawn."""

    seeds: Mapping[str, tuple[Stamps, str]]

    def of(self, path: Path, shown: str, stamps: Mapping[str, Stamp]) -> Untouched | None:
        """The seed, if it and its sidecar are as they were; `shown` is its path in the project."""
        now, before = stamps_of(path, stamps), self.seeds.get(_hash(shown))
        if not before or not now or before[0] != now:
            return None
        return Untouched(shown, f"{shown}{_ENDINGS[2] if now[2] else _ENDINGS[1]}", *before)


def recall(store: Store) -> Memory:
    """What the last build read."""
    kept = store.get(_KIND, [_KEY])
    return Memory(_CODEC.read(kept[_KEY]) if kept else {})


def remember(seeds: Iterable[Untouched], before: Memory, store: Store) -> None:
    """For the next build."""
    now = {_hash(one.path): (one.stamps, one.of_all) for one in seeds}
    if now != before.seeds:
        store.put(_KIND, {_KEY: _CODEC.written(now)})


def _hash(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stamps_of(path: Path, stamps: Mapping[str, Stamp]) -> Stamps:
    """Of a seed and its sidecar; none where one is a link, since what it leads to has a stamp of its own."""
    found = tuple(stamps.get(f"{path}{ending}") for ending in _ENDINGS)
    return () if found[0] is None or any(one.is_link() for one in found if one) else found
