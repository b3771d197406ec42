"""The list of withdrawals and what is known of entities -> which names to look for, and where they stand in words."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsdossier.cache.store import Store, sources
from newsdossier.errors import Remark
from newsdossier.identify.article.resolve import Resolved
from newsdossier.model.article import Span
from newsdossier.model.decision import Withdrawal, Withholding
from newsdossier.model.entity import Entity, EntityType
from newsdossier.model.settings import Settings
from newsdossier.naming.keys import key, name_hash, tokens

_MOST_WORDS = 6  # of a name that is known by its hash alone


Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody or something whose name is not shown."""

    do: Withholding
    """`initials` or `remove`."""
    type: EntityType
    """What to write instead."""
    initials: str
    """Of its name."""
    names: frozenset[Name]
    """In folded words: these are replaced wherever they stand."""
    alone: frozenset[str]
    """Words that stand for it in articles that name it: surnames."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is looked for."""

    gone: Mapping[str, Gone]
    """By entity id."""
    noindex: frozenset[str]
    """Ids that are shown, but not to search engines."""
    names: Mapping[Name, Gone]
    """Of all of them."""
    hashes: Mapping[str, Withholding]
    """Of names that no entity of the site has."""

    def hits(self, text: str, *, small: bool = False) -> Iterator[tuple[Span, Gone]]:
        """Where names stand, the longest first; one word alone only with a capital, unless `small`, as in addresses."""
        words = list(tokens(text)) if self.names or self.hashes else []
        longest = max([len(name) for name in self.names] + [_MOST_WORDS] * bool(self.hashes), default=0)
        at = 0
        while at < len(words):
            most = min(longest, len(words) - at)
            found = next((n for n in range(most, 0, -1) if self._of(text, words[at : at + n], small=small)), 0)
            if found and (gone := self._of(text, words[at : at + found], small=small)):
                yield Span(words[at][0].start, words[at + found - 1][0].end), gone
            at += found or 1

    def _of(self, text: str, some: list[tuple[Span, str]], *, small: bool) -> Gone | None:
        name = tuple(folded for _, folded in some)
        if len(name) == 1 and not small and text[some[0][0].start].islower():
            return None
        if name in self.names or not self.hashes:
            return self.names.get(name)
        do = self.hashes.get(name_hash(" ".join(name)))
        return of_words(do, "person", [text[some[0][0].start : some[-1][0].end]]) if do else None

    def names_one(self, words: str) -> bool:
        """Somebody who is gone is named in those words."""
        return any(True for _ in self.hits(words, small=True))


def wanted(
    some: Iterable[Withdrawal], resolved: Mapping[str, Resolved], what: tuple[Mapping[str, Entity], Mapping[str, str]]
) -> Wanted:
    """The names to look for; `what` is the entities, and which ids were joined into which."""
    entities, into = what
    some = tuple(some)
    forms = _forms(entities, resolved)
    ids = {into.get(one.id, one.id): one.do for one in some if one.id}
    hashed = {one.sha256: one.do for one in some if one.sha256}
    do = dict(ids)
    met: set[str] = set()
    for entity, names in forms.items():
        hashes = {name_hash(name) for name in names} & hashed.keys()
        met |= hashes
        if hashes:
            do.setdefault(entity, hashed[min(hashes)])
    gone = {
        k: of_words(how, entities[k].type, [entities[k].name, *sorted(forms[k])])
        for k, how in do.items()
        if k in entities and how != "noindex"
    }
    return Wanted(
        gone=gone,
        noindex=frozenset(k for k, how in do.items() if how == "noindex"),
        names={name: one for one in gone.values() for name in one.names},
        hashes={sha: how for sha, how in hashed.items() if sha not in met and how != "noindex"},
    )


def of_words(do: Withholding, kind: EntityType, forms: list[str]) -> Gone:
    """Somebody with those names, the first of which gives the initials."""
    every = {tuple(word for _, word in tokens(form)) for form in forms}
    every |= {tuple(key(form).split("-")) for form in forms}  # as file names and addresses have them
    full = {name for name in every if len(name) > 1} or every
    alone = {name[-1] for name in every if len(name[-1]) > 1} | {name[0] for name in every if len(name) == 1}
    return Gone(do, kind, initials(forms[0]), frozenset(full - {()}), frozenset(alone))


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


_KIND = "own files"


_LISTS = ("_authority.yml", "_knowledge/*.csv")


def still_named(settings: Settings, found: Wanted | None, store: Store) -> Iterator[Remark]:
    """The authority, the newsroom's lists, and the words at the top of the home page; the seeds hold what they hold."""
    if found and (found.names or found.hashes):
        for path in sorted(path for pattern in _LISTS for path in settings.seeds.glob(pattern)):
            shown = path.relative_to(settings.root).as_posix()
            for number in _lines(path.read_bytes(), found, store):
                where = f"{shown}:{number}"
                message = f"{where}: this line holds a withdrawn name. It is not published, the file still tells it"
                yield Remark("still-named", where, message)
        if found.names_one(settings.intro):
            message = "docs/_intro.md: it holds a withdrawn name and is not shown. Take the name out of it"
            yield Remark("still-named", "docs/_intro.md", message)


def _lines(data: bytes, found: Wanted, store: Store) -> list[int]:
    """Numbers of the lines that name somebody, from the cache where file and names are the same: lists may be long."""
    said = repr((sources("newsdossier.withdraw"), sorted(found.names), sorted(found.hashes)))
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass") + data).hexdigest()
    kept = store.get(_KIND, [key])
    if key not in kept:
        lines = data.decode("utf-8", "replace").splitlines()
        named = [number for number, line in enumerate(lines, start=1) if found.names_one(line)]
        store.put(_KIND, {key: json.dumps(named).encode()})
        return named
    return [int(number) for number in json.loads(kept[key])]
