"""Finds withdrawn names: from the list of withdrawals and the known entities, the names and their places in texts."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdossier.cache.store import Store, sources
from newsdossier.errors import Remark
from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Span
from newsdossier.model.decision import Withdrawal, Withholding
from newsdossier.model.entity import Entity, EntityType
from newsdossier.model.settings import Settings
from newsdossier.naming import key, name_hash, tokens

_MOST_WORDS = 6  # of a name that is known by its hash alone
Name = tuple[str, ...]
_KIND = "own files"
_LISTS = ("_authority.yml", "_knowledge/*.csv")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entity whose name is not shown."""

    do: Withholding
    """What is done with the name: `initials` or `remove`."""
    type: EntityType
    """Type of the entity, which the site writes instead of the name."""
    initials: str
    """Initials of its name."""
    names: frozenset[Name]
    """Names in folded words; they are replaced in every text."""
    alone: frozenset[str]
    """Single words that stand for it in articles that name it: surnames."""


@dataclass(frozen=True, slots=True)
class WithdrawnNames:
    """All withdrawn names of the site."""

    by_id: Mapping[str, Withdrawn]
    """Withdrawn entities by id."""
    noindex: frozenset[str]
    """Ids of entities that are shown, but not to search engines."""
    names: Mapping[Name, Withdrawn]
    """Withdrawn entities by each of their names."""
    hashes: Mapping[str, Withholding]
    """SHA-256 of names that no entity of the site has."""
    hidden: frozenset[str] = frozenset()
    """Ids of entities that are not shown: withdrawn ones, and those named after one."""

    def hits(self, text: str, *, small: bool = False) -> Iterator[tuple[Span, Withdrawn]]:
        """Finds names, the longest first; one word alone needs a capital, unless `small` as in addresses."""
        words = list(tokens(text)) if self.names or self.hashes else []
        longest = max([len(name) for name in self.names] + [_MOST_WORDS] * bool(self.hashes), default=0)
        at = 0
        while at < len(words):
            most = min(longest, len(words) - at)
            found = next((n for n in range(most, 0, -1) if self._named(text, words[at : at + n], small=small)), 0)
            if found and (gone := self._named(text, words[at : at + found], small=small)):
                yield Span(words[at][0].start, words[at + found - 1][0].end), gone
            at += found or 1

    def _named(self, text: str, some: list[tuple[Span, str]], *, small: bool) -> Withdrawn | None:
        name = tuple(folded for _, folded in some)
        if len(name) == 1 and not small and text[some[0][0].start].islower():
            return None
        if name in self.names or not self.hashes:
            return self.names.get(name)
        do = self.hashes.get(name_hash(" ".join(name)))
        return _withdrawn(do, "person", [text[some[0][0].start : some[-1][0].end]]) if do else None

    def occur_in(self, words: str) -> bool:
        """True if the words hold a withdrawn name."""
        return any(True for _ in self.hits(words, small=True))


def withdrawn_names(
    some: Sequence[Withdrawal],
    resolved: Mapping[str, Resolved],
    *,
    entities: Mapping[str, Entity],
    joined: Mapping[str, str],
) -> WithdrawnNames:
    """Returns the names to look for; `joined` leads from an id to the one that it was joined to."""
    forms = _forms(entities, resolved)
    ids = {joined.get(one.id, one.id): one.do for one in some if one.id}
    hashed = {one.sha256: one.do for one in some if one.sha256}
    do = dict(ids)
    met: set[str] = set()
    for entity, own in forms.items():
        hashes = {name_hash(form) for form in own} & hashed.keys()
        met |= hashes
        if hashes:
            do.setdefault(entity, hashed[min(hashes)])
    gone = {
        k: _withdrawn(how, entities[k].type, [entities[k].name, *sorted(forms[k])])
        for k, how in do.items()
        if k in entities and how != "noindex"
    }
    names = WithdrawnNames(
        by_id=gone,
        noindex=frozenset(k for k, how in do.items() if how == "noindex"),
        names={name: one for one in gone.values() for name in one.names},
        hashes={sha: how for sha, how in hashed.items() if sha not in met and how != "noindex"},
    )
    hidden = frozenset(k for k, one in entities.items() if k in gone or _is_named_after(one, names))
    return replace(names, hidden=hidden)


def _is_named_after(entity: Entity, names: WithdrawnNames) -> bool:
    """True if its own name holds the whole name of somebody withdrawn."""
    return any(map(names.occur_in, (entity.name, *(name for _, name in entity.names))))


def _withdrawn(do: Withholding, kind: EntityType, forms: list[str]) -> Withdrawn:
    """Returns an entity with those names; the first gives the initials."""
    every = {tuple(word for _, word in tokens(form)) for form in forms}
    every |= {tuple(key(form).split("-")) for form in forms}  # as file names and addresses have them
    full = {name for name in every if len(name) > 1} or every
    alone = {name[-1] for name in every if len(name[-1]) > 1} | {name[0] for name in every if len(name) == 1}
    return Withdrawn(do, kind, initials(forms[0]), frozenset(full - {()}), frozenset(alone))


def initials(name: str) -> str:
    """« J.-P. D. » for Jean-Pierre Durand."""
    return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split())


def _forms(entities: Mapping[str, Entity], resolved: Mapping[str, Resolved]) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for entity in entities.values():
        forms[entity.id] |= {entity.name, *entity.aliases, *(name for _, name in entity.names)}
    for one in resolved.values():
        for local in one.locals:
            forms[local.key] |= {local.name, *local.forms}
    return {k: names for k, names in forms.items() if k in entities}


def still_named(settings: Settings, found: WithdrawnNames | None, store: Store) -> Iterator[Remark]:
    """Finds names in the authority, the newsroom's lists and the introduction of the home page; not in seeds."""
    if found and (found.names or found.hashes):
        for path in sorted(path for pattern in _LISTS for path in settings.seeds.glob(pattern)):
            shown = path.relative_to(settings.root).as_posix()
            for number in _lines(path.read_bytes(), found, store):
                where = f"{shown}:{number}"
                message = f"{where}: this line holds a withdrawn name. It is not published, the file still tells it"
                yield Remark("still-named", where, message)
        if found.occur_in(settings.intro):
            message = "docs/_intro.md: it holds a withdrawn name and is not shown. Take the name out of it"
            yield Remark("still-named", "docs/_intro.md", message)


def _lines(data: bytes, found: WithdrawnNames, store: Store) -> list[int]:
    """Returns the numbers of lines that hold a name, from the cache if possible: lists may be long."""
    said = repr((sources("newsdossier.withdraw"), sorted(found.names), sorted(found.hashes)))
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass") + data).hexdigest()
    kept = store.get(_KIND, [key])
    if key not in kept:
        lines = data.decode("utf-8", "replace").splitlines()
        named = [number for number, line in enumerate(lines, start=1) if found.occur_in(line)]
        store.put(_KIND, {key: json.dumps(named).encode()})
        return named
    return [int(number) for number in json.loads(kept[key])]
